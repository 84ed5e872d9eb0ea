"""Registers to download: printed pages and tables."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actions.registers import Ending
from tahqiq.casebook.registers import NAMED, Kind, register_of
from tahqiq.casebook.registers.printing import said_of
from tahqiq.casebook.registers.tables import TITLES
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.vocab.wording import word

PAGE = 100
_TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """The registers that this person may have."""
    kinds = [
        (kind.value, word(TITLES[kind], language())) for kind in Kind if kind not in NAMED or visit.sees_names
    ]
    return visit.show("registers", kinds=kinds)


@require_safe
@in_case()
def days(visit: Visit) -> HttpResponse:
    """The daily log: what was written down and what was done, the latest day first."""
    rows = register_of(visit.case, Kind.DAILY_LOG).rows
    page = Paginator(rows[::-1], PAGE).get_page(visit.request.GET.get("page"))
    told = [(day, said_of(what, language()), code, who, where) for day, what, code, who, where in page]
    return visit.show("daily_log", page=page, rows=told)


@require_safe
@in_case()
def download(visit: Visit, kind: str, ending: str) -> HttpResponse:
    """One register, in the screen's language; the trail notes it."""
    if kind not in set(Kind) or ending not in _TYPES:
        raise Http404
    made = actions.write_register(
        visit.actor, visit.case, kind=Kind(kind), ending=cast(Ending, ending), language=language()
    )
    answer = HttpResponse(made, content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{visit.case.slug}-{kind}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
