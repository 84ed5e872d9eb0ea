"""People's judgements that a part belongs to a body."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once


class Reassociation(CaseRecord, Withdrawable):
    """A part, under a code of its own, judged to belong to a body (SWGANTH 2013); both codes stay.

    Attributes:
        basis: what the judgement rests on, never empty.
    """

    part = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="reassociations")
    body = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="reassociated")
    basis = models.TextField()
    judged_by = models.CharField(max_length=SLUG)
    judged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("judged_at", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "part", condition=Q(withdrawn_at=None)),
            filled("basis"),
            filled("judged_by"),
            holds("of_another", ~Q(part=F("body"))),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} → {self.body_id}"
