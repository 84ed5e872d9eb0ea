"""Pairs of records that a machine holds to be one, with its evidence, for people to judge."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tahqiq.casebook.models.base import CaseRecord
from tahqiq.casebook.models.judgement import Judgement
from tahqiq.casebook.models.rules import holds, once, one_of


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions, asked for in sentences."""

    def judged(self, *, by: str = "") -> SuggestionQuerySet:
        """Those that somebody, or one person, has judged."""
        return self.filter(_judged(by))

    def unjudged(self, *, by: str = "") -> SuggestionQuerySet:
        """Those that nobody, or not this person, has judged."""
        return self.filter(~_judged(by))

    def count_judged(self, *, by: str) -> int:
        """How many of them one person has judged; looked up from the judgements, which are fewer."""
        asked = self.filter(case=OuterRef("case"), left=OuterRef("left"), right=OuterRef("right"))
        return Judgement.objects.filter(Exists(asked), judged_by=by, withdrawn_at=None).count()


def _judged(by: str) -> Exists:
    standing = Judgement.objects.filter(
        case=OuterRef("case"), left=OuterRef("left"), right=OuterRef("right"), withdrawn_at=None
    )
    return Exists(standing.filter(judged_by=by) if by else standing)


class Suggestion(CaseRecord):
    """One pair, as the last run of linking saw it. Without a release policy, nothing of it can leave.

    A later run replaces what nobody has judged; a judged pair keeps the evidence it was judged on.

    Attributes:
        kind: what is compared, 'victim' or 'incident'.
        left, right: ids of the two, the smaller first.
        probability: that the two are one, after everything.
        linked: whether the machine would link them; it never does.
        rank: the order in which answers help most, from 0 (``link.asking``).
        evidence: the waterfall (``link.explain.waterfall``): prior, evidence, total, in bits.
        run: the run that suggested it.
    """

    kind = models.CharField(max_length=16)
    left = models.UUIDField()
    right = models.UUIDField()
    probability = models.FloatField()
    linked = models.BooleanField(default=False)
    rank = models.PositiveIntegerField()
    evidence = models.JSONField()
    run = models.UUIDField()
    made_at = models.DateTimeField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("rank", "id")
        constraints: ClassVar = [
            one_of("kind", ("victim", "incident")),
            once("pair_once", "case", "left", "right"),
            holds("smaller_id_first", Q(left__lt=F("right"))),
            holds("probability_is_one", Q(probability__gte=0, probability__lte=1)),
        ]
        indexes: ClassVar = [
            models.Index(fields=("case", "kind", "rank"), name="suggestion_by_rank"),
            models.Index(fields=("left",), name="suggestion_by_left"),
            models.Index(fields=("right",), name="suggestion_by_right"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.probability:.2f}"
