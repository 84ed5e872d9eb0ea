"""Work in the background: what was asked for, by whom, how far it is, how it ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, one_of


class JobKind(StrEnum):
    """What a worker can do."""

    GRADE = "grade"
    LINK = "link"
    RELEASE = "release"
    COMPARE = "compare"
    PUBLISH = "publish"
    VERIFY = "verify"
    TRIAL = "trial"
    IMPORT = "import"
    REMAINS = "remains"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


#: States in which nothing more happens by itself.
ENDED = ("cancelled", "failed", "finished", "interrupted", "refused")
#: A worker says every few seconds that it lives; one silent for so long has died.
LOST_AFTER = timedelta(seconds=90)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, asked for in sentences."""

    def open(self) -> JobQuerySet:
        """Those that wait or run."""
        return self.exclude(state__in=ENDED)

    def waiting(self) -> JobQuerySet:
        """Those no worker has taken up."""
        return self.filter(state=JobState.WAITING)

    def lost(self, now: datetime) -> JobQuerySet:
        """Those whose worker has fallen silent."""
        return self.filter(state=JobState.RUNNING, beat_at__lt=now - LOST_AFTER)


class Job(CaseRecord):
    """One piece of work in the background. Without a release policy, nothing of it can leave.

    Attributes:
        arguments: what the kind of work needs to know, by name; no private values.
        asked_by, account: who asked; the work is done with what they may do when it is done.
        step: what is being done, as a slug; ``done`` of ``total`` of it, null where nobody knows.
        result: what came of it, as its screen shows it.
        refusal: why it was refused, or the kind of fault that ended it.
        beat_at: when its worker last gave a sign of life.
        runs: how often it was begun.
    """

    kind = models.CharField(max_length=16)
    arguments = models.JSONField(blank=True, default=dict)
    asked_by = models.CharField(max_length=SLUG)
    account = models.CharField(max_length=SLUG, blank=True, default="")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=JobState.WAITING.value)
    step = models.CharField(max_length=SLUG, blank=True, default="")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    result = models.JSONField(blank=True, default=dict)
    refusal = models.TextField(blank=True, default="")
    cancel_by = models.CharField(max_length=SLUG, blank=True, default="")
    cancel_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    runs = models.PositiveIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("-asked_at", "id")
        constraints: ClassVar = [
            one_of("kind", JobKind),
            one_of("state", JobState),
            filled("asked_by"),
            holds(
                "cancelled_by_somebody",
                Q(cancel_by="", cancel_at=None) | ~Q(cancel_by="") & Q(cancel_at__isnull=False),
            ),
            holds(
                "finished_when_it_ended",
                Q(state__in=ENDED, finished_at__isnull=False) | ~Q(state__in=ENDED) & Q(finished_at=None),
            ),
            holds(
                "runs_with_a_beat",
                ~Q(state=JobState.RUNNING.value) | Q(started_at__isnull=False, beat_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=("state", "asked_at"), name="job_by_state"),
            models.Index(fields=("case", "-asked_at"), name="job_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ENDED

    @property
    def share(self) -> int | None:
        """Per cent done, 0 to 100; None where nobody knows."""
        return min(100, 100 * self.done // self.total) if self.total else None

    def is_lost(self, now: datetime) -> bool:
        """Whether its worker has fallen silent."""
        beat = self.beat_at if self.state == JobState.RUNNING else None
        return beat is not None and beat < now - LOST_AFTER
