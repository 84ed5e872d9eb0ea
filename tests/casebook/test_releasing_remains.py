"""Of the found, a release tells of those identified whose families were told; of nobody else, nothing."""

from __future__ import annotations

from typing import Any

import pytest

from casebook.record import DAY, NEXT, NOW, Record
from tahqiq.casebook.models import MissingPerson, Remains, Ruling, Victim
from tahqiq.casebook.models.victim import NO_BASIS
from tahqiq.casebook.releasing import rows
from tahqiq.casebook.totals import totals

SEEN = {"confirmed_by": "basma", "confirmed_at": NOW}
TOLD = {"family_told_by": "basma", "family_told_on": NEXT}
OTHERWISE = {"authority": "", "method": ""}
BACK = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "a mistake"}


def leaving(record: Record) -> list[Any]:
    return [row for name, row in rows(record.case, on=DAY) if name == "remains"]


def _linked(record: Record, **values: Any) -> Victim:
    """The file is of a person of the record."""
    victim = record.one(Victim)
    Victim.objects.filter(pk=victim.pk).update(**values)
    MissingPerson.objects.filter(pk=record.one(MissingPerson).pk).update(victim=victim)
    return victim


@pytest.mark.parametrize(
    "ruled",
    [
        None,
        {"standing": "hypothesis", **OTHERWISE},
        {"standing": "presumptive", **OTHERWISE},
        {"standing": "excluded", **OTHERWISE},
        {"standing": "commingled", **OTHERWISE},
        {},
        SEEN,
        {**SEEN, **TOLD, **BACK},
    ],
    ids=["nothing", "hypothesis", "presumptive", "excluded", "commingled", "alone", "untold", "withdrawn"],
)
def test_nobody_else_leaves_not_even_as_a_withheld_row(record: Record, ruled: dict[str, Any] | None) -> None:
    record.one(Remains)
    if ruled is not None:
        record.new(Ruling, **ruled)
    assert leaving(record) == []


def test_of_the_identified_leaves_where_when_and_how(record: Record) -> None:
    record.new(Ruling, **SEEN, **TOLD)
    body = record.one(Remains)
    (row,) = leaving(record)
    assert (row.id, row.site, row.method) == (str(body.pk), str(body.site_id), "dna")
    assert (row.recovered_from, row.recovered_to) == (DAY.isoformat(), DAY.isoformat())
    assert row.victim is None
    assert row.withheld == ()
    for private in (body.code, "M-1", "A name", "pelvis", "an institute", "report 7"):
        assert private not in str(row)


def test_a_withdrawn_record_does_not_leave_though_its_ruling_stands(record: Record) -> None:
    record.new(Ruling, **SEEN, **TOLD)
    Remains.objects.filter(pk=record.one(Remains).pk).update(**BACK)
    assert leaving(record) == []


def test_the_person_is_told_only_where_the_name_may_be_published(record: Record) -> None:
    record.new(Ruling, **SEEN, **TOLD)
    victim = _linked(record, name_basis="", name_basis_by="", name_basis_at=None)
    (row,) = leaving(record)
    assert row.victim is None
    assert [(each.field, each.reason) for each in row.withheld] == [("victim", NO_BASIS)]
    _linked(record, name_basis="the family asked for it", name_basis_by="basma", name_basis_at=NOW)
    (row,) = leaving(record)
    assert row.victim == str(victim.pk)


def test_a_person_withdrawn_is_not_pointed_at_and_a_joined_one_is_the_other(record: Record) -> None:
    named = {"name_basis": "the family asked", "name_basis_by": "basma", "name_basis_at": NOW}
    record.new(Ruling, **SEEN, **TOLD)
    victim = _linked(record, **named)
    other = record.new(Victim, source=None, source_key="", **named)
    Victim.objects.filter(pk=victim.pk).update(joined_to=other)
    assert leaving(record)[0].victim == str(other.pk)
    Victim.objects.filter(pk=victim.pk).update(**BACK)
    assert leaving(record)[0].victim is None


def test_the_recovered_are_in_no_toll(record: Record) -> None:
    before = totals(record.case)
    for n in range(50):
        record.new(Remains, code=f"T-{n}")
    record.new(Ruling, **SEEN, **TOLD)
    assert totals(record.case) == before
