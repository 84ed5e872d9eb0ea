"""Photographs of remains and graves, under the code on the board in the picture."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once


class FoundPhotograph(CaseRecord, Withdrawable):
    """A sealed photograph of remains or of a grave; without a release policy, nothing of it leaves.

    The item is guarded, graphic, and needs the family's consent (``actions.photographs``).

    Attributes:
        code: as it stands on the board in the picture: that of the remains or grave, which never change
            theirs. A picture with another code is somebody else's, or the board was wrong.
        bearing: where the camera looked, degrees from true north; null where nobody measured it.
        scale: what gives the scale in the picture: 'rule of 30 cm'; '' none.
        shows: in words: 'left side, as found'.
    """

    remains = models.ForeignKey(
        "casebook.Remains", models.PROTECT, null=True, blank=True, related_name="photographs"
    )
    grave = models.ForeignKey(
        "casebook.Grave", models.PROTECT, null=True, blank=True, related_name="photographs"
    )
    item = models.ForeignKey("casebook.Item", models.PROTECT, related_name="found_photographs")
    code = models.CharField(max_length=SLUG)
    bearing = models.PositiveIntegerField(null=True, blank=True)
    scale = models.CharField(max_length=SLUG, blank=True, default="")
    shows = models.TextField(blank=True, default="")
    tied_by = models.CharField(max_length=SLUG)

    class Meta:
        ordering: ClassVar = ("code", "item", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("tied_once", "item", "code", condition=Q(withdrawn_at=None)),
            filled("code"),
            filled("tied_by"),
            holds(
                "of_one_thing",
                Q(remains__isnull=False, grave=None) | Q(remains=None, grave__isnull=False),
            ),
            holds("bearing_on_the_compass", Q(bearing=None) | Q(bearing__gte=0, bearing__lt=360)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.item_id}"
