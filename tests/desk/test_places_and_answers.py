"""Places with how exactly they are known, and the armed actors' answers beside what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.record import Record
from django.conf import settings

from desk.conftest import Enter
from tahqiq.casebook.drafts import PlaceDraft
from tahqiq.casebook.models import Answer, AnswerEvent, AuditEntry, Incident, Item, Party, Place
from tahqiq.desk.home import Home
from tahqiq.desk.schematic import HEIGHT, WIDTH, plot
from tahqiq.seal import Archive, Receipt

SAID = (
    "The Coalition assessed report 12/2017: it is more likely than not that two civilians died.\nSecond line."
)


def _place(record: Record, ending: str = "") -> str:
    return f"/desk/cases/{record.slug}/places/{record.one(Place).pk}/{ending}"


def _typed(place: Place, **changed: Any) -> dict[str, Any]:
    said = PlaceDraft.of(place).plain()
    return {**{name: "" if value is None else value for name, value in said.items()},
            "precision": "", "version": place.version, **changed}  # fmt: skip


def test_moving_a_point_needs_its_precision(record: Record, enter: Enter) -> None:
    browser, place = enter("recorder", case=record.case), record.one(Place)
    moved = browser.post(_place(record), _typed(place, lat="35.95"))
    assert moved.status_code == 400
    assert "say how exactly it is known now" in moved.content.decode()
    place.refresh_from_db()
    assert (place.lat, place.version) == (35.961778, 1)
    assert browser.post(_place(record), _typed(place, lat="35.95", precision="street")).status_code == 302
    place.refresh_from_db()
    assert (place.lat, place.precision, place.version) == (35.95, "street", 2)
    assert AuditEntry.objects.get(action="edit_place").before == {
        "lat": 35.961778,
        "precision": "neighbourhood",
    }


def test_renaming_a_place_keeps_its_precision(record: Record, enter: Enter) -> None:
    place = record.one(Place)
    browser = enter("recorder", case=record.case)
    assert browser.post(_place(record), _typed(place, name_ar="بدو")).status_code == 302
    place.refresh_from_db()
    assert (place.name_ar, place.precision) == ("بدو", "neighbourhood")


@pytest.mark.parametrize(
    "changed",
    [
        {"lat": "4239.00416", "precision": "exact"},
        {"lat": "nan", "precision": "exact"},
        {"lon": "", "precision": "exact"},
        {"name_en": " ", "name_ar": ""},
        {"precision": "roughly"},
        {"version": ""},
    ],
)
def test_what_no_place_can_be_is_refused(record: Record, enter: Enter, changed: dict[str, Any]) -> None:
    answer = enter("recorder", case=record.case).post(_place(record), _typed(record.one(Place), **changed))
    assert answer.status_code == 400
    assert Place.objects.get(pk=record.one(Place).pk).version == 1


def test_whoever_only_looks_moves_nothing(record: Record, enter: Enter) -> None:
    browser = enter("auditor", case=record.case)
    assert "name_en" not in browser.get(_place(record)).content.decode()
    assert browser.post(_place(record), _typed(record.one(Place), name_en="x")).status_code == 403


def test_two_who_move_one_point_are_shown_both(record: Record, enter: Enter) -> None:
    browser, place = enter("recorder", case=record.case), record.one(Place)
    browser.post(_place(record), _typed(place, name_en="Badou market"))
    conflict = browser.post(_place(record), _typed(place, lat="35.95", precision="street"))
    assert conflict.status_code == 409
    page = conflict.content.decode()
    mine = re.search(r'name="mine" value="([^"]*)"', page)
    assert mine is not None
    carried = {"mine": mine[1].replace("&quot;", '"'), "version": 2, "precision_chosen": "1"}
    chosen = {"choose-name_en": "theirs", "choose-lat": "mine", "choose-precision": "mine"}
    assert browser.post(_place(record, "merge/"), {**carried, **chosen}).status_code == 302
    place.refresh_from_db()
    assert (place.name_en, place.lat, place.precision) == ("Badou market", 35.95, "street")
    assert browser.post(_place(record, "merge/"), {**carried, **chosen}).status_code == 409


def test_a_place_made_for_an_incident_leads_back_to_it(record: Record, enter: Enter) -> None:
    browser, incident = enter("recorder", case=record.case), record.one(Incident)
    address = f"/desk/cases/{record.slug}/places/new/"
    assert browser.get(address, {"incident": str(incident.pk)}).status_code == 200
    typed = {
        "version": 1,
        "name_en": "The bridge",
        "lat": "35.9",
        "lon": "39.0",
        "precision": "nearby_landmark",
    }
    made = browser.post(address, {**typed, "incident": str(incident.pk)})
    bridge = Place.objects.get(name_en="The bridge")
    edit = f"/desk/cases/{record.slug}/incidents/{incident.pk}/edit/"
    assert made.headers["Location"] == f"{edit}?place={bridge.pk}"
    page = browser.get(made.headers["Location"]).content.decode()
    assert f'<option value="{bridge.pk}" selected>' in page
    for stranger in ("", "no id", str(bridge.pk)):
        made = browser.post(address, {**typed, "incident": stranger})
        assert "/places/" in made.headers["Location"]


def test_places_are_listed_found_and_drawn(record: Record, enter: Enter) -> None:
    record.new(Place, name_en="Raqqa", name_ar="الرقة", precision="city", lat=35.95, lon=39.01)
    record.new(Place, name_en="Nowhere known", lat=None, lon=None)
    browser = enter("auditor", case=record.case)
    page = browser.get(f"/desk/cases/{record.slug}/places/").content.decode()
    assert page.count("<circle") == 2 and "no point" in page and "general" in page
    found = browser.get(f"/desk/cases/{record.slug}/places/", {"q": "الرقة"}).content.decode()
    assert "1 place" in found and "Badou" not in found
    assert browser.get(f"/desk/cases/{record.slug}/places/", {"q": "zzz"}).status_code == 200


def test_a_drawing_holds_every_point_as_wide_as_it_is_known(record: Record) -> None:
    street = record.new(Place, name_en="a", precision="exact", lat=35.95, lon=39.00)
    area = record.new(Place, name_en="b", precision="village", lat=35.99, lon=39.05)
    drawn = plot([street, area], focus=area)
    assert drawn is not None
    one, other = drawn.dots
    assert one.radius < other.radius and not one.focus and other.focus
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawn.dots)
    assert one.x < other.x and one.y > other.y
    assert drawn.bar_metres in {1000, 2000, 5000}
    assert plot([record.new(Place, name_en="c", lat=None, lon=None)]) is None


# Answers


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def sealed(record: Record, home: Home) -> Item:
    """A statement in the archive, and in the case."""
    receipt = Receipt(by="amal", original_name="report.txt", legal_basis="public source")
    held = Archive.at(home.archive).seal_bytes(SAID.encode(), receipt)
    return record.new(Item, sha256=held.sha256, size=held.size, media_type="text/plain")


def _answers(record: Record, ending: str = "") -> str:
    return f"/desk/cases/{record.slug}/incidents/{record.one(Incident).pk}/answers/{ending}"


def _step(prefix: str, item: Item, **changed: Any) -> dict[str, Any]:
    said = {"party": "coalition", "state": "credible", "killed_min": "2", "killed_max": "2",
            "sha256": item.sha256, "quote": "it is more likely than not that two civilians died",
            "report": "12/2017", "note": "monthly report"}  # fmt: skip
    return {f"{prefix}-{name}": value for name, value in {**said, **changed}.items()}


def test_a_first_answer_is_recorded_with_its_words(record: Record, sealed: Item, enter: Enter) -> None:
    record.new(Party, slug="russia", name_en="Russian forces")
    browser = enter("recorder", case=record.case)
    page = browser.get(_answers(record)).content.decode()
    assert "Record a first answer" in page and "Record the next step" in page
    done = browser.post(_answers(record, "first/"), _step("first", sealed, party="russia", reasons=["other"]))
    assert done.status_code == 302
    answer = Answer.objects.get(party__slug="russia")
    assert (answer.state, answer.killed_min, answer.report, answer.reasons) == (
        "credible",
        2,
        "12/2017",
        ["other"],
    )
    begin, end = answer.start or 0, answer.end or 0
    assert (answer.item, SAID[begin:end]) == (sealed, answer.quote)
    event = AnswerEvent.objects.get(answer=answer)
    assert (event.sequence, event.note, event.recorded_by) == (1, "monthly report", "basma")
    again = browser.post(_answers(record, "first/"), _step("first", sealed, party="russia"))
    assert again.status_code == 400
    assert AnswerEvent.objects.filter(answer=answer).count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "it is more likely than not that three civilians died"},
        {"quote": "   "},
        {"sha256": "ab"},
        {"sha256": "0" * 64},
        {"killed_min": "3"},
        {"killed_max": "-1"},
        {"state": "denied"},
        {"party": "nobody"},
    ],
)
def test_an_answer_that_rests_on_nothing_is_refused_and_kept_on_the_page(
    record: Record, sealed: Item, enter: Enter, changed: dict[str, Any], language: str
) -> None:
    record.new(Party, slug="russia", name_en="Russian forces", name_ar="القوات الروسية")
    browser = enter("recorder", case=record.case, language=language)
    step = _step("first", sealed, **{"party": "russia", **changed})
    answer = browser.post(_answers(record, "first/"), step)
    assert answer.status_code == 400
    assert 'class="fault"' in answer.content.decode() and "monthly report" in answer.content.decode()
    assert not Answer.objects.filter(party__slug="russia").exists()


def test_what_is_no_text_or_not_sealed_is_told(record: Record, home: Home, enter: Enter) -> None:
    receipt = Receipt(by="amal", original_name="a.png", legal_basis="public source")
    held = Archive.at(home.archive).seal_bytes(b"\x89PNG\xff\xfe", receipt)
    picture = record.new(Item, sha256=held.sha256, size=6, media_type="image/png")
    browser = enter("recorder", case=record.case)
    record.new(Party, slug="russia", name_en="Russian forces")
    for item, said in ((picture, "is no text"), (record.one(Item), "cannot give the sealed item")):
        answer = browser.post(_answers(record, "first/"), _step("first", item, party="russia"))
        assert said in answer.content.decode()


def test_a_closed_answer_is_reopened_and_then_moves_on(record: Record, sealed: Item, enter: Enter) -> None:
    answer = record.one(Answer)
    prefix = f"a{answer.pk.hex[:8]}"
    browser = enter("recorder", case=record.case)
    step = _step(prefix, sealed, version=1)
    assert browser.post(_answers(record, f"{answer.pk}/"), step).status_code == 400
    reopen = _answers(record, f"{answer.pk}/reopen/")
    assert browser.post(reopen, {"note": " ", "version": 1}).status_code == 400
    assert browser.post(reopen, {"note": "new videos", "version": 7}).status_code == 400
    assert browser.post(reopen, {"note": "new videos", "version": 1}).status_code == 302
    assert browser.post(_answers(record, f"{answer.pk}/"), step).status_code == 400
    step = _step(prefix, sealed, version=2)
    assert browser.post(_answers(record, f"{answer.pk}/"), step).status_code == 302
    answer.refresh_from_db()
    assert (answer.state, answer.version) == ("credible", 3)
    states = list(answer.events.order_by("sequence").values_list("state", flat=True))
    assert states[-2:] == ["reopened", "credible"]
    page = browser.get(_answers(record)).content.decode()
    assert "new videos" in page and "Reopened" in page


def test_the_words_of_an_answer_are_corrected_without_a_step(record: Record, enter: Enter) -> None:
    answer = record.one(Answer)
    prefix, steps = f"a{answer.pk.hex[:8]}", AnswerEvent.objects.count()
    browser = enter("recorder", case=record.case)
    words = {f"{prefix}-version": 1, f"{prefix}-report": "13/2017"}
    assert browser.post(_answers(record, f"{answer.pk}/words/"), words).status_code == 302
    answer.refresh_from_db()
    assert (answer.report, AnswerEvent.objects.count()) == ("13/2017", steps)
    assert (
        browser.post(_answers(record, f"{answer.pk}/words/"), {**words, f"{prefix}-report": "x"}).status_code
        == 400
    )
    assert AuditEntry.objects.get(action="edit_answer").after == {"report": "13/2017"}


def test_whoever_only_looks_records_nothing(record: Record, enter: Enter) -> None:
    browser = enter("auditor", case=record.case)
    assert "Record the next step" not in browser.get(_answers(record)).content.decode()
    assert browser.post(_answers(record, "first/"), {}).status_code == 403
