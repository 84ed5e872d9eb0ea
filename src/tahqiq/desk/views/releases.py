"""The release desk: what goes out, what is withheld and why, how it differs from the last, who approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actions.jobs import NEEDS
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import JobKind, JobState, Release
from tahqiq.desk.names import assessor_names
from tahqiq.desk.release_difference import difference_job, difference_of, earlier_than, figures_of
from tahqiq.desk.release_folder import demand_whole, opened, withheld_of
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 25


@require_safe
@in_case()
def releases(visit: Visit) -> HttpResponse:
    """All releases of the case, latest first; any two can be compared."""
    made = Release.objects.filter(case=visit.case).prefetch_related("approvals")
    page = Paginator(made, PAGE).get_page(visit.request.GET.get("page"))
    return visit.show("releases", page=page)


@require_safe
@in_case()
def release(visit: Visit, release_id: UUID) -> HttpResponse:
    """One release: what leaves, what is withheld and why, how it differs from the last, who approved it."""
    found = get_object_or_404(Release, pk=release_id, case=visit.case)
    folder, before = opened(found), earlier_than(found)
    return visit.show(
        "release",
        release=found,
        approvals=found.approvals.all(),
        manifest=folder.manifest if folder is not None else None,
        totals=folder.totals() if folder is not None else None,
        assessors=assessor_names(visit.case),
        withheld=withheld_of(folder) if folder is not None else [],
        may_publish=found.status == "approved" and visit.may(NEEDS[JobKind.PUBLISH]),
        before=before,
        **(_compared(before, found) if before is not None else {}),
    )


@require_safe
@in_case()
def compare(visit: Visit) -> HttpResponse:
    """Any two releases of the case."""
    before, after = _asked(visit, "before"), _asked(visit, "after")
    return visit.show("compare_releases", before=before, after=after, **_compared(before, after))


@require_POST
@in_case(Permission.APPROVE, recent=True)
def approve(visit: Visit, release_id: UUID) -> HttpResponse:
    """The second person's approval of exactly the content that was on the screen."""
    found = get_object_or_404(Release.objects.select_related("case"), pk=release_id, case=visit.case)
    if visit.request.POST.get("content") != found.content:
        return HttpResponseBadRequest()
    demand_whole(found)
    actions.approve_release(visit.actor, found)
    messages.success(visit.request, _("The release is approved. It can be published now."))
    return redirect("desk:release", visit.case.slug, found.pk)


def _asked(visit: Visit, name: str) -> Release:
    """A release of the case that the address names."""
    try:
        key = UUID(visit.request.GET.get(name, ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Release, pk=key, case=visit.case)


def _compared(before: Release, after: Release) -> Mapping[str, Any]:
    """How two releases differ: found at once where they are small, else by a job, done or to be asked for."""
    job = difference_job(before, after)
    difference = difference_of(before, after, job)
    figures = figures_of(difference["figures"]) if difference is not None else []
    waits = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    return {"difference": difference, "figures": figures, "comparing": job if waits else None}
