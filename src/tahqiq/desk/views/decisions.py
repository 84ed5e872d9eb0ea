"""What people decide: about claims, about assessments, about releases. Each is one action of the casebook."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Assessment, Claim, Release
from tahqiq.desk.addresses import inside_desk
from tahqiq.desk.names import assessor_names
from tahqiq.desk.release_folder import demand_whole, opened, withheld_of
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 25
#: Code points of a reason.
LONGEST_REASON = 2_000


def _accept(actor: Actor, claim: Claim, reason: str) -> str:
    actions.accept_claim(actor, claim, reason=reason)
    return _("The claim is accepted.")


def _reject(actor: Actor, claim: Claim, reason: str) -> str:
    actions.reject_claim(actor, claim, reason=reason)
    return _("The claim is rejected.")


def _withdraw(actor: Actor, claim: Claim, reason: str) -> str:
    actions.withdraw_decision(actor, claim, reason=reason)
    return _("The decision about the claim is withdrawn.")


_DECISIONS: dict[str, Callable[[Actor, Claim, str], str]] = {
    "accept": _accept,
    "reject": _reject,
    "withdraw": _withdraw,
}


@require_safe
@in_case()
def claims(visit: Visit) -> HttpResponse:
    """Claims that nobody has decided about yet."""
    waiting = Claim.objects.filter(case=visit.case).proposed().select_related("source", "item", "incident")
    page = Paginator(waiting.order_by("source__slug", "start", "record", "id"), PAGE)
    return visit.show("claims", page=page.get_page(visit.request.GET.get("page")))


@require_POST
@in_case(Permission.DECIDE)
def decide(visit: Visit, claim_id: UUID) -> HttpResponse:
    """Accepts, rejects, or withdraws what was decided."""
    claim = get_object_or_404(Claim.objects.select_related("case"), pk=claim_id, case=visit.case)
    act = _DECISIONS.get(visit.request.POST.get("decision", ""))
    if act is None:
        return HttpResponseBadRequest()
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
    messages.success(visit.request, act(visit.actor, claim, reason))
    return redirect(inside_desk(visit.request))


@require_safe
@in_case()
def assessments(visit: Visit) -> HttpResponse:
    """Our assessments that wait for a second person."""
    waiting = Assessment.objects.filter(case=visit.case).waiting_for_a_second_person()
    page = Paginator(waiting.select_related("incident").order_by("incident__code", "id"), PAGE)
    return visit.show("assessments", page=page.get_page(visit.request.GET.get("page")))


@require_POST
@in_case(Permission.SIGN_OFF)
def sign_off(visit: Visit, assessment_id: UUID) -> HttpResponse:
    """The second person's sign-off."""
    found = get_object_or_404(Assessment.objects.select_related("case"), pk=assessment_id, case=visit.case)
    actions.sign_off_assessment(visit.actor, found)
    messages.success(visit.request, _("The assessment is signed off."))
    return redirect(inside_desk(visit.request))


@require_safe
@in_case()
def releases(visit: Visit) -> HttpResponse:
    """All releases of the case, latest first."""
    made = Release.objects.filter(case=visit.case).prefetch_related("approvals")
    return visit.show("releases", page=Paginator(made, PAGE).get_page(visit.request.GET.get("page")))


@require_safe
@in_case()
def release(visit: Visit, release_id: UUID) -> HttpResponse:
    """One release: what leaves, what is withheld and why, who approved it."""
    found = get_object_or_404(Release, pk=release_id, case=visit.case)
    folder = opened(found)
    return visit.show(
        "release",
        release=found,
        approvals=found.approvals.all(),
        manifest=folder.manifest if folder is not None else None,
        totals=folder.totals() if folder is not None else None,
        assessors=assessor_names(visit.case),
        withheld=withheld_of(folder) if folder is not None else [],
    )


@require_POST
@in_case(Permission.APPROVE)
def approve(visit: Visit, release_id: UUID) -> HttpResponse:
    """The second person's approval of exactly the content that was on the screen."""
    found = get_object_or_404(Release.objects.select_related("case"), pk=release_id, case=visit.case)
    if visit.request.POST.get("content") != found.content:
        return HttpResponseBadRequest()
    demand_whole(found)
    actions.approve_release(visit.actor, found)
    said = _("The release is approved. Write it again (tahqiq release), and its manifest says so.")
    messages.success(visit.request, said)
    return redirect("desk:release", visit.case.slug, found.pk)
