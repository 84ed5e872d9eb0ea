"""The pairs desk: two records side by side, the evidence for and against, and what people say of them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Judgement, Suggestion, Victim
from tahqiq.desk.pair_evidence import waterfall_of
from tahqiq.desk.pair_record import Side, fields_of, side_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.judgements import Verdict

Kind = Literal["victim", "incident"]
#: Code points of a reason.
LONGEST_REASON = 2_000
_SAID = {"match": Verdict.SAME, "not": Verdict.DIFFERENT, "unsure": Verdict.UNSURE}


@require_safe
@in_case(Permission.JUDGE)
def pairs(visit: Visit) -> HttpResponse:
    """The pair whose answer helps most, of those this person has not judged."""
    of = _kind(visit.request.GET.get("of"))
    found = _queue(visit, of).first()
    if found is None:
        return visit.show("pairs_done", of=of, **_counts(visit, of))
    return redirect("desk:pair", visit.case.slug, found.pk)


@require_safe
@in_case(Permission.JUDGE)
def pair(visit: Visit, suggestion_id: UUID) -> HttpResponse:
    """One pair."""
    found = get_object_or_404(Suggestion, pk=suggestion_id, case=visit.case)
    of = _kind(found.kind)
    left, right = side_of(visit.case, of, found.left), side_of(visit.case, of, found.right)
    judged = list(_standing(visit, found))
    return visit.show(
        "pair",
        pair=found,
        of=of,
        left=left,
        right=right,
        rows=fields_of(left, right),
        evidence=waterfall_of(found),
        judged=judged,
        mine=next((each for each in judged if each.judged_by == visit.actor.name), None),
        joining=_joining(visit, of, left, right, judged),
        before=_neighbour(visit, found, forward=False),
        after=_neighbour(visit, found, forward=True),
        last=_last(visit),
        **_counts(visit, of),
    )


@require_POST
@in_case(Permission.JUDGE)
def judge(visit: Visit, suggestion_id: UUID) -> HttpResponse:
    """Says what this person makes of a pair, and goes on to the next."""
    found = get_object_or_404(Suggestion, pk=suggestion_id, case=visit.case)
    verdict = _SAID.get(visit.request.POST.get("verdict", ""))
    if verdict is None:
        return HttpResponseBadRequest()
    of = _kind(found.kind)
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
    made = actions.judge(
        visit.actor, visit.case, kind=of, pair=(found.left, found.right), verdict=verdict, reason=reason
    )
    following = _queue(visit, of).filter(rank__gte=found.rank).first() or _queue(visit, of).first()
    if following is None:
        return redirect(f"{reverse('desk:pairs', args=[visit.case.slug])}?of={of}&last={made.pk}")
    there = reverse("desk:pair", args=[visit.case.slug, following.pk])
    return redirect(f"{there}?last={made.pk}")


@require_POST
@in_case(Permission.JUDGE)
def take_back(visit: Visit, judgement_id: UUID) -> HttpResponse:
    """Withdraws what this person said of a pair, and shows the pair again."""
    found = get_object_or_404(
        Judgement.objects.select_related("case"), pk=judgement_id, case=visit.case, judged_by=visit.actor.name
    )
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON] or "taken back at the pairs desk"
    actions.withdraw_judgement(visit.actor, found, reason=reason)
    messages.success(visit.request, _("Your judgement is taken back."))
    pair_ = Suggestion.objects.filter(case=visit.case, left=found.left, right=found.right).first()
    if pair_ is None:
        return redirect("desk:pairs", visit.case.slug)
    return redirect("desk:pair", visit.case.slug, pair_.pk)


@require_POST
@in_case(Permission.JOIN)
def join(visit: Visit, suggestion_id: UUID) -> HttpResponse:
    """Says that the two records are one person, who from then on counts once."""
    found = get_object_or_404(Suggestion, pk=suggestion_id, case=visit.case, kind="victim")
    chosen = visit.request.POST.get("keep", "")
    ids = {"left": (found.left, found.right), "right": (found.right, found.left)}.get(chosen)
    if ids is None:
        return HttpResponseBadRequest()
    people = Victim.objects.select_related("case").filter(case=visit.case)
    keep, other = (get_object_or_404(people, pk=id_) for id_ in ids)
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
    actions.join_victims(visit.actor, keep, other, reason=reason)
    messages.success(visit.request, _("The two records are one person now. A release counts them once."))
    return redirect("desk:person", visit.case.slug, keep.pk)


def _kind(asked: str | None) -> Kind:
    return "incident" if asked == "incident" else "victim"


def _queue(visit: Visit, of: Kind) -> Any:
    """Pairs that this person has not judged, the most helpful first."""
    suggested = Suggestion.objects.filter(case=visit.case, kind=of)
    return suggested.unjudged(by=visit.actor.name).order_by("rank", "id")


def _standing(visit: Visit, found: Suggestion) -> Any:
    return Judgement.objects.filter(
        case=visit.case, left=found.left, right=found.right, withdrawn_at=None
    ).order_by("judged_at")


def _counts(visit: Visit, of: Kind) -> dict[str, int]:
    found = Suggestion.objects.filter(case=visit.case, kind=of)
    suggested = found.count()
    return {"waiting": suggested - found.count_judged(by=visit.actor.name), "suggested": suggested}


def _neighbour(visit: Visit, found: Suggestion, *, forward: bool) -> Suggestion | None:
    """The pair before or after this one in the order of asking, judged or not."""
    near = Suggestion.objects.filter(case=visit.case, kind=found.kind).exclude(pk=found.pk)
    if forward:
        return near.filter(rank__gte=found.rank).order_by("rank", "id").first()
    return near.filter(rank__lte=found.rank).order_by(F("rank").desc(), "-id").first()


def _last(visit: Visit) -> Judgement | None:
    """What this person judged a moment ago, to take it back."""
    try:
        asked = UUID(visit.request.GET.get("last", ""))
    except ValueError:
        return None
    mine = Judgement.objects.filter(case=visit.case, judged_by=visit.actor.name, withdrawn_at=None)
    return mine.filter(pk=asked).first()


def _joining(
    visit: Visit, of: Kind, left: Side, right: Side, judged: list[Judgement]
) -> Literal["offered", "disputed", "done", ""]:
    """Whether an editor may now say that the two are one person."""
    if of != "victim" or left.gone or right.gone:
        return ""
    if left.stands_for == right.stands_for:
        return "done"
    said = {each.verdict for each in judged}
    if Verdict.SAME not in said:
        return ""
    return "disputed" if Verdict.DIFFERENT in said else "offered"
