"""What the list of incidents answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from casebook.record import Record

from tahqiq.casebook import incident_lines
from tahqiq.casebook.models import Assessment, Case, Incident, Place
from tahqiq.desk.incident_list import IncidentFilter, incidents


def _codes(case: Case, asked: dict[str, Any]) -> list[str]:
    return [Incident.objects.get(pk=id_).code for id_ in incidents(case, asked)]


@pytest.fixture
def several(db: None) -> Record:
    """Three incidents: fair in June, weak in July, without date or grade."""
    record = Record()
    june = record.new(
        Incident, code="A1", title_en="School at Mansura", start=date(2017, 6, 1), end=date(2017, 6, 3)
    )
    july = record.new(
        Incident, code="B2", title_ar="منزل قرب مدرسة المنصوره", start=date(2017, 7, 1), end=date(2017, 7, 2)
    )
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
        ({"q": "مدرسه المنصورة"}, "B2"),
        ({"q": "Ḥarat"}, "C3"),
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
    assert _codes(several.case, form.cleaned_data) == codes.split()


@pytest.mark.parametrize(
    "query", [{"grade": "excellent"}, {"first": "yesterday"}, {"first": "2017-07-02", "last": "2017-07-01"}]
)
def test_what_cannot_be_asked_is_said(query: dict[str, str]) -> None:
    assert not IncidentFilter(query).is_valid()


def test_the_list_follows_the_record(several: Record) -> None:
    """Whatever changes what a line shows is seen by the next look: no action has to think of it."""
    case = several.case

    def codes(**asked: str) -> list[str]:
        return _codes(case, asked)

    assert codes(q="harat") == ["C3"]
    place = Place.objects.get(name_en="Harat al-Badu")
    Place.objects.filter(pk=place.pk).update(name_en="Old town", version=place.version + 1)
    assert codes(q="harat") == [] and codes(q="old town") == ["C3"]
    several.new(Assessment, incident=Incident.objects.get(code="C3"), grade="confirmed", killed_max=70)
    assert codes(grade="confirmed") == ["C3"] and codes(order="killed")[0] == "C3"
    Case.objects.filter(pk=case.pk).update(assessed_by="tahqiq")
    assert Case.objects.get().assessed_by == "tahqiq" and codes(grade="confirmed") == []
    Assessment.objects.filter(grade="confirmed").delete()
    Incident.objects.get(code="C3").delete()
    assert codes() == ["A1", "B2"]


def test_lines_are_renewed_in_batches(several: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incident_lines, "BATCH", 2)
    told: list[int] = []
    incident_lines.renew()
    Case.objects.filter(pk=several.case.pk).update(assessed_by="tahqiq")
    assert incident_lines.renew(on_progress=told.append) == 3
    assert told == [2, 3]
    assert incident_lines.renew() == 0


def test_a_withdrawn_assessment_grades_nothing(several: Record) -> None:
    Assessment.objects.filter(grade="fair").update(
        withdrawn_by="amal", withdrawn_at="2026-01-01T00:00:00Z", withdrawn_reason="again"
    )
    form = IncidentFilter({"grade": "fair"})
    assert form.is_valid()
    assert not incidents(several.case, form.cleaned_data).exists()
