"""Interviews: known by pseudonym, bound by consent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, once, span_pair


class Interview(CaseRecord):
    """One conversation with one person. No names: who the person is stays outside the record.

    Attributes:
        pseudonym: what the person is called here.
        interviewer: a colleague's account name or a pseudonym.
        held_start, held_end: half-open span of days.
        consent: what the person allowed; never null, because without it nothing may be kept.
        recording: the sealed recording or notes.
    """

    pseudonym = models.CharField(max_length=SLUG)
    number = models.PositiveIntegerField(default=1)
    interviewer = models.CharField(max_length=SLUG)
    language = models.CharField(max_length=35)
    held_start = models.DateField(null=True, blank=True)
    held_end = models.DateField(null=True, blank=True)
    place = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.ForeignKey("casebook.Consent", models.PROTECT, related_name="interviews")
    recording = models.ForeignKey(
        "casebook.Item", models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="interviews"
    )

    class Meta:
        ordering: ClassVar = ("pseudonym", "number", "id")
        constraints: ClassVar = [
            once("numbered_once", "case", "pseudonym", "number"),
            filled("pseudonym"),
            filled("interviewer"),
            filled("language"),
            span_pair("held_start", "held_end"),
        ]

    def __str__(self) -> str:
        return f"{self.pseudonym} {self.number}"
