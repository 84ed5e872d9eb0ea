"""Imports prepared at the desk: what was uploaded, and how it is to be read."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, one_of


class PlanKind(StrEnum):
    """What uploaded files are taken for."""

    TABLE = "table"
    AIRWARS = "airwars"
    FACTS = "facts"
    CLAIMS = "claims"
    DOCUMENTS = "documents"
    STATEMENTS = "statements"


class ImportPlan(CaseRecord):
    """Uploaded files, sealed, on their way into the record; nothing of it leaves.

    Attributes:
        kind: what the files are taken for.
        files: of each sealed file its name, sha256, size and media_type.
        source: slug of whose they are, where the files do not say; ``source_name``: what readers see.
        party: slug of the armed actor whose statements they are.
        mapping: which column says what (format: mapping/2), '' until it was made.
        checked: what the last dry run found: records, counts, shown rows; empty before the first.
        report: what came of it, once it was carried out; empty before.
        run: the import it became.
    """

    kind = models.CharField(max_length=16)
    files = models.JSONField(default=list)
    source = models.CharField(max_length=SLUG, blank=True, default="")
    source_name = models.TextField(blank=True, default="")
    source_kind = models.CharField(max_length=40, blank=True, default="other")
    party = models.CharField(max_length=SLUG, blank=True, default="")
    mapping = models.TextField(blank=True, default="")
    checked = models.JSONField(blank=True, default=dict)
    report = models.JSONField(blank=True, default=dict)
    run = models.ForeignKey(
        "casebook.ImportRun", models.SET_NULL, null=True, blank=True, related_name="plans"
    )
    made_by = models.CharField(max_length=SLUG)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("-made_at", "id")
        constraints: ClassVar = [one_of("kind", PlanKind), filled("made_by")]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"
