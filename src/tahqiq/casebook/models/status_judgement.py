"""Civilian or combatant: a judgement with its basis, never a property of the dead."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once, one_of


class CombatStatus(StrEnum):
    """What somebody judged of remains; 'not determined' is an answer."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    NOT_DETERMINED = "not_determined"


class StatusBasis(StrEnum):
    """What such a judgement may rest on."""

    CLOTHING = "clothing"
    IDENTITY_CARD = "identity_card"
    AGE = "age"
    SEX = "sex"
    TESTIMONY = "testimony"
    OTHER = "other"


class StatusJudgement(CaseRecord, Withdrawable):
    """One person's judgement of remains; several may stand, and may differ.

    Attributes:
        basis: words of ``StatusBasis``; empty only of 'not determined'. ``reason``: in words.
    """

    remains = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="status_judgements")
    status = models.CharField(max_length=16)
    basis = models.JSONField(default=list)
    reason = models.TextField(blank=True, default="")
    judged_by = models.CharField(max_length=SLUG)
    judged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("judged_at", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "remains", "judged_by", condition=Q(withdrawn_at=None)),
            one_of("status", CombatStatus),
            filled("judged_by"),
            holds("rests_on_something", Q(status=CombatStatus.NOT_DETERMINED.value) | ~Q(basis=[])),
        ]

    def __str__(self) -> str:
        return self.status
