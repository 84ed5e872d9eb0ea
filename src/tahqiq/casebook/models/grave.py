"""Graves: where in a recovery site bodies lay."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet
from tahqiq.casebook.models.rules import filled, holds, once, span_pair


def laid_out() -> list[models.BaseConstraint]:
    """A position in the site's plan: both coordinates or neither, degrees, a depth below ground."""
    return [
        holds("position_whole", Q(x_m=None, y_m=None) | Q(x_m__isnull=False, y_m__isnull=False)),
        holds(
            "orientation_in_a_circle",
            Q(orientation_deg=None) | Q(orientation_deg__gte=0, orientation_deg__lt=360),
        ),
        holds("depth_below_ground", Q(depth_m=None) | Q(depth_m__gte=0)),
    ]


class Grave(CaseRecord, Versioned):
    """One grave, trench or heap of a site, under a code never used again.

    Attributes:
        x_m, y_m: its middle in the site's plan, metres east and north of the site's datum.
        length_m, width_m: as opened. ``orientation_deg``: of its length, clockwise from north.
        depth_m: of its floor below the ground.
        opened_start, opened_end: half-open span of days.
    """

    code = models.CharField(max_length=SLUG)
    site = models.ForeignKey("casebook.RecoverySite", models.PROTECT, related_name="graves")
    x_m = models.FloatField(null=True, blank=True)
    y_m = models.FloatField(null=True, blank=True)
    length_m = models.FloatField(null=True, blank=True)
    width_m = models.FloatField(null=True, blank=True)
    orientation_deg = models.FloatField(null=True, blank=True)
    depth_m = models.FloatField(null=True, blank=True)
    opened_start = models.DateField(null=True, blank=True)
    opened_end = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    objects = VersionedQuerySet["Grave"].as_manager()

    class Meta:
        ordering: ClassVar = ("code", "id")
        constraints: ClassVar = [
            once("code_once", "case", "code"),
            filled("code"),
            span_pair("opened_start", "opened_end"),
            *laid_out(),
            holds("length_above_nothing", Q(length_m=None) | Q(length_m__gt=0)),
            holds("width_above_nothing", Q(width_m=None) | Q(width_m__gt=0)),
        ]

    def __str__(self) -> str:
        return self.code
