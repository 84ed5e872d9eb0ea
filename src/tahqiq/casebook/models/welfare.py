"""How a person who spoke fares, and what we owe them: flags, and things to be done."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, one_of


class Concern(StrEnum):
    """What somebody who met the person is worried about."""

    DISTRESS = "distress"
    SECURITY = "security"


class WelfareFlag(CaseRecord):
    """A worry about a person who spoke; it stands until somebody lowers it, saying why.

    Attributes:
        note: what gives rise to it, without names.
        lowered_by, lowered_at, lowered_reason: all or none.
    """

    interview = models.ForeignKey("casebook.Interview", models.PROTECT, related_name="flags")
    concern = models.CharField(max_length=12)
    note = models.TextField(blank=True, default="")
    raised_by = models.CharField(max_length=SLUG)
    raised_at = models.DateTimeField()
    lowered_by = models.CharField(max_length=SLUG, blank=True, default="")
    lowered_at = models.DateTimeField(null=True, blank=True)
    lowered_reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ("raised_at", "id")
        constraints: ClassVar = [
            one_of("concern", Concern),
            filled("raised_by"),
            holds(
                "lowered_for_a_reason",
                Q(lowered_by="", lowered_at=None, lowered_reason="")
                | ~Q(lowered_by="") & ~Q(lowered_reason="") & Q(lowered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.concern


class FollowUp(CaseRecord):
    """Something promised or owed to a person who spoke.

    Attributes:
        what: what is to be done, without names.
        due_on: the day by which; null no day.
        done_by, done_at: both or neither.
    """

    interview = models.ForeignKey("casebook.Interview", models.PROTECT, related_name="follow_ups")
    what = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    asked_by = models.CharField(max_length=SLUG)
    asked_at = models.DateTimeField()
    done_by = models.CharField(max_length=SLUG, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = (F("due_on").asc(nulls_last=True), "asked_at", "id")
        constraints: ClassVar = [
            filled("what"),
            filled("asked_by"),
            holds(
                "done_by_somebody", Q(done_by="", done_at=None) | ~Q(done_by="") & Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.what
