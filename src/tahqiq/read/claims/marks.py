"""The words of a sentence that matter: figures and entries of the lexicon, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import msgspec

from tahqiq.language.numbers import Kind, Quantity
from tahqiq.language.tokens import Tokens, among
from tahqiq.read.claims.lexicon import Beginning, Does, Entry, Lexicon
from tahqiq.read.claims.sentences import Sentence

_FIGURE = Entry((), Does.FIGURE)
_OTHER_FIGURE = Entry((), Does.MEASURE)
_AGE = Entry((), Does.LOOSE)
_KINDS = {Kind.COUNT: _FIGURE, Kind.AGE: _AGE}
_COMMA = Entry((), Does.COMMA)
_OPEN = Entry((), Does.OPEN)
_CLOSE = Entry((), Does.CLOSE)
_STOP = Entry((), Does.CLAUSE)
_DASH = Entry((), Does.CLAUSE)
_SIGNS = {
    **dict.fromkeys([",", "،"], _COMMA),
    **dict.fromkeys([";", "؛", ":"], _STOP),
    **dict.fromkeys("([", _OPEN),
    **dict.fromkeys(")]", _CLOSE),
    "-": _DASH,
}


class Mark(msgspec.Struct, eq=False, gc=False):
    """A figure, or a word or phrase of the lexicon, where it stands.

    Attributes:
        entry: the figure, word or phrase; ``does``: what it does.
        first: its first token; ``end``: the token after it.
        figure: the quantity, where it is one.
        joined: whether a glued 'and' stands before it; ``governed``: a glued preposition.
        age: the years, where it is an age.
    """

    entry: Entry
    does: Does
    first: int
    end: int
    figure: Quantity | None = None
    joined: bool = False
    governed: bool = False
    age: int | None = None

    @property
    def single(self) -> bool:
        """Whether it is a single word."""
        return len(self.entry.words) == 1


@dataclass(slots=True)
class Line:
    """A sentence ready to be read.

    Attributes:
        tokens: of the text. ``sentence``: which of them. ``lexicon``: of its language.
        marks: the words that matter; ``starts``: the first token of each; ``present``: what they do, and
            ``by_kind`` those that do it, in order.
        passed: how many words stand before each token of the text (``passed_by``).
        told: how many of the words of the sentence stand in the marks before each, and in all of them.
    """

    tokens: Tokens
    sentence: Sentence
    lexicon: Lexicon
    marks: list[Mark]
    passed: Sequence[int]
    starts: list[int] = field(init=False)
    by_kind: dict[Does, list[Mark]] = field(init=False)
    present: frozenset[Does] = field(init=False)
    told: list[int] = field(init=False)

    def __post_init__(self) -> None:
        passed = self.passed
        by_kind: dict[Does, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            by_kind[mark.does].append(mark)
        self.by_kind, self.present = by_kind, frozenset(by_kind)
        self.starts = [mark.first for mark in self.marks]
        self.told = [0, *accumulate([passed[mark.end] - passed[mark.first] for mark in self.marks])]

    def doing(self, does: Does) -> Sequence[Mark]:
        """The marks that do something, in order."""
        return self.by_kind[does] if does in self.present else ()

    def place(self, token: int) -> int:
        """The first mark that begins at a token or after it."""
        return bisect_left(self.starts, token)

    @property
    def of(self) -> tuple[str, ...]:
        """The word between a figure and a known whole (27 of the dead)."""
        return (self.lexicon.grammar.of,)

    def known(self, at: int) -> bool:
        """Whether a mark begins at a token."""
        place = bisect_left(self.starts, at)
        return place < len(self.starts) and self.starts[place] == at

    def holding(self, position: int) -> int:
        """The token that holds a position of the text."""
        return _first_token(self.tokens, position)

    def joined_before(self, at: int) -> bool:
        """Whether an 'and' stands right before a token."""
        place = self.place(at)
        mark = self.marks[place - 1] if place else None
        return mark is not None and mark.does is Does.AND and self.bare(mark.end, at) == 0

    def capital(self, at: int) -> bool:
        """Whether a capital letter begins a token of the sentence."""
        return at < self.sentence.last and self.tokens.text[self.tokens.starts[at]].isupper()

    def possessive(self, at: int) -> bool:
        """Whether a sign of possession stands at a token (the children's ward)."""
        return self.tokens.word(at) in POSSESSIVE and self.tokens.glued(at)

    def tied(self, at: int) -> bool:
        """Whether a hyphen at a token ties a word to the one before (a three-storey house)."""
        tokens = self.tokens
        joined = tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1)
        return joined and tokens.word(at + 1).isalpha()

    def bare(self, first: int, end: int) -> int:
        """How many words stand between two tokens; a high number where a sign parts them."""
        return self.passed[end] - self.passed[first] if first < end else 0


#: Signs of possession.
POSSESSIVE = frozenset({"'", "’"})
#: More words than may stand between any two that belong together.
_PARTED = 100
#: Signs that part nothing: they stand inside a word or around one.
_WITHIN = frozenset("-'’\"“”«»_#@*/`‘")


def passed_by(tokens: Tokens) -> list[int]:
    """How many words stand before each token of a text; a high number more for every sign that parts.

    What stands between two tokens is the difference of theirs, however far they are apart.
    """
    each = {word: 1 if word.isalpha() else 0 if word in _WITHIN else _PARTED for word in set(tokens.words)}
    weights = list(map(each.__getitem__, tokens.words))
    if "-" in tokens.folded:
        for at in among(tokens.words, {"-"}):
            weights[at] = 0 if tokens.glued(at) else _PARTED
    for at in among(tokens.words, {"."}):
        if at and len(tokens.words[at - 1]) == 1 and tokens.words[at - 1].isalpha() and tokens.glued(at):
            weights[at] = 0  # a U.S. soldier
    return [0, *accumulate(weights)]


def line_of(
    tokens: Tokens,
    sentence: Sentence,
    lexicon: Lexicon,
    figures: Sequence[Quantity],
    beside: Lexicon | None = None,
    *,
    passed: Sequence[int],
) -> Line:
    """The marks of a sentence.

    Args:
        tokens: of the whole text.
        sentence: to read.
        lexicon: of its language.
        figures: the quantities of the sentence, in order.
        beside: of the language whose words may stand among them in another script.
        passed: the words before each token of the text (``passed_by``).
    """
    words, first, last = tokens.words, sentence.first, sentence.last
    counted = {_first_token(tokens, each.start): each for each in figures}
    marks: list[Mark] = []
    end = first
    for at, begun in enumerate(_beginnings(words[first:last], lexicon, beside), first):
        if at < end:
            continue
        if at in counted:
            mark = _counted(tokens, at, last, lexicon, begun, counted)
        elif begun is None or (begun.alone is None and words[at + 1] not in begun.longer):
            mark = _sign(tokens, at) if words[at] in _SIGNS else None
        elif begun.certain is not None and words[at + 1] not in begun.longer:
            alone = begun.certain
            mark = Mark(alone, alone.does, at, at + 1, None, alone.joined, alone.governed)
        else:
            mark = _phrase(tokens, at, last, begun, counted)
        if mark is not None:
            marks.append(mark)
            end = mark.end
    return Line(tokens, sentence, lexicon, marks, passed)


def _counted(
    tokens: Tokens,
    at: int,
    last: int,
    lexicon: Lexicon,
    begun: Beginning | None,
    counted: Mapping[int, Quantity],
) -> Mark | None:
    """The mark that begins with a token at which a figure does: mostly that figure."""
    figure = counted[at]
    if begun is None:
        return _figure(tokens, at, figure, lexicon)
    if _plural(tokens, at, figure, begun) or _begins_toll(tokens, at, figure, begun):
        return _phrase(tokens, at, last, begun, counted)  # المدنيين, number of dead
    return _figure(tokens, at, figure, lexicon)


def _beginnings(words: Sequence[str], lexicon: Lexicon, beside: Lexicon | None) -> Sequence[Beginning | None]:
    """What begins with each word; where it is in another script, what does beside."""
    found = list(map(lexicon.begun.__getitem__, words))
    latin = lexicon.script == "latin"
    if beside is not None and not (latin and "".join(words).isascii()):
        for at in [at for at, each in enumerate(found) if each is None]:
            if words[at].isascii() is not latin and words[at].isalpha():
                found[at] = beside.begun[words[at]]
    return found


def _sign(tokens: Tokens, at: int) -> Mark | None:
    """A sign that joins, parts or encloses; a dash only between blanks."""
    entry = _SIGNS[tokens.words[at]]
    return None if entry is _DASH and tokens.glued(at) else Mark(entry, entry.does, at, at + 1)


def _phrase(
    tokens: Tokens, at: int, last: int, begun: Beginning, counted: Mapping[int, Quantity]
) -> Mark | None:
    """The longest entry that begins with a token, no figure within it but words of a toll; else a dash."""
    words, alone = tokens.words, begun.alone
    for entry in begun.longer.get(words[at + 1], ()):
        end = at + len(entry.words)
        if end > last or (end > at + 2 and tuple(words[at + 2 : end]) != entry.words[2:]):
            continue
        within = [counted[here] for here in range(at + 1, end) if here in counted] if counted else ()
        if not within or all(_gives_way(each, entry) or _inside(tokens, each, entry, end) for each in within):
            return Mark(entry, entry.does, at, end, None, entry.joined, entry.governed)
    if alone is None:
        return _sign(tokens, at) if words[at] == "-" else None
    if alone.owned or alone.other is not None:  # مسلحة is no مسلح of his, though both are compared alike
        written = tokens.text[tokens.ends[at] - 1] == tokens.folded[tokens.ends[at] - 1]
        if not written and alone.other is None:
            return None
        alone = (alone.other or alone) if written else alone
    return Mark(alone, alone.does, at, at + 1, None, alone.joined, alone.governed)


def _inside(tokens: Tokens, figure: Quantity, entry: Entry, end: int) -> bool:
    """Whether a figure is wholly a part of words of harm: lost two fingers, various degrees of injury."""
    return entry.does is Does.HARM and _first_token(tokens, figure.end - 1) < end


def _gives_way(figure: Quantity, entry: Entry) -> bool:
    """Whether a figure within a phrase is none of its own: number of (dead), a third (was hurt)."""
    if figure.kind is Kind.ORDINAL:
        return entry.does in {Does.OTHERS, Does.SHARE, Does.NOUN}
    return entry.does is Does.TOLL and figure.value is None


def _begins_toll(tokens: Tokens, at: int, figure: Quantity, begun: Beginning) -> bool:
    """Whether words without a number are those of a toll (number of dead), or an ordinal one of others."""
    if figure.kind is Kind.ORDINAL:
        return begun.alone is not None and begun.alone.does is Does.OTHERS
    if figure.value is not None or figure.kind is not Kind.COUNT:
        return False
    size = _first_token(tokens, figure.end - 1) + 1 - at
    longer = [entry for entry in begun.longer.get(tokens.words[at + 1], ()) if entry.does is Does.TOLL]
    return any(
        len(entry.words) > size and tuple(tokens.words[at : at + len(entry.words)]) == entry.words
        for entry in longer
    )


def _plural(tokens: Tokens, at: int, figure: Quantity, begun: Beginning) -> bool:
    """Whether what may be the dual of a noun with the article is its plural, as the tables have it."""
    noun = figure.noun_start is not None and _first_token(tokens, figure.end - 1) == at
    alone = begun.alone
    return noun and figure.value == 2 and alone is not None and alone.number == 3 and alone.definite


def _first_token(tokens: Tokens, position: int) -> int:
    """The token that holds a position of the text."""
    return bisect_right(tokens.starts, position) - 1


def _figure(tokens: Tokens, at: int, figure: Quantity, lexicon: Lexicon) -> Mark:
    """A figure as a mark; a noun inside it (264 children at least) is left to be read after it."""
    end = max(at, _first_token(tokens, figure.end - 1)) + 1
    noun = figure.noun_start
    if noun is not None and figure.start < noun < figure.end:
        end = max(at + 1, _first_token(tokens, noun))
    glued = tokens.folded[tokens.starts[at] : figure.start]
    grammar = lexicon.grammar
    joined = bool(glued) and glued.startswith(grammar.joining or ("\0",))
    if not glued and tokens.words[at].startswith(grammar.joining or ("\0",)):
        second = tokens.starts[at] + 1  # وأحد is written unlike واحد, and compared alike
        joined = tokens.text[second : second + 1] != tokens.words[at][1:2]
    before = glued.replace(grammar.article, "") if grammar.article else glued
    governed = bool(before) and any(letter in before for letter in grammar.prepositions)
    entry = _KINDS.get(figure.kind, _OTHER_FIGURE)
    age = int(figure.value) if entry is _AGE and figure.value is not None else None
    return Mark(entry, entry.does, at, end, figure if entry is _FIGURE else None, joined, governed, age)
