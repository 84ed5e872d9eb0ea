"""Work in the background: what waits and runs, how far it is; asking for it, stopping it, beginning again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actions.jobs import NEEDS
from tahqiq.casebook.models import Job, JobKind
from tahqiq.desk.jobs.asking import begin_again, enqueue
from tahqiq.desk.templatetags.work import job_far, job_state, job_step
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 25
#: What may be asked for with a button, and what a form may say of it.
ASKED: Mapping[JobKind, tuple[str, ...]] = {
    JobKind.GRADE: (),
    JobKind.LINK: ("of",),
    JobKind.RELEASE: (),
    JobKind.COMPARE: ("before", "after"),
    JobKind.PUBLISH: ("release",),
    JobKind.VERIFY: (),
    JobKind.TRIAL: ("plan",),
    JobKind.IMPORT: ("plan",),
    JobKind.REMAINS: (),
}


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """All work of the case, latest first."""
    jobs = Job.objects.filter(case=visit.case)
    page = Paginator(jobs, PAGE).get_page(visit.request.GET.get("page"))
    askable = [kind.value for kind in (JobKind.GRADE, JobKind.RELEASE, JobKind.VERIFY) if _may(visit, kind)]
    under_way = any(not job.over for job in page)
    return visit.show("work", page=page, askable=askable, under_way=under_way)


@require_safe
@in_case()
def job(visit: Visit, job_id: UUID) -> HttpResponse:
    """One piece of work: how far it is, what came of it."""
    found = _job(visit, job_id)
    under_way = not found.over and not found.is_lost(timezone.now())
    return visit.show("job", job=found, mine=_may(visit, JobKind(found.kind)), under_way=under_way)


@require_safe
@in_case()
def job_progress(visit: Visit, job_id: UUID) -> HttpResponse:
    """How far one piece of work is, for the script that asks every few seconds."""
    found = _job(visit, job_id)
    now = timezone.now()
    told = {
        "over": found.over or found.is_lost(now),
        "state": job_state(found),
        "step": job_step(found),
        "far": job_far(found),
        "share": found.share,
    }
    return JsonResponse(told)


@require_POST
@in_case()
def ask(visit: Visit) -> HttpResponse:
    """Asks for a piece of work, and shows it."""
    try:
        kind = JobKind(visit.request.POST.get("kind", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if kind not in ASKED:
        return HttpResponseBadRequest()
    given = {name: visit.request.POST.get(name, "")[:100] for name in ASKED[kind]}
    asked = enqueue(visit.actor, visit.case, kind, **given)
    return redirect("desk:job", visit.case.slug, asked.pk)


@require_POST
@in_case()
def cancel(visit: Visit, job_id: UUID) -> HttpResponse:
    """Takes work off the list, or asks its worker to stop."""
    found = actions.cancel_job(visit.actor, _job(visit, job_id))
    said = _("The work is cancelled.") if found.over else _("The work will stop at its next step.")
    messages.success(visit.request, said)
    return redirect("desk:job", visit.case.slug, job_id)


@require_POST
@in_case()
def again(visit: Visit, job_id: UUID) -> HttpResponse:
    """Begins work again that ended badly."""
    begin_again(visit.actor, _job(visit, job_id))
    return redirect("desk:job", visit.case.slug, job_id)


def _job(visit: Visit, job_id: UUID) -> Job:
    return get_object_or_404(Job.objects.select_related("case"), pk=job_id, case=visit.case)


def _may(visit: Visit, kind: JobKind) -> bool:
    return visit.may(NEEDS[kind])
