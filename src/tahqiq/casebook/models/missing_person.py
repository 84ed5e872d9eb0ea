"""Missing persons: what families tell of whom they look for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord, Versioned, VersionedQuerySet, Withdrawable
from tahqiq.casebook.models.rules import filled, once, one_of, span_pair
from tahqiq.vocab.remains import Sex


class MissingPersonQuerySet(VersionedQuerySet["MissingPerson"]):
    """Files, asked for in sentences."""

    def standing(self) -> MissingPersonQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)


class MissingPerson(CaseRecord, Versioned, Withdrawable):
    """One ante-mortem file; nothing of it leaves, it has no release policy.

    Attributes:
        code: of the file, never used again.
        last_seen_start, last_seen_end: half-open span of days in which the person was last known alive.
        told: item → what the family said, of ``remains_items.toml``.
        told_by: their relation to the missing person, never a name.
        contact: the vault's entry of whoever told it, by id; null where none is kept.
        consent: under which the file is kept and compared.
        victim, incident: what the record otherwise holds of the person, where a person linked it.
    """

    code = models.CharField(max_length=SLUG)
    name_ar = models.TextField(blank=True, default="")
    name_en = models.TextField(blank=True, default="")
    sex = models.CharField(max_length=8, blank=True, default="")
    last_seen_start = models.DateField(null=True, blank=True)
    last_seen_end = models.DateField(null=True, blank=True)
    told = models.JSONField(blank=True, default=dict)
    told_by = models.CharField(max_length=SLUG)
    contact = models.UUIDField(null=True, blank=True)
    consent = models.ForeignKey("casebook.Consent", models.PROTECT, null=True, blank=True, related_name="+")
    victim = models.ForeignKey(
        "casebook.Victim", models.PROTECT, null=True, blank=True, related_name="missing_files"
    )
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="missing_files"
    )

    objects = MissingPersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("code", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("code_once", "case", "code"),
            filled("code"),
            filled("told_by"),
            one_of("sex", Sex, blank=True),
            span_pair("last_seen_start", "last_seen_end"),
        ]

    def __str__(self) -> str:
        return self.code
