"""The audit trail: filtered by who, what, record and day; as a file that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from casebook.record import NOW, Record
from django.test import Client

from desk.conftest import Enter
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import AuditEntry


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/audit/"


@pytest.fixture
def trail(record: Record) -> list[AuditEntry]:
    """Three entries of three days, by two people."""
    told = [
        {"actor": "amal", "action": "accept_claim", "target_kind": "claim", "target_id": "c-1"},
        {"actor": "basma", "action": "judge", "target_kind": "judgement", "target_id": "j-1"},
        {"actor": "amal", "action": "judge", "target_kind": "judgement", "target_id": "j-2"},
    ]
    return [
        record.new(AuditEntry, case=record.case, at=NOW + timedelta(days=day), **values)
        for day, values in enumerate(told)
    ]


def _shown(browser: Client, record: Record, asked: str = "") -> list[str]:
    answer = browser.get(f"{_begin(record)}audit.csv{asked}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return [row["target_id"] for row in csv.DictReader(io.StringIO(text)) if row["target_id"][1:2] == "-"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["c-1", "j-1", "j-2"]),
        ("?actor=amal", ["c-1", "j-2"]),
        ("?action=judge", ["j-1", "j-2"]),
        ("?kind=claim", ["c-1"]),
        ("?record=j-", ["j-1", "j-2"]),
        ("?first=2026-11-24", ["j-1", "j-2"]),
        ("?last=2026-11-24", ["c-1", "j-1"]),
        ("?first=2026-11-24&last=2026-11-24&actor=basma", ["j-1"]),
        ("?actor=nobody", ["c-1", "j-1", "j-2"]),
    ],
)
def test_the_trail_is_filtered_on_the_screen_and_in_the_file(
    record: Record, trail: list[AuditEntry], enter: Enter, asked: str, found: list[str]
) -> None:
    browser = enter("auditor", case=record.case)
    assert _shown(browser, record, asked) == found
    page = browser.get(f"{_begin(record)}{asked}").content.decode()
    assert [id_ for id_ in ("c-1", "j-1", "j-2") if f">{id_}</code>" in page] == sorted(found)


def test_the_file_says_the_whole_entry(record: Record, trail: list[AuditEntry], enter: Enter) -> None:
    record.new(AuditEntry, case=record.case, at=NOW, target_id="x-1", before={"b": 1, "a": "س"}, after={})
    answer = enter("auditor", case=record.case).get(f"{_begin(record)}audit.csv?record=x-1")
    assert answer["Content-Disposition"] == f'attachment; filename="audit-{record.slug}.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["at"] == "2026-11-23T12:00:00Z"
    assert (row["before"], row["after"]) == ('{"a": "س", "b": 1}', "{}")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t="])
def test_no_spreadsheet_takes_a_cell_for_a_formula(record: Record, enter: Enter, begins: str) -> None:
    hostile = f'{begins}cmd|" /C calc"!A0'
    record.new(AuditEntry, case=record.case, actor=hostile, target_id=hostile)
    answer = enter("auditor", case=record.case).get(f"{_begin(record)}audit.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert f"'{hostile}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)


def test_kinds_of_work_and_of_imports_are_said_in_words(record: Record, enter: Enter) -> None:
    told = {"action": "ask_for_job", "target_kind": "job"}
    record.new(AuditEntry, case=record.case, after={"kind": "link", "state": "interrupted"}, **told)
    record.new(
        AuditEntry, case=record.case, action="make_plan", target_kind="importplan", after={"kind": "facts"}
    )
    page = enter("auditor", case=record.case).get(_begin(record)).content.decode()
    for words in ("Look for pairs of records that may be one", "Interrupted", "Public facts, one a row"):
        assert words in page
    page = (
        enter("auditor", case=record.case, name="carla", language="ar").get(_begin(record)).content.decode()
    )
    assert "Look for pairs" not in page and "Public facts" not in page


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_trail_is_for_auditors(record: Record, enter: Enter, role: str) -> None:
    browser = enter(role, case=record.case)
    wanted = 200 if Permission.AUDIT in ROLES[role].permissions else 403
    for path in ("", "audit.csv"):
        assert browser.get(f"{_begin(record)}{path}").status_code == wanted


def test_entries_of_another_case_are_in_neither(
    record: Record, trail: list[AuditEntry], enter: Enter
) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("auditor", case=elsewhere.case)
    assert _shown(browser, elsewhere) == []
    assert "c-1" not in browser.get(_begin(elsewhere)).content.decode()


def test_the_trail_asks_a_constant_number_of_questions(
    record: Record, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(120):
        record.new(AuditEntry, case=record.case, actor=f"person {n % 7}", target_id=f"r-{n}")
    browser = enter("auditor", case=record.case, language="ar")
    with django_assert_max_num_queries(13):
        browser.get(f"{_begin(record)}?action=tested")
