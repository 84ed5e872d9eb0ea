"""Passages of a transcript: where they stand, when they were said, and how the person knows."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, one_of


class Knowledge(StrEnum):
    """How a person knows what they say: kept apart, because hearsay is not sight."""

    SAW = "saw"
    HEARD = "heard"
    TOLD = "told"


class Passage(CaseRecord):
    """A stretch of a transcript. Without a release policy, nothing of it can leave.

    Attributes:
        text: the transcript in its original language, never a translation.
        start, end: code points [start, end) of the text.
        from_ms, to_ms: when it is said in the recording, in milliseconds; null where nobody timed it.
        knowledge: whether the person saw it, heard it, or was told; '' where that is not clear.
    """

    interview = models.ForeignKey("casebook.Interview", models.PROTECT, related_name="passages")
    text = models.ForeignKey("casebook.Text", models.PROTECT, related_name="passages")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    from_ms = models.PositiveBigIntegerField(null=True, blank=True)
    to_ms = models.PositiveBigIntegerField(null=True, blank=True)
    knowledge = models.CharField(max_length=8, blank=True, default="")
    marked_by = models.CharField(max_length=SLUG)
    marked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("interview", "start", "end", "id")
        constraints: ClassVar = [
            once("marked_once", "text", "start", "end"),
            holds("stands_in_its_text", Q(start__gte=0, end__gt=F("start"))),
            holds(
                "timed_from_and_to",
                Q(from_ms=None, to_ms=None)
                | Q(from_ms__isnull=False, to_ms__isnull=False, from_ms__lte=F("to_ms")),
            ),
            one_of("knowledge", Knowledge, blank=True),
            filled("marked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"
