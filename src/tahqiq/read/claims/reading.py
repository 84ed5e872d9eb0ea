"""Text in, proposed claims out: the road from words to proposals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tahqiq.language.dates.finding import atoms_of
from tahqiq.language.numbers import Quantity
from tahqiq.language.numbers.reader import Reader
from tahqiq.language.tokens import Tokens, cut
from tahqiq.read.claims.choosing import is_claim
from tahqiq.read.claims.counted import groups_of
from tahqiq.read.claims.denials import read_denials
from tahqiq.read.claims.groups import Group
from tahqiq.read.claims.harms import Harms
from tahqiq.read.claims.lexicon import Does, Lexicon, lexicons
from tahqiq.read.claims.marks import Line, line_of
from tahqiq.read.claims.names import with_names
from tahqiq.read.claims.prefilter import telling
from tahqiq.read.claims.proposal import Proposal
from tahqiq.read.claims.proposing import proposals_of
from tahqiq.read.claims.sentences import Sentence, sentences
from tahqiq.read.claims.sharing import settle
from tahqiq.read.claims.tolls import read_tolls
from tahqiq.vocab.claims import Effect

_TELLING = frozenset({Does.UNHARMED, Does.HARM, Does.LOSS, Does.TOLL, Does.CHANGE, Does.SUBSET})
_LISTED = frozenset({Does.FIGURE, Does.NOUN})


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
    from tahqiq.read.telling import tell  # which reads names with the words of this package

    read = telling(text, languages)
    if read is None:
        return []
    tokens = replace(cut(read), text=text)
    known = lexicons() if languages is None else languages
    parts = sentences(tokens, known)
    dates = atoms_of(tokens, None)
    figures = list(Reader(tokens, None, singulars=False, dates=dates).quantities())
    found: list[tuple[Line, Group]] = []
    so_far = _SoFar()
    for line in _lines(tokens, parts, figures, known):
        found += [(line, group) for group in so_far.read(line)]
    return tell(tokens, parts, proposals_of(tokens, found), doc_date=doc_date, dates=dates)


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
        harms = Harms(line, with_names(line, groups_of(line)), self.whole, self.listing, self.usual)
        groups = harms.resolve()
        read_tolls(line, groups, self.usual)
        settle(line, groups)
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
    starts = [each.start for each in figures]
    for sentence in parts:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        lexicon = known[sentence.language]
        beside = next((each for each in known.values() if each.script != lexicon.script), None)
        line = line_of(tokens, sentence, lexicon, figures[first:last], beside)
        told = not line.present.isdisjoint(_TELLING) or any(
            mark.entry.effect is not None for mark in line.marks
        )
        if told or _goes_on(line):
            yield line


def _goes_on(line: Line) -> bool:
    """Whether a sentence may go on with a list: a number opens it, or it has a label and a figure."""
    words = line.tokens.words[line.sentence.first : line.sentence.last]
    if line.present >= _LISTED and ":" in words:
        return True
    first = line.marks[0] if line.marks else None
    return first is not None and first.does is Does.MEASURE and first.first == line.sentence.first
