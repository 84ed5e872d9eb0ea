"""The armed actor's answers as they stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted, Versioned, VersionedQuerySet, Withdrawable
from tahqiq.casebook.models.rules import count_pair, once, one_of
from tahqiq.release.policy import Policy
from tahqiq.vocab.answers import AnswerState


class AnswerQuerySet(VersionedQuerySet["Answer"]):
    """Answers, asked for in sentences."""

    def standing(self) -> AnswerQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, party_slug: str) -> AnswerQuerySet:
        """Those one party gave."""
        return self.filter(party__slug=party_slug)


class Answer(CaseRecord, Versioned, Quoted, Withdrawable):
    """One armed actor's answer to one allegation, as it stands now; ``events`` tell how it came there.

    Attributes:
        reasons: slugs of ``vocab.answers.RejectionReason``; ``reason_wording`` keeps the words.
        claim: the accepted claim the answer is, where it is one.
    """

    incident = models.ForeignKey("casebook.Incident", models.PROTECT, related_name="answers")
    party = models.ForeignKey("casebook.Party", models.PROTECT, related_name="answers")
    source = models.ForeignKey("casebook.Source", models.PROTECT, related_name="answers")
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    state = models.CharField(max_length=20)
    reasons = models.JSONField(blank=True, default=list)
    reason_wording = models.TextField(blank=True, default="")
    killed_min = models.BigIntegerField(null=True, blank=True)
    killed_max = models.BigIntegerField(null=True, blank=True)
    injured_min = models.BigIntegerField(null=True, blank=True)
    injured_max = models.BigIntegerField(null=True, blank=True)
    grid_reference = models.TextField(blank=True, default="")
    location_wording = models.TextField(blank=True, default="")
    report = models.TextField(blank=True, default="")
    report_url = models.TextField(blank=True, default="")
    claim = models.ForeignKey("casebook.Claim", models.PROTECT, null=True, blank=True, related_name="answers")
    fingerprint = models.CharField(max_length=32, blank=True, default="", editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("incident", "party", "id")
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            *Quoted.REQUIRED,
            *Withdrawable.CONSTRAINTS,
            once("source_key_once", "source", "source_key", condition=~Q(source_key="")),
            one_of("state", AnswerState),
            count_pair("killed_min", "killed_max"),
            count_pair("injured_min", "injured_max"),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "incident",
            "party",
            "state",
            "reasons",
            "killed_min",
            "killed_max",
            "injured_min",
            "injured_max",
            "grid_reference",
            "location_wording",
            "item",
            "record",
            "columns",
            "quote",
            "claim",
        ],
        withhold={
            "case": "a release holds one case",
            "source": "stands with the item",
            "source_key": "stands with the quote",
            "reason_wording": "stands in the quote",
            "report": "stands with the statements",
            "report_url": "stands with the statements",
            "fingerprint": "bookkeeping of imports",
            "locator": "the item and its record say where",
            "start": "the quote says where",
            "end": "the quote says where",
            "withdrawn_by": "a withdrawn answer does not leave",
            "withdrawn_at": "a withdrawn answer does not leave",
            "withdrawn_reason": "a withdrawn answer does not leave",
            "version": "bookkeeping of edits",
        },
    )

    def __str__(self) -> str:
        return self.state
