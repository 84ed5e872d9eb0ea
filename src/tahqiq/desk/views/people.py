"""People harmed: the list, and one person with everything that is held about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import AuditEntry, Judgement, Listing, Revision, Ruling, Suggestion, Victim
from tahqiq.casebook.versions import Outdated
from tahqiq.desk.paging import page_of
from tahqiq.desk.people_list import PAGE, PeopleFilter, people
from tahqiq.desk.views.visit import Visit, in_case

#: How many audit entries and pairs one person's page shows.
SHOWN = 30
#: Code points of a reason.
LONGEST_REASON = 2_000


class PersonForm(forms.Form):
    """What may be changed of a person's record, with the version that was looked at."""

    name_ar = forms.CharField(
        label=gettext_lazy("Name in Arabic"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"dir": "rtl", "lang": "ar"}),
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name in Latin letters"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        required=False,
        choices=[
            ("", gettext_lazy("Not recorded")),
            ("female", gettext_lazy("Female")),
            ("male", gettext_lazy("Male")),
        ],
    )
    age = forms.CharField(
        label=gettext_lazy("Age, as worded"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
    )
    age_group = forms.ChoiceField(
        label=gettext_lazy("Age group"),
        required=False,
        choices=[
            ("", gettext_lazy("Not recorded")),
            ("adult", gettext_lazy("Adult")),
            ("child", gettext_lazy("Child")),
        ],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How harmed"),
        required=False,
        choices=[
            ("", gettext_lazy("Not recorded")),
            ("killed", gettext_lazy("Killed")),
            ("injured", gettext_lazy("Injured")),
        ],
    )
    description_en = forms.CharField(
        label=gettext_lazy("What sources say"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput())


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """People of the case, searched in either script; only for those who see names."""
    visit.demand_names()
    form = PeopleFilter(visit.request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    shown = Victim.objects.select_related("incident", "source", "joined_to")
    page = page_of(people(visit.case, asked), shown, number=visit.request.GET.get("page"), size=PAGE)
    kept = visit.request.GET.copy()
    kept.pop("page", None)
    return visit.show("people", form=form, page=page, people=page.object_list, kept_query=kept.urlencode())


@require_safe
@in_case()
def person(visit: Visit, person_id: UUID) -> HttpResponse:
    """One person: names, what is known from whom, why the name may be published, history."""
    visit.demand_names()
    return _show(visit, _person(visit, person_id))


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.RECORD)
def edit(visit: Visit, person_id: UUID) -> HttpResponse:
    """Changes what the record says; refused where somebody else changed it meanwhile."""
    found = _person(visit, person_id)
    form = PersonForm(visit.request.POST or None, initial=_initial(found))
    if not form.is_valid():
        return visit.show("person_edit", person=found, form=form)
    values = {name: form.cleaned_data[name] for name in form.changed_data if name != "version"}
    try:
        actions.edit_victim(visit.actor, found, values=values, version=form.cleaned_data["version"])
    except Outdated:
        return _outdated(visit, person_id, form)
    messages.success(visit.request, _("The record is changed."))
    return redirect("desk:person", visit.case.slug, found.pk)


def _outdated(visit: Visit, person_id: UUID, form: PersonForm) -> HttpResponse:
    """What was typed beside what the record says now; saving again builds on the newer version."""
    now = _person(visit, person_id)
    typed = {**form.cleaned_data, "version": now.version}
    again = PersonForm(initial=typed)
    theirs = [
        (field.label, getattr(now, name))
        for name, field in again.fields.items()
        if name != "version" and getattr(now, name) != typed[name]
    ]
    return visit.show("person_edit", person=now, form=again, theirs=theirs, outdated=True, status=409)


@require_POST
@in_case(Permission.RECORD)
def withdraw(visit: Visit, person_id: UUID) -> HttpResponse:
    """Takes the record back, or brings it back, for a reason."""
    found = _person(visit, person_id)
    seen = visit.request.POST.get("version", "")
    reason, version = _reason(visit), int(seen) if seen.isascii() and seen.isdigit() else 0
    if found.withdrawn_at is None:
        actions.withdraw_victim(visit.actor, found, reason=reason, version=version)
        messages.success(visit.request, _("The record is withdrawn. It is kept, and no longer counts."))
    else:
        actions.bring_back_victim(visit.actor, found, reason=reason, version=version)
        messages.success(visit.request, _("The record stands again."))
    return redirect("desk:person", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.NAME)
def name_basis(visit: Visit, person_id: UUID) -> HttpResponse:
    """Records why the name may be published, or takes that back."""
    found = _person(visit, person_id)
    if visit.request.POST.get("decision") == "withdraw":
        actions.withdraw_name_basis(visit.actor, found, reason=_reason(visit))
        messages.success(visit.request, _("The next release withholds the name."))
    else:
        actions.set_name_basis(visit.actor, found, basis=_reason(visit))
        messages.success(visit.request, _("The name may be published."))
    return redirect("desk:person", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.JOIN)
def part(visit: Visit, person_id: UUID) -> HttpResponse:
    """Takes a joining back."""
    found = actions.part_victims(visit.actor, _person(visit, person_id), reason=_reason(visit))
    messages.success(visit.request, _("The record counts as a person of its own again."))
    return redirect("desk:person", visit.case.slug, found.pk)


def _show(visit: Visit, found: Victim) -> HttpResponse:
    records = [found.pk, *found.joined.values_list("pk", flat=True)]
    listings = Listing.objects.filter(victim__in=records).select_related("source", "item", "victim")
    entries = AuditEntry.objects.filter(case=visit.case, target_id__in=[str(id_) for id_ in records])
    return visit.show(
        "person",
        person=found,
        listings=listings.order_by("withdrawn_at", "source__slug", "id"),
        joined=found.joined.filter(withdrawn_at=None).select_related("source").order_by("id"),
        files=found.missing_files.filter(withdrawn_at=None).order_by("code"),
        bodies=Ruling.objects.standing()
        .filter(missing__victim__in=records)
        .select_related("remains", "missing")
        .order_by("remains__code"),
        pairs=_pairs(visit, found) if visit.may(Permission.JUDGE) else [],
        revisions=Revision.objects.filter(kind="victim", record=found.pk)[:SHOWN],
        history=entries.order_by("-at", "-id")[:SHOWN],
    )


def _pairs(visit: Visit, found: Victim) -> list[dict[str, Any]]:
    """Pairs that this record is one of, and whether somebody judged them."""
    suggested = Suggestion.objects.filter(case=visit.case, kind="victim")
    near = [*suggested.filter(left=found.pk)[:SHOWN], *suggested.filter(right=found.pk)[:SHOWN]]
    others = {pair.right if pair.left == found.pk else pair.left for pair in near}
    names = Victim.objects.in_bulk(others)
    standing = Judgement.objects.filter(case=visit.case, withdrawn_at=None, kind="victim")
    judged = set(standing.filter(left=found.pk).values_list("right", flat=True))
    judged |= set(standing.filter(right=found.pk).values_list("left", flat=True))
    told = []
    for pair in sorted(near, key=lambda each: -each.probability)[:SHOWN]:
        other = pair.right if pair.left == found.pk else pair.left
        told.append({"pair": pair, "other": names.get(other), "judged": other in judged})
    return told


def _person(visit: Visit, person_id: UUID) -> Victim:
    records = Victim.objects.select_related("case", "incident", "source", "joined_to")
    return get_object_or_404(records, pk=person_id, case=visit.case)


def _initial(found: Victim) -> dict[str, Any]:
    return {name: getattr(found, name) for name in PersonForm.base_fields}


def _reason(visit: Visit) -> str:
    return visit.request.POST.get("reason", "").strip()[:LONGEST_REASON]
