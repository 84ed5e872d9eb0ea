"""What a list of incidents sorts and filters by, a narrow row each; made from the record, never by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG


def _order(name: str, *columns: str) -> models.Index:
    """The index of an order of the list; it holds all that is filtered by, so that no row is looked into."""
    return models.Index(fields=("case_id", *columns, "grade", "incident"), name=f"incident_line_{name}")


class IncidentLine(models.Model):
    """One incident as its list knows it; ``casebook.incident_lines`` writes it.

    Attributes:
        code, start, end: of the incident.
        grade, killed: of the assessment that heads the case's totals; '' and null where there is none.
        to_sign: whether an assessment of ours waits for a second person; drafted_by: who made it, else ''.
        words: code, titles and names of the place in both scripts, as they are looked for.
    """

    incident = models.OneToOneField(
        "casebook.Incident", models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    case_id = models.UUIDField()
    code = models.CharField(max_length=SLUG)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=16, blank=True, default="")
    killed = models.BigIntegerField(null=True, blank=True)
    to_sign = models.BooleanField(default=False)
    drafted_by = models.CharField(max_length=SLUG, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            _order("by_code", "code", "start", "end"),
            _order("newest", "-start", "code", "end"),
            _order("oldest", "start", "code", "end"),
            _order("killed", "-killed", "code", "start", "end"),
            models.Index(fields=("case_id", "grade", "code"), name="incident_line_by_grade"),
            models.Index(
                fields=("case_id", "to_sign", "code", "incident", "drafted_by"), name="incident_line_to_sign"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class StaleLine(models.Model):
    """An incident whose line no longer says what the record says; triggers of the database note it."""

    incident_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.incident_id)
