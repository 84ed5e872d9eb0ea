"""What a list of incidents sorts and filters by, a narrow row each; made from the record, never by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG


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
            models.Index(fields=("case_id", "code", "incident"), name="incident_line_by_code"),
            models.Index(fields=("case_id", "-start", "code"), name="incident_line_newest"),
            models.Index(fields=("case_id", "start", "code"), name="incident_line_oldest"),
            models.Index(fields=("case_id", "-killed", "code"), name="incident_line_killed"),
            models.Index(fields=("case_id", "grade", "code"), name="incident_line_by_grade"),
            models.Index(fields=("case_id", "start", "end", "grade"), name="incident_line_days"),
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
