"""Pages of stories: a case, its stories, their chapters."""

from __future__ import annotations

from tahqiq.stories.authoring.models.case_page import CasePage
from tahqiq.stories.authoring.models.chapter_page import ChapterPage
from tahqiq.stories.authoring.models.story_page import StoryPage

__all__ = ["CasePage", "ChapterPage", "StoryPage"]
