"""Site visits: what a team saw, photographed, measured, looked for and did not find."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet
from tahqiq.casebook.models.rules import filled, holds, once, span_pair


class SiteVisitQuerySet(VersionedQuerySet["SiteVisit"]):
    """Site visits; each change of one is a version."""


class SiteVisit(CaseRecord, Versioned):
    """One visit of a team to one site. Without a release policy, nothing of it can leave.

    Attributes:
        code: what the visit is called, 'SV-12'.
        place: where, with its precision.
        building: the building's id in the survey of damage; '' where it is not known.
        visited_start, visited_end: half-open span of days.
        team: account names or pseudonyms of those who went.
        seen: what was found, as the team worded it, without names.
        sketch: the sealed sketch of the damage.
    """

    code = models.CharField(max_length=SLUG)
    place = models.ForeignKey("casebook.Place", models.PROTECT, related_name="visits")
    building = models.CharField(max_length=SLUG, blank=True, default="")
    visited_start = models.DateField(null=True, blank=True)
    visited_end = models.DateField(null=True, blank=True)
    team = models.JSONField(default=list)
    seen = models.TextField(blank=True, default="")
    sketch = models.ForeignKey("casebook.Item", models.PROTECT, null=True, blank=True, related_name="+")
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="visits"
    )

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("code", "id")
        constraints: ClassVar = [
            once("code_once", "case", "code"),
            filled("code"),
            holds("somebody_went", ~Q(team=[])),
            span_pair("visited_start", "visited_end"),
        ]

    def __str__(self) -> str:
        return self.code


class Remnant(CaseRecord):
    """A remnant of a munition found on a visit; what it is stays tentative, and rests on something.

    Attributes:
        number: within the visit.
        markings: letters, numbers and colours on it, as they stand there.
        measurements: what was measured and how, with units, as worded: 'fin span 620 mm, by tape'.
        identified_as, identified_by, identified_basis: what somebody takes it for, and why; all or none.
    """

    visit = models.ForeignKey("casebook.SiteVisit", models.PROTECT, related_name="remnants")
    number = models.PositiveIntegerField()
    markings = models.TextField(blank=True, default="")
    measurements = models.TextField(blank=True, default="")
    identified_as = models.TextField(blank=True, default="")
    identified_by = models.CharField(max_length=SLUG, blank=True, default="")
    identified_basis = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("visit", "number", "id")
        constraints: ClassVar = [
            once("numbered_once", "visit", "number"),
            holds(
                "identified_for_a_reason",
                Q(identified_as="", identified_by="", identified_basis="")
                | ~Q(identified_as="") & ~Q(identified_by="") & ~Q(identified_basis=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.number}"


class VisitPhotograph(CaseRecord):
    """A sealed photograph of a visit.

    Attributes:
        bearing: where the camera looked, degrees from true north, 0 to 359; null where nobody measured it.
        scale: what gives the scale in the picture: 'rule of 30 cm'; '' none.
        remnant: the remnant it shows; null where it shows the site.
    """

    visit = models.ForeignKey("casebook.SiteVisit", models.PROTECT, related_name="photographs")
    item = models.ForeignKey("casebook.Item", models.PROTECT, related_name="visit_photographs")
    remnant = models.ForeignKey(
        "casebook.Remnant", models.PROTECT, null=True, blank=True, related_name="photographs"
    )
    bearing = models.PositiveIntegerField(null=True, blank=True)
    scale = models.CharField(max_length=SLUG, blank=True, default="")
    shows = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("visit", "item", "id")
        constraints: ClassVar = [
            once("taken_once", "visit", "item"),
            holds("bearing_on_the_compass", Q(bearing=None) | Q(bearing__gte=0, bearing__lt=360)),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.item_id}"


class Sought(CaseRecord):
    """Something that a team looked for; that it was not there is a finding too.

    Attributes:
        what: 'crater', 'remnants of a second munition', 'traces of fighting positions'.
        found: whether it was there; null where nobody could tell.
    """

    visit = models.ForeignKey("casebook.SiteVisit", models.PROTECT, related_name="sought")
    what = models.CharField(max_length=SLUG)
    found = models.BooleanField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("visit", "what", "id")
        constraints: ClassVar = [once("sought_once", "visit", "what"), filled("what")]

    def __str__(self) -> str:
        return self.what
