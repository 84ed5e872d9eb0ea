"""The lines of people follow the record, whatever changes it."""

from __future__ import annotations

from datetime import date

import pytest

from casebook.record import NOW, Record
from tahqiq.casebook import person_lines
from tahqiq.casebook.models import Incident, Naming, PersonLine, Standing, Victim


@pytest.fixture
def line(record: Record) -> PersonLine:
    """Of the record's one person."""
    record.one(Victim)
    person_lines.renew()
    return PersonLine.objects.get()


def _now(line: PersonLine) -> PersonLine:
    assert person_lines.renew() >= 1
    line.refresh_from_db()
    return line


def test_a_line_says_what_the_record_says(record: Record, line: PersonLine) -> None:
    said = (line.name, line.code, line.start, line.standing, line.naming)
    assert said == ("A name", "CS1640", date(2017, 10, 17), Standing.COUNTS, Naming.NO_BASIS)
    assert person_lines.renew() == 0


def test_a_line_follows_the_person_and_the_incident(record: Record, line: PersonLine) -> None:
    Victim.objects.update(
        name_en="", name_ar="اسم", name_basis="told", name_basis_by="amal", name_basis_at=NOW
    )
    assert (_now(line).name, line.naming) == ("اسم", Naming.NAMEABLE)
    Victim.objects.update(name_ar="")
    assert _now(line).naming == Naming.UNNAMED
    Incident.objects.update(code="B2", start=None, end=None)
    assert (_now(line).code, line.start) == ("B2", None)
    Victim.objects.update(incident=None)
    assert _now(line).code == ""
    Victim.objects.all().delete()
    assert person_lines.renew() == 1 and not PersonLine.objects.exists()


def test_a_record_joined_to_one_that_is_withdrawn_counts_again(record: Record, line: PersonLine) -> None:
    other = record.new(Victim, name_en="Another")
    Victim.objects.filter(pk=line.pk).update(joined_to=other)
    assert _now(line).standing == Standing.JOINED
    gone = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "nobody"}
    Victim.objects.filter(pk=other.pk).update(**gone)
    assert _now(line).standing == Standing.COUNTS
    assert PersonLine.objects.get(pk=other.pk).standing == Standing.WITHDRAWN


def test_lines_are_renewed_in_batches(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_lines, "BATCH", 2)
    for n in range(3):
        record.new(Victim, name_en=f"Name {n}")
    told: list[int] = []
    assert person_lines.renew(on_progress=told.append) == 3
    assert told == [2, 3]
