"""Imports under way or done."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, one_of


class RunState(StrEnum):
    """Where an import stands."""

    RUNNING = "running"
    FINISHED = "finished"
    ABANDONED = "abandoned"


class ImportRun(CaseRecord):
    """One import of one dataset.

    Attributes:
        files: name → SHA-256 of the sealed files.
        progress: name → how many of its data records are in the record, committed with them.
        counts: what was done so far, by kind: new, unchanged, changed, withdrawn, refused, repaired.
        report_path: where the caller wrote the report.
    """

    dataset = models.CharField(max_length=SLUG)
    files = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=RunState.RUNNING.value)
    report_path = models.TextField(blank=True, default="")
    started_by = models.CharField(max_length=SLUG)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("-started_at", "id")
        constraints: ClassVar = [
            filled("dataset"),
            filled("started_by"),
            one_of("state", RunState),
            once("one_runs", "case", "dataset", condition=Q(state=RunState.RUNNING.value)),
            holds(
                "finished_when_it_ended",
                Q(state=RunState.RUNNING.value, finished_at=None)
                | ~Q(state=RunState.RUNNING.value) & Q(finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.state}"
