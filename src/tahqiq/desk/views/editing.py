"""The incident editor: what is said, which claims are in, and what the rules give as one looks."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tahqiq.casebook import actions, presence
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import IncidentDraft
from tahqiq.casebook.models import Claim, Incident, Place
from tahqiq.casebook.previewing import Preview, preview, preview_new
from tahqiq.casebook.versions import Outdated
from tahqiq.desk import merging
from tahqiq.desk.candidates import OFFERED, candidates
from tahqiq.desk.field_words import FieldWords
from tahqiq.desk.incident_forms import IncidentForm
from tahqiq.desk.presences import said_of
from tahqiq.desk.saving import Ticked, make_incident, save_incident
from tahqiq.desk.schematic import around
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.grade import STRICT
from tahqiq.vocab.errors import BadInput

#: Buttons that show the form again without saving.
_LOOKS = ("find", "look")


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, incident_id: UUID) -> HttpResponse:
    """Shows the editor, and saves what was typed in the version that was seen."""
    found = incident_of(visit, incident_id)
    posted = visit.request.POST or None
    form = IncidentForm(visit.case, posted, incident=found, place=visit.request.GET.get("place", ""))
    if posted is None or any(name in posted for name in _LOOKS) or not form.is_valid():
        return _editor(visit, form, found)
    ticked = _ticked(visit)
    try:
        save_incident(visit.actor, found, form.draft, version=form.cleaned_data["version"], ticked=ticked)
    except Outdated:
        return _conflict(visit, found.pk, form.draft, seen=form.cleaned_data["version"])
    except BadInput as refused:
        return _refused(visit, form, found, refused)
    return _saved(visit, found)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def make(visit: Visit) -> HttpResponse:
    """Makes a new incident."""
    posted = visit.request.POST or None
    form = IncidentForm(visit.case, posted, place=visit.request.GET.get("place", ""))
    if posted is None or any(name in posted for name in _LOOKS) or not form.is_valid():
        return _editor(visit, form, None)
    try:
        made = make_incident(visit.actor, visit.case, form.draft, ticked=_ticked(visit))
    except BadInput as refused:
        return _refused(visit, form, None, refused)
    messages.success(visit.request, _("The incident is made."))
    return redirect("desk:incident", visit.case.slug, made.pk)


@require_POST
@in_case(Permission.RECORD)
def merge(visit: Visit, incident_id: UUID) -> HttpResponse:
    """Saves what a person chose of two versions."""
    found = incident_of(visit, incident_id)
    posted = visit.request.POST
    seen = int(posted["version"]) if posted.get("version", "").isdecimal() else 0
    draft = merging.merged(posted.dict(), IncidentDraft.of(found))
    try:
        save_incident(visit.actor, found, draft, version=seen, ticked=_ticked(visit))
    except Outdated:
        return _conflict(visit, found.pk, draft, seen=seen)
    return _saved(visit, found)


@require_POST
@in_case(Permission.RECORD)
def look(visit: Visit, incident_id: UUID | None = None) -> HttpResponse:
    """What the rules would give for the form as it is typed; a part of a page, nothing is written."""
    found = incident_of(visit, incident_id) if incident_id is not None else None
    form = IncidentForm(visit.case, visit.request.POST, incident=found)
    form.is_valid()
    return visit.show("parts/computed", **_computed(visit, form, found))


def incident_of(visit: Visit, incident_id: UUID) -> Incident:
    """The incident, if it lies in the case.

    Raises:
        Http404: it does not.
    """
    incidents = Incident.objects.select_related("case", "place", "source")
    return get_object_or_404(incidents, pk=incident_id, case=visit.case)


def _saved(visit: Visit, incident: Incident) -> HttpResponse:
    presence.leave(visit.actor, incident)
    messages.success(visit.request, _("The incident is saved."))
    return redirect("desk:incident", visit.case.slug, incident.pk)


def _refused(visit: Visit, form: IncidentForm, found: Incident | None, refused: BadInput) -> HttpResponse:
    form.add_error(refused.column if refused.column in form.fields else None, _(refused.problem))
    return _editor(visit, form, found)


def _ticked(visit: Visit) -> Ticked | None:
    """The claims that were ticked, where the person may decide about claims and the form showed some."""
    if not visit.may(Permission.DECIDE) or "claims_shown" not in visit.request.POST:
        return None
    return Ticked.read(visit.request.POST)


def _editor(visit: Visit, form: IncidentForm, found: Incident | None) -> HttpResponse:
    status = 400 if form.is_bound and form.errors and not _looking(visit) else 200
    if _looking(visit):
        form.is_valid()
    inside, offered, ticked = _claims(visit, form, found)
    key = _chosen_place(form, found)
    place = Place.objects.filter(case=visit.case, pk=key).first() if key is not None else None
    return visit.show(
        "incident_edit",
        status=status,
        form=form,
        incident=found,
        inside=inside,
        offered=offered,
        ticked=ticked,
        find_claims=visit.request.POST.get("find_claims", ""),
        detach_reason=visit.request.POST.get("detach_reason", ""),
        plot=around(place, visit.case) if place is not None else None,
        presence=said_of(presence.look(visit.actor, found)) if found is not None else "",
        **_computed(visit, form, found),
    )


def _looking(visit: Visit) -> bool:
    return any(name in visit.request.POST for name in _LOOKS)


def _chosen_place(form: IncidentForm, found: Incident | None) -> UUID | None:
    chosen = form.cleaned_data.get("place", "") if form.is_bound and form.is_valid() else None
    if chosen is not None:
        return UUID(chosen) if chosen else None
    return found.place_id if found is not None else None


def _claims(
    visit: Visit, form: IncidentForm, found: Incident | None
) -> tuple[list[Claim], list[Claim], set[UUID]]:
    """Claims that are in, claims that are offered, and the ids of those ticked."""
    held = Claim.objects.accepted().filter(case=visit.case).select_related("source", "item")
    inside = list(held.filter(incident=found).order_by("source__slug", "id")) if found is not None else []
    if not visit.may(Permission.DECIDE):
        return inside, [], {claim.pk for claim in inside}
    words = visit.request.POST.get("find_claims", "")[:200]
    offered = list(candidates(visit.case, _draft_or_now(form, found).span_or_unknown, words)[:OFFERED])
    posted = _ticked(visit)
    if posted is None:
        return inside, offered, {claim.pk for claim in inside}
    there = {claim.pk for claim in (*inside, *offered)}
    free = held.filter(incident=None, pk__in=posted.ticked - there)
    return inside, [*free, *offered], set(posted.ticked)


def _draft_or_now(form: IncidentForm, found: Incident | None) -> IncidentDraft:
    if form.is_bound and hasattr(form, "draft"):
        return form.draft
    return IncidentDraft.of(found) if found is not None else IncidentDraft()


def _computed(visit: Visit, form: IncidentForm, found: Incident | None) -> dict[str, Any]:
    """What the rules give, for the part of the page that shows it."""
    try:
        computed = _preview(visit, form, found)
    except BadInput as refused:
        return {"computed": None, "cannot": _(refused.problem)}
    left_out = Claim.objects.filter(pk__in=computed.left_out).select_related("source")
    return {
        "computed": computed,
        "left_out": [(claim, computed.left_out[claim.pk]) for claim in left_out.order_by("id")],
        "profile": actions.profile_of(found).spelled if found is not None else STRICT.spelled,
    }


def _preview(visit: Visit, form: IncidentForm, found: Incident | None) -> Preview:
    ticked, draft = _ticked(visit), _draft_or_now(form, found)
    if found is None:
        claims = ticked.ticked if ticked is not None else frozenset()
        return preview_new(visit.case, draft=draft, claims=claims, profile=STRICT, language=language())
    return preview(
        found,
        draft=draft if form.is_bound else None,
        claims=ticked.would_have(found) if ticked is not None else None,
        profile=actions.profile_of(found),
        language=language(),
    )


def _conflict(visit: Visit, incident_id: UUID, mine: IncidentDraft, *, seen: int) -> HttpResponse:
    """Both versions field by field."""
    now = incident_of(visit, incident_id)
    began = merging.began_from(now, seen, IncidentDraft)
    words = FieldWords(visit.case)
    return visit.show(
        "conflict",
        status=409,
        heading=now.code,
        version=now.version,
        choices=merging.choices(mine, IncidentDraft.of(now), began, words),
        carried=json.dumps(mine.plain(), ensure_ascii=False),
        also=[
            (name, value)
            for name in ("claims_shown", "listed", "claims", "detach_reason")
            for value in visit.request.POST.getlist(name)
        ],
        address="desk:merge_incident",
        record=now,
        by=merging.last_editor(now),
    )
