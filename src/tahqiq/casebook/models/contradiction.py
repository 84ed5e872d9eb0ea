"""Where two passages of testimony disagree: shown side by side, never resolved by force."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once


class Contradiction(CaseRecord, Withdrawable):
    """Two passages that somebody holds to disagree; both stay as they are.

    Attributes:
        left, right: the passages, the smaller id first.
        about: on what they disagree, without names.
    """

    left = models.ForeignKey("casebook.Passage", models.PROTECT, related_name="+")
    right = models.ForeignKey("casebook.Passage", models.PROTECT, related_name="+")
    about = models.TextField()
    noted_by = models.CharField(max_length=SLUG)
    noted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("noted_at", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "left", "right", condition=Q(withdrawn_at=None)),
            holds("smaller_id_first", Q(left__lt=F("right"))),
            filled("about"),
            filled("noted_by"),
        ]

    def __str__(self) -> str:
        return str(self.id)
