"""Remains and missing persons on the desk: every screen in both languages, deeds refused and done."""

from __future__ import annotations

import pytest
from casebook.record import NEXT, Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.models import (
    AuditEntry,
    Burial,
    FamilyRequest,
    Grave,
    HandOver,
    Match,
    MissingPerson,
    RecoverySite,
    Remains,
    Ruling,
    Sample,
    StatusJudgement,
)


@pytest.fixture
def record(db: None) -> Record:
    """A case with remains, a file, a candidate and a question."""
    made = Record()
    kinds = (Grave, Remains, Sample, Burial, HandOver, StatusJudgement, MissingPerson, Match, Ruling)
    for kind in (*kinds, FamilyRequest):
        made.one(kind)  # type: ignore[type-var]
    Remains.objects.filter(pk=made.one(Remains).pk).update(
        grave=made.one(Grave), x_m=1.0, y_m=2.0, orientation_deg=45, findings={"clothing": "جاكيت بني"}
    )
    return made


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/"


def _paths(record: Record) -> list[str]:
    site, remains = record.one(RecoverySite).pk, record.one(Remains).pk
    missing = record.one(MissingPerson).pk
    return [
        "sites/",
        "sites/new/",
        f"sites/{site}/",
        f"sites/{site}/graves/new/",
        f"sites/{site}/remains/new/",
        "remains/?q=R-",
        f"remains/{remains}/",
        f"remains/{remains}/edit/",
        "missing/?q=A name",
        "missing/new/",
        "missing/requests/",
        f"missing/{missing}/",
        f"missing/{missing}/edit/",
        "comparisons/",
        f"comparisons/{remains}/{missing}/",
        "registers/",
        "registers/graves.csv",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_opens_in_either_language(record: Record, enter: Enter, language: str) -> None:
    browser = enter("recorder", "reviewer", "editor", case=record.case, language=language)
    for path in _paths(record):
        page = browser.get(_begin(record) + path)
        assert page.status_code == 200, path


def test_whoever_does_not_see_names_sees_no_missing_person(record: Record, enter: Enter) -> None:
    browser = enter("auditor", case=record.case)
    for path in _paths(record):
        named = path.startswith(("missing", "comparisons"))
        page = browser.get(_begin(record) + path)
        assert (page.status_code == 403) >= named, path
    assert browser.get(f"{_begin(record)}registers/ante-mortem.csv").status_code == 403
    page = browser.get(f"{_begin(record)}remains/{record.one(Remains).pk}/").content.decode()
    assert "M-1" not in page


def _post(browser: Client, record: Record, **values: str) -> int:
    there = f"{_begin(record)}remains/{record.one(Remains).pk}/deed/"
    return browser.post(there, values).status_code


def test_deeds_are_done_and_refused(record: Record, enter: Enter) -> None:
    browser = enter("recorder", "reviewer", case=record.case)
    hand = {"do": "hand_over", "handed_by": "doctor", "received_by": "clerk"}
    assert _post(browser, record, **{**hand, "at": "2025-01-01T00:00"}) == 400
    assert _post(browser, record, do="status", status="combatant", basis="clothing") == 302
    assert _post(browser, record, do="status", status="combatant") == 400
    assert _post(browser, record, do="lay", laid="final", on="2017-11-01", wording="plot 4") == 302
    assert _post(browser, record, do="lay", laid="final", on="yesterday") == 400
    assert _post(browser, record, do="sample", code="S-9", kind="tooth 11", taken_by="doctor") == 302
    assert _post(browser, record, do="part", body="NONE", basis="x") == 400
    assert _post(browser, record, do="fly") == 400
    assert _post(browser, record, do="withdraw", reason="twice") == 400, "a ruling stands"


def test_remains_are_recorded_and_what_cannot_be_read_is_told_at_its_field(
    record: Record, enter: Enter
) -> None:
    browser = enter("recorder", case=record.case)
    there = f"{_begin(record)}sites/{record.one(RecoverySite).pk}/remains/new/"
    typed = {"code": "s4 ٠٠٧", "x_m": "١٫٥", "y_m": "2", "item-chart": "16 shiny", "first_day": "2017-10"}
    page = browser.post(there, typed)
    assert page.status_code == 400
    assert "16 shiny" in page.content.decode()
    assert browser.post(there, {**typed, "item-chart": "16 filled MO"}).status_code == 302
    made = Remains.objects.get(code="S4-007")
    assert (made.x_m, made.findings) == (1.5, {"chart": "16 filled MO"})
    assert browser.post(there, {**typed, "item-chart": ""}).status_code == 400, "a code is never used again"
    edit = f"{_begin(record)}remains/{made.pk}/edit/"
    assert browser.post(edit, {"version": "1", "building": "B-1"}).status_code == 302
    assert browser.post(edit, {"version": "1", "building": "B-2"}).status_code == 400


def test_an_identification_needs_an_authority_a_second_person_and_the_family_told(
    record: Record, enter: Enter
) -> None:
    browser = enter("reviewer", case=record.case)
    remains, missing = record.one(Remains), record.one(MissingPerson)
    there = f"{_begin(record)}comparisons/{remains.pk}/{missing.pk}/rule/"
    identified = {"standing": "identified", "reason": "report 7"}
    assert browser.post(there, identified).status_code == 400
    named = {**identified, "authority": "institute", "method": "dna"}
    assert browser.post(there, named).status_code == 302
    ruling = Ruling.objects.standing().get()
    settle = f"{_begin(record)}comparisons/rulings/{ruling.pk}/"
    assert browser.post(settle, {"do": "confirm"}).status_code == 403
    second = enter("editor", case=record.case, name="chirine")
    assert second.post(settle, {"do": "told", "on": str(NEXT)}).status_code == 400, "not confirmed yet"
    assert second.post(settle, {"do": "confirm"}).status_code == 302
    assert not Remains.objects.publishable().exists()
    assert second.post(settle, {"do": "told", "on": str(NEXT)}).status_code == 302
    assert Remains.objects.publishable().get() == remains


def test_a_family_is_answered_by_a_person_with_no_more_than_is_known(record: Record, enter: Enter) -> None:
    browser = enter("reviewer", case=record.case)
    asked = record.one(FamilyRequest)
    there = f"{_begin(record)}missing/requests/{asked.pk}/answer/"
    told = {"told": "We do not know.", "how": "in person"}
    assert browser.post(there, {**told, "reply": "identified"}).status_code == 400
    assert browser.post(there, {**told, "reply": "not_known"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.answered_by, asked.told) == ("basma", "We do not know.")
    entry = AuditEntry.objects.get(action="answer_request")
    assert entry.after == {"outcome": "not_known"}, "logged, without the words"
    assert browser.post(there, {**told, "reply": "not_known"}).status_code == 400


def test_a_register_is_noted_and_no_cell_is_a_formula(record: Record, enter: Enter) -> None:
    Remains.objects.filter(pk=record.one(Remains).pk).update(findings={"clothing": '=HYPERLINK("x")'})
    answer = enter("recorder", case=record.case).get(f"{_begin(record)}registers/post-mortem.csv")
    text = answer.content.decode("utf-8-sig")
    assert "clothing.clothing" in text.splitlines()[0]
    assert "'=HYPERLINK" in text
    assert AuditEntry.objects.get(action="write_register").after == {"kind": "post-mortem", "records": 1}
