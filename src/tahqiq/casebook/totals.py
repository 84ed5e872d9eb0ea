"""The headline figures of a case, by SQL aggregates (METHOD: headline total)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tahqiq.casebook.models import Answer, Assessment, Case, Incident, Victim
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.grades import LIKELY_OR_CONFIRMED, Grade
from tahqiq.vocab.release import ConcededTotal, KilledTotal, ResponseTotals, Totals

#: An open bound counts with its closed one, as in ``vocab.counts.Total``.
_HIGH = Coalesce(F("killed_max"), F("killed_min"))
_NO_FIGURE = Q(killed_min=None, killed_max=None)


def totals(case: Case) -> Totals:
    """The totals of the case, by the assessment that heads it.

    Incidents kept apart are left out of everything but ``not_counted``; so are the victims of
    those incidents, and what is answered about them.
    """
    incidents = Incident.objects.filter(case=case)
    heading = Assessment.objects.standing().by(case.assessed_by).filter(case=case, incident__counted=True)
    return Totals(
        assessed_by=case.assessed_by,
        incidents=incidents.counted().count(),
        not_counted=incidents.kept_apart().count(),
        victims=_counted(Victim.objects.filter(case=case).people()).count(),
        by_grade=_by_grade(heading),
        killed=_killed(heading),
        responses=_responses(case),
    )


def _counted(found: QuerySet[Victim]) -> QuerySet[Victim]:
    return found.filter(Q(incident=None) | Q(incident__counted=True))


def _by_grade(heading: QuerySet[Assessment]) -> dict[str, int]:
    """Every grade with its number of incidents, the empty ones too."""
    found = dict(heading.order_by().values_list("grade").annotate(n=Count("id")))
    return {grade.value: found.get(grade.value, 0) for grade in Grade}


def _killed(heading: QuerySet[Assessment]) -> dict[str, KilledTotal]:
    """'all' and 'fair_confirmed', over incidents where harm to civilians is reported or not denied."""
    harm = heading.exclude(harm_reported=False)
    return {
        "all": _total(harm),
        "fair_confirmed": _total(harm.filter(grade__in=sorted(LIKELY_OR_CONFIRMED))),
    }


def _total(found: QuerySet[Assessment]) -> KilledTotal:
    sums = found.aggregate(
        incidents=Count("id"),
        low=Coalesce(Sum("killed_min"), 0),
        high=Coalesce(Sum(_HIGH), 0),
        unknown=Count("id", filter=_NO_FIGURE),
    )
    return KilledTotal(
        incidents=sums["incidents"], min=sums["low"], max=sums["high"], unknown=sums["unknown"]
    )


def _responses(case: Case) -> dict[str, ResponseTotals]:
    """Each party's answers by state; what it conceded counts every answer of it that has a figure."""
    states = {state.value: Count("id", filter=Q(state=state)) for state in AnswerState}
    found = (
        Answer.objects.standing()
        .filter(case=case, incident__counted=True)
        .order_by()
        .values("party__slug")
        .annotate(assessments=Count("id"), low=Sum("killed_min"), high=Sum(_HIGH), **states)
    )
    rows = sorted(found, key=lambda row: str(row["party__slug"]))
    return {row["party__slug"]: _response(row) for row in rows}


def _response(row: Mapping[str, Any]) -> ResponseTotals:
    return ResponseTotals(
        assessments=row["assessments"],
        **{state.value: row[state.value] for state in AnswerState},
        conceded_killed=ConcededTotal(min=row["low"], max=row["high"]),
    )
