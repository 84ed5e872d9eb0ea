"""What an armed actor's statement is read to answer, before a person has decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted
from tahqiq.casebook.models.claim import Status
from tahqiq.casebook.models.rules import count_pair, filled, holds, one_of, sha256, span_pair
from tahqiq.vocab.answers import AnswerState, RejectionReason


class AnswerProposal(CaseRecord, Quoted):
    """An entry of a statement, quoted; accepted it becomes a step of an ``Answer``. It never leaves.

    Attributes:
        text_sha256: the text quoted.
        party: whose statement it is.
        incident: what it seems to answer, by a code that it names; null where none of ours is named.
        state, reason: what was decided, and why an allegation was rejected.
        codes, references: codes of incidents and grid references that the entry names.
        report: the actor's own number of the report. ``reporter``: who had brought the allegation.
        status: proposed ⇔ nobody decided. ``answer``: what it became.
    """

    text_sha256 = models.CharField(max_length=64)
    party = models.ForeignKey("casebook.Party", models.PROTECT, related_name="+")
    incident = models.ForeignKey("casebook.Incident", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=24)
    reason = models.CharField(max_length=40, blank=True, default="")
    killed_min = models.BigIntegerField(null=True, blank=True)
    killed_max = models.BigIntegerField(null=True, blank=True)
    injured_min = models.BigIntegerField(null=True, blank=True)
    injured_max = models.BigIntegerField(null=True, blank=True)
    place = models.TextField(blank=True, default="")
    span_start = models.DateField(null=True, blank=True)
    span_end = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True, default="")
    reporter = models.TextField(blank=True, default="")
    codes = models.JSONField(blank=True, default=list)
    references = models.JSONField(blank=True, default=list)
    status = models.CharField(max_length=12, default=Status.PROPOSED.value)
    decided_by = models.CharField(max_length=SLUG, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True, default="")
    answer = models.ForeignKey("casebook.Answer", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ("item", "start", "id")
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            *Quoted.REQUIRED,
            filled("quote"),
            sha256("text_sha256"),
            one_of("state", AnswerState),
            one_of("reason", RejectionReason, blank=True),
            count_pair("killed_min", "killed_max"),
            count_pair("injured_min", "injured_max"),
            span_pair("span_start", "span_end"),
            one_of("status", (Status.PROPOSED, Status.ACCEPTED, Status.REJECTED)),
            holds(
                "status_fits_decision",
                Q(status=Status.PROPOSED.value, decided_by="", decided_at=None)
                | ~Q(status=Status.PROPOSED.value) & ~Q(decided_by="") & Q(decided_at__isnull=False),
            ),
            holds(
                "accepted_into_an_answer",
                Q(status=Status.ACCEPTED.value, answer__isnull=False)
                | ~Q(status=Status.ACCEPTED.value) & Q(answer=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.quote[:40]}"
