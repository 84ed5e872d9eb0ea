"""The kinds of block a chapter is written in; each becomes one of ``vocab.stories`` (see ``manuscripts``)."""

from __future__ import annotations

from tahqiq.stories.authoring.blocks.kinds import KINDS
from tahqiq.stories.authoring.blocks.words import PictureBlock

__all__ = ["KINDS", "PictureBlock"]
