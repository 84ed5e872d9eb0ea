"""The audit trail: who changed what, when and why; and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import AuditEntry
from tahqiq.desk.audit_list import PAGE, AuditFilter, as_csv, entries
from tahqiq.desk.paging import page_of
from tahqiq.desk.views.visit import Visit, in_case


@require_safe
@in_case(Permission.AUDIT)
def audit(visit: Visit) -> HttpResponse:
    """Changes of the case, latest first, by actor, action, record and day."""
    form, asked = _asked(visit)
    ids = entries(visit.case, asked).values_list("pk", flat=True)
    page = page_of(ids, AuditEntry.objects.all(), number=visit.request.GET.get("page"), size=PAGE)
    kept = visit.request.GET.copy()
    kept.pop("page", None)
    return visit.show("audit", form=form, page=page, kept_query=kept.urlencode())


@require_safe
@in_case(Permission.AUDIT)
def download(visit: Visit) -> StreamingHttpResponse:
    """The same entries as a CSV file, oldest first."""
    _, asked = _asked(visit)
    name = f"audit-{visit.case.slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    found = as_csv(entries(visit.case, asked))
    return StreamingHttpResponse(found, content_type="text/csv; charset=utf-8", headers=headers)


def _asked(visit: Visit) -> tuple[AuditFilter, dict[str, Any]]:
    form = AuditFilter(visit.request.GET or None, case=visit.case)
    return form, form.cleaned_data if form.is_valid() else {}
