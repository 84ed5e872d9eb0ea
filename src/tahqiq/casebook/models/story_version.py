"""Versions of stories: what was submitted, who approved it, from which day it may leave."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tahqiq.casebook.models.base import SLUG, CaseRecord, Withdrawable
from tahqiq.casebook.models.rules import filled, holds, once, one_of, sha256
from tahqiq.release.policy import Policy

_KEPT = {
    "case": "a release holds one case",
    "story": "published as slug",
    "number": "published as version",
    "content": "published as what it tells, resolved against the record",
    "digest": "would tell of what was withheld",
    "standing": "only what was approved leaves",
    "submitted_by": "who wrote and who approved stays with the investigators",
    "submitted_at": "who wrote and who approved stays with the investigators",
    "approved_by": "who wrote and who approved stays with the investigators",
    "approved_at": "who wrote and who approved stays with the investigators",
    "not_before": "a story does not leave before its day",
    "withdrawn_by": "a withdrawn version does not leave",
    "withdrawn_at": "a withdrawn version does not leave",
    "withdrawn_reason": "a withdrawn version does not leave",
}


class StoryStanding(StrEnum):
    """How far a version is; a built-in story comes with the files of its case, as their claims do."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    BUILT_IN = "built_in"


class StoryVersionQuerySet(models.QuerySet["StoryVersion"]):
    """Versions of stories, asked for in sentences."""

    def of(self, story: str) -> StoryVersionQuerySet:
        """Those of one story, the first first."""
        return self.filter(story=story).order_by("number", "id")

    def standing(self) -> StoryVersionQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def waiting(self) -> StoryVersionQuerySet:
        """Those that a second person has not looked at."""
        return self.standing().filter(standing=StoryStanding.SUBMITTED)

    def leaving(self, day: date) -> StoryVersionQuerySet:
        """Those that may leave on that day; of each story the last is told."""
        let = self.standing().filter(standing__in=(StoryStanding.APPROVED, StoryStanding.BUILT_IN))
        return let.filter(Q(not_before=None) | Q(not_before__lte=day))


class StoryVersion(CaseRecord, Withdrawable):
    """One version of a story, as it was submitted (a trigger keeps it so).

    Attributes:
        story: its slug. ``number``: 1 for the first version.
        content: the manuscript (``vocab.stories.Manuscript``); emptied by a lawful removal.
        digest: SHA-256 of the manuscript in its one spelling.
        not_before: the first day on which it may leave; null at once.
    """

    story = models.CharField(max_length=SLUG)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    standing = models.CharField(max_length=12, default=StoryStanding.SUBMITTED.value)
    submitted_by = models.CharField(max_length=SLUG)
    submitted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=SLUG, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateField(null=True, blank=True)

    objects = StoryVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ("story", "number", "id")
        constraints: ClassVar = [
            *Withdrawable.CONSTRAINTS,
            once("numbered_once", "case", "story", "number"),
            filled("story"),
            filled("submitted_by"),
            sha256("digest"),
            one_of("standing", StoryStanding),
            holds("counted_from_one", Q(number__gte=1)),
            holds("approved_by_another", ~Q(approved_by=F("submitted_by"))),
            holds(
                "approved_where_it_says_so",
                Q(standing__in=("built_in", "submitted"), approved_by="", approved_at=None)
                | Q(standing="approved", approved_at__isnull=False) & ~Q(approved_by=""),
            ),
        ]

    #: Of the story, and of its chapters.
    release_policy: ClassVar[Policy] = Policy(
        publish=(
            *("id", "slug", "title_en", "title_ar", "summary_en", "summary_ar", "version"),
            *("cover", "cover_ar"),
        ),
        withhold=_KEPT,
    )
    chapter_policy: ClassVar[Policy] = Policy(
        publish=(
            *("id", "story", "slug", "language", "position", "title", "summary", "content_note"),
            *("blocks", "values", "claims", "translated_by"),
        ),
        withhold={name: why for name, why in _KEPT.items() if name != "story"},
    )

    def __str__(self) -> str:
        return f"{self.story} {self.number}"
