"""Ordinals in words: *fifth*, *twenty-first*, الحادي عشر, الخامس والعشرين."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.language.figures.lexicon import Lexicon, Role, Word
from tahqiq.language.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal read from tokens ``first`` to ``end``, beginning at ``start`` in the text."""

    value: int
    first: int
    end: int
    start: int
    language: str


def ordinal(tokens: Tokens, at: int, words: Lexicon) -> Ordinal | None:
    """The ordinal that begins with a token; None where there is none.

    >>> from tahqiq.language.figures.lexicon import lexicon
    >>> from tahqiq.language.tokens import cut
    >>> [ordinal(cut(each), 0, lexicon(("ar", "en"))).value for each in ("الثالث عشر", "twenty-first")]
    [13, 21]
    """
    word = words.words.get(tokens.words[at])
    if word is None:
        return None
    if word.role is Role.ORDINAL:
        value, end = _with_ten(tokens, at, word, words)
    elif word.role is Role.PART and 20 <= word.value <= 90:
        unit = _unit_after(tokens, at + 1, words)
        if unit is None:
            return None
        value, end = word.value + unit[0], unit[1]
    else:
        return None
    return Ordinal(value, at, end, tokens.inside(at, word.letters), word.language)


def _with_ten(tokens: Tokens, at: int, word: Word, words: Lexicon) -> tuple[int, int]:
    """An ordinal unit with the ten after it, where the language puts units first."""
    following = words.words.get(tokens.word(at + 1))
    units_first = words.grammars[word.language].units_first
    if following is None or following.language != word.language or not units_first or not tokens.near(at + 1):
        return word.value, at + 1
    if following.ten_mark and not following.joined and word.value in {1, 2, 3, 4, 5, 6, 7, 8, 9, 11}:
        return word.value % 10 + 10, at + 2
    if following.joined and 20 <= following.value <= 90 and word.value in {1, 2, 3, 4, 5, 6, 7, 8, 9, 11}:
        return word.value % 10 + following.value, at + 2
    return word.value, at + 1


def _unit_after(tokens: Tokens, at: int, words: Lexicon) -> tuple[int, int] | None:
    """The ordinal unit after a ten (twenty-first): its value and the token after it."""
    at += tokens.word(at) == "-"
    unit = words.words.get(tokens.word(at))
    if unit is None or unit.role is not Role.ORDINAL or unit.value > 9 or unit.letters or not tokens.near(at):
        return None
    return None if words.grammars[unit.language].units_first else (unit.value, at + 1)
