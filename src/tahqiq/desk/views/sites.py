"""Recovery sites: a list with what was recovered, and one with its plan and its graves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import AuditEntry, LogEntry, RecoverySite, Remains
from tahqiq.casebook.remains_counts import recovered
from tahqiq.desk import asked
from tahqiq.desk.remains_forms import GraveForm, SiteForm
from tahqiq.desk.site_plan import plan_of
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput

#: Graves and remains that one plan draws.
DRAWN = 2_000
#: Entries of the log, and of the audit trail, that a site shows.
LOGGED, SHOWN = 100, 30


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """The sites, each with its counts: never added to the tolls of strikes."""
    sites = RecoverySite.objects.filter(case=visit.case).select_related("place").order_by("name_en", "id")
    rows = [(site, recovered(visit.case, site=site), site.graves.count()) for site in sites]
    return visit.show("sites", rows=rows, counts=recovered(visit.case))


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def make(visit: Visit) -> HttpResponse:
    """A new site."""
    form = SiteForm(visit.case, visit.request.POST or None)
    if form.is_valid():
        with form.refusals():
            made = actions.make_site(visit.actor, visit.case, **form.said())
            return redirect("desk:site", visit.case.slug, made.pk)
    return visit.show("remains_form", form=form, title=_("New recovery site"), status=_status(form.is_bound))


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, site_id: UUID) -> HttpResponse:
    """Changes what the record says of a site; refused where somebody else changed it meanwhile."""
    found = _site(visit, site_id)
    form = SiteForm(visit.case, visit.request.POST or None, site=found)
    if form.is_valid():
        with form.refusals():
            actions.edit_site(visit.actor, found, version=form.seen, **form.said())
            messages.success(visit.request, _("The record is changed."))
            return redirect("desk:site", visit.case.slug, found.pk)
    return visit.show("remains_form", form=form, title=found.name_en, status=_status(form.is_bound))


@require_POST
@in_case(Permission.RECORD)
def log(visit: Visit, site_id: UUID) -> HttpResponse:
    """Writes into the site's daily log."""
    found, posted = _site(visit, site_id), visit.request.POST
    on = asked.day(posted, "on")
    if on is None:
        raise BadInput("a day is written as 2031-05-02", column="on")
    said, present = (asked.line(posted, name, asked.LONG) for name in ("said", "present"))
    actions.log_day(visit.actor, found, on=on, said=said, present=present)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:site", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.RECORD)
def unlog(visit: Visit, site_id: UUID, entry_id: UUID) -> HttpResponse:
    """Takes an entry of the log back."""
    entry = get_object_or_404(
        LogEntry.objects.select_related("case"), pk=entry_id, site=site_id, case=visit.case
    )
    reason = asked.line(visit.request.POST, "reason", asked.LONG)
    actions.withdraw_log_entry(visit.actor, entry, reason=reason)
    messages.success(visit.request, _("The record is withdrawn. It is kept, and no longer counts."))
    return redirect("desk:site", visit.case.slug, site_id)


@require_safe
@in_case()
def site(visit: Visit, site_id: UUID) -> HttpResponse:
    """One site: its plan, its graves, its remains."""
    found = _site(visit, site_id)
    graves = list(found.graves.order_by("code")[:DRAWN])
    remains = list(Remains.objects.standing().filter(site=found).order_by("code")[:DRAWN])
    return visit.show(
        "site",
        site=found,
        graves=graves,
        remains=remains,
        counts=recovered(visit.case, site=found),
        plan=plan_of(graves, remains),
        log=found.log.order_by("-on", "-id")[:LOGGED],
        today=timezone.now().date(),
        history=AuditEntry.objects.filter(case=visit.case, target_id=str(found.pk)).order_by("-at")[:SHOWN],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def open_grave(visit: Visit, site_id: UUID) -> HttpResponse:
    """A new grave of a site."""
    found = _site(visit, site_id)
    form = GraveForm(visit.request.POST or None)
    if form.is_valid():
        said, code = form.said(), form.cleaned_data["code"]
        with form.refusals():
            if form.is_valid():
                actions.open_grave(visit.actor, found, code=code, **said)
                messages.success(visit.request, _("The grave is recorded."))
                return redirect("desk:site", visit.case.slug, found.pk)
    return visit.show("remains_form", form=form, title=_("New grave"), status=_status(form.is_bound))


def _site(visit: Visit, site_id: UUID) -> RecoverySite:
    return get_object_or_404(
        RecoverySite.objects.select_related("case", "place"), pk=site_id, case=visit.case
    )


def _status(bound: bool) -> int:
    return 400 if bound else 200
