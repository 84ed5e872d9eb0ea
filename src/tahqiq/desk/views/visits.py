"""Site visits: where a team went, what they photographed, found, looked for and did not find."""

from __future__ import annotations

from itertools import pairwise
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
from tahqiq.casebook.importing.testimony import keep_photograph
from tahqiq.casebook.models import (
    Incident,
    Interview,
    Item,
    Place,
    Remnant,
    Revision,
    SiteVisit,
    VisitPhotograph,
)
from tahqiq.desk import asked
from tahqiq.desk.archive import needed_archive
from tahqiq.desk.claim_forms import incident_of
from tahqiq.desk.deeds import FIELDS
from tahqiq.desk.incident_forms import offered_places
from tahqiq.desk.quoting import item_named
from tahqiq.desk.stills import can_be_shown
from tahqiq.desk.templatetags.wording import said_of
from tahqiq.desk.uploads import content_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

PAGE = 50
#: What a form says of something looked for.
_FOUND = {"yes": True, "no": False, "unknown": None}


@require_safe
@in_case(Permission.HEAR)
def listing(visit: Visit) -> HttpResponse:
    """Site visits by code."""
    found = SiteVisit.objects.filter(case=visit.case).select_related("place", "incident")
    return visit.show("visits", page=Paginator(found, PAGE).get_page(visit.request.GET.get("page")))


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.INTERVIEW)
def new(visit: Visit) -> HttpResponse:
    """Records a visit."""
    if visit.request.method != "POST":
        return visit.show("visit_new", places=offered_places(visit.case, "", ()))
    code = asked.line(visit.request.POST, "code")
    made = actions.record_visit(visit.actor, visit.case, code=code, **_said(visit))
    messages.success(visit.request, _("The visit is recorded."))
    return redirect("desk:visit", visit.case.slug, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.INTERVIEW)
def edit(visit: Visit, visit_id: UUID) -> HttpResponse:
    """Changes what is said of a visit; refused where somebody else changed it meanwhile."""
    found = _found(visit, visit_id)
    if visit.request.method == "POST":
        version = asked.number(visit.request.POST, "version") or 0
        actions.edit_visit(visit.actor, found, version=version, **_said(visit))
        messages.success(visit.request, _("The record is changed."))
        return redirect("desk:visit", visit.case.slug, found.pk)
    first, last = DateSpan(found.visited_start, found.visited_end).iso()
    return visit.show(
        "visit_new",
        visit=found,
        first=first,
        last=last,
        team=", ".join(found.team),
        places=offered_places(visit.case, "", (str(found.place_id),)),
    )


def _said(visit: Visit) -> dict[str, Any]:
    """What a form says of a visit.

    Raises:
        BadInput: nowhere, or days, an incident or an item that are none.
    """
    posted = visit.request.POST
    place, sketch = asked.place(visit.case, posted), asked.line(posted, "sketch")
    if place is None:
        raise BadInput("say where the visit was", remedy="make the place first if it is not in the list")
    return {
        "place": place,
        "team": asked.line(posted, "team", asked.LONG).split(","),
        "visited": asked.days(posted),
        "building": asked.line(posted, "building"),
        "seen": asked.line(posted, "seen", asked.LONG),
        "incident": incident_of(visit.case, posted.get("incident", "")),
        "sketch": item_named(visit.case, sketch) if sketch else None,
    }


@require_safe
@in_case(Permission.HEAR)
def visit_(visit: Visit, visit_id: UUID) -> HttpResponse:
    """One visit: place, photographs, remnants, what was looked for, who was spoken to."""
    found = _found(visit, visit_id)
    return visit.show(
        "visit",
        visit=found,
        photographs=[(each, can_be_shown(each.item.media_type)) for each in _photographs(found)],
        draws_sketch=found.sketch is not None and can_be_shown(found.sketch.media_type),
        versions=_versions(found),
        remnants=found.remnants.all(),
        sought=found.sought.all(),
        interviews=found.interviews.all(),
        unmet=Interview.objects.filter(case=visit.case, visit=None),
    )


def _photographs(found: SiteVisit) -> list[VisitPhotograph]:
    return list(found.photographs.select_related("item", "remnant"))


def _versions(found: SiteVisit) -> list[tuple[Revision, list[tuple[str, object, object]]]]:
    """Every version that was kept, the latest first, with what changed in it: field, before, after."""
    kept = list(Revision.objects.filter(kind="sitevisit", record=found.pk).order_by("version"))
    told = [(each, _changes(before.values, each.values)) for before, each in pairwise(kept)]
    return [*reversed(told), *((each, []) for each in kept[:1])]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, object, object]]:
    """What changed from one version to the next, in the words of screens."""
    fields = [name for name in after if before.get(name) != after[name]]
    return [
        (said_of(FIELDS, name), _told(name, before.get(name)), _told(name, after[name])) for name in fields
    ]


def _told(name: str, value: Any) -> object:
    """A value as a person reads it: a place, an incident or a sketch instead of its id."""
    kind = {"place": Place, "incident": Incident, "sketch": Item}.get(name)
    if kind is not None and value:
        return kind._default_manager.filter(pk=value).first() or value
    return ", ".join(value) if isinstance(value, list) else value


@require_POST
@in_case(Permission.INTERVIEW)
def step(visit: Visit, visit_id: UUID, what: str) -> HttpResponse:
    """Adds to a visit: a photograph, a remnant, what it is taken for, something looked for, a neighbour."""
    found = _found(visit, visit_id)
    _STEPS[what](visit, found)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:visit", visit.case.slug, found.pk)


def _photograph(visit: Visit, found: SiteVisit) -> None:
    """A photograph: uploaded here and sealed, or sealed before and named by its SHA-256."""
    posted, uploaded = visit.request.POST, visit.request.FILES.get("file")
    wanted = asked.key(posted, "remnant")
    if uploaded is not None:
        item = keep_photograph(visit.actor, found, content_of(uploaded), archive=needed_archive())
    else:
        item = item_named(visit.case, asked.line(posted, "sha256"))
    actions.add_photograph(
        visit.actor,
        found,
        item=item,
        bearing=asked.number(posted, "bearing"),
        scale=asked.line(posted, "scale"),
        shows=asked.line(posted, "shows", asked.LONG),
        remnant=get_object_or_404(Remnant, visit=found, pk=wanted) if wanted is not None else None,
    )


def _remnant(visit: Visit, found: SiteVisit) -> None:
    said = {name: asked.line(visit.request.POST, name, asked.LONG) for name in ("markings", "measurements")}
    actions.add_remnant(visit.actor, found, **said)


def _identify(visit: Visit, found: SiteVisit) -> None:
    posted = visit.request.POST
    remnant = get_object_or_404(Remnant, visit=found, pk=asked.key(posted, "remnant"))
    said = {name: asked.line(posted, name, asked.LONG) for name in ("identified_as", "basis")}
    actions.identify_remnant(visit.actor, remnant, **said)


def _sought(visit: Visit, found: SiteVisit) -> None:
    posted = visit.request.POST
    was_there = _FOUND.get(posted.get("found", ""))
    note = asked.line(posted, "note", asked.LONG)
    actions.say_sought(visit.actor, found, what=asked.line(posted, "what"), found=was_there, note=note)


def _neighbour(visit: Visit, found: SiteVisit) -> None:
    key = asked.key(visit.request.POST, "interview")
    interview = get_object_or_404(Interview.objects.select_related("case"), case=visit.case, pk=key)
    actions.meet_on_visit(visit.actor, interview, visit=found)


_STEPS = {
    "photograph": _photograph,
    "remnant": _remnant,
    "identify": _identify,
    "sought": _sought,
    "neighbour": _neighbour,
}
#: What can be added to a visit, as its address says it.
STEPS = tuple(_STEPS)


def _found(visit: Visit, visit_id: UUID) -> SiteVisit:
    held = SiteVisit.objects.select_related("case", "place", "incident", "sketch")
    return get_object_or_404(held, pk=visit_id, case=visit.case)
