"""Every quote in the record is read again in the sealed bytes it cites."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from casebook.record import Record
from tahqiq.casebook.models import Answer, Assessment, Claim, Item, Listing
from tahqiq.casebook.quotes import check
from tahqiq.seal import Archive, Receipt

TABLE = b"code,civ_killed_min,civ_killed_max\nA,4,5\nB,,\nC,12,24\n"
NOTE = "قُتل أربعة مدنيين، said the note.\n"
ACCEPTED = {
    "status": "accepted",
    "decided_by": "amal",
    "decision_reason": "read",
    "decided_at": datetime.now(UTC),
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


def sealed(archive: Archive, content: bytes) -> str:
    return archive.seal_bytes(content, Receipt(by="amal", original_name="x")).sha256


def item(record: Record, archive: Archive, content: bytes = TABLE) -> Item:
    """A sealed item, which whatever else the record needs stands in too."""
    record._made[Item] = made = record.new(Item, sha256=sealed(archive, content), size=len(content))
    return made


def cells(of: Item, quote: str, record: int = 0, *columns: str) -> dict[str, Any]:
    names = list(columns) or ["civ_killed_min", "civ_killed_max"]
    return {"item": of, "locator": "cells", "record": record, "columns": names, "quote": quote}


def claimed(of: Item, quote: str, record: int = 0, *columns: str) -> dict[str, Any]:
    return {**cells(of, quote, record, *columns), "text_sha256": of.sha256, **ACCEPTED}


def test_quotes_that_stand(record: Record, archive: Archive) -> None:
    table = item(record, archive)
    record.new(Claim, **claimed(table, "4\n5"))
    record.new(Claim, **claimed(table, "12\n24", 2))
    record.new(Assessment, **cells(table, "A\n4", 0, "code", "civ_killed_min"))
    record.new(Answer, **cells(table, "C", 2, "code"))
    record.new(Listing, **cells(table, "B", 1, "code"))
    found = check(archive)
    assert (found.quotes, found.faults) == (5, ())


@pytest.mark.parametrize(
    ("quote", "row", "columns", "why"),
    [
        ("4\n6", 0, [], "the cells say something else"),
        ("4\n5", 9, [], "there is no such record"),
        ("4", 0, ["killed"], "there is no column killed"),
    ],
)
def test_quotes_that_do_not(
    record: Record, archive: Archive, quote: str, row: int, columns: list[str], why: str
) -> None:
    table = item(record, archive)
    claim = record.new(Claim, **claimed(table, quote, row, *columns))
    (fault,) = check(archive).faults
    assert str(fault) == f"claim {claim.pk}: {why} (sealed item {table.sha256})"


def test_only_what_stands_in_the_record_is_checked(record: Record, archive: Archive) -> None:
    table = item(record, archive)
    record.new(
        Claim, **{**claimed(table, "wrong"), "status": "proposed", "decided_by": "", "decided_at": None}
    )
    assert check(archive).quotes == 0


def test_stretches_of_text_are_counted_in_code_points(record: Record, archive: Archive) -> None:
    note = item(record, archive, NOTE.encode())
    start = NOTE.index("أربعة")
    where = {"item": note, "text_sha256": note.sha256, "locator": "span", "record": None, "columns": []}
    record.new(Claim, **{**where, **ACCEPTED, "start": start, "end": start + 5, "quote": "أربعة"})
    assert check(archive).faults == ()
    wrong = record.new(Claim, **{**where, **ACCEPTED, "start": 0, "end": 5, "quote": "أربعة"})
    (fault,) = check(archive).faults
    assert (fault.where, fault.problem) == (f"claim {wrong.pk}", "the text says something else there")


def test_every_sheet_of_a_workbook_is_read(record: Record, archive: Archive) -> None:
    book, stream = Workbook(), io.BytesIO()
    for name, killed in (("North", 4), ("South", 7)):
        sheet = book.create_sheet(name)
        sheet.append(["code", "killed"])
        sheet.append(["A", killed])
    book.save(stream)
    table = item(record, archive, stream.getvalue())
    record.new(Claim, **claimed(table, "4", 0, "North!killed"))
    record.new(Claim, **claimed(table, "7", 0, "South!killed"))
    assert check(archive).faults == ()
    record.new(Claim, **claimed(table, "4", 0, "South!killed"))
    assert len(check(archive).faults) == 1


def test_what_is_not_sealed_is_named(record: Record, archive: Archive) -> None:
    lost = record.one(Item)
    record.new(Claim, **claimed(lost, "4\n5"))
    faults = [str(fault) for fault in check(archive).faults]
    assert faults == [
        f"item {lost.pk}: is not in the archive (sealed item {lost.sha256})",
        f"every claim that quotes it: is not in the archive (sealed item {lost.sha256})",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b""])
def test_what_cannot_be_read_again_is_named(record: Record, archive: Archive, content: bytes) -> None:
    broken = item(record, archive, content)
    record.new(Claim, **claimed(broken, "4\n5"))
    (fault,) = check(archive).faults
    assert fault.problem.startswith("cannot be read again: ")
    where = {"locator": "span", "record": None, "columns": [], "start": 0, "end": 5}
    record.new(Claim, **{**claimed(broken, "4\n5"), **where})
    assert len(check(archive).faults) == 2
