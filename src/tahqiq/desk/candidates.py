"""Accepted claims that no incident has yet, those that may be about this one first."""

from __future__ import annotations

from django.db.models import Case as Choose
from django.db.models import IntegerField, Q, QuerySet, Value, When

from tahqiq.casebook.models import Case, Claim
from tahqiq.vocab.dates import DateSpan

#: Claims that are offered at a time.
OFFERED = 30


def candidates(case: Case, span: DateSpan, words: str = "") -> QuerySet[Claim]:
    """Accepted claims without an incident, dated within the span first; ``words`` stand in them.

    Words out of guarded items are not looked through: whoever searches may not hear them.
    """
    found = Claim.objects.accepted().filter(case=case, incident=None)
    for part in words.split():
        said = Q(statement_en__icontains=part) | Q(statement_ar__icontains=part) | Q(quote__icontains=part)
        found = found.filter(said & Q(item__guarded=False) | Q(place__icontains=part))
    near = Choose(When(_within(span), then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.select_related("source", "item").annotate(near=near).order_by("near", "span_start", "id")


def _within(span: DateSpan) -> Q:
    """Dated, and some day of it may lie in the span."""
    dated = Q(span_start__isnull=False, span_end__isnull=False)
    if span.end is not None:
        dated &= Q(span_start__lt=span.end)
    return dated & Q(span_end__gt=span.start) if span.start is not None else dated
