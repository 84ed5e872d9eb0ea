"""Comparisons: whom the found may be, why, and what people ruled. Only for those who see names."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Job, JobKind, Match, MissingPerson, Remains, Ruling
from tahqiq.desk.asked import written_day
from tahqiq.desk.jobs.asking import enqueue
from tahqiq.desk.remains_evidence import shown, waterfall_of
from tahqiq.desk.told_items import told_items
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.remains import Primary, Standing

PAGE = 50


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """The likeliest candidate of each body that nobody ruled on, the most probable first."""
    visit.demand_names()
    ruled = Ruling.objects.standing().filter(case=visit.case).values("remains")
    found = Match.objects.filter(case=visit.case, rank=1).exclude(remains__in=ruled)
    page = Paginator(
        found.select_related("remains", "missing").order_by("-posterior", "remains__code"), PAGE
    ).get_page(visit.request.GET.get("page"))
    rows = [(each, shown(each.posterior)) for each in page]
    waiting = Ruling.objects.standing().filter(
        case=visit.case, standing=Standing.IDENTIFIED.value, confirmed_at=None
    )
    return visit.show(
        "comparisons",
        page=page,
        rows=rows,
        waiting=waiting.select_related("remains", "missing"),
        job=Job.objects.filter(case=visit.case, kind=JobKind.REMAINS).order_by("-asked_at").first(),
    )


@require_POST
@in_case(Permission.JUDGE)
def compare(visit: Visit) -> HttpResponse:
    """Asks a worker to compare all remains with all files that may be compared."""
    asked = enqueue(visit.actor, visit.case, JobKind.REMAINS)
    return redirect("desk:job", visit.case.slug, asked.pk)


@require_safe
@in_case()
def pair(visit: Visit, remains_id: UUID, missing_id: UUID) -> HttpResponse:
    """Remains and a missing person side by side, the evidence, and what was ruled."""
    visit.demand_names()
    remains, missing = _both(visit, remains_id, missing_id)
    match = Match.objects.filter(remains=remains, missing=missing).first()
    rulings = Ruling.objects.filter(remains=remains, missing=missing).order_by("judged_at")
    standing = rulings.filter(withdrawn_at=None).first()
    return visit.show(
        "comparison",
        remains=remains,
        missing=missing,
        found=told_items("remains", remains.findings),
        told=told_items("missing", missing.told),
        match=match,
        evidence=waterfall_of(match) if match is not None else None,
        rulings=rulings,
        standing=standing,
        mine=standing is not None and standing.judged_by == visit.actor.name,
        standings=list(Standing),
        methods=list(Primary),
    )


@require_POST
@in_case(Permission.JUDGE)
def rule(visit: Visit, remains_id: UUID, missing_id: UUID) -> HttpResponse:
    """Gives the two a standing."""
    remains, missing = _both(visit, remains_id, missing_id)
    posted = visit.request.POST
    if posted.get("standing", "") not in set(Standing):
        raise BadInput("choose one of those offered")
    method = posted.get("method", "")
    told = {name: posted.get(name, "")[:2_000] for name in ("reason", "authority", "report")}
    actions.rule(
        visit.actor,
        remains,
        missing=missing,
        standing=Standing(posted["standing"]),
        method=Primary(method) if method in set(Primary) else None,
        **told,
    )
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:comparison", visit.case.slug, remains.pk, missing.pk)


@require_POST
@in_case()
def settle(visit: Visit, ruling_id: UUID) -> HttpResponse:
    """Confirms an identification, records that the family was told, or takes a ruling back."""
    ruling = get_object_or_404(Ruling.objects.select_related("case"), pk=ruling_id, case=visit.case)
    posted = visit.request.POST
    do = posted.get("do", "")
    if do == "confirm":
        actions.confirm_identification(visit.actor, ruling)
    elif do == "told":
        actions.tell_family(visit.actor, ruling, on=written_day(posted.get("on", "")))
    elif do == "withdraw":
        actions.withdraw_ruling(visit.actor, ruling, reason=posted.get("reason", "")[:2_000])
    else:
        raise BadInput("choose one of those offered")
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:comparison", visit.case.slug, ruling.remains_id, ruling.missing_id)


def _both(visit: Visit, remains_id: UUID, missing_id: UUID) -> tuple[Remains, MissingPerson]:
    bodies = Remains.objects.select_related("case", "site", "grave")
    files = MissingPerson.objects.select_related("case")
    return (
        get_object_or_404(bodies, pk=remains_id, case=visit.case),
        get_object_or_404(files, pk=missing_id, case=visit.case),
    )
