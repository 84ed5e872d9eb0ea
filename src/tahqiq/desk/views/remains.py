"""Remains: a list, and one body or part with its findings, parts, samples, hand-overs and judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.custody_chain import chain_of, holder_of
from tahqiq.casebook.findings import latin_digits
from tahqiq.casebook.models import (
    AuditEntry,
    CombatStatus,
    Laid,
    Reassociation,
    RecoverySite,
    Remains,
    StatusBasis,
    StatusJudgement,
)
from tahqiq.casebook.remains_counts import recovered
from tahqiq.desk.asked import key, place, written_day
from tahqiq.desk.found_photographs import tie, untie
from tahqiq.desk.incident_forms import offered_places
from tahqiq.desk.remains_forms import RemainsForm
from tahqiq.desk.site_plan import plan_of
from tahqiq.desk.told_items import told_items
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput

PAGE, SHOWN = 50, 30


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Bodies and parts by code, with the counts by what people judged."""
    found = Remains.objects.filter(case=visit.case).select_related("site", "grave").order_by("code")
    words = visit.request.GET.get("q", "")[:200].strip()
    if words:
        found = found.filter(code__icontains=latin_digits(words))
    page = Paginator(found, PAGE).get_page(visit.request.GET.get("page"))
    kept_query = f"q={words}" if words else ""
    counts = recovered(visit.case)
    return visit.show("remains", page=page, words=words, kept_query=kept_query, counts=counts)


@require_safe
@in_case()
def one(visit: Visit, remains_id: UUID) -> HttpResponse:
    """One body or part."""
    found = _remains(visit, remains_id)
    samples = [(each, holder_of(each), chain_of(each)) for each in found.samples.order_by("code")]
    return visit.show(
        "one_remains",
        remains=found,
        sections=told_items("remains", found.findings),
        holder=holder_of(found),
        chain=chain_of(found),
        samples=samples,
        burials=found.burials.select_related("place").order_by("on", "id"),
        bodies=found.reassociations.select_related("body").order_by("judged_at"),
        parts=found.reassociated.select_related("part").order_by("judged_at"),
        judgements=found.status_judgements.order_by("judged_at"),
        statuses=list(CombatStatus),
        bases=list(StatusBasis),
        ways=list(Laid),
        rulings=found.rulings.select_related("missing__victim").order_by("judged_at")
        if visit.sees_names
        else [],
        matches=found.matches.select_related("missing").order_by("rank") if visit.sees_names else [],
        photographs=found.photographs.select_related("item").order_by("item__sha256", "id"),
        places=offered_places(visit.case, "", ()),
        plan=plan_of([found.grave] if found.grave is not None else [], [found]),
        history=AuditEntry.objects.filter(case=visit.case, target_id=str(found.pk)).order_by("-at")[:SHOWN],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def make(visit: Visit, site_id: UUID) -> HttpResponse:
    """Remains of a site, under a new code."""
    site = get_object_or_404(RecoverySite.objects.select_related("case"), pk=site_id, case=visit.case)
    form = RemainsForm(site, visit.request.POST or None)
    if form.is_valid():
        found = form.found()
        with form.refusals():
            if form.is_valid():
                made = actions.record_remains(visit.actor, site, code=form.cleaned_data["code"], found=found)
                messages.success(visit.request, _("The remains are recorded."))
                return redirect("desk:one_remains", visit.case.slug, made.pk)
    return visit.show("items_form", form=form, title=_("New remains"), status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, remains_id: UUID) -> HttpResponse:
    """Changes what the record says; refused where somebody else changed it meanwhile."""
    found = _remains(visit, remains_id)
    form = RemainsForm(found.site, visit.request.POST or None, remains=found)
    if form.is_valid():
        said = form.found()
        with form.refusals():
            if form.is_valid():
                actions.edit_remains(visit.actor, found, found=said, version=form.seen)
                messages.success(visit.request, _("The record is changed."))
                return redirect("desk:one_remains", visit.case.slug, found.pk)
    return visit.show("items_form", form=form, title=found.code, status=400 if form.is_bound else 200)


@require_POST
@in_case()
def deed(visit: Visit, remains_id: UUID) -> HttpResponse:
    """One deed about remains: which, says ``do``; the action decides whether this person may."""
    found = _remains(visit, remains_id)
    asked = {name: str(value).strip()[:2_000] for name, value in visit.request.POST.items()}
    _deed(asked.get("do", ""))(visit, found, asked)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:one_remains", visit.case.slug, found.pk)


Asked = Mapping[str, str]


def _deed(name: str) -> Callable[[Visit, Remains, Asked], object]:
    if name not in _DEEDS:
        raise BadInput("nothing of this kind is done to remains")
    return _DEEDS[name]


def _hand_over(visit: Visit, found: Remains, asked: Asked) -> object:
    """Of the remains, or of the sample named."""
    sample = found.samples.filter(code=asked.get("sample", "")).first() if asked.get("sample") else None
    return actions.hand_over(
        visit.actor,
        sample or found,
        handed_by=asked.get("handed_by", ""),
        received_by=asked.get("received_by", ""),
        at=_moment(asked.get("at", "")),
        place=place(visit.case, visit.request.POST),
        note=asked.get("note", ""),
    )


def _sample(visit: Visit, found: Remains, asked: Asked) -> object:
    return actions.take_sample(
        visit.actor,
        found,
        code=asked.get("code", ""),
        kind=asked.get("kind", ""),
        taken_by=asked.get("taken_by", ""),
        purpose=asked.get("purpose", ""),
        on=written_day(asked["on"]) if asked.get("on") else None,
    )


def _lay(visit: Visit, found: Remains, asked: Asked) -> object:
    return actions.lay(
        visit.actor,
        found,
        laid=Laid(_among(asked.get("laid", ""), list(Laid))),
        on=written_day(asked.get("on", "")),
        place=place(visit.case, visit.request.POST),
        wording=asked.get("wording", ""),
        mark=asked.get("mark", ""),
        received_by=asked.get("received_by", ""),
    )


def _part(visit: Visit, found: Remains, asked: Asked) -> object:
    """The remains are a part of the body whose code was typed."""
    code = latin_digits(asked.get("body", "")).upper()
    body = Remains.objects.filter(case=visit.case, code=code).select_related("case").first()
    if body is None:
        raise BadInput("no remains of this case have this code", column="body")
    return actions.reassociate(visit.actor, found, body=body, basis=asked.get("basis", ""))


def _unpart(visit: Visit, found: Remains, asked: Asked) -> object:
    standing = Reassociation.objects.select_related("case").filter(part=found, withdrawn_at=None).first()
    if standing is None:
        raise BadInput("no judgement stands that this is a part")
    return actions.withdraw_reassociation(visit.actor, standing, reason=asked.get("reason", ""))


def _status(visit: Visit, found: Remains, asked: Asked) -> object:
    status = CombatStatus(_among(asked.get("status", ""), list(CombatStatus)))
    basis = [StatusBasis(each) for each in visit.request.POST.getlist("basis") if each in set(StatusBasis)]
    return actions.judge_status(
        visit.actor, found, status=status, basis=basis, reason=asked.get("reason", "")
    )


def _unstatus(visit: Visit, found: Remains, asked: Asked) -> object:
    mine = StatusJudgement.objects.select_related("case").filter(remains=found, withdrawn_at=None)
    standing = mine.filter(judged_by=visit.actor.name).first()
    if standing is None:
        raise BadInput("no judgement of yours stands")
    return actions.withdraw_status(visit.actor, standing, reason=asked.get("reason", ""))


def _unlay(visit: Visit, found: Remains, asked: Asked) -> object:
    burial = get_object_or_404(found.burials.select_related("case"), pk=key(visit.request.POST, "burial"))
    return actions.withdraw_burial(visit.actor, burial, reason=asked.get("reason", ""))


def _unsample(visit: Visit, found: Remains, asked: Asked) -> object:
    sample = get_object_or_404(found.samples.select_related("case"), code=asked.get("sample", ""))
    return actions.withdraw_sample(visit.actor, sample, reason=asked.get("reason", ""))


def _photograph(visit: Visit, found: Remains, _asked: Asked) -> object:
    return tie(visit, found)


def _unphotograph(visit: Visit, found: Remains, _asked: Asked) -> object:
    return untie(visit, found)


def _withdraw(visit: Visit, found: Remains, asked: Asked) -> object:
    return actions.withdraw_remains(visit.actor, found, reason=asked.get("reason", ""))


_DEEDS: Mapping[str, Callable[[Visit, Remains, Asked], object]] = {
    "hand_over": _hand_over,
    "sample": _sample,
    "unsample": _unsample,
    "lay": _lay,
    "unlay": _unlay,
    "photograph": _photograph,
    "untie": _unphotograph,
    "part": _part,
    "unpart": _unpart,
    "status": _status,
    "unstatus": _unstatus,
    "withdraw": _withdraw,
}


def _among(word: str, known: list[Any]) -> str:
    if word not in known:
        raise BadInput("choose one of those offered")
    return word


def _moment(text: str) -> datetime:
    """A time in UTC, as a browser's field gives it."""
    try:
        return datetime.fromisoformat(latin_digits(text)).replace(tzinfo=UTC)
    except ValueError:
        raise BadInput("a time is written as 2031-05-02T14:30, in UTC", column="at") from None


def _remains(visit: Visit, remains_id: UUID) -> Remains:
    found = Remains.objects.select_related("case", "site__case", "grave", "incident")
    return get_object_or_404(found, pk=remains_id, case=visit.case)
