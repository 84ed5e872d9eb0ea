"""Where bodies were recovered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet
from tahqiq.casebook.models.rules import filled, once
from tahqiq.release.policy import Policy


class RecoverySite(CaseRecord, Versioned):
    """A place where bodies were recovered: not an incident, its counts no strike's toll."""

    name_en = models.TextField()
    name_ar = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=SLUG)
    place = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="sites")
    note_en = models.TextField(blank=True, default="")
    note_ar = models.TextField(blank=True, default="")

    objects = VersionedQuerySet["RecoverySite"].as_manager()

    class Meta:
        ordering: ClassVar = ("name_en", "id")
        constraints: ClassVar = [once("named_once", "case", "name_en"), filled("name_en"), filled("kind")]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "name_en", "name_ar", "kind", "precision", "note_en", "note_ar"),
        redact={"lat": "rounded_to_precision", "lon": "rounded_to_precision"},
        withhold={
            "case": "a release holds one case",
            "place": "published as precision and point",
            "version": "bookkeeping of edits",
        },
    )

    def __str__(self) -> str:
        return self.name_en
