"""Bringing files in: upload, which is sealed first; what it is; a trial; and then the import itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import fingerprint
from tahqiq.casebook.importing.plans import problems_file, try_out
from tahqiq.casebook.models import ImportPlan, JobKind, Source
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.desk.jobs.asking import enqueue
from tahqiq.desk.plan_columns import ENCODINGS, ROLES, confirmed_before, mapping_of, suggested
from tahqiq.desk.plans import KIND_NAMES, places, run_import
from tahqiq.desk.uploads import kind_of_files, seal_uploads, upload_limit
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.read.tables.wording import slug_of
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.labels import choices
from tahqiq.vocab.parties import SourceKind

#: Records of an import that is not waited for.
LONG = 5_000
#: Bytes of tables or lines whose trial is not waited for, and the kinds that a trial reads whole.
LARGE = 1 << 20
_READ_WHOLE = frozenset({PlanKind.TABLE, PlanKind.AIRWARS, PlanKind.FACTS, PlanKind.CLAIMS})
#: Code points of a mapping that is typed.
_LONGEST_MAPPING = 200_000


class UploadForm(forms.Form):
    """What is uploaded, and whose it is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        choices=[("", gettext_lazy("Find out by the names")), *((k.value, v) for k, v in KIND_NAMES.items())],
    )
    source_name = forms.CharField(
        label=gettext_lazy("Whose it is: the source’s name"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of source"),
        choices=choices(SourceKind, gettext_lazy),
        initial=SourceKind.OTHER.value,
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("Legal basis or consent it is kept on"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.IMPORT)
def new(visit: Visit) -> HttpResponse:
    """Takes an upload, seals it, and prepares an import of it."""
    form = UploadForm(visit.request.POST if visit.request.method == "POST" else None)
    if form.is_valid():
        try:
            plan = _prepared(visit, form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, _(refused.problem))
        else:
            return redirect("desk:import_plan", visit.case.slug, plan.pk)
    status = 400 if form.errors else 200
    plans = ImportPlan.objects.filter(case=visit.case, report={})[:20]
    return visit.show(
        "new_import", status=status, form=form, limit=upload_limit() >> 20, plans=plans, kinds=KIND_NAMES
    )


def _prepared(visit: Visit, told: dict[str, Any]) -> ImportPlan:
    uploaded = visit.request.FILES.getlist("files")
    files = seal_uploads(uploaded, by=visit.actor.name, basis=told["basis"])
    kind = PlanKind(told["kind"]) if told["kind"] else kind_of_files(files)
    if kind in (PlanKind.TABLE, PlanKind.FACTS) and len(files) != 1:
        raise BadInput("give one table at a time")
    name = told["source_name"] or Path(files[0].name).stem
    slug = _source_slug(visit, name)
    return actions.make_plan(
        visit.actor,
        visit.case,
        kind=kind,
        files=files,
        source=slug,
        source_name=name,
        source_kind=told["source_kind"] or SourceKind.OTHER.value,
        party=slug if kind is PlanKind.STATEMENTS else "",
    )


def _source_slug(visit: Visit, name: str) -> str:
    """The slug of the source of this name; one made of the name where the case has none."""
    named = Q(name_en=name) | Q(name_ar=name)
    known = Source.objects.filter(named, case=visit.case).values_list("slug", flat=True).first()
    return known or slug_of(name) or f"source-{fingerprint(name)[:8]}"


@require_safe
@in_case(Permission.IMPORT)
def plan(visit: Visit, plan_id: UUID) -> HttpResponse:
    """One prepared import: its files, its columns, what a trial found, and what came of it."""
    found = _plan(visit, plan_id)
    return visit.show("import_plan", **_shown(visit, found))


def _shown(visit: Visit, found: ImportPlan) -> dict[str, Any]:
    return {
        "plan": found,
        "kind_name": KIND_NAMES[PlanKind(found.kind)],
        **(_columns(visit, found) if found.kind == PlanKind.TABLE and not found.report else {}),
    }


def _columns(visit: Visit, found: ImportPlan) -> dict[str, Any]:
    """The columns with their suggested roles; or the line that says why they cannot be read."""
    asked = visit.request.GET
    encoding = asked.get("encoding", "") if asked.get("encoding", "") in ENCODINGS else ""
    try:
        of, made = suggested(found, places(), of=asked.get("of", ""), encoding=encoding)
        before = confirmed_before(found, places()) if not found.mapping else ""
    except BadInput as refused:
        return {"unreadable": refused.problem, "encodings": ENCODINGS, "encoding": encoding}
    roles = [(role, _(called)) for role, called in ROLES[of].items()]
    return {
        "of": of,
        "guess": made,
        "roles": roles,
        "encodings": ENCODINGS,
        "encoding": encoding,
        "mapping": found.mapping or before,
        "before": bool(before),
    }


@require_POST
@in_case(Permission.IMPORT)
def mapping(visit: Visit, plan_id: UUID) -> HttpResponse:
    """Keeps which column says what: as chosen column by column, or as typed."""
    found = _plan(visit, plan_id)
    asked = visit.request.POST
    if "mapping" in asked:
        text = asked["mapping"].replace("\r\n", "\n")[:_LONGEST_MAPPING]
    else:
        of = asked.get("of", "") if asked.get("of", "") in ROLES else "incidents"
        encoding = asked.get("encoding", "") if asked.get("encoding", "") in ENCODINGS else ""
        _of, made = suggested(found, places(), of=of, encoding=encoding)
        roles = {at: asked.get(f"column-{at}", "") for at in range(len(made.columns))}
        incident = asked.get("incident", "").strip()[:200]
        text = mapping_of(of, made, roles, found, incident=incident, encoding=encoding)
    actions.map_plan(visit.actor, found, mapping=text)
    messages.success(visit.request, _("It is kept which column says what. Try it out now."))
    return redirect("desk:import_plan", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.IMPORT)
def trial(visit: Visit, plan_id: UUID) -> HttpResponse:
    """Reads and checks everything, and keeps nothing; in the background where there is much of it."""
    found = _plan(visit, plan_id)
    if found.kind in _READ_WHOLE and sum(each["size"] for each in found.files) > LARGE:
        asked = enqueue(visit.actor, visit.case, JobKind.TRIAL, plan=str(found.pk))
        messages.success(visit.request, _("The trial goes on in the background."))
        return redirect("desk:job", visit.case.slug, asked.pk)
    try:
        try_out(visit.actor, found, places())
    except BadInput as refused:
        return visit.show("import_plan", status=400, **_shown(visit, found), refused=refused.line())
    return redirect("desk:import_plan", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.IMPORT)
def go(visit: Visit, plan_id: UUID) -> HttpResponse:
    """Carries the import out, once it was tried: at once, or in the background where it is long."""
    found = _plan(visit, plan_id)
    if not found.checked:
        raise BadInput("try it out first")
    if found.checked.get("records", 0) > LONG and not found.report:
        enqueue(visit.actor, visit.case, JobKind.IMPORT, plan=str(found.pk))
        messages.success(visit.request, _("The import goes on in the background."))
        return redirect("desk:work", visit.case.slug)
    try:
        run_import(visit.actor, found)
    except BadInput as refused:
        return visit.show("import_plan", status=400, **_shown(visit, found), refused=refused.line())
    messages.success(visit.request, _("The import is carried out."))
    return redirect("desk:import_plan", visit.case.slug, found.pk)


@require_safe
@in_case(Permission.IMPORT)
def problems(visit: Visit, plan_id: UUID) -> HttpResponseBase:
    """Every row that the last trial refused or repaired, as CSV that no spreadsheet runs."""
    file = problems_file(_plan(visit, plan_id), places())
    if not file.is_file():
        raise Http404
    answer = FileResponse(file.open("rb"), as_attachment=True, filename="rows-refused-or-repaired.csv")
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    return answer


def _plan(visit: Visit, plan_id: UUID) -> ImportPlan:
    found = ImportPlan.objects.select_related("case", "run")
    return get_object_or_404(found, pk=plan_id, case=visit.case)
