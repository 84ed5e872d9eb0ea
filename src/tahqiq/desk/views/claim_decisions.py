"""Deciding about one claim: accept, reject, take back; by a form, or by the desk's script."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Claim, Incident
from tahqiq.desk import claim_queue as queue
from tahqiq.desk.addresses import inside_desk
from tahqiq.desk.claim_forms import LONGEST_REASON, incident_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput

#: The header by which the desk's script asks for the claim alone instead of a page.
ASKED_BY_SCRIPT = "X-Tahqiq-Desk"
#: The reason on record where somebody takes a slip of the hand back; it is shown translated.
TAKEN_BACK = gettext_noop("taken back at the claims desk")


def _accept(actor: Actor, claim: Claim, reason: str, incident: Incident | None) -> str:
    actions.accept_claim(actor, claim, reason=reason, incident=incident)
    return _("The claim is accepted.")


def _reject(actor: Actor, claim: Claim, reason: str, incident: Incident | None) -> str:
    actions.reject_claim(actor, claim, reason=reason)
    return _("The claim is rejected.")


def _withdraw(actor: Actor, claim: Claim, reason: str, incident: Incident | None) -> str:
    actions.withdraw_decision(actor, claim, reason=reason)
    return _("The decision about the claim is withdrawn.")


def _take_back(actor: Actor, claim: Claim, reason: str, incident: Incident | None) -> str:
    return _withdraw(actor, claim, reason or TAKEN_BACK, incident)


_DECISIONS: dict[str, Callable[[Actor, Claim, str, Incident | None], str]] = {
    "accept": _accept,
    "reject": _reject,
    "withdraw": _withdraw,
    "take_back": _take_back,
}


@require_POST
@in_case(Permission.DECIDE)
def decide(visit: Visit, claim_id: UUID) -> HttpResponse:
    """Accepts, rejects, or withdraws what was decided."""
    kept = Claim.objects.select_related("case", "item")
    claim = get_object_or_404(kept, pk=claim_id, case=visit.case)
    if claim.item is not None:
        visit.demand_sight_of(claim.item)
    act = _DECISIONS.get(visit.request.POST.get("decision", ""))
    if act is None:
        return HttpResponseBadRequest()
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
    by_script = ASKED_BY_SCRIPT in visit.request.headers
    try:
        incident = incident_of(visit.case, visit.request.POST.get("incident", ""))
        said = act(visit.actor, claim, reason, incident)
    except BadInput as refused:
        if not by_script:
            raise
        return HttpResponse(_(refused.problem), status=400, content_type="text/plain; charset=utf-8")
    if by_script:
        return _one(visit, claim_id)
    messages.success(visit.request, said)
    return redirect(f"{inside_desk(visit.request)}#claim-{claim.pk}")


def _one(visit: Visit, claim_id: UUID) -> HttpResponse:
    """The claim as the desk's list shows it."""
    found = Claim.objects.select_related("source", "item", "incident", "population").get(pk=claim_id)
    (shown,) = queue.with_doubles(visit.case, [found])
    return visit.show("parts/desk_claim", shown=shown, item=found.item)
