"""Missing persons: a list, one file, and what families ask. Only for those who see names."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.findings import latin_digits
from tahqiq.casebook.models import (
    AuditEntry,
    FamilyRequest,
    MissingPerson,
    Reply,
    VaultEntry,
    VaultKeeper,
    Victim,
    Whose,
)
from tahqiq.casebook.remains_items import refuses_comparison
from tahqiq.casebook.replies import words_of
from tahqiq.casebook.vault import Identity
from tahqiq.desk import asked
from tahqiq.desk.asked import written_day
from tahqiq.desk.name_search import alike_in
from tahqiq.desk.remains_forms import MissingForm
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.told_items import told_items
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.errors import BadInput

PAGE, SHOWN = 50, 30
#: People offered to be linked with a file.
OFFERED = 20


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Files by code; searched by code or by name."""
    visit.demand_names()
    words = visit.request.GET.get("q", "")[:200].strip()
    found = MissingPerson.objects.filter(case=visit.case).select_related("consent").order_by("code")
    for part in words.split():
        named = Q(name_ar__icontains=part) | Q(name_en__icontains=part)
        found = found.filter(named | Q(code__icontains=latin_digits(part)))
    page = Paginator(found, PAGE).get_page(visit.request.GET.get("page"))
    waiting = FamilyRequest.objects.waiting().filter(case=visit.case).count()
    return visit.show(
        "missing", page=page, words=words, kept_query=f"q={words}" if words else "", waiting=waiting
    )


@require_safe
@in_case()
def one(visit: Visit, missing_id: UUID) -> HttpResponse:
    """One file, with its candidates, rulings and requests."""
    visit.demand_names()
    found = _missing(visit, missing_id)
    words = visit.request.GET.get("person", "")[:200].strip()
    return visit.show(
        "one_missing",
        missing=found,
        refused=refuses_comparison(found.told),
        entry=_entry(found),
        keepers=VaultKeeper.objects.filter(case=visit.case, ended_at=None).exists(),
        words=words,
        people=_called(visit, words) if words else [],
        sections=told_items("missing", found.told),
        matches=found.matches.select_related("remains").order_by("-posterior")[:SHOWN],
        rulings=found.rulings.select_related("remains").order_by("judged_at"),
        requests=found.requests.order_by("asked_on"),
        replies=[(each, words_of(each, language())) for each in Reply],
        today=timezone.now().date(),
        history=AuditEntry.objects.filter(case=visit.case, target_id=str(found.pk)).order_by("-at")[:SHOWN],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def make(visit: Visit) -> HttpResponse:
    """A file under a new code."""
    form = MissingForm(visit.case, visit.request.POST or None)
    if form.is_valid():
        told = form.told()
        with form.refusals():
            if form.is_valid():
                made = actions.open_file(visit.actor, visit.case, code=form.cleaned_data["code"], told=told)
                messages.success(visit.request, _("The file is open."))
                return redirect("desk:one_missing", visit.case.slug, made.pk)
    title = _("New file of a missing person")
    return visit.show("items_form", form=form, title=title, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, missing_id: UUID) -> HttpResponse:
    """Changes what a file says; refused where somebody else changed it meanwhile."""
    found = _missing(visit, missing_id)
    form = MissingForm(visit.case, visit.request.POST or None, missing=found)
    if form.is_valid():
        told = form.told()
        with form.refusals():
            if form.is_valid():
                actions.edit_file(visit.actor, found, told=told, version=form.seen)
                messages.success(visit.request, _("The record is changed."))
                return redirect("desk:one_missing", visit.case.slug, found.pk)
    return visit.show("items_form", form=form, title=found.code, status=400 if form.is_bound else 200)


@require_POST
@in_case(Permission.RECORD)
def withdraw(visit: Visit, missing_id: UUID) -> HttpResponse:
    """Takes a file back."""
    found = _missing(visit, missing_id)
    actions.withdraw_file(visit.actor, found, reason=visit.request.POST.get("reason", "")[:2_000])
    messages.success(visit.request, _("The record is withdrawn. It is kept, and no longer counts."))
    return redirect("desk:one_missing", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.RECORD)
def ask(visit: Visit, missing_id: UUID) -> HttpResponse:
    """Records that a family asks."""
    found, posted = _missing(visit, missing_id), visit.request.POST
    on = written_day(posted.get("asked_on", ""), column="asked_on")
    by, question = (posted.get(name, "")[:2_000] for name in ("asked_by", "question"))
    actions.receive_request(visit.actor, found, asked_by=by, asked_on=on, question=question)
    messages.success(visit.request, _("The request is recorded. A person answers it."))
    return redirect("desk:one_missing", visit.case.slug, found.pk)


@sensitive_post_parameters("name", "contact", "safe_ways")
@require_POST
@in_case(Permission.INTERVIEW)
def contact(visit: Visit, missing_id: UUID) -> HttpResponse:
    """Closes who told the file, and how to reach them, to the keepers of the vault."""
    found, posted = _missing(visit, missing_id), visit.request.POST
    said = {name: asked.line(posted, name, asked.LONG) for name in ("name", "contact", "safe_ways")}
    with transaction.atomic():
        entry = actions.keep_identity(
            visit.actor,
            visit.case,
            pseudonym=found.code,
            whose=Whose.SEARCHES,
            identity=Identity(**said),
            anew=found.contact is not None,
        )
        actions.keep_contact(visit.actor, found, entry=entry, version=found.version)
    messages.success(visit.request, _("The identity is closed in the vault."))
    return redirect("desk:one_missing", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.RECORD)
def link(visit: Visit, missing_id: UUID) -> HttpResponse:
    """Says which person of the record the file is about, or takes that back."""
    found = _missing(visit, missing_id)
    person = asked.key(visit.request.POST, "person")
    people = Victim.objects.filter(case=visit.case)
    victim = get_object_or_404(people, pk=person) if person is not None else None
    version = asked.number(visit.request.POST, "version") or 0
    actions.link_file(visit.actor, found, victim=victim, version=version)
    messages.success(visit.request, _("It is recorded."))
    return redirect("desk:one_missing", visit.case.slug, found.pk)


@require_safe
@in_case()
def requests(visit: Visit) -> HttpResponse:
    """What families ask, the unanswered first."""
    visit.demand_names()
    asked = FamilyRequest.objects.filter(case=visit.case).select_related("missing")
    page = Paginator(asked.order_by("answered_at", "asked_on", "id"), PAGE)
    return visit.show("family_requests", page=page.get_page(visit.request.GET.get("page")))


@require_POST
@in_case(Permission.JUDGE)
def answer(visit: Visit, request_id: UUID) -> HttpResponse:
    """Records what a family was told."""
    asked = get_object_or_404(
        FamilyRequest.objects.select_related("case", "missing"), pk=request_id, case=visit.case
    )
    posted = visit.request.POST
    if posted.get("reply", "") not in set(Reply):
        raise BadInput("choose one of those offered")
    told = {name: posted.get(name, "")[:2_000] for name in ("told", "how")}
    actions.answer_request(visit.actor, asked, reply=Reply(posted["reply"]), **told)
    messages.success(visit.request, _("It is recorded what the family was told."))
    return redirect("desk:one_missing", visit.case.slug, asked.missing_id)


def _entry(found: MissingPerson) -> VaultEntry | None:
    """The vault's entry of whoever told the file, unopened; None where none is kept, or kept any more."""
    if found.contact is None:
        return None
    return VaultEntry.objects.filter(case=found.case, pk=found.contact).defer("sealed").first()


def _called(visit: Visit, words: str) -> list[Victim]:
    """People of the record whose names are like these words in either script, the likest first."""
    near = alike_in(visit.case, words)[:OFFERED]
    found = Victim.objects.standing().filter(case=visit.case).in_bulk(near)
    return [found[each] for each in near if each in found]


def _missing(visit: Visit, missing_id: UUID) -> MissingPerson:
    found = MissingPerson.objects.select_related("case", "consent", "victim", "incident")
    return get_object_or_404(found, pk=missing_id, case=visit.case)
