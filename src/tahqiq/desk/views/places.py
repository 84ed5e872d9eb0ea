"""Places: a list, a drawing of where they lie, and one place with how exactly it is known."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions, presence
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import PlaceDraft
from tahqiq.casebook.models import Incident, Place
from tahqiq.casebook.versions import Outdated
from tahqiq.desk import merging
from tahqiq.desk.field_words import FieldWords
from tahqiq.desk.incident_forms import PlaceForm
from tahqiq.desk.paging import page_of
from tahqiq.desk.presences import said_of
from tahqiq.desk.schematic import around, plot
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 50


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Places by name, with a drawing of those on this page."""
    words = visit.request.GET.get("q", "")[:200]
    found = Place.objects.filter(case=visit.case).named(words).order_by("sorted_as", "id")
    ids = found.values_list("pk", flat=True)
    page = page_of(ids, Place.objects.all(), number=visit.request.GET.get("page"), size=PAGE)
    counts = Incident.objects.filter(place__in=[each.pk for each in page]).values("place")
    held = dict(counts.annotate(n=Count("pk")).order_by().values_list("place", "n"))
    rows = [(each, held.get(each.pk, 0)) for each in page]
    kept_query = f"q={words}" if words else ""
    return visit.show(
        "places", page=page, rows=rows, words=words, kept_query=kept_query, plot=plot(list(page))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case()
def place(visit: Visit, place_id: UUID) -> HttpResponse:
    """One place: its incidents, and the form that moves it."""
    found = _place(visit, place_id)
    posted = visit.request.POST or None
    form = PlaceForm(posted, place=found)
    if posted is None or not form.is_valid():
        return _shown(visit, form, found)
    seen = form.cleaned_data["version"]
    try:
        actions.edit_place(
            visit.actor, found, draft=form.draft, version=seen, precision_chosen=form.precision_chosen
        )
    except Outdated:
        return _conflict(visit, place_id, form.draft, seen=seen)
    return _saved(visit, found)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def make(visit: Visit) -> HttpResponse:
    """A new place; back to the incident it is for."""
    posted = visit.request.POST or None
    form = PlaceForm(posted)
    if posted is None or not form.is_valid():
        return _shown(visit, form, None)
    made = actions.make_place(visit.actor, visit.case, draft=form.draft)
    messages.success(visit.request, _("The place is made."))
    wanted = visit.request.POST.get("incident", "")
    incident = _incident(visit, wanted)
    if incident is None:
        return redirect("desk:place", visit.case.slug, made.pk)
    return redirect(f"{reverse('desk:edit_incident', args=(visit.case.slug, incident.pk))}?place={made.pk}")


def _incident(visit: Visit, key: str) -> Incident | None:
    try:
        return Incident.objects.filter(case=visit.case, pk=UUID(key)).first()
    except ValueError:
        return None


@require_POST
@in_case(Permission.RECORD)
def merge(visit: Visit, place_id: UUID) -> HttpResponse:
    """Saves what a person chose of two versions."""
    found = _place(visit, place_id)
    posted = visit.request.POST
    seen = int(posted["version"]) if posted.get("version", "").isdecimal() else 0
    draft = merging.merged(posted.dict(), PlaceDraft.of(found))
    chosen = posted.get("choose-precision", "") != "" or posted.get("precision_chosen") == "1"
    try:
        actions.edit_place(visit.actor, found, draft=draft, version=seen, precision_chosen=chosen)
    except Outdated:
        return _conflict(visit, place_id, draft, seen=seen)
    return _saved(visit, found)


def _place(visit: Visit, place_id: UUID) -> Place:
    return get_object_or_404(Place.objects.select_related("case"), pk=place_id, case=visit.case)


def _saved(visit: Visit, found: Place) -> HttpResponse:
    presence.leave(visit.actor, found)
    messages.success(visit.request, _("The place is saved."))
    return redirect("desk:place", visit.case.slug, found.pk)


def _shown(visit: Visit, form: PlaceForm, found: Place | None) -> HttpResponse:
    incidents = found.incidents.order_by("code") if found is not None else Incident.objects.none()
    return visit.show(
        "place",
        status=400 if form.is_bound else 200,
        form=form,
        place=found,
        incident=visit.request.GET.get("incident", "") or visit.request.POST.get("incident", ""),
        incidents=incidents[:PAGE],
        incident_count=incidents.count(),
        plot=_drawing(visit, found),
        presence=said_of(presence.look(visit.actor, found)) if found is not None else "",
    )


def _drawing(visit: Visit, found: Place | None) -> object:
    """Around the place; where it has no point yet, of the case's other places, to be pointed at."""
    if found is not None and found.lat is not None:
        return around(found, visit.case)
    return plot(list(Place.objects.filter(case=visit.case).located().order_by("id")[:PAGE]))


def _conflict(visit: Visit, place_id: UUID, mine: PlaceDraft, *, seen: int) -> HttpResponse:
    """Both versions field by field."""
    now = _place(visit, place_id)
    return visit.show(
        "conflict",
        status=409,
        heading=str(now),
        version=now.version,
        choices=merging.choices(
            mine, PlaceDraft.of(now), merging.began_from(now, seen, PlaceDraft), FieldWords(visit.case)
        ),
        carried=json.dumps(mine.plain(), ensure_ascii=False),
        also=[("precision_chosen", "1")],
        address="desk:merge_place",
        record=now,
        by=merging.last_editor(now),
    )
