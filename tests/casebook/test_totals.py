"""Headline figures: the heading assessment alone, standing and counted rows, unknown apart from zero."""

from __future__ import annotations

from typing import Any

from casebook.dataset import Export, Line
from casebook.record import NOW, Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.models import Answer, Assessment, Incident, Victim
from tahqiq.casebook.totals import totals
from tahqiq.grade import Headline, headline
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.judgements import Assessment as Value
from tahqiq.vocab.release import ConcededTotal, KilledTotal

AMAL = actor()


def test_a_case_without_anything(record: Record) -> None:
    held = totals(record.case)
    assert (held.incidents, held.victims, held.responses) == (0, 0, {})
    assert held.killed["all"] == KilledTotal(incidents=0, min=0, max=0, unknown=0)
    assert held.by_grade == {grade.value: 0 for grade in Grade}


def test_open_bounds_and_incidents_without_a_figure(record: Record) -> None:
    figures = ((4, 4), (None, None), (1, 9), (3, None), (None, 6))
    lines = [Line(f"CS{n}", killed=killed) for n, killed in enumerate(figures)]
    Export(lines=lines).bring(AMAL, record.case)
    assert totals(record.case).killed["all"] == KilledTotal(incidents=5, min=8, max=22, unknown=1)


def test_the_rules_of_grade_add_up_the_same(record: Record) -> None:
    grades = [*Grade, Grade.FAIR]
    lines = [Line(f"CS{n}", killed=(n, n + 2), grade=grade) for n, grade in enumerate(grades)]
    Export(lines=lines).bring(AMAL, record.case)
    held, summed = totals(record.case), _by_the_rules()
    assert held.killed["all"].max == summed.all.max
    assert held.killed["fair_confirmed"].min == summed.likely_or_confirmed.min
    assert held.by_grade == {str(grade): n for grade, n in summed.by_grade.items() if grade is not None}


def _by_the_rules() -> Headline:
    return headline(
        Value(
            incident=each.incident_id,
            assessor=each.assessor,
            grade=Grade(each.grade),
            killed=CountRange(each.killed_min, each.killed_max),
            harm_reported=each.harm_reported,
        )
        for each in Assessment.objects.all()
    )


def test_incidents_without_harm_enter_no_sum(record: Record) -> None:
    Export().bring(AMAL, record.case)
    Assessment.objects.filter(incident__code="CS3").update(harm_reported=False)
    held = totals(record.case)
    assert (held.incidents, held.killed["all"].incidents, held.killed["all"].max) == (3, 2, 4)


def test_incidents_kept_apart_enter_nothing(record: Record) -> None:
    Export().bring(AMAL, record.case)
    actions.keep_apart(AMAL, Incident.objects.get(code="CS3"), why_en="not in the city")
    held = totals(record.case)
    assert (held.incidents, held.not_counted, held.victims, held.killed["all"].max) == (2, 1, 2, 4)
    assert held.responses["coalition"].assessments == 2


def test_only_the_heading_assessment_counts(record: Record) -> None:
    Export().bring(AMAL, record.case)
    assert totals(record.case).killed["all"].incidents == 3
    case = actions.let_assess(AMAL, record.case, assessed_by="tahqiq")
    assert totals(case).killed["all"].incidents == 0
    assert totals(case).assessed_by == "tahqiq"


def test_withdrawn_rows_count_for_nothing(record: Record) -> None:
    Export().bring(AMAL, record.case)
    gone: dict[str, Any] = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "mistaken"}
    for model in (Assessment, Answer, Victim):
        model._default_manager.update(**gone)
    held = totals(record.case)
    assert (held.victims, held.killed["all"].incidents, held.responses) == (0, 0, {})


def test_a_figure_conceded_counts_in_any_state(record: Record) -> None:
    lines = (
        Line("CS1", state=AnswerState.CREDIBLE, conceded=(2, 3)),
        Line("CS2", state=AnswerState.OPEN, conceded=(1, None)),
        Line("CS3", state=AnswerState.DUPLICATE),
    )
    Export(lines=lines).bring(AMAL, record.case)
    told = totals(record.case).responses["coalition"]
    assert told.conceded_killed == ConcededTotal(min=3, max=4)
    assert (told.assessments, told.credible, told.open, told.duplicate, told.reopened) == (3, 1, 1, 1, 0)


def test_who_conceded_no_figure_conceded_an_unknown_number(record: Record) -> None:
    Export().bring(AMAL, record.case)
    assert totals(record.case).responses["coalition"].conceded_killed == ConcededTotal(min=None, max=None)


def test_another_case_is_another_matter(record: Record) -> None:
    other = Record(slug="mosul")
    for model in (Assessment, Answer, Victim):
        other.one(model)
    assert totals(record.case).incidents == 0
    assert totals(other.case).incidents == 1
