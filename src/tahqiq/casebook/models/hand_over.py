"""Through whose hands remains and items went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds


class HandOver(CaseRecord):
    """Remains, a sample or an item passing from one pair of hands to another; roles or pseudonyms, not names.

    Hand-overs are added, never changed; a trigger refuses one that does not start from whoever holds the
    thing, or that lies before the last.
    """

    remains = models.ForeignKey(
        "casebook.Remains", models.PROTECT, null=True, blank=True, related_name="hand_overs"
    )
    item = models.ForeignKey(
        "casebook.Item", models.PROTECT, null=True, blank=True, related_name="hand_overs"
    )
    sample = models.ForeignKey(
        "casebook.Sample", models.PROTECT, null=True, blank=True, related_name="hand_overs"
    )
    handed_by = models.CharField(max_length=SLUG)
    received_by = models.CharField(max_length=SLUG)
    at = models.DateTimeField()
    place = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("at", "id")
        constraints: ClassVar = [
            filled("handed_by"),
            filled("received_by"),
            holds("between_two", ~Q(handed_by=models.F("received_by"))),
            holds(
                "of_one_thing",
                Q(remains__isnull=False, item=None, sample=None)
                | Q(remains=None, item__isnull=False, sample=None)
                | Q(remains=None, item=None, sample__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handed_by} → {self.received_by}"
