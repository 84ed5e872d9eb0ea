"""What records said before and after each edit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once


class Revision(CaseRecord):
    """One version of a record that people edit, whole: added to, never changed (triggers refuse).

    It has no release policy: nothing of it leaves.

    Attributes:
        kind, record: the name of the model, and the id of the record.
        version: which version of the record this is.
        values: every field a person may edit, as JSON; for an incident its blamed parties too.
        made_by, action: who made it so, and how; '' where no edit did (imported, for one).
        kept_at: when it was kept.
    """

    kind = models.CharField(max_length=SLUG)
    record = models.UUIDField()
    version = models.PositiveIntegerField()
    values = models.JSONField()
    made_by = models.CharField(max_length=SLUG, blank=True, default="")
    action = models.CharField(max_length=SLUG, blank=True, default="")
    kept_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("kind", "record", "-version")
        constraints: ClassVar = [
            once("kept_once", "kind", "record", "version"),
            filled("kind"),
            holds(
                "made_by_an_action",
                Q(made_by="", action="") | ~Q(made_by="") & ~Q(action=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
