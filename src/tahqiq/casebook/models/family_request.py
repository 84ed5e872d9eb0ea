"""'Is my brother here?': what families ask, and what a person answered."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, one_of


class Reply(StrEnum):
    """What is known when a family asks; the words of each say no more than that."""

    NOT_KNOWN = "not_known"
    BEING_EXAMINED = "being_examined"
    IDENTIFIED = "identified"


class FamilyRequestQuerySet(models.QuerySet["FamilyRequest"]):
    """Requests, asked for in sentences."""

    def waiting(self) -> FamilyRequestQuerySet:
        """Those that nobody answered yet."""
        return self.filter(answered_at=None)


class FamilyRequest(CaseRecord):
    """One question of a family, answered by a person, never by a machine.

    Attributes:
        asked_by: their relation to the missing person, never a name.
        contact: the vault's entry of whoever asks, by id.
        reply: what was known. ``told``: the words in which it was answered. ``how``: in person, by telephone.
    """

    missing = models.ForeignKey("casebook.MissingPerson", models.PROTECT, related_name="requests")
    asked_by = models.CharField(max_length=SLUG)
    asked_on = models.DateField()
    question = models.TextField(blank=True, default="")
    contact = models.UUIDField(null=True, blank=True)
    recorded_by = models.CharField(max_length=SLUG)
    reply = models.CharField(max_length=16, blank=True, default="")
    told = models.TextField(blank=True, default="")
    how = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=SLUG, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FamilyRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("asked_on", "id")
        constraints: ClassVar = [
            filled("asked_by"),
            filled("recorded_by"),
            one_of("reply", Reply, blank=True),
            holds(
                "answered_whole",
                Q(reply="", told="", answered_by="", answered_at=None)
                | ~Q(reply="") & ~Q(told="") & ~Q(answered_by="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} {self.asked_on}"
