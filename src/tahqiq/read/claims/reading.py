"""Text in, proposed claims out: the road from words to proposals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.finding import atoms_of
from tahqiq.language.numbers import Quantity
from tahqiq.language.numbers.reader import Reader
from tahqiq.language.tokens import Tokens, cut
from tahqiq.read.claims.accounted import accounts
from tahqiq.read.claims.choosing import is_claim
from tahqiq.read.claims.counted import groups_of
from tahqiq.read.claims.denials import read_denials
from tahqiq.read.claims.groups import Group
from tahqiq.read.claims.harms import Harms
from tahqiq.read.claims.leaning import leans, read_leaning
from tahqiq.read.claims.lexicon import Does, Lexicon, lexicons
from tahqiq.read.claims.marks import Line, line_of, passed_by
from tahqiq.read.claims.names import with_names
from tahqiq.read.claims.ordinals import with_ordinals
from tahqiq.read.claims.prefilter import SHORT, beside, masked, numbers, telling
from tahqiq.read.claims.proposal import Proposal
from tahqiq.read.claims.proposing import proposals_of
from tahqiq.read.claims.sentences import Sentence, sentences
from tahqiq.read.claims.sharing import settle
from tahqiq.read.claims.tolls import read_tolls
from tahqiq.read.uncollected import uncollected
from tahqiq.vocab.claims import Effect

_TELLING = frozenset({Does.UNHARMED, Does.HARM, Does.LOSS, Does.TOLL, Does.CHANGE, Does.SUBSET})
_LISTED = frozenset({Does.FIGURE, Does.NOUN})
#: A text is read whole that is shorter, or that has a word of harm in fewer letters.
_READ_WHOLE, _ASIDE = 2_000, 500
#: So far is looked for those whom a list names that a sentence begins.
_LIST = 400
#: A line at least so long may go on in the next (``sentences``).
_LONG_LINE = 60
_CAUSED = frozenset({Does.CAUSE, Does.FIGURE, Does.OF_THEM})


def read_claims(
    text: str, *, doc_date: date | None = None, languages: Mapping[str, Lexicon] | None = None
) -> list[Proposal]:
    """Proposes the casualty claims of a text.

    Args:
        text: running text, of one article: a claim may take its harm from the sentences before it.
        doc_date: when it was published, for words such as 'yesterday'.
        languages: the languages to read, by code; those there are tables for by default.

    Returns:
        The proposals in the order of the text; ``within`` and ``supersedes`` are places in the list.

    >>> [each.statement for each in read_claims("Strikes killed 27 civilians, among them seven children.")]
    ['civilians killed: 27', 'children killed: 7']
    """
    known = lexicons() if languages is None else languages
    whole = len(text) <= SHORT
    places = telling(text, languages, most=len(text) // _ASIDE + 1 if whole else None)
    if not places:
        return []
    with uncollected():
        return _read(text, places, known, doc_date) if _speaks(text, places, known) else []


def _read(
    text: str, places: Sequence[int], known: Mapping[str, Lexicon], doc_date: date | None
) -> list[Proposal]:
    """The claims around some places of a text."""
    from tahqiq.read.telling import tell  # which reads names with the words of this package

    tokens = replace(cut(masked(text, places)), text=text)
    told = _told(tokens, known)
    return tell(tokens, told.parts, proposals_of(tokens, told.groups), doc_date=doc_date, dates=told.dates)


def _speaks(text: str, places: Sequence[int], known: Mapping[str, Lexicon]) -> bool:
    """Whether one of the words that may begin a claim does so: no sentence goes on from a claim before that.

    Where a text is little longer than the sentences around such words, it is quicker to read it.
    """
    if len(text) < _READ_WHOLE or len(text) < _ASIDE * len(places):
        return True
    abbreviations = frozenset[str]().union(*(each.abbreviations for each in known.values()))
    end = 0
    for place in places:
        if place < end:
            continue
        start, end = beside(text, place, abbreviations)
        begins = " " * min(_LONG_LINE, start - text.rfind("\n", 0, start) - 1)
        told = _told(cut(begins + text[start:end]), known)
        if told.listed and not told.groups and numbers(text[end : end + _LIST], known):
            told = _told(cut(begins + text[start : end + _LIST]), known)
        if told.groups:
            return True
    return False


class _Told(NamedTuple):
    """What the sentences of a text tell: the claims, and whether a list of those harmed is begun."""

    parts: list[Sentence]
    dates: list[Atom]
    groups: list[tuple[Line, Group]]
    listed: bool


def _told(tokens: Tokens, known: Mapping[str, Lexicon]) -> _Told:
    """Reads the sentences of a text one after another."""
    parts = sentences(tokens, known)
    dates = atoms_of(tokens, None)
    figures = list(Reader(tokens, None, singulars=False, dates=dates).quantities())
    found: list[tuple[Line, Group]] = []
    so_far, listed = _SoFar(), False
    for line in _lines(tokens, parts, figures, known):
        found += [(line, group) for group in so_far.read(line)]
        listed = listed or so_far.listing is not None
    return _Told(parts, dates, found, listed)


@dataclass(slots=True)
class _SoFar:
    """What a text has told before the sentence that is read.

    Attributes:
        whole: the last group that is no part of another.
        usual: the harm told: killed if any were, else the last.
        listing: the harm of those whom the sentence before began to list.
    """

    whole: Group | None = None
    usual: Effect | None = None
    listing: Effect | None = None

    def read(self, line: Line) -> list[Group]:
        """The groups of a sentence that are claims."""
        harms = Harms(
            line, with_names(line, groups_of(line), self.listing), self.whole, self.listing, self.usual
        )
        groups = harms.resolve()
        read_tolls(line, groups, self.usual)
        read_leaning(line, groups, self.whole, self.usual)
        settle(line, groups)
        groups = with_ordinals(line, groups)
        kept = [group for group in read_denials(line, groups) if is_claim(line, group)]
        self.listing = harms.lists
        if kept:
            self.whole = next((group for group in reversed(kept) if not group.part), self.whole)
            told = kept[-1].effect if self.whole is None else self.whole.effect
            killed = self.usual is Effect.KILLED or any(group.effect is Effect.KILLED for group in kept)
            self.usual = Effect.KILLED if killed else told
        return kept


def _lines(
    tokens: Tokens, parts: list[Sentence], figures: list[Quantity], known: Mapping[str, Lexicon]
) -> Iterator[Line]:
    """The sentences that may hold a claim, with the marks of each."""
    starts, passed = [each.start for each in figures], passed_by(tokens)
    others = {
        code: next((each for each in known.values() if each.script != lexicon.script), None)
        for code, lexicon in known.items()
    }
    for sentence in parts:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        lexicon, beside = known[sentence.language], others[sentence.language]
        line = line_of(tokens, sentence, lexicon, figures[first:last], beside, passed=passed)
        told = not line.present.isdisjoint(_TELLING) or any(
            mark.entry.effect is not None for mark in line.marks
        )
        if told or _goes_on(line):
            yield line


def _goes_on(line: Line) -> bool:
    """Whether a sentence may go on with a list: a number opens it, or it has a label and a figure."""
    words = line.tokens.words[line.sentence.first : line.sentence.last]
    if line.present >= _LISTED and (":" in words or accounts(line)):
        return True
    if leans(line) or _two_victims(line):
        return True
    if line.present >= _CAUSED and any(_caused_of_them(line, at) for at in range(len(line.marks) - 2)):
        return True
    first = line.marks[0] if line.marks else None
    return first is not None and first.does is Does.MEASURE and first.first == line.sentence.first


def _caused_of_them(line: Line, at: int) -> bool:
    """Whether so many of those told before are told as caused: mines caused 402 of them."""
    told = [mark.does for mark in line.marks[at : at + 3]]
    return told == [Does.CAUSE, Does.FIGURE, Does.OF_THEM]


def _two_victims(line: Line) -> bool:
    """Whether a noun of harm is within a figure, as the dual is: سقط قتيلان."""
    for mark in line.marks:
        noun = None if mark.figure is None else mark.figure.noun_start
        if noun is not None:
            word = line.tokens.words[line.holding(noun)]
            if any(entry.effect is not None for entry in line.lexicon.of(word)):
                return True
    return False
