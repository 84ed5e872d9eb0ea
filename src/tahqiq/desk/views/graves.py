"""One grave: where it lies, what lay in it, its photographs; and changing what the record says of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import AuditEntry, Grave, Remains
from tahqiq.desk.found_photographs import tie, untie
from tahqiq.desk.remains_forms import GraveForm
from tahqiq.desk.site_plan import plan_of
from tahqiq.desk.views.visit import Visit, in_case

SHOWN = 30


@require_safe
@in_case()
def grave(visit: Visit, grave_id: UUID) -> HttpResponse:
    """One grave."""
    found = _grave(visit, grave_id)
    remains = list(Remains.objects.standing().filter(grave=found).order_by("code"))
    return visit.show(
        "grave",
        grave=found,
        remains=remains,
        plan=plan_of([found], remains),
        photographs=found.photographs.select_related("item").order_by("item__sha256", "id"),
        history=AuditEntry.objects.filter(case=visit.case, target_id=str(found.pk)).order_by("-at")[:SHOWN],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, grave_id: UUID) -> HttpResponse:
    """Changes what the record says of a grave; refused where somebody else changed it meanwhile."""
    found = _grave(visit, grave_id)
    form = GraveForm(visit.request.POST or None, grave=found)
    if form.is_valid():
        said = form.said()
        with form.refusals():
            if form.is_valid():
                actions.edit_grave(visit.actor, found, version=form.seen, **said)
                messages.success(visit.request, _("The record is changed."))
                return redirect("desk:grave", visit.case.slug, found.pk)
    status = 400 if form.is_bound else 200
    return visit.show("remains_form", form=form, title=found.code, status=status)


@require_POST
@in_case(Permission.RECORD)
def photograph(visit: Visit, grave_id: UUID) -> HttpResponse:
    """Ties a sealed photograph to the grave, or takes one back."""
    found = _grave(visit, grave_id)
    do = untie if visit.request.POST.get("do") == "untie" else tie
    do(visit, found)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:grave", visit.case.slug, found.pk)


def _grave(visit: Visit, grave_id: UUID) -> Grave:
    return get_object_or_404(Grave.objects.select_related("case", "site"), pk=grave_id, case=visit.case)
