"""Stories as they may leave: of each the last version that was approved, or that came with the case.

A story that can no longer be told whole from the record, or for which somebody's consent is missing, does not
leave at all; ``Leaving.untold`` says which and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tahqiq.casebook.models import StoryVersion
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.vocab.stories import ChapterRow, StoryRow

if TYPE_CHECKING:
    from tahqiq.casebook.telling import Told


def stories(leaving: Leaving) -> Iterator[StoryRow]:
    """Every story that stands, by slug."""
    for told in leaving.told:
        yield StoryVersion.release_policy.apply(StoryRow, _plain(told.story))


def chapters(leaving: Leaving) -> Iterator[ChapterRow]:
    """Their chapters, each in every language."""
    for told in leaving.told:
        for chapter in told.chapters:
            yield StoryVersion.chapter_policy.apply(ChapterRow, _plain(chapter))


def _plain(row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(row) if each.name != "withheld"}


def tell_all(leaving: Leaving) -> Iterator[tuple[StoryVersion, Told]]:
    """The stories that may leave on the day, told from the record; those with faults too."""
    from tahqiq.casebook.actions.stories import manuscript_of
    from tahqiq.casebook.telling import tell

    for version in _last_of_each(leaving):
        yield (
            version,
            tell(
                leaving.case,
                manuscript_of(version),
                media=leaving.shelf,
                version=version.number,
                leaving=leaving,
            ),
        )


def _last_of_each(leaving: Leaving) -> list[StoryVersion]:
    found = (
        StoryVersion.objects.leaving(leaving.on).filter(case=leaving.case).order_by("story", "number", "id")
    )
    return list({each.story: each for each in found}.values())
