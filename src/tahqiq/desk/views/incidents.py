"""The list of incidents, and one incident with everything that is held about it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tahqiq.casebook import presence
from tahqiq.casebook.models import (
    TAHQIQ,
    Answer,
    Assessment,
    AuditEntry,
    Claim,
    Incident,
    Listing,
    Remains,
    Victim,
)
from tahqiq.desk.differences import differences
from tahqiq.desk.incident_list import PAGE, IncidentFilter, incidents, shown
from tahqiq.desk.names import assessor_names
from tahqiq.desk.paging import FromTheNearerEnd
from tahqiq.desk.presences import said_of
from tahqiq.desk.views.signing import signature
from tahqiq.desk.views.visit import Visit, in_case

#: How many audit entries the incident's page shows; the audit trail has them all.
HISTORY = 30


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Incidents by grade, words and days; in a constant number of queries."""
    form = IncidentFilter(visit.request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = FromTheNearerEnd(incidents(visit.case, asked), PAGE).get_page(visit.request.GET.get("page"))
    return visit.show(
        "incidents",
        form=form,
        page=page,
        incidents=shown(visit.case, page),
        assessors=assessor_names(visit.case),
        ours_stands_beside=visit.case.assessed_by != TAHQIQ,
        kept_query=_without_page(visit),
    )


def _without_page(visit: Visit) -> str:
    """What was asked, for the links to the other pages."""
    kept = visit.request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_safe
@in_case()
def incident(visit: Visit, incident_id: UUID) -> HttpResponse:
    """One incident: claims, assessments beside one another, answers, people, place, history."""
    found = get_object_or_404(
        Incident.objects.select_related("case", "place", "source"), pk=incident_id, case=visit.case
    )
    claims = Claim.objects.filter(case=visit.case, incident=found).select_related("source", "item")
    assessments = list(_assessments(found, visit.case.assessed_by))
    return visit.show(
        "incident",
        incident=found,
        blamed=[blame.party for blame in found.blames.select_related("party")],
        claims=claims.order_by("status", "source__slug", "id"),
        assessments=assessments,
        differences=differences(assessments, visit.case.assessed_by),
        assessors=assessor_names(visit.case),
        answers=_answers(found),
        statements=found.statements.filter(withdrawn_at=None).select_related("party", "item", "source"),
        victims=_victims(found),
        bodies=Remains.objects.bodies().filter(incident=found).select_related("site").order_by("code"),
        files=found.missing_files.filter(withdrawn_at=None).order_by("code") if visit.sees_names else [],
        history=_history(found, visit),
        presence=said_of(presence.look(visit.actor, found)),
        **signature(visit, found),
    )


def _assessments(incident: Incident, heading: str) -> list[Assessment]:
    """Those that stand, the heading one first, then ours, then others."""
    rank = {heading: 0, TAHQIQ: 1}
    standing = incident.assessments.filter(withdrawn_at=None).select_related("item")
    return sorted(standing, key=lambda each: (rank.get(each.assessor, 2), each.assessor))


def _answers(incident: Incident) -> list[Answer]:
    """The armed actors' answers with their history."""
    standing = incident.answers.filter(withdrawn_at=None)
    return list(standing.select_related("party", "item", "source").prefetch_related("events"))


def _victims(incident: Incident) -> list[Victim]:
    """People harmed, with the sources that list them."""
    listings = Listing.objects.filter(withdrawn_at=None).select_related("source", "item")
    return list(incident.victims.filter(withdrawn_at=None).prefetch_related(Prefetch("listings", listings)))


def _history(incident: Incident, visit: Visit) -> list[AuditEntry]:
    """What was done to the incident, its claims and its assessments, latest first."""
    touched = [incident.pk, *incident.claims.values_list("pk", flat=True)]
    touched += incident.assessments.values_list("pk", flat=True)
    entries = AuditEntry.objects.filter(case=visit.case, target_id__in=[str(each) for each in touched])
    return list(entries.order_by("-at", "-id")[:HISTORY])
