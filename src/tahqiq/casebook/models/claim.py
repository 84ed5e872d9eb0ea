"""Claims: what a source says, quoted, and what became of it here."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted, Withdrawable
from tahqiq.casebook.models.incident import Incident
from tahqiq.casebook.models.rules import count_pair, filled, holds, one_of, sha256, span_pair
from tahqiq.release.policy import Policy
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.counts import Hedge
from tahqiq.vocab.grades import StandardOfProof


class Status(StrEnum):
    """What became of a claim."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, asked for in sentences."""

    def accepted(self) -> ClaimQuerySet:
        """Those a decision lets into the record."""
        return self.filter(status=Status.ACCEPTED)

    def proposed(self) -> ClaimQuerySet:
        """Those waiting for a person."""
        return self.filter(status=Status.PROPOSED)

    def about(self, incident: Incident) -> ClaimQuerySet:
        """Those about one incident."""
        return self.filter(incident=incident)

    def by(self, source_slug: str) -> ClaimQuerySet:
        """Those one source published."""
        return self.filter(source__slug=source_slug)


class Claim(CaseRecord, Quoted, Withdrawable):
    """``vocab.claims.Claim`` kept, with the decision about it.

    Attributes:
        text_sha256: the text or table quoted: the item's own bytes or one of its texts.
        source: who published the words; the chain names who said them.
        source_key: the key a person finds the record by in the source.
        incident, population, site: what it is about; none for a claim of the whole case.
        status: proposed ⇔ nobody decided; accepted and rejected name who, when and why.
    """

    text_sha256 = models.CharField(max_length=64)
    source = models.ForeignKey("casebook.Source", models.PROTECT, related_name="claims")
    source_key = models.CharField(max_length=SLUG, blank=True, default="")
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    population = models.ForeignKey(
        "casebook.Population", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    site = models.ForeignKey(
        "casebook.RecoverySite", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    statement_en = models.TextField()
    statement_ar = models.TextField(blank=True, default="")
    statement_ar_by = models.CharField(max_length=SLUG, blank=True, default="")
    effect = models.CharField(max_length=24, default=Effect.NOT_STATED.value)
    category = models.CharField(max_length=32, default=Category.OTHER.value)
    of_whom = models.TextField(blank=True, default="")
    unit = models.TextField(blank=True, default="")
    min = models.BigIntegerField(null=True, blank=True)
    max = models.BigIntegerField(null=True, blank=True)
    hedge = models.CharField(max_length=16, default=Hedge.EXACT.value)
    negated = models.BooleanField(default=False)
    stance = models.CharField(max_length=24, default=Stance.ASSERTS.value)
    scope = models.CharField(max_length=16, default=Scope.EVENT.value)
    chain = models.JSONField(blank=True, default=list)
    basis = models.TextField(blank=True, default="")
    blamed = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    span_start = models.DateField(null=True, blank=True)
    span_end = models.DateField(null=True, blank=True)
    said_start = models.DateField(null=True, blank=True)
    said_end = models.DateField(null=True, blank=True)
    said_note = models.TextField(blank=True, default="")
    standard = models.CharField(max_length=32, blank=True, default="")
    note = models.TextField(blank=True, default="")
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    status = models.CharField(max_length=12, default=Status.PROPOSED.value)
    decided_by = models.CharField(max_length=SLUG, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True, default="")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("id",)
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            *Quoted.REQUIRED,
            *Withdrawable.CONSTRAINTS,
            filled("quote"),
            sha256("text_sha256"),
            one_of("effect", Effect),
            one_of("category", Category),
            one_of("hedge", Hedge),
            one_of("stance", Stance),
            one_of("scope", Scope),
            one_of("standard", StandardOfProof, blank=True),
            one_of("status", Status),
            count_pair("min", "max"),
            span_pair("span_start", "span_end"),
            span_pair("said_start", "said_end"),
            holds(
                "decided_by_somebody",
                Q(decided_by="", decided_at=None) | ~Q(decided_by="") & Q(decided_at__isnull=False),
            ),
            holds(
                "status_fits_decision",
                Q(status=Status.WITHDRAWN.value)
                | Q(status=Status.PROPOSED.value, decided_by="")
                | Q(status__in=[Status.ACCEPTED.value, Status.REJECTED.value]) & ~Q(decided_by=""),
            ),
            holds(
                "status_fits_withdrawal",
                Q(status=Status.WITHDRAWN.value, withdrawn_at__isnull=False)
                | ~Q(status=Status.WITHDRAWN.value) & Q(withdrawn_at=None),
            ),
            holds("not_within_itself", Q(within=None) | ~Q(within=models.F("id"))),
            holds("supersedes_another", Q(supersedes=None) | ~Q(supersedes=models.F("id"))),
            holds("translated_by_somebody", ~Q(statement_ar="") | Q(statement_ar_by="")),
        ]
        indexes: ClassVar = [
            models.Index(fields=("case", "status", "incident", "id"), name="claim_by_status"),
            # Claims of running text alone: what one text carries another may carry too.
            models.Index(
                fields=("case", "effect", "min", "max"), name="claim_in_text", condition=Q(locator="span")
            ),
            models.Index(fields=("item", "status", "start"), name="claim_of_item"),
            models.Index(fields=("case", "status", "item"), name="claim_in_queue"),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "incident",
            "population",
            "site",
            "item",
            "text_sha256",
            "locator",
            "start",
            "end",
            "record",
            "columns",
            "key",
            "quote",
            "context_before",
            "context_after",
            "statement_en",
            "statement_ar",
            "statement_ar_by",
            "effect",
            "category",
            "of_whom",
            "unit",
            "min",
            "max",
            "hedge",
            "negated",
            "stance",
            "scope",
            "source",
            "chain",
            "basis",
            "blamed",
            "place",
            "from_date",
            "to_date",
            "said_from",
            "said_to",
            "said_note",
            "standard",
            "note",
            "within",
            "supersedes",
        ],
        withhold={
            "case": "a release holds one case",
            "source_key": "published as key",
            "span_start": "published as from_date",
            "span_end": "published as to_date, inclusive",
            "said_start": "published as said_from",
            "said_end": "published as said_to, inclusive",
            "status": "only accepted claims leave",
            "decided_by": "who decided stays with the investigators",
            "decided_at": "who decided stays with the investigators",
            "decision_reason": "who decided stays with the investigators",
            "withdrawn_by": "a withdrawn claim does not leave",
            "withdrawn_at": "a withdrawn claim does not leave",
            "withdrawn_reason": "a withdrawn claim does not leave",
        },
    )

    def __str__(self) -> str:
        return self.statement_en
