"""Editing and signing in a real browser: by keyboard alone, without scripts, beside somebody else."""

from __future__ import annotations

from itertools import product
from typing import Any, Literal

import chromium
import pytest
from casebook.record import NOW, Record, as_seen, graded
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from desk.conftest import Enter
from desk.test_claims_desk_browser import page_of, violations
from tahqiq.casebook.models import Assessment, Claim, Incident, Party, Place, Revision, SignOff

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser"),
]

#: A name that would show if anything of the record were taken for markup.
HOSTILE = "<img src=x onerror=alert(1)> سوق"
#: What axe-core looks for: everything; in the dark a page differs from the same in the light by colours.
RULES = {"light": (), "dark": ("color-contrast", "link-in-text-block")}


def _accepted(kept: Record, /, **values: Any) -> Claim:
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW}
    return kept.new(Claim, **{**decided, **values})


def _at(server: LiveServer, record: Record, ending: str = "") -> str:
    return f"{server.url}/desk/cases/{record.slug}/{ending}"


def _incident(record: Record, ending: str = "") -> str:
    return f"incidents/{record.one(Incident).pk}/{ending}"


def _tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("([s]) => document.activeElement.matches(s)", [selector]):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ar", False)])
def test_the_keyboard_alone_signs_off_an_incident(
    live_server: LiveServer, record: Record, enter: Enter, language: str, scripts: bool
) -> None:
    _accepted(record, record=11)
    ours = graded(record)
    client = enter("editor", case=record.case, language=language)
    with page_of(live_server, client, scripts=scripts) as (page, complaints):
        page.goto(_at(live_server, record, "sign-off/"))
        _tab_to(page, "td a[href$='/sign-off/']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{_incident(record, 'sign-off/')}")
        assert as_seen(ours) in page.inner_text("#sign")
        if scripts:
            page.keyboard.press("s")
            assert page.evaluate("document.activeElement.dataset.key") == "s"
        else:
            _tab_to(page, "#sign button")
        page.keyboard.press("Enter")
        page.wait_for_selector("#sign button", state="detached")
    assert complaints == []
    assert Assessment.objects.get(pk=ours.pk).signed_off_by == "basma"
    assert SignOff.objects.get(assessment=ours).sha256 == as_seen(ours)


def test_what_the_rules_give_follows_the_hands(live_server: LiveServer, record: Record, enter: Enter) -> None:
    _accepted(record, record=11)
    free = _accepted(record, record=12, incident=None, min=9, max=9, chain=[{"name": "SOHR"}])
    client = enter("editor", case=record.case)
    with page_of(live_server, client) as (page, complaints):
        page.goto(_at(live_server, record, _incident(record, "edit/")))
        assert page.inner_text("#computed .result").startswith("Weak")
        page.check(f"input[name=claims][value='{free.pk}']")
        page.wait_for_selector("#computed .result >> text=Fair")
        assert "4–9" in page.inner_text("#computed")
        page.fill("[name=from_date]", "2017-99")
        page.wait_for_selector("#computed .fault")
        page.fill("[name=from_date]", "2017-10-17")
        page.wait_for_selector("#computed .result")
        page.click("button:text-is('Save')")
        page.wait_for_url(f"**{_incident(record)}")
    assert complaints == []
    free.refresh_from_db()
    assert free.incident == record.one(Incident)


def test_two_people_on_one_record_see_each_other_within_fifteen_seconds(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    amal, basma = enter("editor", case=record.case, name="amal"), enter("editor", case=record.case)
    edit = _at(live_server, record, _incident(record, "edit/"))
    with page_of(live_server, amal) as (page, complaints):
        page.goto(edit)
        assert page.is_hidden(".presence")
        basma.get(edit.removeprefix(live_server.url))
        page.wait_for_selector(".presence >> text=basma", timeout=15_000)
        basma.post(f"{edit.removesuffix('edit/')}presence/".removeprefix(live_server.url), {"editing": "1"})
        page.wait_for_selector(".presence >> text=is changing this now", timeout=15_000)
        page.fill("[name=title_en]", "A market")
        page.wait_for_timeout(300)
        note = basma.get(edit.removeprefix(live_server.url)).content.decode()
        assert "is changing this now" in note
    assert complaints == []


def test_whoever_comes_second_merges_without_scripts(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    client = enter("editor", case=record.case)
    incident = record.one(Incident)
    with page_of(live_server, client, scripts=False) as (page, complaints):
        page.goto(_at(live_server, record, _incident(record, "edit/")))
        page.fill("[name=title_en]", HOSTILE)
        page.fill("[name=strike_type]", "Airstrike")
        Incident.objects.filter(pk=incident.pk).update(title_en="A bakery")
        page.click("button:text-is('Save')")
        both = page.inner_text("form:has(.versions)")
        assert "A bakery" in both and HOSTILE in both
        page.check("[name=choose-title_en][value=mine]")
        page.check("[name=choose-strike_type][value=mine]")
        page.click("button:text-is('Save what is chosen')")
        page.wait_for_url(f"**{_incident(record)}")
    assert [each for each in complaints if "409 (Conflict)" not in each] == []
    incident.refresh_from_db()
    assert (incident.title_en, incident.strike_type, incident.version) == (HOSTILE, "Airstrike", 3)


def test_a_click_in_the_drawing_moves_a_point_and_asks_how_exactly(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    place = record.one(Place)
    record.new(Place, name_en=HOSTILE, lat=35.97, lon=39.02)
    client = enter("recorder", case=record.case)
    with page_of(live_server, client) as (page, complaints):
        page.goto(_at(live_server, record, f"places/{place.pk}/"))
        page.click(".plot svg", position={"x": 60, "y": 60})
        assert page.input_value("[name=lat]") != "35.961778"
        assert page.evaluate("document.activeElement.name") == "precision"
        page.select_option("[name=precision]", "street")
        page.click("button:text-is('Save')")
        page.wait_for_load_state()
    assert complaints == []
    place.refresh_from_db()
    assert (place.precision, place.version) == ("street", 2)
    assert place.lat is not None and 35.9 < place.lat < 36.0


@pytest.mark.parametrize(("language", "scheme"), list(product(("en", "ar"), ("light", "dark"))))
def test_the_screens_are_whole_and_accessible(
    live_server: LiveServer, record: Record, enter: Enter, language: str, scheme: Literal["light", "dark"]
) -> None:
    incident, place = record.one(Incident), record.one(Place)
    _accepted(record, record=11), _accepted(record, record=12, incident=None)
    record.new(Party, slug="russia", name_en="Russian forces", name_ar="القوات الروسية")
    said = {"code": "CS1640", "title_en": HOSTILE, "summary_ar": "ضربة قرب السوق"}
    kept = {"kind": "incident", "record": incident.pk, "made_by": "amal", "action": "edit_incident"}
    record.new(Revision, **{**kept, "values": said, "version": 2})
    graded(record)
    client = enter("editor", case=record.case, language=language)
    screens = [_incident(record, each) for each in ("", "edit/", "sign-off/", "answers/", "history/")]
    screens += ["incidents/new/", "places/", "places/new/", f"places/{place.pk}/", "sign-off/"]
    with page_of(live_server, client, color_scheme=scheme) as (page, complaints):
        for screen, width in product(screens, (390, 1280)):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(_at(live_server, record, screen))
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert page.get_attribute("html", "lang") == language
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, (screen, width)
            assert violations(page, rules=RULES[scheme]) == [], (screen, width)
    assert complaints == []
