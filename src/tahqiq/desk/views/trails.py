"""Imports, and what they could not take as it stood."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tahqiq.casebook.models import ImportRun
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 100


@require_safe
@in_case()
def imports(visit: Visit) -> HttpResponse:
    """All imports, latest first."""
    runs = ImportRun.objects.filter(case=visit.case)
    return visit.show("imports", page=Paginator(runs, PAGE).get_page(visit.request.GET.get("page")))


@require_safe
@in_case()
def import_run(visit: Visit, run_id: UUID) -> HttpResponse:
    """One import with every row it refused or repaired; cells only for those who may see names."""
    found = get_object_or_404(ImportRun, pk=run_id, case=visit.case)
    page = Paginator(found.problems.all(), PAGE).get_page(visit.request.GET.get("page"))
    return visit.show("import_run", run=found, page=page)
