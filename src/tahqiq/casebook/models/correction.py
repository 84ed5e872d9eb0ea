"""Requests of readers to correct the published record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import holds, one_of
from tahqiq.release.policy import Policy
from tahqiq.vocab.corrections import CorrectionKind, Outcome

_UNDECIDED = Q(kind="", outcome="", incident=None, said_en="", said_ar="", decided_by="", decided_at=None)
_DECIDED = ~Q(kind="") & ~Q(outcome="") & ~Q(decided_by="") & Q(decided_at__isnull=False)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Requests, asked for in sentences."""

    def waiting(self) -> CorrectionQuerySet:
        """Those that nobody has decided."""
        return self.filter(outcome="")

    def decided(self) -> CorrectionQuerySet:
        """Those decided, which the public log tells of."""
        return self.exclude(outcome="")


class Correction(CaseRecord):
    """One letter of a reader, and what was decided.

    The letter is closed to the home's key (``casebook.letters``): this row alone tells nothing of it,
    not even its length. Of when it came only the day is kept.

    Attributes:
        sealed: the closed letter; never changed.
        kind, outcome, said_en, said_ar, incident: the decision, as the public log shows it; a
            decision about a person names no incident and has no line of its own.
    """

    received_on = models.DateField()
    sealed = models.BinaryField()
    kind = models.CharField(max_length=16, blank=True, default="")
    outcome = models.CharField(max_length=16, blank=True, default="")
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    said_en = models.TextField(blank=True, default="")
    said_ar = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=SLUG, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("received_on", "id")
        constraints: ClassVar = [
            one_of("kind", CorrectionKind, blank=True),
            one_of("outcome", Outcome, blank=True),
            holds("decision_whole", _UNDECIDED | _DECIDED),
            holds(
                "nobody_is_pointed_at",
                ~Q(kind=CorrectionKind.PERSON.value) | Q(incident=None, said_en="", said_ar=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=("case", "received_on"), name="correction_by_day")]

    release_policy: ClassVar[Policy] = Policy(
        publish=["id", "on", "incident", "kind", "outcome", "said_en", "said_ar"],
        withhold={
            "case": "a release holds one case",
            "received_on": "when somebody wrote stays with the investigators",
            "sealed": "what a reader wrote stays with the investigators",
            "decided_by": "who decided stays with the investigators",
            "decided_at": "published as on",
        },
    )

    def __str__(self) -> str:
        return str(self.id)
