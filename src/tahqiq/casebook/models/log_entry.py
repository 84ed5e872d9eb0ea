"""What a team writes down of its day at a site."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled


class LogEntry(CaseRecord, Withdrawable):
    """One entry of a site's daily log; added to and withdrawn, never changed.

    Attributes:
        on: the day.
        present: who was there, by role or pseudonym, as worded.
        said: what was done, what hindered it: weather, access, danger.
        recorded_by: the account name.
    """

    site = models.ForeignKey("casebook.RecoverySite", models.PROTECT, related_name="log")
    on = models.DateField()
    present = models.TextField(blank=True, default="")
    said = models.TextField()
    recorded_by = models.CharField(max_length=SLUG)

    class Meta:
        ordering: ClassVar = ("on", "id")
        verbose_name_plural = "log entries"
        constraints: ClassVar = [*Withdrawable.CONSTRAINTS, filled("said"), filled("recorded_by")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.on}"
