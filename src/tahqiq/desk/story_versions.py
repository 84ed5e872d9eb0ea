"""Versions of stories that were submitted."""

from __future__ import annotations

from uuid import UUID

from tahqiq.casebook.models import Case, StoryVersion


def version_of(case: Case, key: UUID) -> StoryVersion | None:
    """The version of the case that has this id."""
    return StoryVersion.objects.filter(case=case, pk=key).first()


def versions_of(case: Case, story: str) -> list[StoryVersion]:
    """Every version of a story that was submitted, the latest first."""
    return list(StoryVersion.objects.of(story).filter(case=case).reverse())
