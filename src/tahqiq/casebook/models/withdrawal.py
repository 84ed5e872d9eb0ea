"""Withdrawals of consent: what rests on it, who proposed and who approved, how far it is carried out."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, one_of, sha256


class WithdrawalState(StrEnum):
    """How far a withdrawal is."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DONE = "done"
    DROPPED = "dropped"


class Withdrawal(CaseRecord):
    """One person's consent taken back, with all that rests on it.

    Attributes:
        purposes: for which alone consent is taken back; empty where it is taken back whole.
        destroy: the person no longer allows that anything is kept: bytes and words are destroyed.
        reason: why, without names.
        found: what rests on the consent, as the proposer saw it: counts, ids, ranges and grades.
        sha256: of ``found``; who approves says which they saw, and what changed since is looked at again.
        steps: the steps carried out, in order; what stopped half-way goes on after the last.
    """

    consent = models.ForeignKey("casebook.Consent", models.PROTECT, related_name="withdrawals")
    purposes = models.JSONField(blank=True, default=list)
    destroy = models.BooleanField()
    reason = models.TextField()
    found = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=WithdrawalState.PROPOSED.value)
    proposed_by = models.CharField(max_length=SLUG)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=SLUG, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(blank=True, default=list)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("-proposed_at", "id")
        constraints: ClassVar = [
            once("one_under_way", "consent", condition=Q(state__in=("proposed", "approved"))),
            one_of("state", WithdrawalState),
            filled("reason"),
            filled("proposed_by"),
            holds("destroyed_whole", Q(destroy=False) | Q(purposes=[])),
            sha256("sha256"),
            holds("approved_by_another", ~Q(approved_by=F("proposed_by"))),
            holds(
                "approved_where_it_says_so",
                Q(state__in=("proposed", "dropped"), approved_by="", approved_at=None)
                | Q(state__in=("approved", "done"), approved_at__isnull=False) & ~Q(approved_by=""),
            ),
            holds(
                "finished_when_done",
                Q(state="done", finished_at__isnull=False) | ~Q(state="done") & Q(finished_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
