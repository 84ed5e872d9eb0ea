"""Interviews: known by pseudonym, bound by consent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord
from tahqiq.casebook.models.rules import filled, holds, once, span_pair


class InterviewQuerySet(models.QuerySet["Interview"]):
    """Interviews, asked for in sentences."""

    def with_person(self, pseudonym: str) -> InterviewQuerySet:
        """All with one person, the first first."""
        return self.filter(pseudonym=pseudonym).order_by("number", "id")


class Interview(CaseRecord):
    """One conversation with one person. No names: who the person is stays in the vault.

    Second interviews share the pseudonym and count on. Without a release policy, nothing of it can leave
    but the claims that people took from its transcript.

    Attributes:
        pseudonym: what the person is called here.
        number: 1 for the first interview with the person.
        interviewer, interpreter: a colleague's account name or a pseudonym; '' no interpreter.
        setting: where and how the two met, and who else was in the room, without names.
        language: in which the person spoke (BCP 47).
        held_start, held_end: half-open span of days.
        consent: what the person allowed; never null, because without it nothing may be kept.
        source: the person as a source of claims, under the pseudonym.
        recording: the sealed recording or notes.
        transcript: the sealed words in the language they were spoken in.
        visit: the site visit on which the person was met.
    """

    pseudonym = models.CharField(max_length=SLUG)
    number = models.PositiveIntegerField(default=1)
    interviewer = models.CharField(max_length=SLUG)
    interpreter = models.CharField(max_length=SLUG, blank=True, default="")
    setting = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35)
    held_start = models.DateField(null=True, blank=True)
    held_end = models.DateField(null=True, blank=True)
    place = models.ForeignKey("casebook.Place", models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.ForeignKey("casebook.Consent", models.PROTECT, related_name="interviews")
    source = models.ForeignKey(
        "casebook.Source", models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    recording = models.ForeignKey(
        "casebook.Item", models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    transcript = models.ForeignKey(
        "casebook.Item", models.PROTECT, null=True, blank=True, related_name="transcript_of"
    )
    incident = models.ForeignKey(
        "casebook.Incident", models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    visit = models.ForeignKey(
        "casebook.SiteVisit", models.PROTECT, null=True, blank=True, related_name="interviews"
    )

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("pseudonym", "number", "id")
        constraints: ClassVar = [
            once("numbered_once", "case", "pseudonym", "number"),
            filled("pseudonym"),
            filled("interviewer"),
            filled("language"),
            span_pair("held_start", "held_end"),
            holds(
                "transcript_is_derived",
                Q(transcript=None) | Q(recording=None) | ~Q(transcript=F("recording")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pseudonym} {self.number}"
