"""Assessments: what one assessor holds of one incident."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Quoted, Withdrawable
from tahqiq.casebook.models.rules import count_pair, filled, holds, once, one_of
from tahqiq.release.policy import Policy
from tahqiq.vocab.grades import Grade, StrikeStatus


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments, asked for in sentences."""

    def standing(self) -> AssessmentQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def by(self, assessor: str) -> AssessmentQuerySet:
        """Those of one assessor: a source's slug, or 'tahqiq'."""
        return self.filter(assessor=assessor)

    def waiting_for_a_second_person(self) -> AssessmentQuerySet:
        """Ours, standing, not signed off."""
        return self.standing().filter(assessor="tahqiq", signed_off_at=None)


class Assessment(CaseRecord, Quoted, Withdrawable):
    """A source's assessment (quoting its cells), or ours (with the working of our rules).

    Attributes:
        assessor: the source's slug, or 'tahqiq'; one stands for each incident and assessor.
        rules, profile: name/version of the rules and count profile; '' for a source's own.
        reasons_en, reasons_ar: why, a line each, in the order the rules were applied.
        claims: ids of the claims the range rests on.
        working: everything the rules looked at, as they give it.
        author, made_at: who ran or recorded it.
        signed_off_by, signed_off_at: the second person; never the author.
    """

    incident = models.ForeignKey("casebook.Incident", models.PROTECT, related_name="assessments")
    assessor = models.CharField(max_length=SLUG)
    grade = models.CharField(max_length=16, blank=True, default="")
    killed_min = models.BigIntegerField(null=True, blank=True)
    killed_max = models.BigIntegerField(null=True, blank=True)
    injured_min = models.BigIntegerField(null=True, blank=True)
    injured_max = models.BigIntegerField(null=True, blank=True)
    strike_status = models.CharField(max_length=16, blank=True, default="")
    harm_reported = models.BooleanField(null=True, blank=True)
    rules = models.CharField(max_length=SLUG, blank=True, default="")
    profile = models.CharField(max_length=SLUG, blank=True, default="")
    reasons_en = models.JSONField(blank=True, default=list)
    reasons_ar = models.JSONField(blank=True, default=list)
    claims = models.JSONField(blank=True, default=list)
    working = models.JSONField(blank=True, default=dict)
    author = models.CharField(max_length=SLUG)
    made_at = models.DateTimeField()
    signed_off_by = models.CharField(max_length=SLUG, blank=True, default="")
    signed_off_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("incident", "assessor", "id")
        constraints: ClassVar = [
            *Quoted.CONSTRAINTS,
            *Withdrawable.CONSTRAINTS,
            once("one_stands", "incident", "assessor", condition=Q(withdrawn_at=None)),
            filled("assessor"),
            filled("author"),
            one_of("grade", Grade, blank=True),
            one_of("strike_status", StrikeStatus, blank=True),
            count_pair("killed_min", "killed_max"),
            count_pair("injured_min", "injured_max"),
            holds(
                "sign_off_whole",
                Q(signed_off_by="", signed_off_at=None)
                | ~Q(signed_off_by="") & Q(signed_off_at__isnull=False),
            ),
            holds("signed_off_by_another", ~Q(signed_off_by=models.F("author"))),
            holds(
                "rules_are_ours",
                Q(assessor="tahqiq") & ~Q(rules="") | ~Q(assessor="tahqiq") & Q(rules="", profile=""),
            ),
        ]

    release_policy: ClassVar[Policy] = Policy(
        publish=[
            "id",
            "incident",
            "assessor",
            "assessor_en",
            "assessor_ar",
            "heads",
            "grade",
            "killed_min",
            "killed_max",
            "injured_min",
            "injured_max",
            "strike_status",
            "harm_reported",
            "rules",
            "profile",
            "reasons_en",
            "reasons_ar",
            "claims",
            "item",
            "record",
            "columns",
            "quote",
            "trail_note",
            "signed_off",
        ],
        withhold={
            "case": "a release holds one case",
            "locator": "an assessment stands in cells or in nothing",
            "start": "an assessment stands in cells or in nothing",
            "end": "an assessment stands in cells or in nothing",
            "working": "the reasons say it in words",
            "author": "who graded stays with the investigators",
            "made_at": "no wall clock in a release",
            "signed_off_by": "published as signed_off",
            "signed_off_at": "no wall clock in a release",
            "withdrawn_by": "a withdrawn assessment does not leave",
            "withdrawn_at": "a withdrawn assessment does not leave",
            "withdrawn_reason": "a withdrawn assessment does not leave",
        },
    )

    def __str__(self) -> str:
        return f"{self.assessor}: {self.grade or 'not graded'}"
