"""The second person's approvals of releases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once


class Approval(CaseRecord):
    """A second person's approval of exactly this content; never changed, never taken back.

    Triggers keep ``content`` the release's, ``created_by`` its creator, and the row as it is.
    """

    release = models.ForeignKey("casebook.Release", models.PROTECT, related_name="approvals")
    content = models.CharField(max_length=64)
    created_by = models.CharField(max_length=SLUG)
    approved_by = models.CharField(max_length=SLUG)
    approved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("release", "approved_at", "id")
        constraints: ClassVar = [
            once("approved_once", "release", "approved_by"),
            filled("approved_by"),
            holds("approved_by_another", ~Q(approved_by=models.F("created_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.approved_by} {self.content[:12]}"
