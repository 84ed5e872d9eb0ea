"""Groups that figures describe; figures of two groups are never added or lined up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once
from tahqiq.release.policy import Policy


class Population(CaseRecord):
    """A group that figures describe; ``position`` orders the panels."""

    slug = models.CharField(max_length=SLUG)
    title_en = models.TextField()
    title_ar = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    note_ar = models.TextField(blank=True, default="")
    position = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ("position", "slug", "id")
        constraints: ClassVar = [
            once("slug_once", "case", "slug"),
            filled("slug"),
            filled("title_en"),
            holds("position_counts_up", models.Q(position__gte=0)),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "slug", "title_en", "title_ar", "note_en", "note_ar", "position"),
        withhold={"case": "a release holds one case"},
    )

    def __str__(self) -> str:
        return self.slug
