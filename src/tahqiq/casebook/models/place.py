"""Places, with how exactly each is known."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Left, NullIf

from tahqiq.casebook.models.base import CaseRecord, Versioned, VersionedQuerySet
from tahqiq.casebook.models.rules import one_of, position
from tahqiq.release.policy import Policy
from tahqiq.vocab.places import Precision


class PlaceQuerySet(VersionedQuerySet["Place"]):
    """Places, asked for in sentences."""

    def named(self, words: str) -> PlaceQuerySet:
        """Those whose name in either script has every one of these words."""
        found = self
        for part in words.split():
            found = found.filter(models.Q(name_en__icontains=part) | models.Q(name_ar__icontains=part))
        return found

    def located(self) -> PlaceQuerySet:
        """Those with a point."""
        return self.filter(lat__isnull=False)


class Place(CaseRecord, Versioned):
    """A place as it was named, its precision and, where known, its point in degrees (WGS 84).

    Attributes:
        sorted_as: how its name begins, Latin before Arabic; the database keeps it, and lists by it.
    """

    name_en = models.TextField(blank=True, default="")
    name_ar = models.TextField(blank=True, default="")
    precision = models.CharField(max_length=24, default=Precision.UNKNOWN.value)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    sorted_as = models.GeneratedField(
        expression=Left(Coalesce(NullIf("name_en", Value("")), "name_ar"), 100),
        output_field=models.CharField(max_length=100),
        db_persist=True,
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("name_en", "id")
        constraints: ClassVar = [one_of("precision", Precision), *position()]
        indexes: ClassVar = [models.Index(fields=("case", "sorted_as", "id"), name="place_by_name")]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "name_en", "name_ar", "precision"),
        redact={"lat": "rounded_to_precision", "lon": "rounded_to_precision"},
        withhold={
            "case": "a release holds one case",
            "sorted_as": "stands in the name",
            "version": "bookkeeping of edits",
        },
    )

    def __str__(self) -> str:
        return self.name_en or self.name_ar or str(self.id)
