"""What was recovered."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, one_of, span_pair


class Identification(StrEnum):
    """How far remains are identified; 'presumptive' is never published as 'identified'."""

    NONE = "none"
    PRESUMPTIVE = "presumptive"
    IDENTIFIED = "identified"


class PrimaryIdentifier(StrEnum):
    """What alone can identify (Interpol DVI); everything else only corroborates."""

    FINGERPRINTS = "fingerprints"
    DENTAL = "dental"
    DNA = "dna"


class Remains(CaseRecord):
    """One body or part, under a code never used again.

    Attributes:
        recovered_start, recovered_end: half-open span of days.
        apparent_sex, apparent_age: each with what the judgement rests on.
        identification: 'identified' needs a primary identifier and a victim.
        part_of: the remains this part was re-associated with.
    """

    code = models.CharField(max_length=SLUG)
    site = models.ForeignKey("casebook.RecoverySite", models.PROTECT, related_name="remains")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    recovered_start = models.DateField(null=True, blank=True)
    recovered_end = models.DateField(null=True, blank=True)
    position_in_grave = models.TextField(blank=True, default="")
    completeness = models.TextField(blank=True, default="")
    apparent_sex = models.CharField(max_length=8, blank=True, default="")
    apparent_sex_basis = models.TextField(blank=True, default="")
    apparent_age = models.TextField(blank=True, default="")
    apparent_age_basis = models.TextField(blank=True, default="")
    clothing = models.TextField(blank=True, default="")
    belongings = models.TextField(blank=True, default="")
    condition = models.TextField(blank=True, default="")
    identification = models.CharField(max_length=12, default=Identification.NONE.value)
    identified_by = models.CharField(max_length=16, blank=True, default="")
    victim = models.ForeignKey(
        "casebook.Victim", models.PROTECT, null=True, blank=True, related_name="remains"
    )
    reburied_at = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="+")
    family_notified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("code", "id")
        verbose_name_plural = "remains"
        constraints: ClassVar = [
            once("code_once", "case", "code"),
            filled("code"),
            span_pair("recovered_start", "recovered_end"),
            one_of("apparent_sex", ("female", "male"), blank=True),
            one_of("identification", Identification),
            one_of("identified_by", PrimaryIdentifier, blank=True),
            holds("sex_has_a_basis", Q(apparent_sex="") | ~Q(apparent_sex_basis="")),
            holds("age_has_a_basis", Q(apparent_age="") | ~Q(apparent_age_basis="")),
            holds("no_part_of_itself", Q(part_of=None) | ~Q(part_of=models.F("id"))),
            holds(
                "identified_by_a_primary_identifier",
                Q(identification=Identification.IDENTIFIED.value, victim__isnull=False) & ~Q(identified_by="")
                | Q(identification=Identification.PRESUMPTIVE.value, victim__isnull=False, identified_by="")
                | Q(identification=Identification.NONE.value, victim=None, identified_by=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code
