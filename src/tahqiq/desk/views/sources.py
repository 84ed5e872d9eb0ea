"""Who says things here, with the items and claims of each."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tahqiq.casebook.models import Claim, Item, Source
from tahqiq.desk.views.visit import Visit, in_case

PAGE = 50


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """All sources of the case, with how many items and claims each has."""
    sources = Source.objects.filter(case=visit.case).annotate(
        item_count=_count(Item, "source"), claim_count=_count(Claim, "source")
    )
    page = Paginator(sources.order_by("slug", "id"), PAGE).get_page(visit.request.GET.get("page"))
    return visit.show("sources", page=page)


def _count(model: type[Model], field: str) -> Coalesce:
    """How many of these point to the row: a subquery, for two joins would multiply one another."""
    pointing = model._default_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(pointing.annotate(n=Count("*")).values("n")), 0)


@require_safe
@in_case()
def source(visit: Visit, source_id: UUID) -> HttpResponse:
    """One source: its items and its claims."""
    found = get_object_or_404(Source, pk=source_id, case=visit.case)
    claims = Claim.objects.filter(case=visit.case, source=found).select_related("source", "item", "incident")
    page = Paginator(claims.order_by("source_key", "id"), PAGE).get_page(visit.request.GET.get("page"))
    return visit.show(
        "source",
        source=found,
        items=(found.items.all() if visit.hears else found.items.filter(guarded=False))[:PAGE],
        page=page,
    )
