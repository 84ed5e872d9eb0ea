"""What the list of incidents answers."""

from __future__ import annotations

from datetime import date

import pytest
from casebook.record import Record

from tahqiq.casebook.models import Assessment, Incident, Place
from tahqiq.desk.incident_list import IncidentFilter, incidents


@pytest.fixture
def several(db: None) -> Record:
    """Three incidents: fair in June, weak in July, without date or grade."""
    record = Record()
    june = record.new(
        Incident, code="A1", title_en="School at Mansura", start=date(2017, 6, 1), end=date(2017, 6, 3)
    )
    july = record.new(Incident, code="B2", title_ar="منزل", start=date(2017, 7, 1), end=date(2017, 7, 2))
    record.new(Incident, code="C3", start=None, end=None, place=record.new(Place, name_en="Harat al-Badu"))
    record.new(Assessment, incident=june, grade="fair", killed_min=1, killed_max=2)
    record.new(Assessment, incident=july, grade="weak", killed_min=8, killed_max=9)
    Incident.objects.filter(code="CS1640").delete()
    return record


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, "A1 B2 C3"),
        ({"q": "school mansura"}, "A1"),
        ({"q": "منزل"}, "B2"),
        ({"q": "harat"}, "C3"),
        ({"q": "b2"}, "B2"),
        ({"q": "100%"}, ""),
        ({"grade": "fair"}, "A1"),
        ({"grade": "none"}, "C3"),
        ({"grade": "confirmed"}, ""),
        ({"first": "2017-06-02", "last": "2017-06-02"}, "A1 C3"),
        ({"first": "2017-06-03", "last": "2017-06-30"}, "C3"),
        ({"first": "2017-06-02"}, "A1 B2 C3"),
        ({"last": "2017-06-30"}, "A1 C3"),
        ({"order": "newest"}, "B2 A1 C3"),
        ({"order": "oldest"}, "A1 B2 C3"),
        ({"order": "killed"}, "B2 A1 C3"),
        ({"grade": "fair", "first": "2017-07-01"}, ""),
    ],
)
def test_incidents_by_words_grade_and_days(several: Record, query: dict[str, str], codes: str) -> None:
    form = IncidentFilter(query)
    assert form.is_valid()
    assert [each.code for each in incidents(several.case, form.cleaned_data)] == codes.split()


@pytest.mark.parametrize(
    "query", [{"grade": "excellent"}, {"first": "yesterday"}, {"first": "2017-07-02", "last": "2017-07-01"}]
)
def test_what_cannot_be_asked_is_said(query: dict[str, str]) -> None:
    assert not IncidentFilter(query).is_valid()


def test_a_withdrawn_assessment_grades_nothing(several: Record) -> None:
    Assessment.objects.filter(grade="fair").update(
        withdrawn_by="amal", withdrawn_at="2026-01-01T00:00:00Z", withdrawn_reason="again"
    )
    form = IncidentFilter({"grade": "fair"})
    assert form.is_valid()
    assert not incidents(several.case, form.cleaned_data).exists()
