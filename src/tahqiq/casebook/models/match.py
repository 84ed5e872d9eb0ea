"""Candidates that comparing remains with missing persons gave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import CaseRecord
from tahqiq.casebook.models.rules import holds, once, one_of
from tahqiq.vocab.remains import Standing


class Match(CaseRecord):
    """Remains and a missing person as a machine compared them: a hint where to look, nothing more.

    Attributes:
        rank: 1 for the likeliest of these remains. ``posterior``: its probability.
        no_file: the probability that the right file is not among them all.
        standing: hypothesis or presumptive; the database refuses more.
        evidence: kind, log10_lr, message, values, source, primary and excludes of each piece.
        run: the comparison that gave it; a later one replaces it.
    """

    remains = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="matches")
    missing = models.ForeignKey("casebook.MissingPerson", models.PROTECT, related_name="matches")
    rank = models.PositiveIntegerField()
    posterior = models.FloatField()
    no_file = models.FloatField()
    log10_lr = models.FloatField()
    standing = models.CharField(max_length=12)
    primary = models.BooleanField(default=False)
    evidence = models.JSONField(default=list)
    run = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("remains", "rank", "id")
        constraints: ClassVar = [
            once("pair_once", "remains", "missing"),
            one_of("standing", (Standing.HYPOTHESIS, Standing.PRESUMPTIVE)),
            holds("posterior_is_one", Q(posterior__gte=0, posterior__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.remains_id} {self.missing_id}"
