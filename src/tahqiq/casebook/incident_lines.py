"""Keeps the narrow rows that the list of incidents is sorted and filtered by.

The database notes which of them no longer say what the record says (``triggers.MARKED``): whatever
changes an incident, its place or its assessments, by whichever way. Whoever wants to list renews
those first; a large import or grading renews its own at the end, so that nobody waits for it later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import transaction

from tahqiq.casebook.models import Assessment, Incident, IncidentLine, StaleLine
from tahqiq.language.letters import normalise

#: Lines renewed in one transaction.
BATCH = 2_000


def renew(*, on_progress: Callable[[int], None] | None = None) -> int:
    """Brings every line up to date and gives how many were renewed.

    Args:
        on_progress: called after each batch with the number renewed so far.
    """
    done = 0
    while renewed := _renew_some():
        done += renewed
        if on_progress is not None:
            on_progress(done)
    return done


def _renew_some() -> int:
    """Renews a batch; what somebody is changing at this moment is passed over till they are done."""
    if not StaleLine.objects.exists():
        return 0
    with transaction.atomic():
        noted = StaleLine.objects.select_for_update(skip_locked=True)
        stale = list(noted.values_list("pk", flat=True)[:BATCH])
        _renew(stale)
        StaleLine.objects.filter(pk__in=stale).delete()
    return len(stale)


def _renew(ids: list[UUID]) -> None:
    IncidentLine.objects.filter(pk__in=ids).delete()
    IncidentLine.objects.bulk_create(_lines(ids), batch_size=100)


def _lines(ids: list[UUID]) -> Iterator[IncidentLine]:
    """The lines of some incidents as the record has them now."""
    incidents = list(Incident.objects.filter(pk__in=ids).select_related("place", "case"))
    standing = Assessment.objects.standing().filter(incident__in=ids)
    heading = {
        (incident, assessor): (grade, killed)
        for incident, assessor, grade, killed in standing.values_list(
            "incident", "assessor", "grade", "killed_max"
        )
    }
    for incident in incidents:
        grade, killed = heading.get((incident.pk, incident.case.assessed_by), ("", None))
        yield IncidentLine(
            incident=incident,
            case_id=incident.case_id,
            code=incident.code,
            start=incident.start,
            end=incident.end,
            grade=grade,
            killed=killed,
            words=as_looked_for(" ".join(_spoken(incident))),
        )


def _spoken(incident: Incident) -> Iterator[str]:
    """What an incident may be looked for by."""
    yield from (incident.code, *incident.previous_codes, incident.title_en, incident.title_ar)
    if incident.place is not None:
        yield from (incident.place.name_en, incident.place.name_ar)


def as_looked_for(text: str) -> str:
    """Text as it is compared: spellings of one Arabic word alike, letters small.

    >>> as_looked_for("مدرسة المنصورة") == as_looked_for("مدرسه المنصوره")
    True
    """
    return normalise(text, "match")
