"""Which incidents a list shows, in which order: from the address to a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook import incident_lines
from tahqiq.casebook.models import TAHQIQ, Assessment, Case, Incident, IncidentLine
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.labels import choices

PAGE = 50
NOT_GRADED = "none"
_ORDERS = {
    "code": ("code",),
    "newest": (F("start").desc(nulls_last=True), "code"),
    "oldest": (F("start").asc(nulls_last=True), "code"),
    "killed": (F("killed").desc(nulls_last=True), "code"),
}


class IncidentFilter(forms.Form):
    """What may be asked of the list; it stands in the address, so that it can be passed on."""

    q = forms.CharField(label=_("Text"), required=False, max_length=200)
    grade = forms.ChoiceField(
        label=_("Grade"),
        required=False,
        choices=[
            ("", _("Any grade")),
            *choices(Grade, _),
            (NOT_GRADED, _("No grade")),
        ],
    )
    first = forms.DateField(
        label=_("From (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To (day)"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("code", _("By code")),
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
            ("killed", _("Most killed first")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """Refuses a span that runs backwards."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is not None and last is not None and first > last:
            self.add_error("last", _("The last day lies before the first."))
        return cleaned


def incidents(case: Case, asked: dict[str, Any]) -> QuerySet[IncidentLine, UUID]:
    """The ids of the case's incidents that answer what was asked, their lines brought up to date.

    The grade asked for is the one of the assessment that heads the case's totals.
    """
    incident_lines.renew()
    words = incident_lines.as_looked_for(asked.get("q", "")).split()
    found = _within(_read_through(case) if words else IncidentLine.objects.filter(case_id=case.pk), asked)
    grade = asked.get("grade", "")
    if grade:
        found = found.filter(grade="" if grade == NOT_GRADED else grade)
    for word in words:
        found = found.filter(words__contains=word)
    return found.order_by(*_ORDERS[asked.get("order") or "code"]).values_list("pk", flat=True)


def _read_through(case: Case) -> QuerySet[IncidentLine]:
    """All lines of the case, by no index: where every row is looked into, their own order is quickest."""
    return IncidentLine.objects.alias(of=Coalesce("case_id", "case_id")).filter(of=case.pk)


def _within(found: QuerySet[IncidentLine], asked: dict[str, Any]) -> QuerySet[IncidentLine]:
    """Those that may have happened within the days asked for, as ``Incident.overlapping`` says."""
    days = [asked.get(name) for name in ("first", "last")]
    if days == [None, None]:
        return found
    span = DateSpan.parse(*(day.isoformat() if day is not None else "" for day in days))
    if span.end is not None:
        found = found.filter(Q(start=None) | Q(start__lt=span.end))
    if span.start is not None:
        found = found.filter(Q(end=None) | Q(end__gt=span.start))
    return found


def shown(case: Case, ids: Iterable[UUID]) -> list[Incident]:
    """The incidents of a page, in its order, with the assessments a list shows: ``heading`` and ``ours``."""
    standing = Assessment.objects.standing().filter(assessor__in={case.assessed_by, TAHQIQ})
    with_place = Incident.objects.select_related("place")
    found = with_place.prefetch_related(Prefetch("assessments", standing, to_attr="standing"))
    by_id = found.in_bulk(list(ids))
    for incident in by_id.values():
        by_assessor = {each.assessor: each for each in incident.standing}  # type: ignore[attr-defined]
        incident.heading = by_assessor.get(case.assessed_by)  # type: ignore[attr-defined]
        incident.ours = by_assessor.get(TAHQIQ)  # type: ignore[attr-defined]
    return [by_id[id_] for id_ in ids if id_ in by_id]
