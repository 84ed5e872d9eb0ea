"""Queries that read as sentences mean what they say."""

from __future__ import annotations

from datetime import date

import pytest

from casebook.record import DAY, NEXT, NOW, Record
from tahqiq.casebook.models import Answer, Claim, Incident
from tahqiq.vocab.dates import DateSpan


@pytest.mark.parametrize(
    ("span", "found"),
    [
        (DateSpan.day(DAY), True),
        (DateSpan.day(NEXT), False),
        (DateSpan.day(date(2017, 10, 16)), False),
        (DateSpan(date(2017, 1, 1), None), True),
        (DateSpan(None, DAY), False),
        (DateSpan(None, NEXT), True),
        (DateSpan(), True),
        (DateSpan.parse("2017-10"), True),
    ],
)
def test_an_incident_overlaps_as_a_span_does(record: Record, span: DateSpan, found: bool) -> None:
    incident = record.one(Incident)
    assert Incident.objects.counted().overlapping(span).exists() is found
    assert incident.span.overlaps(span) is found


@pytest.mark.parametrize("day", [date(1999, 1, 1), DAY, date(2050, 1, 1)])
def test_an_incident_of_unknown_date_may_have_been_any_day(record: Record, day: date) -> None:
    record.new(Incident, start=None, end=None)
    assert Incident.objects.overlapping(DateSpan.day(day)).count() == 1


def test_claims_by_what_became_of_them(record: Record) -> None:
    proposed = record.one(Claim)
    accepted = record.new(Claim, record=5, status="accepted", decided_by="amal", decided_at=NOW)
    assert list(Claim.objects.proposed()) == [proposed]
    assert list(Claim.objects.accepted().about(record.one(Incident)).by("airwars")) == [accepted]


def test_answers_by_who_gave_them(record: Record) -> None:
    answer = record.one(Answer)
    assert list(Answer.objects.standing().of("coalition")) == [answer]
    assert not Answer.objects.of("isis").exists()


def test_records_are_called_by_what_tells_them_apart(record: Record) -> None:
    from casebook.record import KINDS

    assert all(str(record.one(kind)) for kind in KINDS)
