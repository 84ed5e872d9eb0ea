"""The words of a sentence that matter: figures and entries of the lexicon, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tahqiq.language.numbers import Kind, Quantity
from tahqiq.language.tokens import Tokens
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
_SIGNS = {
    **dict.fromkeys([",", "،"], _COMMA),
    **dict.fromkeys([";", "؛", ":"], _STOP),
    **dict.fromkeys("([", _OPEN),
    **dict.fromkeys(")]", _CLOSE),
}


class Mark:
    """A figure, or a word or phrase of the lexicon, where it stands.

    Attributes:
        entry: the figure, word or phrase; ``does``: what it does.
        first: its first token; ``end``: the token after it.
        figure: the quantity, where it is one.
        joined: whether a glued 'and' stands before it; ``governed``: a glued preposition.
        age: the years, where it is an age.
    """

    __slots__ = ("age", "does", "end", "entry", "figure", "first", "governed", "joined")

    def __init__(  # written out: a text has one for every other word
        self,
        entry: Entry,
        first: int,
        end: int,
        figure: Quantity | None = None,
        joined: bool = False,
        governed: bool = False,
        age: int | None = None,
    ) -> None:
        self.entry, self.does = entry, entry.does
        self.first, self.end = first, end
        self.figure, self.age = figure, age
        self.joined, self.governed = joined, governed

    @property
    def single(self) -> bool:
        """Whether it is a single word."""
        return len(self.entry.words) == 1


@dataclass(slots=True)
class Line:
    """A sentence ready to be read.

    Attributes:
        tokens: of the text. ``sentence``: which of them. ``lexicon``: of its language.
        marks: the words that matter; ``starts``: the first token of each; ``present``: what they do.
    """

    tokens: Tokens
    sentence: Sentence
    lexicon: Lexicon
    marks: list[Mark]
    starts: list[int] = field(init=False)
    present: frozenset[Does] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [mark.first for mark in self.marks]
        self.present = frozenset([mark.does for mark in self.marks])

    def place(self, token: int) -> int:
        """The first mark that begins at a token or after it."""
        return bisect_left(self.starts, token)

    @property
    def of(self) -> tuple[str, ...]:
        """The word between a figure and a known whole (27 of the dead)."""
        return (self.lexicon.grammar.of,)

    def known(self, at: int) -> bool:
        """Whether a mark begins at a token."""
        place = self.place(at)
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
        return self.tokens.word(at) in _POSSESSIVE and self.tokens.glued(at)

    def tied(self, at: int) -> bool:
        """Whether a hyphen at a token ties a word to the one before (a three-storey house)."""
        tokens = self.tokens
        joined = tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1)
        return joined and tokens.word(at + 1).isalpha()

    def bare(self, first: int, end: int) -> int:
        """How many words stand between two tokens; a high number where a sign parts them."""
        words = self.tokens.words
        count = 0
        for at in range(first, end):
            word = words[at]
            if word.isalpha():
                count += 1
            elif word not in _WITHIN or (word == "-" and not self.tokens.glued(at)):
                count += _PARTED
        return count


_POSSESSIVE = frozenset({"'", "’"})
#: More words than may stand between any two that belong together.
_PARTED = 100
#: Signs that part nothing: they stand inside a word or around one.
_WITHIN = frozenset("-'’\"“”«»_#@*/`‘")


def line_of(
    tokens: Tokens,
    sentence: Sentence,
    lexicon: Lexicon,
    figures: Sequence[Quantity],
    beside: Lexicon | None = None,
) -> Line:
    """The marks of a sentence.

    Args:
        tokens: of the whole text.
        sentence: to read.
        lexicon: of its language.
        figures: the quantities of the sentence, in order.
        beside: of the language whose words may stand among them in another script.
    """
    counted = {_first_token(tokens, each.start): each for each in figures}
    marks: list[Mark] = []
    words, at = tokens.words, sentence.first
    last, begun_by = sentence.last, _beginnings(words[at : sentence.last + 1], lexicon, beside)
    first = at
    while at < last:
        begun, figure, word = begun_by[at - first], counted.get(at), words[at]
        if begun is None and figure is None and word.isalpha():
            at += 1
            continue
        if figure is not None and begun is not None and _plural(tokens, at, figure, begun):
            figure = None  # المدنيين
        if figure is not None and (begun is None or not _begins_toll(tokens, at, figure, begun)):
            mark: Mark | None = _figure(tokens, at, figure, lexicon)
        elif begun is not None:
            mark = _phrase(tokens, at, last, begun, counted)
            if mark is None and word == "-":
                mark = _sign(tokens, at, word)
        elif word.isalpha():
            mark = None
        else:
            mark = _sign(tokens, at, word)
        if mark is not None:
            marks.append(mark)
            at = mark.end
        else:
            at += 1
    return Line(tokens, sentence, lexicon, marks)


def _beginnings(words: Sequence[str], lexicon: Lexicon, beside: Lexicon | None) -> Sequence[Beginning | None]:
    """What begins with each word but the last; where it is in another script, what does beside."""
    begun = lexicon.begun
    found = [begun[word] for word in words[:-1]]
    latin = lexicon.script == "latin"
    if beside is not None and not (latin and "".join(words).isascii()):
        for at in [at for at, each in enumerate(found) if each is None]:
            if words[at].isascii() is not latin and words[at].isalpha():
                found[at] = beside.begun[words[at]]
    return [
        None if each is not None and each.alone is None and after not in each.longer and word != "-" else each
        for word, after, each in zip(words, words[1:], found, strict=False)
    ]


def _sign(tokens: Tokens, at: int, word: str) -> Mark | None:
    """A sign that joins, parts or encloses; a dash between blanks parts."""
    if word == "-":
        return None if tokens.glued(at) else Mark(_STOP, at, at + 1)
    entry = _SIGNS.get(word)
    return None if entry is None else Mark(entry, at, at + 1)


def _phrase(
    tokens: Tokens, at: int, last: int, begun: Beginning, counted: Mapping[int, Quantity]
) -> Mark | None:
    """The longest entry that begins with a token, no figure within it but words of a toll."""
    words = tokens.words
    for entry in begun.longer.get(words[at + 1], ()) if begun.longer else ():
        end = at + len(entry.words)
        if end > last or tuple(words[at:end])[1:] != entry.words[1:]:
            continue
        within = [counted[here] for here in range(at + 1, end) if here in counted]
        if all(_gives_way(each, entry) or _inside(tokens, each, entry, end) for each in within):
            return Mark(entry, at, end, None, entry.joined, entry.governed)
    alone = begun.alone
    if alone is None:
        return None
    if alone.owned or alone.other is not None:  # مسلحة is no مسلح of his, though both are compared alike
        written = tokens.text[tokens.ends[at] - 1] == tokens.folded[tokens.ends[at] - 1]
        alone = (alone.other or alone) if written else (alone if alone.other is not None else None)
    if alone is None:
        return None
    return Mark(alone, at, at + 1, None, alone.joined, alone.governed)


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
    governed = any(letter in before for letter in grammar.prepositions)
    entry = _KINDS.get(figure.kind, _OTHER_FIGURE)
    age = int(figure.value) if entry is _AGE and figure.value is not None else None
    return Mark(entry, at, end, figure if entry is _FIGURE else None, joined, governed, age)
