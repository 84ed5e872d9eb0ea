"""What people decided of remains and a missing person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once, one_of
from tahqiq.vocab.remains import Primary, Standing

_IDENTIFIED = Standing.IDENTIFIED.value


class RulingQuerySet(models.QuerySet["Ruling"]):
    """Rulings, asked for in sentences."""

    def standing(self) -> RulingQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def identified(self) -> RulingQuerySet:
        """Standing identifications that a second person confirmed."""
        return self.standing().filter(standing=_IDENTIFIED, confirmed_at__isnull=False)


class Ruling(CaseRecord, Withdrawable):
    """A standing that people gave to remains and a missing person; withdrawn, never erased.

    'Identified' is entered with the authority that said so and the primary identifier it rests on (Interpol,
    DVI Guide 2023), and counts when a second person has confirmed it. The database keeps all of it.

    Attributes:
        authority: a forensic institute, a court. ``method``: fingerprints, dental or DNA.
        report: its number or date.
        confirmed_by, confirmed_at: the second person.
        family_told_on, family_told_by: when the family was told, and who entered that.
    """

    remains = models.ForeignKey("casebook.Remains", models.PROTECT, related_name="rulings")
    missing = models.ForeignKey("casebook.MissingPerson", models.PROTECT, related_name="rulings")
    standing = models.CharField(max_length=12)
    authority = models.TextField(blank=True, default="")
    method = models.CharField(max_length=16, blank=True, default="")
    report = models.TextField(blank=True, default="")
    reason = models.TextField()
    judged_by = models.CharField(max_length=SLUG)
    judged_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=SLUG, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    family_told_by = models.CharField(max_length=SLUG, blank=True, default="")
    family_told_on = models.DateField(null=True, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("judged_at", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "remains", "missing", condition=Q(withdrawn_at=None)),
            once("identified_once", "remains", condition=Q(withdrawn_at=None, standing=_IDENTIFIED)),
            one_of("standing", Standing),
            one_of("method", Primary, blank=True),
            filled("reason"),
            filled("judged_by"),
            holds(
                "identified_by_an_authority",
                Q(standing=_IDENTIFIED) & ~Q(authority="") & ~Q(method="")
                | ~Q(standing=_IDENTIFIED) & Q(authority="", method="", confirmed_by=""),
            ),
            holds("confirmed_by_another", Q(confirmed_by="") | ~Q(confirmed_by=F("judged_by"))),
            holds(
                "confirmation_whole",
                Q(confirmed_by="", confirmed_at=None) | ~Q(confirmed_by="") & Q(confirmed_at__isnull=False),
            ),
            holds(
                "family_told_of_the_identified",
                Q(family_told_by="", family_told_on=None)
                | ~Q(family_told_by="") & Q(family_told_on__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.standing
