"""The review page: every text with its claims marked in it, and each claim explained beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tahqiq.onepage import one_page
from tahqiq.read.review.cards import Card
from tahqiq.read.review.marking import Run, runs
from tahqiq.vocab.wording import Language, counted

_TEMPLATE = Path(__file__).parent / "review.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """One text of the page.

    Attributes:
        name: what it is called: a file, a row, an id.
        text: as it was read.
        cards: what was read from it.
        title: its headline, '' without one. ``outlet``: who published it; ``dated``: when, in words.
    """

    name: str
    text: str
    cards: Sequence[Card]
    title: str = ""
    outlet: str = ""
    dated: str = ""

    def runs(self) -> list[Run]:
        """Its paragraphs, with the quotes marked."""
        return runs(self.text, [(card.start, card.end) for card in self.cards])


def review_page(texts: Sequence[ReadText], language: Language = "en", *, silent: int = 0) -> str:
    """The whole page as HTML.

    Args:
        texts: those in which something was found.
        language: of our own words; those of the texts stay theirs.
        silent: how many texts hold no claim and are not on the page.
    """
    filters = {
        "claims": lambda n: counted("{n} claim", "{n} claims", n, language),
        "texts": lambda n: counted("{n} text", "{n} texts", n, language),
        "paragraphs": lambda n: counted("{n} paragraph", "{n} paragraphs", n, language),
    }
    return one_page(_TEMPLATE, language, filters=filters, texts=texts, silent=silent)
