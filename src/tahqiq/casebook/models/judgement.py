"""People's decisions about pairs of records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once, one_of
from tahqiq.vocab.judgements import Verdict


class Judgement(CaseRecord, Withdrawable):
    """Whether two records are the same: decided by a person, withdrawn rather than erased.

    Attributes:
        kind: what is compared, 'victim' or 'incident'.
        left, right: ids of the two, the smaller first; one judgement stands for each pair and person.
    """

    kind = models.CharField(max_length=16)
    left = models.UUIDField()
    right = models.UUIDField()
    verdict = models.CharField(max_length=12)
    reason = models.TextField(blank=True, default="")
    judged_by = models.CharField(max_length=SLUG)
    judged_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("left", "right", "judged_at", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "left", "right", "judged_by", condition=Q(withdrawn_at=None)),
            one_of("kind", ("victim", "incident")),
            one_of("verdict", Verdict),
            filled("judged_by"),
            holds("smaller_id_first", Q(left__lt=F("right"))),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=("judged_by", "withdrawn_at", "case", "left", "right"), name="judgement_by_person"
            ),
        ]

    def __str__(self) -> str:
        return self.verdict
