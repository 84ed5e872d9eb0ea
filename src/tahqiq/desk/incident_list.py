"""Which incidents a list shows, in which order: from the address to a query."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tahqiq.casebook.models import TAHQIQ, Assessment, Case, Incident
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.labels import message_of

PAGE = 50
NOT_GRADED = "none"
_ORDERS = {
    "code": ("code", "id"),
    "newest": (F("start").desc(nulls_last=True), "code", "id"),
    "oldest": (F("start").asc(nulls_last=True), "code", "id"),
    "killed": (F("killed_at_most").desc(nulls_last=True), "code", "id"),
}


class IncidentFilter(forms.Form):
    """What may be asked of the list; it stands in the address, so that it can be passed on."""

    q = forms.CharField(label=_("Text"), required=False, max_length=200)
    grade = forms.ChoiceField(
        label=_("Grade"),
        required=False,
        choices=[
            ("", _("Any grade")),
            *((grade.value, _(message_of(grade))) for grade in Grade),
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


def incidents(case: Case, asked: dict[str, Any]) -> QuerySet[Incident]:
    """The case's incidents that answer what was asked, with the assessments a list shows.

    The grade asked for is the one of the assessment that heads the case's totals.
    """
    heading = Assessment.objects.standing().by(case.assessed_by)
    shown = Assessment.objects.standing().filter(assessor__in={case.assessed_by, TAHQIQ})
    found: QuerySet[Incident] = Incident.objects.filter(case=case).overlapping(_span(asked))
    found = _graded(found, asked.get("grade", ""), case.assessed_by)
    found = _worded(found, asked.get("q", ""))
    found = found.annotate(
        killed_at_most=Subquery(heading.filter(incident=OuterRef("pk")).values("killed_max")[:1])
    )
    return (
        found.select_related("place")
        .prefetch_related(Prefetch("assessments", shown, to_attr="shown"))
        .order_by(*_ORDERS[asked.get("order") or "code"])
    )


def _span(asked: dict[str, Any]) -> DateSpan:
    """The days asked for, both inclusive."""
    days = [asked.get(name) for name in ("first", "last")]
    if days == [None, None]:
        return DateSpan()
    first, last = (day.isoformat() if day is not None else "" for day in days)
    return DateSpan.parse(first, last)


def _graded(found: QuerySet[Incident], grade: str, assessor: str) -> QuerySet[Incident]:
    """Those the heading assessor graded so; or did not grade."""
    if not grade:
        return found
    if grade == NOT_GRADED:
        return found.exclude(pk__in=Subquery(_incidents_of(assessor).exclude(grade="").values("incident")))
    return found.filter(pk__in=Subquery(_incidents_of(assessor).filter(grade=grade).values("incident")))


def _incidents_of(assessor: str) -> QuerySet[Assessment]:
    return Assessment.objects.standing().by(assessor).order_by()


def _worded(found: QuerySet[Incident], text: str) -> QuerySet[Incident]:
    """Those that have every word somewhere in code, title, place."""
    for part in text.split():
        anywhere = Q()
        for field in ("code", "title_en", "title_ar", "place__name_en", "place__name_ar"):
            anywhere |= Q(**{f"{field}__icontains": part})
        found = found.filter(anywhere)
    return found
