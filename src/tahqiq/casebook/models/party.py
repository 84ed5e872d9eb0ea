"""Parties to the conflict: blamed for strikes, or answering for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once
from tahqiq.release.policy import Policy


class Party(CaseRecord):
    """A party that may be blamed or answer; ``slug`` is its stable key in the case."""

    slug = models.CharField(max_length=SLUG)
    name_en = models.TextField()
    name_ar = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("slug", "id")
        constraints: ClassVar = [once("slug_once", "case", "slug"), filled("slug"), filled("name_en")]

    release_policy: ClassVar[Policy] = Policy(
        publish=("id", "slug", "name_en", "name_ar"),
        withhold={"case": "a release holds one case"},
    )

    def __str__(self) -> str:
        return self.slug
