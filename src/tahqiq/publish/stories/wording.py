"""Words of a story as HTML: emphasis, ways to pages of the record, live values that open their trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from tahqiq.language.direction import bdi
from tahqiq.publish.edition import Edition
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.stories.links import UP, is_trail, leads_to, opens
from tahqiq.publish.straight import marked, shown
from tahqiq.vocab.stories import LiveValue, Paragraph, Span, Words


@dataclass(frozen=True, slots=True)
class Teller:
    """Says the words of one chapter.

    Attributes:
        values: the chapter's live values, by the positions that its spans name.
    """

    edition: Edition
    values: tuple[LiveValue, ...]

    def words(self, words: Words) -> Markup:
        """Paragraphs, each an element of its own."""
        return marked("".join(f'<p data-plain="words">{self.line(each)}</p>\n' for each in words))

    def line(self, paragraph: Paragraph) -> Markup:
        """One paragraph without an element around it."""
        return marked("".join(self._span(span) for span in paragraph))

    def value(self, position: int, text: str = "") -> Markup:
        """A live value as a link to its trail.

        Args:
            position: among the chapter's values. ``text``: instead of its own.

        Raises:
            UnfitRelease: the chapter has no such value.
        """
        if not 0 <= position < len(self.values):
            raise UnfitRelease("a story shows a value that it does not carry", file="chapters.jsonl")
        value = self.values[position]
        words = bdi(text or value.text) if value.person else shown(text or value.text)
        counts = value.min is not None or value.max is not None
        kind = "n value" if counts else "n value wraps"  # a range stays on one line
        manner = "data-trail" if is_trail(value) else 'data-plain="furniture"'
        href = shown(opens(self.edition, value))
        return marked(f'<a class="{kind}" {manner} href="{UP}{href}">{words}</a>')

    def href(self, position: int) -> str:
        """Where a live value opens, below the language's folder."""
        return opens(self.edition, self.values[position])

    def _span(self, span: Span) -> str:
        if span.value is not None:
            said: str = self.value(span.value, span.text)
        elif span.target:
            said = f'<a href="{shown(leads_to(self.edition, span.target))}">{shown(span.text)}</a>'
        else:
            said = shown(span.text)
        said = f"<em>{said}</em>" if span.em else said
        return f"<strong>{said}</strong>" if span.strong else said


def plain(words: Words) -> str:
    """The words alone, paragraphs parted by a line."""
    return "\n".join("".join(span.text for span in paragraph) for paragraph in words)


def spoken(words: Iterable[str]) -> int:
    """How many words there are, counted as a reader would."""
    return sum(len(each.split()) for each in words)
