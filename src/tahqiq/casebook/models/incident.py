"""Incidents: what happened somewhere, on a day or in a span of days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet
from tahqiq.casebook.models.rules import filled, holds, once, span_pair
from tahqiq.release.policy import Policy
from tahqiq.vocab.dates import DateSpan


class IncidentQuerySet(VersionedQuerySet["Incident"]):
    """Incidents, asked for in sentences."""

    def counted(self) -> IncidentQuerySet:
        """Those that enter the case's totals."""
        return self.filter(counted=True)

    def kept_apart(self) -> IncidentQuerySet:
        """Those that enter no total."""
        return self.filter(counted=False)

    def overlapping(self, span: DateSpan) -> IncidentQuerySet:
        """Those that may have happened within the span; an unknown end reaches without limit."""
        found = self
        if span.end is not None:
            found = found.filter(Q(start=None) | Q(start__lt=span.end))
        if span.start is not None:
            found = found.filter(Q(end=None) | Q(end__gt=span.start))
        return found

    def coded(self, code: str) -> IncidentQuerySet:
        """The one with this public code."""
        return self.filter(code=code)


class Incident(CaseRecord, Versioned):
    """One incident; its figures and grades are its assessments', never its own.

    Attributes:
        code, previous_codes: public labels, never identity.
        start, end: half-open span of days; either may be unknown.
        counted: whether it enters the totals; if not, ``not_counted_en`` says why.
        source, source_key: who lists it, under which key of theirs; both or neither.
        item: the sealed file in which the source lists it, where it was imported.
        fingerprint: of the imported values, to see whether they changed.
    """

    code = models.CharField(max_length=SLUG)
    previous_codes = models.JSONField(blank=True, default=list)
    title_en = models.TextField(blank=True, default="")
    title_ar = models.TextField(blank=True, default="")
    summary_en = models.TextField(blank=True, default="")
    summary_ar = models.TextField(blank=True, default="")
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    time_wording = models.TextField(blank=True, default="")
    place = models.ForeignKey(
        "casebook.Place", models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    blamed = models.ManyToManyField(
        "casebook.Party", through="casebook.Blame", related_name="incidents", blank=True
    )
    strike_type = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    counted = models.BooleanField(default=True)
    not_counted_en = models.TextField(blank=True, default="")
    not_counted_ar = models.TextField(blank=True, default="")
    source = models.ForeignKey(
        "casebook.Source", models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    item = models.ForeignKey("casebook.Item", models.PROTECT, null=True, blank=True, related_name="incidents")
    fingerprint = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("code", "id")
        constraints: ClassVar = [
            once("code_once", "case", "code"),
            once("source_key_once", "source", "source_key", condition=~Q(source_key="")),
            filled("code"),
            span_pair(),
            holds(
                "kept_apart_for_a_reason",
                Q(counted=True, not_counted_en="") | Q(counted=False) & ~Q(not_counted_en=""),
            ),
            holds(
                "source_and_its_key",
                Q(source=None, source_key="") | Q(source__isnull=False) & ~Q(source_key=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("case", "start", "end"), name="incident_by_days")]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "code",
            "previous_codes",
            "title_en",
            "title_ar",
            "summary_en",
            "summary_ar",
            "from_date",
            "to_date",
            "time_wording",
            "location_en",
            "location_ar",
            "precision",
            "blamed",
            "strike_type",
            "url",
            "counted",
            "not_counted_en",
            "not_counted_ar",
        ],
        redact={"lat": "rounded_to_precision", "lon": "rounded_to_precision"},
        withhold={
            "case": "a release holds one case",
            "start": "published as from_date",
            "end": "published as to_date, inclusive",
            "place": "published as location, precision and point",
            "source": "stands with the assessment",
            "item": "stands with the assessment",
            "source_key": "stands with the claims",
            "fingerprint": "bookkeeping of imports",
            "version": "bookkeeping of edits",
        },
    )

    def __str__(self) -> str:
        return self.code

    @property
    def span(self) -> DateSpan:
        """When it happened."""
        return DateSpan(self.start, self.end)
