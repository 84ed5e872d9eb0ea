"""The claims desk: a sealed text with every proposed claim marked in it, decided one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import AnswerProposal, Claim, Item, Party
from tahqiq.desk import claim_queue as queue
from tahqiq.desk.archive import desk_archive
from tahqiq.desk.claim_forms import LONGEST_REASON, ClaimForm, incident_of, read_in
from tahqiq.desk.text_layout import Quoted, laid_out, page_at, pages_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput

PAGE = 50


@require_safe
@in_case()
def claims(visit: Visit) -> HttpResponse:
    """The queue: items with claims or answers that nobody has decided about."""
    page = Paginator(queue.waiting(visit.case, guarded=visit.hears), PAGE).get_page(
        visit.request.GET.get("page")
    )
    answers = {row["item"]: row["n"] for row in queue.waiting_answers(visit.case)[:PAGE]}
    counts = {row["item"]: row["n"] for row in page}
    wanted = [*counts, *(id_ for id_ in answers if id_ not in counts)]
    items = Item.objects.select_related("source").in_bulk(wanted)
    rows = [(items[id_], counts.get(id_, 0), answers.get(id_, 0)) for id_ in wanted]
    return visit.show("claims", page=page, rows=rows)


@require_safe
@in_case()
def desk(visit: Visit, item_id: UUID) -> HttpResponse:
    """One item: a page of its text with the claims marked, and the claims beside it."""
    item = _item(visit, item_id)
    texts = queue.texts_of(item)
    asked = visit.request.GET.get("text", "")
    sha256 = asked if asked in texts else queue.first_text(item, texts)
    text = queue.words_of(item, sha256) if sha256 and visit.sees_names else None
    shown = _text_page(visit, item, sha256, text) if text is not None else _cells_page(visit, item)
    return visit.show("claims_desk", **_around(visit, item), **shown, texts=texts, sha256=sha256)


def _around(visit: Visit, item: Item) -> dict[str, Any]:
    """What stands around the text whatever it is."""
    following = queue.next_item(visit.case, item.pk, guarded=visit.hears)
    answers = AnswerProposal.objects.filter(case=visit.case, item=item).select_related("party", "incident")
    return {
        "item": item,
        "progress": queue.progress_of(item),
        "next_url": reverse("desk:claims_desk", args=[visit.case.slug, following]) if following else "",
        "answers": answers,
        "parties": Party.objects.filter(case=visit.case),
    }


def _text_page(visit: Visit, item: Item, sha256: str, text: str) -> dict[str, Any]:
    """The page of the text that was asked for, or that holds the first claim to decide."""
    found = queue.claims_in(item, sha256)
    bounds = pages_of(text)
    number = _page_asked(visit, bounds, found.values_list("id", "start", "status"))
    start, end = bounds[number]
    here = list(found.filter(start__lt=end, end__gt=start))
    beginning = [claim for claim in here if claim.start is not None and claim.start >= start]
    spans = [Quoted(str(claim.pk), claim.start or 0, claim.end or 0) for claim in here]
    return {
        "paragraphs": laid_out(text, spans, start=start, end=end),
        "statuses": {str(claim.pk): claim.status for claim in here},
        "shown": queue.with_doubles(visit.case, beginning),
        "offered": queue.offered_incidents(visit.case, here),
        "page": Paginator(bounds, 1).get_page(number + 1),
        "kept_query": f"text={sha256}",
    }


def _page_asked(visit: Visit, bounds: Sequence[tuple[int, int]], claims: Any) -> int:
    """The number of the page: as asked, that of the claim asked for, or of the first claim to decide."""
    asked = visit.request.GET.get("page", "")
    if asked.isdecimal():
        return min(max(int(asked[:9]), 1), len(bounds)) - 1
    wanted = visit.request.GET.get("claim", "")
    places = [(str(id_), start, status) for id_, start, status in claims] if len(bounds) > 1 else []
    first = next((start for id_, start, _status in places if id_ == wanted), None)
    if first is None:
        first = next((start for _id, start, status in places if status == "proposed"), 0)
    return page_at(bounds, first)


def _cells_page(visit: Visit, item: Item) -> dict[str, Any]:
    """Claims of a table, or of a text that is not at hand: each with its quote, without the words around."""
    found = Claim.objects.filter(case=visit.case, item=item)
    found = found.select_related("source", "item", "incident", "population").order_by("record", "start", "id")
    page = Paginator(found, PAGE).get_page(visit.request.GET.get("page"))
    here = list(page)
    return {
        "paragraphs": None,
        "shown": queue.with_doubles(visit.case, here),
        "offered": queue.offered_incidents(visit.case, here),
        "page": page,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.DECIDE)
def correct(visit: Visit, claim_id: UUID) -> HttpResponse:
    """Puts a proposed claim right: the proposal is rejected as corrected, what the person reads accepted."""
    found = Claim.objects.select_related("case", "item", "source", "incident", "population")
    claim = get_object_or_404(found, pk=claim_id, case=visit.case)
    item = _item(visit, claim.item_id)
    text = queue.words_of(item, claim.text_sha256) or "" if claim.locator == "span" else ""
    posted = visit.request.POST if visit.request.method == "POST" else None
    form = ClaimForm(visit.case, text, posted, first_shown=read_in(claim))
    if form.is_valid():
        try:
            told = form.cleaned_data
            made = actions.correct_claim(
                visit.actor,
                claim,
                said=form.said(),
                incident=form.incident_meant(),
                reason=told["reason"],
                archive=desk_archive(),
            )
        except BadInput as refused:
            form.add_error(None, _(refused.problem))
        else:
            messages.success(visit.request, _("The claim is corrected and accepted."))
            return redirect(f"{_desk_of(visit, item.pk)}?claim={made.pk}#claim-{made.pk}")
    return _form_page(visit, item, form, text=text, sha256=claim.text_sha256, claim=claim)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.PROPOSE)
def make(visit: Visit, item_id: UUID) -> HttpResponse:
    """Makes a claim by hand, from words that a person selected; somebody still has to accept it."""
    item = _item(visit, item_id)
    asked = visit.request.POST.get("text") or visit.request.GET.get("text", "")
    texts = queue.texts_of(item)
    sha256 = asked if asked in texts else next(iter(texts), item.sha256)
    text = queue.words_of(item, sha256)
    if text is None or not visit.sees_names:
        raise BadInput("this item has no text that can be quoted")
    form = ClaimForm(visit.case, text, visit.request.POST or None, first_shown=_selected(visit, text))
    if form.is_valid():
        try:
            made = actions.make_claim(
                visit.actor,
                item,
                text_sha256=sha256,
                said=form.said(),
                incident=form.incident_meant(),
                archive=desk_archive(),
            )
        except BadInput as refused:
            form.add_error(None, _(refused.problem))
        else:
            messages.success(visit.request, _("The claim is proposed."))
            return redirect(f"{_desk_of(visit, item.pk)}?text={sha256}&claim={made.pk}#claim-{made.pk}")
    return _form_page(visit, item, form, text=text, sha256=sha256, claim=None)


def _selected(visit: Visit, text: str) -> dict[str, Any]:
    """The words that the address says were selected."""
    first = {"effect": "killed", "category": "civilians", "stance": "asserts", "scope": "event"}
    start, end = visit.request.GET.get("start", ""), visit.request.GET.get("end", "")
    if start.isdecimal() and end.isdecimal():
        place = {"start": int(start[:9]), "end": int(end[:9])}
        return {**first, **place, "quote": text[place["start"] : place["end"]]}
    return first


def _form_page(
    visit: Visit, item: Item, form: ClaimForm, *, text: str, sha256: str, claim: Claim | None
) -> HttpResponse:
    """The form beside the page of the text that its words stand in."""
    value = form["start"].value()
    start = int(value) if str(value or "").isdecimal() else 0
    bounds = pages_of(text)
    first, last = bounds[page_at(bounds, start)]
    marked = (
        [Quoted(str(claim.pk), claim.start or 0, claim.end or 0)] if claim and claim.locator == "span" else []
    )
    return visit.show(
        "claim_form",
        item=item,
        claim=claim,
        form=form,
        sha256=sha256,
        paragraphs=laid_out(text, marked, start=first, end=last) if text and visit.sees_names else None,
        statuses={str(claim.pk): claim.status} if claim else {},
        offered=queue.offered_incidents(visit.case, [claim] if claim else []),
    )


@require_POST
@in_case(Permission.DECIDE)
def decide_answer(visit: Visit, proposal_id: UUID) -> HttpResponse:
    """Accepts or rejects an answer that was read in a statement."""
    found = AnswerProposal.objects.select_related("case", "item")
    proposal = get_object_or_404(found, pk=proposal_id, case=visit.case)
    reason = visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if visit.request.POST.get("decision") == "accept":
        incident = incident_of(visit.case, visit.request.POST.get("incident", ""))
        actions.accept_answer(visit.actor, proposal, incident=incident, reason=reason)
        messages.success(visit.request, _("The answer is recorded."))
    else:
        actions.reject_answer(visit.actor, proposal, reason=reason)
        messages.success(visit.request, _("The answer is rejected."))
    return redirect(f"{_desk_of(visit, proposal.item_id)}#answers")


def _item(visit: Visit, item_id: UUID | None) -> Item:
    kept = Item.objects.select_related("case", "source", "parent")
    found = get_object_or_404(kept, pk=item_id, case=visit.case)
    visit.demand_sight_of(found)
    return found


def _desk_of(visit: Visit, item_id: UUID | None) -> str:
    return reverse("desk:claims_desk", args=[visit.case.slug, item_id])
