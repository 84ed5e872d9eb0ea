"""Incidents and what assessors hold of them as release rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from tahqiq.casebook.models import TAHQIQ, Assessment, Blame, Claim, Incident
from tahqiq.casebook.models.assessment import AssessmentQuerySet
from tahqiq.casebook.releasing.basics import position
from tahqiq.casebook.releasing.reading import (
    NO_CONSENT,
    TRAIL_ENDS,
    Leaving,
    chunks,
    first_and_last,
    spelled,
    stream,
)
from tahqiq.casebook.signing import holding
from tahqiq.vocab.rows import AssessmentRow, IncidentRow, Withheld


def incidents(leaving: Leaving) -> Iterator[IncidentRow]:
    """All incidents by code, those kept apart too."""
    found = Incident.objects.filter(case=leaving.case).select_related("place")
    for chunk in chunks(stream(found, spelled("code"), "id")):
        yield from incident_rows(leaving, chunk)


def incident_rows(leaving: Leaving, incidents: Sequence[Incident]) -> Iterator[IncidentRow]:
    """Some incidents, read with their places, as rows."""
    blamed = _blamed(leaving, incidents)
    for incident in incidents:
        yield Incident.release_policy.apply(IncidentRow, _incident(incident, blamed[incident.pk]))


def _blamed(leaving: Leaving, incidents: Sequence[Incident]) -> dict[UUID, list[str]]:
    """Slugs of the parties blamed for each, sorted."""
    blamed: dict[UUID, list[str]] = defaultdict(list)
    found = Blame.objects.filter(incident__in=[each.pk for each in incidents])
    for incident, party in found.values_list("incident_id", "party_id"):
        blamed[incident].append(leaving.parties[party])
    return defaultdict(list, {incident: sorted(slugs) for incident, slugs in blamed.items()})


def _incident(incident: Incident, blamed: Sequence[str]) -> dict[str, Any]:
    place = incident.place
    from_date, to_date = first_and_last(incident.start, incident.end)
    return {
        "id": str(incident.pk),
        "code": incident.code,
        "previous_codes": tuple(incident.previous_codes),
        "title_en": incident.title_en,
        "title_ar": incident.title_ar,
        "summary_en": incident.summary_en,
        "summary_ar": incident.summary_ar,
        "from_date": from_date,
        "to_date": to_date,
        "time_wording": incident.time_wording,
        "location_en": place.name_en if place is not None else "",
        "location_ar": place.name_ar if place is not None else "",
        **position(place),
        "blamed": tuple(blamed),
        "strike_type": incident.strike_type,
        "url": incident.url,
        "counted": incident.counted,
        "not_counted_en": incident.not_counted_en,
        "not_counted_ar": incident.not_counted_ar,
    }


def assessments(leaving: Leaving) -> Iterator[AssessmentRow]:
    """All standing assessments, incident by incident."""
    for chunk in chunks(stream(standing(leaving), "incident_id", spelled("assessor"), "id")):
        yield from assessment_rows(leaving, chunk)


def standing(leaving: Leaving) -> AssessmentQuerySet:
    """The assessments that may leave, each with what decides about its words."""
    found = Assessment.objects.standing().filter(case=leaving.case)
    return found.annotate(may_leave=leaving.words_may_leave())


def assessment_rows(leaving: Leaving, assessments: Sequence[Any]) -> Iterator[AssessmentRow]:
    """Some of ``standing`` as rows."""
    accepted, signed = _accepted(assessments), holding(assessments)
    for each in assessments:
        hidden = each.item_id is not None and not each.may_leave
        held = [Withheld(field="quote", reason=NO_CONSENT)] if hidden else []
        plain = {**_assessment(leaving, each, accepted), "signed_off": each.pk in signed}
        yield Assessment.release_policy.apply(AssessmentRow, plain, withhold=held)


def _accepted(assessments: Sequence[Assessment]) -> set[str]:
    """Those of the claims they rest on that leave with the release."""
    named = {claim for each in assessments for claim in each.claims}
    found = Claim.objects.accepted().filter(id__in=named) if named else Claim.objects.none()
    return {str(id_) for id_ in found.values_list("id", flat=True)}


def _assessment(leaving: Leaving, each: Assessment, accepted: set[str]) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "incident": str(each.incident_id),
        "assessor": each.assessor,
        "assessor_en": leaving.assessor(each.assessor, "en"),
        "assessor_ar": leaving.assessor(each.assessor, "ar"),
        "heads": each.assessor == leaving.case.assessed_by,
        "grade": each.grade,
        "killed_min": each.killed_min,
        "killed_max": each.killed_max,
        "injured_min": each.injured_min,
        "injured_max": each.injured_max,
        "strike_status": each.strike_status,
        "harm_reported": each.harm_reported,
        "rules": each.rules,
        "profile": each.profile,
        "reasons_en": tuple(each.reasons_en),
        "reasons_ar": tuple(each.reasons_ar),
        "claims": tuple(leaving.claim(UUID(claim)) for claim in each.claims if claim in accepted),
        "item": leaving.item(each.item_id) if each.item_id is not None else None,
        "record": each.record,
        "columns": tuple(each.columns),
        "quote": each.quote if each.item_id is not None else None,
        "trail_note": "" if each.assessor == TAHQIQ else TRAIL_ENDS,
    }
