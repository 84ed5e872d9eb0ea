"""The entries by which sources list people harmed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted, Withdrawable
from tahqiq.release.policy import Policy


class Listing(CaseRecord, Quoted, Withdrawable):
    """One source's entry of one person, with the cells or words it stands in."""

    victim = models.ForeignKey("casebook.Victim", models.PROTECT, related_name="listings")
    source = models.ForeignKey("casebook.Source", models.PROTECT, related_name="listings")
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    url = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("victim", "id")
        constraints: ClassVar = [*Quoted.CONSTRAINTS, *Quoted.REQUIRED, *Withdrawable.CONSTRAINTS]

    release_policy: ClassVar[Policy] = Policy(
        publish=["id", "victim", "incident", "source", "item", "record", "columns", "quote", "url"],
        withhold={
            "case": "a release holds one case",
            "source_key": "may hold a name",
            "locator": "the item and its record say where",
            "start": "the quote says where",
            "end": "the quote says where",
            "withdrawn_by": "a withdrawn listing does not leave",
            "withdrawn_at": "a withdrawn listing does not leave",
            "withdrawn_reason": "a withdrawn listing does not leave",
        },
    )

    def __str__(self) -> str:
        return str(self.id)
