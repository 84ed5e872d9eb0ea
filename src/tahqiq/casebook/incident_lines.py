"""Keeps the narrow rows that the list of incidents is sorted and filtered by (``casebook.line_keeping``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from tahqiq.casebook import line_keeping
from tahqiq.casebook.models import TAHQIQ, Assessment, Incident, IncidentLine, StaleLine
from tahqiq.language.letters import normalise

#: Lines renewed in one transaction.
BATCH = 2_000


class _Held(NamedTuple):
    """Of an assessment what a line needs; as by default where there is none."""

    grade: str = ""
    killed: int | None = None
    author: str = ""
    signed_off_at: datetime | None = None


def renew(*, on_progress: Callable[[int], None] | None = None) -> int:
    """Brings every line up to date and gives how many were renewed.

    Args:
        on_progress: called after each batch with the number renewed so far.
    """
    return line_keeping.renew(StaleLine, _renew, batch=BATCH, on_progress=on_progress)


def _renew(ids: list[UUID]) -> None:
    IncidentLine.objects.filter(pk__in=ids).delete()
    IncidentLine.objects.bulk_create(_lines(ids), batch_size=100)


def _lines(ids: list[UUID]) -> Iterator[IncidentLine]:
    """The lines of some incidents as the record has them now."""
    incidents = list(Incident.objects.filter(pk__in=ids).select_related("place", "case"))
    standing = Assessment.objects.standing().filter(incident__in=ids)
    held = {
        (incident, assessor): _Held(grade, killed, author, signed_off_at)
        for incident, assessor, grade, killed, author, signed_off_at in standing.values_list(
            "incident", "assessor", "grade", "killed_max", "author", "signed_off_at"
        )
    }
    for incident in incidents:
        heading = held.get((incident.pk, incident.case.assessed_by), _Held())
        ours = held.get((incident.pk, TAHQIQ), _Held())
        waits = ours.author if ours.signed_off_at is None else ""
        yield IncidentLine(
            incident=incident,
            case_id=incident.case_id,
            code=incident.code,
            start=incident.start,
            end=incident.end,
            grade=heading.grade,
            killed=heading.killed,
            to_sign=waits != "",
            drafted_by=waits,
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
