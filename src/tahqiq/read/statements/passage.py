"""A stretch of a statement as it is compared: folded, its stray marks and brackets set aside."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tahqiq.language.numbers import Quantity
from tahqiq.language.tokens import UNSEEN, cut
from tahqiq.read.statements.scanned import Scanned
from tahqiq.read.statements.words import Words, language_of, words

#: Words in square brackets are those of whoever passed the statement on (METHOD: counts).
_CARRIERS = re.compile(r"\[[^\[\]]{0,2000}\]")
#: A dot that ends no sentence: months, titles, single letters, and the dot before a digit.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|nr|lt|col|gen|maj|capt|sgt|cpl|brig|mr|mrs|ms|dr|st|approx|dept|gov|inc|vs|[a-z]|(?:[a-z]\.)+[a-z])$"
)
_STOP = re.compile(
    r"(?:…|\.\.\.)+|[.!?؟]+[\"')\]]*(?=\s|$)|\"(?=\s)|;(?=\s+(?:near|in|قرب|في)\s+\S+,)|\n\s*\n|\n(?=\s*(?:[-*•]|--|\(?\d{1,3}[.)]))"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry made ready for reading.

    Attributes:
        shown: as written, without diacritics.
        text: the same folded, as long; blanks for what stands in square brackets.
        words: the wordings of its language.
        scanned: the whole text that it is part of; ``origin``: where in it the passage begins.
    """

    shown: str
    text: str
    words: Words
    scanned: Scanned
    origin: int = 0

    @classmethod
    def of(cls, text: str, *, language: str | None = None) -> Passage:
        """Folds a stretch of text.

        >>> Passage.of("Two “civilians” [our note] were KILLED.").text
        'two "civilians"            were killed.'
        """
        tokens = cut(text)
        folded = tokens.folded.translate(_QUOTES)
        if "[" in folded:
            folded = _CARRIERS.sub(lambda note: " " * len(note[0]), folded)
        known = words(language or language_of(text))
        if UNSEEN in folded:
            seen = [at for at, letter in enumerate(folded) if letter != UNSEEN]
            text, folded = "".join(text[at] for at in seen), "".join(folded[at] for at in seen)
            tokens = cut(text)
        return cls(text, folded, known, Scanned(tokens, known.language))

    def part(self, start: int, end: int) -> Passage:
        """A stretch of it as a passage of its own."""
        shown, text = self.shown[start:end], self.text[start:end]
        return Passage(shown, text, self.words, self.scanned, self.origin + start)

    def figures(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The figures of a stretch, single nouns ('a child') among them, with places in the passage."""
        return self.scanned.figures(self.origin + start, self.origin + end, self.origin)

    def dated(self, at: int) -> bool:
        """Whether a place is within a date."""
        found = bisect_right(self.scanned.date_starts, self.origin + at) - 1
        return found >= 0 and self.origin + at < self.scanned.date_ends[found]

    def counts(self, start: int, end: int) -> bool:
        """Whether a stretch holds digits or a word for a number at all."""
        stretch = self.text[start:end]
        return _DIGIT.search(stretch) is not None or not self.words.number_words.isdisjoint(
            _WORD.findall(stretch)
        )

    def sentences(self) -> list[tuple[int, int]]:
        """Where the sentences begin and end."""
        return sentences_of(self.text, self.shown)


#: Fewer characters in quotation marks are a name, more than the other no quotation.
_SHORTEST_QUOTE, _LONGEST_QUOTE = 60, 4_000
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = str.maketrans("“”„«»‘’`´", '"""""' + "''''")


def sentences_of(folded: str, shown: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end; blanks belong to none.

    Args:
        folded: the text as compared.
        shown: the same as written, for its capitals.

    >>> text = "on sept. 4, 2017, it struck. two were hurt"
    >>> [text[start:end] for start, end in sentences_of(text, text)]
    ['on sept. 4, 2017, it struck.', 'two were hurt']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(folded):
        if stop[0] == "." and _ABBREVIATION.search(folded[max(start, stop.start() - 12) : stop.start()]):
            continue
        if stop[0] == '"' and not _closes(
            folded, shown, max(start, stop.start() - _LONGEST_QUOTE), stop.start()
        ):
            continue
        _keep(found, folded, start, stop.end())
        start = stop.end()
    _keep(found, folded, start, len(folded))
    return found


def _closes(folded: str, shown: str, start: int, at: int) -> bool:
    """Whether a quotation mark ends a quoted sentence that lacks its dot, and another begins."""
    opening = folded.rfind('"', start, at)
    after = shown[at + 1 : at + 12].lstrip()
    return folded[at - 1 : at].isalnum() and at - opening > _SHORTEST_QUOTE and after[:1].isupper()


def _keep(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
