"""The incidents of a case as reports to be compared with one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from tahqiq.casebook.models import Assessment, Blame, Case, Incident, Place, Victim
from tahqiq.casebook.releasing.reading import chunks
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.places import Point, Precision

if TYPE_CHECKING:
    from tahqiq.link.incidents.report import Report


def reports(case: Case) -> list[Report]:
    """Every incident of the case, with the toll of the assessment that heads it and the names of its dead."""
    return [report for chunk in chunks(_incidents(case)) for report in _reports(case, chunk)]


def _incidents(case: Case) -> Iterator[Incident]:
    found = Incident.objects.filter(case=case).select_related("place", "source").order_by("id")
    return found.iterator(chunk_size=1_000)


def _reports(case: Case, incidents: list[Incident]) -> Iterator[Report]:
    from tahqiq.link.incidents.report import Report

    ids = [each.pk for each in incidents]
    killed, blamed, names = _killed(case, ids), _blamed(ids), _names(ids)
    for each in incidents:
        place = each.place
        yield Report(
            id=str(each.pk),
            span=each.span,
            place=" / ".join(name for name in (place.name_en, place.name_ar) if name) if place else "",
            point=_point(place),
            precision=Precision(place.precision) if place else Precision.UNKNOWN,
            blamed=", ".join(blamed[each.pk]),
            kind=each.strike_type,
            killed=killed.get(each.pk, UNKNOWN),
            victims=tuple(names[each.pk]),
            source=each.source.slug if each.source is not None else "",
            text=each.summary_en or each.summary_ar,
        )


def _point(place: Place | None) -> Point | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return Point(place.lat, place.lon)


def _killed(case: Case, incidents: Iterable[UUID]) -> dict[UUID, CountRange]:
    heading = Assessment.objects.standing().by(case.assessed_by).filter(incident__in=list(incidents))
    found = heading.order_by().values_list("incident_id", "killed_min", "killed_max")
    return {incident: CountRange(low, high) for incident, low, high in found}


def _blamed(incidents: Iterable[UUID]) -> defaultdict[UUID, list[str]]:
    found = defaultdict[UUID, list[str]](list)
    blames = Blame.objects.filter(incident__in=list(incidents)).order_by("incident", "party__slug")
    for incident, name in blames.values_list("incident_id", "party__name_en"):
        found[incident].append(name)
    return found


def _names(incidents: Iterable[UUID]) -> defaultdict[UUID, list[str]]:
    found = defaultdict[UUID, list[str]](list)
    people = Victim.objects.filter(incident__in=list(incidents)).people().order_by("incident", "id")
    for incident, arabic, latin in people.values_list("incident_id", "name_ar", "name_en"):
        if arabic or latin:
            found[incident].append(arabic or latin)
    return found
