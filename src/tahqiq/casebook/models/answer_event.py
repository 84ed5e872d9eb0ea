"""The history of each answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted
from tahqiq.casebook.models.rules import count_pair, filled, holds, once, one_of
from tahqiq.vocab.answers import AnswerState


class AnswerEvent(CaseRecord, Quoted):
    """One step in the life of an answer: the state it came to, and the words that say so.

    Attributes:
        sequence: 1 for the first; no step is changed or taken away (a trigger keeps them).
        recorded_by, recorded_at: who entered it here and when.
    """

    answer = models.ForeignKey("casebook.Answer", models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    reasons = models.JSONField(blank=True, default=list)
    killed_min = models.BigIntegerField(null=True, blank=True)
    killed_max = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    recorded_by = models.CharField(max_length=SLUG)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("answer", "sequence")
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            once("step_once", "answer", "sequence"),
            one_of("state", AnswerState),
            count_pair("killed_min", "killed_max"),
            filled("recorded_by"),
            holds("steps_count_from_one", Q(sequence__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.state}"
