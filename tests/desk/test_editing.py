"""The incident editor: what is saved, what is refused, what the rules give as one looks, and merging."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from casebook.record import NOW, Record, as_seen, graded
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.drafts import IncidentDraft
from tahqiq.casebook.models import (
    Assessment,
    AuditEntry,
    Claim,
    Incident,
    Party,
    Place,
    Revision,
    SignOff,
)
from tahqiq.desk.candidates import candidates
from tahqiq.desk.wordwise import side_by_side
from tahqiq.vocab.dates import DateSpan

HIDDEN = re.compile(r'<input type="hidden" name="(mine|version)" value="([^"]*)"')


def _address(record: Record, ending: str = "edit/") -> str:
    return f"/desk/cases/{record.slug}/incidents/{record.one(Incident).pk}/{ending}"


def typed(incident: Incident, **changed: Any) -> dict[str, Any]:
    """The form as it comes to the browser, with what somebody typed."""
    said = IncidentDraft.of(incident).plain()
    told = {name: value for name, value in said.items() if name != "counted"}
    ticked = {"counted": "on"} if said["counted"] else {}
    return {**told, **ticked, "version": incident.version, **changed}


def _accepted(kept: Record, /, **values: Any) -> Claim:
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    return kept.new(Claim, **{**decided, **values})


@pytest.fixture
def incident(record: Record) -> Incident:
    return record.one(Incident)


def test_what_is_typed_is_saved_as_the_next_version(record: Record, incident: Incident, enter: Enter) -> None:
    browser = enter("recorder", case=record.case)
    record.one(Party)
    said = typed(incident, title_en="A market", title_ar="سوق", from_date="2017-10", to_date="2017-10")
    answer = browser.post(_address(record), {**said, "blamed": ["coalition"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, _address(record, ""))
    incident.refresh_from_db()
    assert (incident.title_en, incident.title_ar, incident.version) == ("A market", "سوق", 2)
    assert incident.span.iso() == ("2017-10", "2017-10")
    assert [blame.party.slug for blame in incident.blames.all()] == ["coalition"]
    entry = AuditEntry.objects.get(action="edit_incident")
    assert entry.actor == "basma"
    assert entry.after["title_en"] == "A market" and entry.before["title_en"] == ""
    assert [each.version for each in Revision.objects.filter(kind="incident")[:2]] == [2, 1]


def test_a_code_that_is_replaced_stays_known(record: Record, incident: Incident, enter: Enter) -> None:
    enter("recorder", case=record.case).post(_address(record), typed(incident, code="R-7"))
    incident.refresh_from_db()
    assert (incident.code, incident.previous_codes) == ("R-7", ["CS1640"])


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"from_date": "2017-13"}, "a date is a day"),
        ({"from_date": "2017-10-20", "to_date": "2017-10-01"}, "a date is a day"),
        ({"code": ""}, ""),
        ({"counted": ""}, "for a reason; none was given"),
        ({"title_en": "a\0b"}, ""),
        ({"place": "3f2b6c1e-0000-4000-8000-000000000000"}, ""),
        ({"blamed": ["nobody"]}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(
    record: Record, incident: Incident, enter: Enter, changed: dict[str, Any], said: str, language: str
) -> None:
    browser = enter("recorder", case=record.case, language=language)
    answer = browser.post(_address(record), typed(incident, summary_en="typed <b>words</b>", **changed))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'class="fault"' in page and "typed &lt;b&gt;words" in page
    assert said in html.unescape(page) or language == "ar"
    assert not Revision.objects.filter(made_by="basma").exists()
    incident.refresh_from_db()
    assert incident.version == 1


def test_another_incident_s_code_is_refused(record: Record, incident: Incident, enter: Enter) -> None:
    record.new(Incident, code="CS2")
    answer = enter("recorder", case=record.case).post(_address(record), typed(incident, code="CS2"))
    assert answer.status_code == 400
    assert "another incident of the case has this code" in answer.content.decode()


def test_claims_are_attached_and_detached_with_one_save(
    record: Record, incident: Incident, enter: Enter
) -> None:
    inside, free = _accepted(record, record=11), _accepted(record, record=12, incident=None)
    browser = enter("editor", case=record.case)
    page = browser.get(_address(record)).content.decode()
    assert str(inside.pk) in page and str(free.pk) in page
    ticks = {"claims_shown": "1", "listed": [inside.pk, free.pk], "claims": [free.pk]}
    refused = browser.post(_address(record), {**typed(incident), **ticks})
    assert refused.status_code == 400
    assert "a claim is detached for a reason" in refused.content.decode()
    inside.refresh_from_db(), free.refresh_from_db()
    assert (inside.incident_id, free.incident_id) == (incident.pk, None)
    done = browser.post(_address(record), {**typed(incident), **ticks, "detach_reason": "another day"})
    assert done.status_code == 302
    inside.refresh_from_db(), free.refresh_from_db()
    assert (inside.incident_id, free.incident_id) == (None, incident.pk)
    assert AuditEntry.objects.get(action="detach_claim").after["reason"] == "another day"


def test_whoever_may_not_decide_about_claims_changes_none(
    record: Record, incident: Incident, enter: Enter
) -> None:
    inside = _accepted(record, record=11)
    browser = enter("recorder", case=record.case)
    ticks = {"claims_shown": "1", "listed": [inside.pk], "detach_reason": "because"}
    assert browser.post(_address(record), {**typed(incident, title_en="x"), **ticks}).status_code == 302
    inside.refresh_from_db()
    assert inside.incident_id == incident.pk


def test_a_claim_of_another_case_cannot_be_ticked_in(
    record: Record, incident: Incident, enter: Enter
) -> None:
    theirs = _accepted(Record(slug="mosul"), incident=None)
    ticks = {"claims_shown": "1", "listed": [theirs.pk], "claims": [theirs.pk]}
    enter("editor", case=record.case).post(_address(record), {**typed(incident), **ticks})
    theirs.refresh_from_db()
    assert theirs.incident_id is None


@pytest.mark.parametrize("button", ["look", "find"])
def test_looking_saves_nothing_and_shows_what_the_rules_would_give(
    record: Record, incident: Incident, enter: Enter, button: str
) -> None:
    Party.objects.filter(case=record.case).exists() or record.one(Party)
    _accepted(record, record=11)
    browser = enter("editor", case=record.case)
    page = browser.post(_address(record), {**typed(incident, title_en="typed"), button: "1"})
    assert page.status_code == 200
    said = page.content.decode()
    assert "typed" in said and "one source held here" in said
    assert "one more credible independent source reported civilian harm, and dated it" in said
    incident.refresh_from_db()
    assert (incident.title_en, incident.version) == ("", 1)
    assert not Assessment.objects.filter(assessor="tahqiq").exists()


def test_the_part_that_scripts_ask_for_follows_the_ticks(
    record: Record, incident: Incident, enter: Enter
) -> None:
    inside, free = _accepted(record, record=11), _accepted(record, record=12, incident=None, min=9, max=9)
    browser = enter("editor", case=record.case)
    listed = {"claims_shown": "1", "listed": [inside.pk, free.pk]}
    for ticked, shown in (([inside.pk], "4"), ([inside.pk, free.pk], "4–9"), ([], "Unknown")):
        part = browser.post(_address(record, "look/"), {**typed(incident), **listed, "claims": ticked})
        killed = re.search(r"Civilians killed</dt><dd>([^<]*)", part.content.decode())
        assert killed is not None and killed[1] == shown
        assert "<html" not in part.content.decode()
    bad = browser.post(_address(record, "look/"), typed(incident, from_date="yesterday"))
    assert bad.status_code == 200
    assert "a date is a day" in bad.content.decode()
    assert browser.get(_address(record, "look/")).status_code == 405


def test_places_are_found_by_name_and_chosen(record: Record, incident: Incident, enter: Enter) -> None:
    for n in range(70):
        record.new(Place, name_en=f"Street {n}", name_ar="شارع")
    wanted = record.new(Place, name_en="The old bridge", name_ar="الجسر القديم")
    browser = enter("recorder", case=record.case)
    assert ">The old bridge · " not in browser.get(_address(record)).content.decode()
    for words in ("old BRIDGE", "الجسر"):
        found = browser.post(_address(record), {**typed(incident), "find_place": words, "find": "place"})
        assert ">The old bridge · " in found.content.decode()
    saved = browser.post(_address(record), {**typed(incident, place=str(wanted.pk))})
    assert saved.status_code == 302
    incident.refresh_from_db()
    assert incident.place == wanted


def test_a_new_incident_is_made_with_its_claims(record: Record, enter: Enter) -> None:
    free = _accepted(record, record=12, incident=None)
    browser = enter("editor", case=record.case)
    address = f"/desk/cases/{record.slug}/incidents/new/"
    assert browser.get(address).status_code == 200
    typed = {"version": 1, "code": "R-9", "from_date": "2017", "to_date": "2017", "counted": "on"}
    ticks = {"claims_shown": "1", "listed": [free.pk], "claims": [free.pk]}
    look = browser.post(f"{address}look/", {**typed, **ticks})
    assert "4" in look.content.decode()
    made = browser.post(address, {**typed, **ticks})
    assert made.status_code == 302
    incident = Incident.objects.coded("R-9").get()  # type: ignore[attr-defined]
    assert made.headers["Location"] == f"/desk/cases/{record.slug}/incidents/{incident.pk}/"
    assert (incident.span.iso(), incident.version) == (("2017", "2017"), 1)
    assert list(incident.claims.all()) == [free]
    again = browser.post(address, typed)
    assert again.status_code == 400 and Incident.objects.filter(code="R-9").count() == 1
    assert browser.post(address, {**typed, "look": "1"}).status_code == 200


# Two people


def _carried(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def test_the_second_of_two_edits_is_not_lost_but_merged(
    record: Record, incident: Incident, enter: Enter
) -> None:
    first, second = enter("recorder", case=record.case), enter("editor", case=record.case, name="dana")
    mine = typed(incident, title_en="A bakery", strike_type="Airstrike")
    theirs = typed(incident, title_en="A market", time_wording="at noon")
    assert first.post(_address(record), theirs).status_code == 302
    conflict = second.post(_address(record), mine)
    assert conflict.status_code == 409
    page = conflict.content.decode()
    assert "A bakery" in page and "A market" in page and "basma" in page
    assert "You both changed this: choose." in page
    assert re.search(r'name="choose-strike_type" value="mine" required checked', page)
    assert re.search(r'name="choose-time_wording" value="theirs" required checked', page)
    assert not re.search(r'name="choose-title_en" value="\w+" required checked', page)
    incident.refresh_from_db()
    assert (incident.title_en, incident.strike_type) == ("A market", "")
    carried = _carried(page)
    unchosen = second.post(_address(record, "merge/"), carried)
    assert unchosen.status_code == 400
    chosen = {"choose-title_en": "mine", "choose-strike_type": "mine", "choose-time_wording": "theirs"}
    assert second.post(_address(record, "merge/"), {**carried, **chosen}).status_code == 302
    incident.refresh_from_db()
    said = (incident.title_en, incident.strike_type, incident.time_wording, incident.version)
    assert said == ("A bakery", "Airstrike", "at noon", 3)


def test_a_third_edit_while_merging_is_not_lost_either(
    record: Record, incident: Incident, enter: Enter
) -> None:
    browser = enter("editor", case=record.case)
    mine = typed(incident, title_en="A bakery")
    browser.post(_address(record), typed(incident, title_en="A market"))
    carried = _carried(browser.post(_address(record), mine).content.decode())
    incident.refresh_from_db()
    browser.post(_address(record), typed(incident, title_en="A school"))
    again = browser.post(_address(record, "merge/"), {**carried, "choose-title_en": "mine"})
    assert again.status_code == 409
    assert "A school" in again.content.decode() and "A bakery" in again.content.decode()


@pytest.mark.parametrize("mine", ["", "[]", "{", '{"code": 7}', '{"blamed": [1]}', "[" * 200_000])
def test_a_merge_that_carries_no_draft_is_refused(
    record: Record, incident: Incident, enter: Enter, mine: str
) -> None:
    answer = enter("editor", case=record.case).post(_address(record, "merge/"), {"mine": mine, "version": 1})
    assert answer.status_code == 400


# Presence


def test_two_people_on_one_record_see_each_other(record: Record, incident: Incident, enter: Enter) -> None:
    first, second = enter("recorder", case=record.case), enter("editor", case=record.case, name="dana")
    assert "has this open" not in first.get(_address(record)).content.decode()
    assert "basma" in _note(second.get(_address(record)).content.decode())
    present = _address(record, "presence/")
    assert "dana" in first.post(present).json()["said"]
    second.post(present, {"editing": "1"})
    assert "is changing this now" in first.post(present).json()["said"]
    second.post(present, {"leave": "1"})
    assert first.post(present).json() == {"said": ""}
    assert first.get(present).status_code == 405


def _note(page: str) -> str:
    found = re.search(r'data-presence="[^"]*">([^<]*)', page)
    return found[1] if found is not None else ""


def test_asking_who_is_here_keeps_no_session_alive(record: Record, enter: Enter) -> None:
    from tahqiq.desk.doors import SEEN

    browser = enter("recorder", case=record.case)
    session = browser.session
    session[SEEN] = long_ago = session[SEEN] - 120
    session.save()
    browser.post(_address(record, "presence/"))
    assert browser.session[SEEN] == long_ago
    browser.get(_address(record, ""))
    assert browser.session[SEEN] > long_ago


# Versions


def test_versions_are_compared_side_by_side_and_restored_as_new_ones(
    record: Record, incident: Incident, enter: Enter
) -> None:
    browser = enter("editor", case=record.case)
    for title in ("A market burned", "A market was hit"):
        incident.refresh_from_db()
        browser.post(_address(record), typed(incident, title_en=title))
    page = browser.get(_address(record, "history/")).content.decode()
    assert "<del>burned</del>" in page and "<ins>was hit</ins>" in page
    page = browser.get(_address(record, "history/"), {"a": "3", "b": "1"}).content.decode()
    assert "<ins>A market was hit</ins>" in page
    restore = _address(record, "history/2/restore/")
    assert browser.post(restore, {"version": 2}).status_code == 302
    incident.refresh_from_db()
    assert incident.title_en == "A market was hit"
    assert browser.post(restore, {"version": 3}).status_code == 302
    incident.refresh_from_db()
    assert (incident.title_en, incident.version) == ("A market burned", 4)
    assert AuditEntry.objects.filter(action="restore_incident").count() == 1
    assert browser.post(_address(record, "history/99/restore/"), {"version": 4}).status_code == 400


def test_a_record_nobody_edited_says_so(record: Record, incident: Incident, enter: Enter) -> None:
    Revision.objects.filter(record=incident.pk).exists()
    place = record.one(Place)
    page = enter("auditor", case=record.case).get(f"/desk/cases/{record.slug}/places/{place.pk}/history/")
    assert "there is one version" in page.content.decode()


# Signing


def _sign(browser: Client, record: Record, ours: Assessment, content: str | None = None) -> int:
    address = f"/desk/cases/{record.slug}/sign-off/{ours.pk}/"
    return browser.post(address, {"content": as_seen(ours) if content is None else content}).status_code


def test_the_screen_shows_what_will_be_signed(record: Record, incident: Incident, enter: Enter) -> None:
    claim = _accepted(record, record=11)
    ours = graded(record)
    browser = enter("editor", case=record.case)
    page = browser.get(_address(record, "sign-off/")).content.decode()
    assert as_seen(ours) in page and claim.quote in page
    assert "the range rests on it" in page
    assert _sign(browser, record, ours) == 302
    signed = SignOff.objects.get(assessment=ours)
    assert '"killed_min":4' in signed.content and str(claim.pk) in signed.content
    assert "nothing has changed since" in browser.get(_address(record, "sign-off/")).content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_change_after_signing_is_told_and_asks_for_a_new_signature(
    record: Record, incident: Incident, enter: Enter, language: str
) -> None:
    _accepted(record, record=11)
    ours = graded(record)
    browser = enter("editor", case=record.case, language=language)
    _sign(browser, record, ours)
    assert Assessment.objects.get(pk=ours.pk).signed_off_by == "basma"
    browser.post(_address(record), typed(incident, title_en="A market"))
    assert Assessment.objects.get(pk=ours.pk).signed_off_by == ""
    since = "Changed since:" if language == "en" else "تغيّر منذ ذلك الحين"
    for screen in ("", "sign-off/"):
        page = browser.get(_address(record, screen)).content.decode()
        assert since in page and "A market" in page
    waiting = browser.get(f"/desk/cases/{record.slug}/sign-off/").content.decode()
    assert ("changed since it was signed" if language == "en" else "تغيّرت منذ التصديق عليها") in waiting
    assert _sign(browser, record, ours) == 302
    assert SignOff.objects.filter(assessment=ours).count() == 2


def test_nobody_signs_what_is_not_on_the_screen_any_more(
    record: Record, incident: Incident, enter: Enter
) -> None:
    _accepted(record, record=11)
    ours = graded(record)
    browser = enter("editor", case=record.case)
    seen = as_seen(ours)
    incident.title_en = "A market"
    Incident.objects.filter(pk=incident.pk).update(title_en="A market")
    assert _sign(browser, record, ours, seen) == 400
    assert _sign(browser, record, ours, "") == 400
    assert not SignOff.objects.filter(assessment=ours).exists()


def test_an_assessment_that_the_evidence_has_left_behind_is_graded_again_first(
    record: Record, incident: Incident, enter: Enter
) -> None:
    ours = graded(record)
    _accepted(record, record=11)
    browser = enter("editor", case=record.case)
    assert (
        "grade it again before anybody signs" in browser.get(_address(record, "sign-off/")).content.decode()
    )
    assert _sign(browser, record, ours) == 400
    assert browser.post(_address(record, "assess/")).status_code == 302
    now = Assessment.objects.standing().by("tahqiq").get()  # type: ignore[attr-defined]
    assert now.pk != ours.pk and now.author == "basma"
    assert _sign(browser, record, now) == 403
    other = enter("editor", case=record.case, name="dana")
    assert _sign(other, record, now) == 302
    unsigned = browser.get(f"/desk/cases/{record.slug}/sign-off/").content.decode()
    assert "Nothing waits." in unsigned


def test_an_incident_without_our_grade_offers_to_grade_it(record: Record, enter: Enter) -> None:
    page = enter("editor", case=record.case).get(_address(record, "sign-off/")).content.decode()
    assert "Nobody has graded this incident by our rules yet." in page and "Grade it" in page


# What the screens are made of


def test_a_tick_that_is_no_id_is_refused(record: Record, incident: Incident, enter: Enter) -> None:
    ticks = {"claims_shown": "1", "listed": ["no id"]}
    answer = enter("editor", case=record.case).post(_address(record), {**typed(incident), **ticks})
    assert answer.status_code == 400


def test_claims_are_found_by_words_and_those_of_the_day_come_first(record: Record) -> None:
    later = {"span_start": date(2018, 1, 1), "span_end": date(2018, 1, 2)}
    far = _accepted(record, record=11, incident=None, **later)
    near = _accepted(record, record=12, incident=None)
    named = _accepted(record, record=13, incident=None, statement_en="five in the old market", **later)
    day = record.one(Incident).span
    assert next(iter(candidates(record.case, day))) == near
    assert list(candidates(record.case, day, "market FIVE")) == [named]
    assert set(candidates(record.case, DateSpan())) == {far, near, named}


def test_texts_too_long_to_compare_are_shown_whole() -> None:
    long = "word " * 3_000
    before, after = side_by_side(long, "short")
    assert [piece.text for piece in before] == [long]
    assert after[0].differs
    only, nothing = side_by_side("gone", "")
    assert (only[0].differs, nothing) == (True, [])


def test_the_number_of_questions_does_not_grow_with_the_record(
    record: Record, enter: Enter, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    browser = enter("editor", case=record.case)
    for n in range(30):
        there = record.new(Incident, code=f"T{n}", place=record.new(Place, name_en=f"Street {n}"))
        record.new(
            Assessment,
            incident=there,
            assessor="tahqiq",
            rules="tahqiq/1",
            author="amal",
            item=None,
            locator="",
            record=None,
            columns=[],
            quote="",
        )
        _accepted(record, record=100 + n)
    here = f"incidents/{record.one(Incident).pk}/"
    screens = ["places/", "sign-off/", f"{here}edit/", f"{here}sign-off/"]
    for screen in screens:
        with django_assert_max_num_queries(45):
            assert browser.get(f"/desk/cases/{record.slug}/{screen}").status_code == 200
