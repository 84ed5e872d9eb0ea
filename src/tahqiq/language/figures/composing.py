"""Number words put together: *two hundred and four thousand*, ثلاثة وعشرون ألفا.

One set of rules for all languages; what differs (whether the parts must be joined, whether the
units come first) is in the tables' ``[grammar]``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tahqiq.language.figures.figure import Figure, whole
from tahqiq.language.figures.lexicon import Grammar, Lexicon, Role, Word
from tahqiq.language.tokens import Tokens

#: No scale is as large.
_LARGEST = 10**15


@dataclass(slots=True)
class _Sum:
    """A number in the making: closed thousands, the group below them, and what may still be added."""

    grammar: Grammar
    total: int = 0
    group: int = 0
    room: int = 1000
    scale: int = _LARGEST
    unit_open: bool = False
    empty: bool = True

    def add(self, word: Word, *, joined: bool) -> bool:
        """Adds a part where the rules of the language leave room for it."""
        value = word.value
        if self._teen(word, joined=joined):
            self.group += 10
            self.room, self.unit_open = 0, False
            return True
        if not self.empty and not joined and self.grammar.joiner_required:
            return False
        if self.unit_open and self.grammar.units_first:
            if not 20 <= value < 100 or not joined:
                return False
            self.room = 0
        elif value >= self.room or (value == 0 and not self.empty):
            return False
        else:
            self.room = _room_after(value)
        self.unit_open = 1 <= value <= 9
        self.group += value
        self.empty = False
        return True

    def _teen(self, word: Word, *, joined: bool) -> bool:
        """Whether a word makes a teen of the unit before it."""
        return word.ten_mark and self.unit_open and not joined

    def multiply(self, scale: int, *, joined: bool) -> bool:
        """Multiplies the group by a scale; a scale alone is one of it."""
        if scale == 100:
            return self._hundred(joined=joined)
        alone = self.group == 0
        if scale >= self.scale or (alone and not self.empty and not joined):
            return False
        if not alone and joined:
            return False
        self.total += (1 if alone else self.group) * scale
        return self._close(scale)

    def _hundred(self, *, joined: bool) -> bool:
        """'Hundred' after a unit multiplies it; alone, or joined, it is one hundred more."""
        rest = self.group % 100
        many = 1 <= self.group < (100 if self.grammar.hundreds_over_nine else 10) and self.group % 10
        if many and not joined:
            self.group, self.room, self.unit_open = self.group * 100, 100, False
            return True
        if rest or self.group or (not self.empty and not joined) or self.room <= 100:
            return False
        self.group, self.room, self.empty = 100, 100, False
        return True

    def put(self, value: int, scale: int, *, joined: bool) -> bool:
        """Adds a scale that is already multiplied (ألفان)."""
        if self.group or scale >= self.scale or (not self.empty and not joined):
            return False
        self.total += value
        return self._close(scale)

    def _close(self, scale: int) -> bool:
        """Begins the group below a scale."""
        self.group, self.room, self.scale = 0, min(scale, 1000), scale
        self.unit_open = self.empty = False
        return True

    @property
    def value(self) -> int:
        return self.total + self.group


def _room_after(value: int) -> int:
    """What the next part must be less than."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def compose(tokens: Tokens, at: int, words: Lexicon, *, joins: int = 99) -> Figure | None:
    """The number written in words from a token on, as far as it reaches.

    Args:
        tokens: of the text.
        at: the first word.
        words: of the languages to read.
        joins: how many joined parts to read at most ('between one hundred and two').

    >>> from tahqiq.language.figures.lexicon import lexicon
    >>> from tahqiq.language.tokens import cut
    >>> compose(cut("two hundred and four people"), 0, lexicon(("en",))).value
    Fraction(204, 1)
    >>> compose(cut("ثلاثة وعشرون ألفا"), 0, lexicon(("ar",))).value
    Fraction(23000, 1)
    """
    first = words.words.get(tokens.words[at])
    if first is None or first.role in _NEVER_FIRST:
        return None
    made = _Sum(words.grammars[first.language])
    end = _take(tokens, at, words, made, first, joined=False)
    if end is None:
        return None
    return _continue(tokens, at, end, words, made, first, joins)


def _continue(
    tokens: Tokens, at: int, end: int, words: Lexicon, made: _Sum, first: Word, joins: int
) -> Figure | None:
    """Takes words until one does not fit; a part that belongs to the next number is given back."""
    turn: tuple[int, _Sum] | None = None  # where another number may have begun
    while (following := _next(tokens, end, words, made.grammar)) is not None:
        where, word, joined = following
        if joined and joins == 0:
            break
        kept = (end, replace(made))
        taken = _take(tokens, where, words, made, word, joined=joined)
        if taken is None and (other := words.homographs.get(tokens.words[where])) is not None:
            joined = True  # مئة وأحد عشر: not واحد, but أحد joined to the hundred
            taken = _take(tokens, where, words, made, other, joined=joined)
        if taken is None:
            if turn is not None and not joined and word.role is Role.SCALE:
                end, made = turn  # "one hundred and two hundred": the two belongs to the next number
            break
        if joined or kept[1].group == 0:
            turn = kept
        joins -= joined
        end = taken
    lonely = first.role is Role.IN_COMPOUNDS and end == at + 1
    if lonely:
        return None
    scale = made.scale if made.scale < _LARGEST else 1
    start = tokens.inside(at, first.letters)
    return Figure(whole(made.value), at, end, start, first.language, scale=scale, joined=first.joined)


def _next(tokens: Tokens, at: int, words: Lexicon, grammar: Grammar) -> tuple[int, Word, bool] | None:
    """The next word of the number: its token, itself, and whether it is joined to what is before."""
    joined, where = False, at
    sign = tokens.word(where)
    if sign in grammar.joiners:
        joined, where = True, where + 1
    elif sign == "-" and tokens.glued(where) and tokens.glued(where + 1):
        where += 1
        if tokens.word(where) in grammar.joiners:
            joined, where = True, where + 2
    word = words.words.get(tokens.word(where))
    if word is None or word.role not in _COMPOSING or words.grammars[word.language] is not grammar:
        return None
    if not tokens.near(where) or (word.letters and not word.joined):
        return None
    return where, word, joined or word.joined


_COMPOSING = frozenset({
    Role.PART, Role.SCALE, Role.COUNTED_SCALE, Role.DOUBLED_SCALE, Role.NOUN_SCALE, Role.IN_COMPOUNDS,
})  # fmt: skip
_NEVER_FIRST = frozenset({Role.ORDINAL, Role.PAIR, Role.COUNTED_SCALE})
_PARTS = frozenset({Role.PART, Role.IN_COMPOUNDS})


def _take(tokens: Tokens, at: int, words: Lexicon, made: _Sum, word: Word, *, joined: bool) -> int | None:
    """Takes one word into the number: the token after it, or None where it does not fit."""
    taken = False
    if word.role in _PARTS:
        taken = made.add(word, joined=joined)
    elif word.role is Role.SCALE:
        taken = made.multiply(word.value, joined=joined)
    elif word.role is Role.COUNTED_SCALE:
        taken = not joined and not made.empty and made.multiply(word.value, joined=False)
    elif word.role is Role.DOUBLED_SCALE:
        taken = made.put(2 * word.value, word.value, joined=joined)
    elif word.role is Role.NOUN_SCALE:
        taken = _noun_scale(tokens, at, words, made, word, joined=joined)
    return at + 1 if taken else None


def _noun_scale(tokens: Tokens, at: int, words: Lexicon, made: _Sum, word: Word, *, joined: bool) -> bool:
    """ألفا after a number is its scale; before a noun it is two thousand; pointed or alone, one thousand."""
    if made.group and not joined:
        return made.multiply(word.value, joined=False)
    pointed = "\u064b" in tokens.text[tokens.starts[at] : tokens.ends[at]]
    following = tokens.word(at + 1)
    if not pointed and tokens.near(at + 1) and following.isalpha() and following not in words.stops:
        return made.put(2 * word.value, word.value, joined=joined)
    return made.multiply(word.value, joined=joined)
