"""A sentence prepared for telling the circumstances: its marks, and what they are for one claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tahqiq.language import lexicons
from tahqiq.language.dates import DateMention
from tahqiq.language.dates.lexicon import date_words
from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.tokens import Tokens
from tahqiq.read.attribution.lexicon import marks as speech_marks
from tahqiq.read.circumstances.lexicon import Mark, marks
from tahqiq.vocab.parties import SourceKind

if TYPE_CHECKING:
    from tahqiq.read.claims.sentences import Sentence

#: Signs that no phrase runs across.
STOPS = frozenset(',،;؛:.!?؟()[]…|•"“”«»„')


#: A mark where it stands.
Placed = lexicons.Placed[Mark]


@dataclass(slots=True)
class Scene:
    """One sentence with what stands in it.

    Attributes:
        tokens: of the whole text.
        sentence: which.
        found: marks by their first token, none inside another.
        dates: the dates in it, in order; those that tell when something was said are left out.
        dated: tokens that belong to dates.
        claimed: tokens at which the quote of a claim begins.
        doc_date: the day on which the text was written.
        totals: where marks that tell of totals begin, once they were asked for.
        present: what the marks in it do.
    """

    tokens: Tokens
    sentence: Sentence
    found: dict[int, Placed]
    dates: list[DateMention] = field(default_factory=list)
    dated: frozenset[int] = frozenset()
    claimed: frozenset[int] = frozenset()
    doc_date: date | None = None
    totals: dict[str, list[int]] = field(default_factory=dict)
    present: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.present = frozenset().union(*[placed.mark.roles for placed in self.found.values()])

    def standing(self, role: str) -> list[int]:
        """Where marks with a role begin, in order; looked up once."""
        if role not in self.present:
            return []
        if role not in self.totals:
            self.totals[role] = [at for at, placed in self.found.items() if role in placed.mark.roles]
        return self.totals[role]

    def has(self, at: int, role: str) -> bool:
        """Whether a mark with a role begins at a token."""
        placed = self.found.get(at)
        return placed is not None and role in placed.mark.roles

    def stops(self, at: int) -> bool:
        """Whether a sign stands at a token that no phrase runs across; not one within a number."""
        tokens = self.tokens
        word = tokens.words[at]
        if word in STOPS:
            return True
        return word == "-" and not tokens.glued(at) and not tokens.glued(at + 1)

    def capital(self, at: int) -> bool:
        """Whether a word is written with a capital."""
        return self.tokens.text[self.tokens.starts[at]].isupper()

    def words(self, first: int, end: int, letters: int = 0) -> str:
        """The text of some tokens, the first without so many glued letters."""
        return self.tokens.text[self.tokens.inside(first, letters) : self.tokens.ends[end - 1]]

    def names_speaker(self, at: int) -> bool:
        """Whether a kind of speaker is named from a token on, and no place: the Ministry of Health."""
        after_article = at + 1 if self.has(at, "article") else at
        hit = speech_marks().at(self.tokens, after_article)
        if hit is None or "speaker" not in hit[2].roles:
            return False
        if hit[2].kind == SourceKind.GOVERNMENT.value and hit[0] == after_article + 1:
            return False  # a capital that speaks for its government is a place as well
        placed = self.found.get(after_article)
        here = placed is not None and placed.mark.roles & {"kind", "name"}
        return not here or (placed is not None and placed.end < hit[0])

    def counts(self, at: int) -> bool:
        """Whether a numeral or an ordinal stands at a token."""
        known = date_words(None).numbers
        return (
            ordinal(self.tokens, at, known) is not None
            or compose(self.tokens, at, known, joins=0) is not None
        )

    def speaks(self, at: int) -> bool:
        """Whether a verb of saying stands at a token."""
        return self.tokens.words[at] in _sayings()


@cache
def _sayings() -> frozenset[str]:
    """Words that alone are verbs of saying."""
    known = speech_marks().from_first
    return frozenset(
        first
        for first, entries in known.items()
        if any(len(words) == 1 and "say" in mark.roles for words, _, mark in entries)
    )


def look(tokens: Tokens, sentence: Sentence) -> dict[int, Placed]:
    """The marks of a sentence, none inside another."""
    return marks().within(tokens, sentence.first, sentence.last)
