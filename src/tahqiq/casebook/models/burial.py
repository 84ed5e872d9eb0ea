"""Where remains were laid after they were recovered, and to whom they were returned."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, one_of


class Laid(StrEnum):
    """What happened to them."""

    TEMPORARY = "temporary"
    FINAL = "final"
    RETURNED = "returned"


class Burial(CaseRecord, Withdrawable):
    """A temporary or final burial, or the return to the family.

    Attributes:
        mark: what stands there, or on the bag: row and number of the plot.
        place: where; its words if no place of the record fits are in ``wording``.
        received_by: of a return: the relation to the dead, never a name.
        on: the day.
    """

    remains = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="burials")
    laid = models.CharField(max_length=12)
    place = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="+")
    wording = models.TextField(blank=True, default="")
    mark = models.TextField(blank=True, default="")
    received_by = models.CharField(max_length=SLUG, blank=True, default="")
    on = models.DateField()
    recorded_by = models.CharField(max_length=SLUG)

    class Meta:
        ordering: ClassVar = ("on", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            one_of("laid", Laid),
            filled("recorded_by"),
            holds("somewhere", Q(laid=Laid.RETURNED.value) | Q(place__isnull=False) | ~Q(wording="")),
            holds("returned_to_somebody", ~Q(laid=Laid.RETURNED.value) | ~Q(received_by="")),
        ]

    def __str__(self) -> str:
        return self.laid
