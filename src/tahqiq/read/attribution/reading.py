"""A text prepared for finding who speaks: its marks, quotations and the dates that are no names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tahqiq.language import lexicons
from tahqiq.language.dates import DateMention
from tahqiq.language.tokens import Tokens, among
from tahqiq.read.attribution.lexicon import Mark, marks

if TYPE_CHECKING:
    from tahqiq.read.claims.sentences import Sentence

QUOTES = frozenset('"“”«»„')
_OPENS, _CLOSES = "«", "»"
#: Signs that no name runs across.
STOPS = frozenset([*QUOTES, ",", "،", ";", "؛", ":", ".", "!", "?", "؟", "(", ")", "[", "]", "…", "|", "•"])
_SIGNS = STOPS | {"-"}
#: Tokens of the longest quotation: a mark that is never closed ends with its paragraph, or here.
_LONGEST_QUOTATION = 600


_TELLING = frozenset(["admission", "own"])


#: A mark where it stands.
Placed = lexicons.Placed[Mark]


class Quotation(NamedTuple):
    """Words in quotation marks: the token of the opening mark, and that of the closing one."""

    first: int
    last: int


@dataclass(slots=True)
class Reading:
    """Tokens with what stands where.

    Attributes:
        tokens: of the whole text.
        claimed: tokens at which the quote of a proposal begins: no name runs into a claim.
        dates: tokens that belong to dates.
        quotations: in their order; ``closed``: the closing mark of each.
        telling: words that alone tell a stance, with what they do, in their order; of the sentences read.
    """

    tokens: Tokens
    claimed: frozenset[int]
    dates: frozenset[int] = frozenset()
    quotations: list[Quotation] = field(default_factory=list)
    telling: list[tuple[int, str]] = field(default_factory=list)
    closed: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.closed = [each.last for each in self.quotations]

    @classmethod
    def of(cls, tokens: Tokens, claimed: frozenset[int], dates: Sequence[DateMention] = ()) -> Reading:
        """Prepares a text; its marks are looked up sentence by sentence."""
        dated = frozenset(at for each in dates for at in range(tokens.at(each.start), tokens.at(each.end)))
        return cls(tokens, claimed, dated, quotations(tokens))

    def marks(self, first: int, last: int) -> dict[int, Placed]:
        """The marks of a stretch of tokens, none inside another."""
        found = marks().within(self.tokens, first, last)
        telling = [each for each in found.items() if not each[1].mark.roles.isdisjoint(_TELLING)]
        for at, placed in telling:
            self.telling += [(at, role) for role in _TELLING & placed.mark.roles]
        return found

    def stops(self, at: int) -> bool:
        """Whether a sign stands here that no name runs across."""
        word = self.tokens.words[at]
        if word not in _SIGNS:
            return False
        if word in {",", "."} and self.tokens.glued(at) and self.tokens.words[at + 1].isdecimal():
            return not self.tokens.glued(at + 1)  # within a number
        if word == "." and self.tokens.glued(at) and self.tokens.words[at + 1].isalpha():
            return False  # an abbreviation: the full stop of a sentence is its end
        return word in STOPS or self.dash(at)

    def dash(self, at: int) -> bool:
        """Whether a token is a dash between clauses, and not a hyphen within a word."""
        tokens = self.tokens
        return tokens.words[at] == "-" and not tokens.glued(at) and not tokens.glued(at + 1)

    def capital(self, at: int) -> bool:
        """Whether a word is written with a capital."""
        return self.tokens.text[self.tokens.starts[at]].isupper()

    def words(self, first: int, last: int) -> str:
        """The text of a stretch of tokens, verbatim."""
        return self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    def quotation_at(self, at: int) -> Quotation | None:
        """The quotation that a token is in."""
        place = bisect_left(self.closed, at) if self.closed else 0
        if place < len(self.closed) and self.quotations[place].first < at:
            return self.quotations[place]
        return None


def quotations(tokens: Tokens) -> list[Quotation]:
    """The quotations of a text, none inside another.

    >>> from tahqiq.language.tokens import cut
    >>> quotations(cut('He said: "Two died." Then «أنقاض»'))
    [Quotation(first=3, last=7), Quotation(first=9, last=11)]
    """
    made: list[Quotation] = []
    opened = -1
    for at in among(tokens.words, QUOTES):
        if opened >= 0 and (at - opened > _LONGEST_QUOTATION or _parted(tokens, opened, at)):
            opened = -1
        if opened < 0:
            opened = at if tokens.words[at] != _CLOSES else -1
        elif tokens.words[at] == _OPENS:
            opened = at
        else:
            made.append(Quotation(opened, at))
            opened = -1
    return made


def _parted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether another paragraph begins between two tokens."""
    return not all(tokens.near(at) for at in range(first + 1, last + 1))


def around(
    sentences: Sequence[Sentence], holding: Sequence[int], *, before: int = 3, after: int = 1
) -> list[int]:
    """The numbers of the sentences to read: those that hold something, and their neighbours."""
    wanted = set[int]()
    for at in holding:
        wanted.update(range(max(0, at - before), min(len(sentences), at + after + 1)))
    return sorted(wanted)
