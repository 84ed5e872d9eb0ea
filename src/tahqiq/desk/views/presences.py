"""Asked every few seconds by whoever has a record open: who else has it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tahqiq.casebook import presence
from tahqiq.casebook.models import Incident, Place
from tahqiq.desk.presences import said_of
from tahqiq.desk.views.visit import Visit, in_case


def record_of(visit: Visit, kind: str, record_id: UUID) -> Incident | Place:
    """The record of that kind, if it lies in the case.

    Raises:
        Http404: it does not.
    """
    if kind == "incidents":
        return get_object_or_404(Incident.objects.select_related("case"), pk=record_id, case=visit.case)
    return get_object_or_404(Place.objects.select_related("case"), pk=record_id, case=visit.case)


@require_POST
@in_case()
def present(visit: Visit, kind: str, record_id: UUID) -> HttpResponse:
    """Notes that this person is here, or leaves, and says in a sentence who else is."""
    record = record_of(visit, kind, record_id)
    if "leave" in visit.request.POST:
        presence.leave(visit.actor, record)
        return JsonResponse({"said": ""})
    others = presence.look(visit.actor, record, editing=visit.request.POST.get("editing") == "1")
    return JsonResponse({"said": said_of(others)})
