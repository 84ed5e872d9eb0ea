"""Samples taken of remains."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, once


class Sample(CaseRecord, Withdrawable):
    """A bone, a tooth, a swab: under a code of its own, never used again, with hand-overs of its own.

    Attributes:
        taken_by: a role or pseudonym, who holds it until it is handed over.
        kind: as worded: 'left femur, 8 cm', 'tooth 36'. ``purpose``: what it is to be examined for.
    """

    code = models.CharField(max_length=SLUG)
    remains = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="samples")
    kind = models.TextField()
    purpose = models.TextField(blank=True, default="")
    taken_by = models.CharField(max_length=SLUG)
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("code", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("code_once", "case", "code"),
            filled("code"),
            filled("kind"),
            filled("taken_by"),
        ]

    def __str__(self) -> str:
        return self.code
