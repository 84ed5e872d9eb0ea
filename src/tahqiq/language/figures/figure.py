"""One number as it was read: its value, its tokens, its digits or its language."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import msgspec

from tahqiq.language.figures.lexicon import Role


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number read from tokens ``first`` to ``end``, without hedge or noun.

    Attributes:
        value: the number.
        first: its first token.
        end: the token after it.
        start: where it begins in the text (after a glued particle).
        language: of its words; None for digits alone.
        digits: the digits as folded, or empty for words.
        scale: the last scale applied by a word, 1 without.
        joined: whether a glued particle joins it to what is before.
        role: of the single word it consists of (an ordinal, a dual); PART otherwise.
    """

    value: Fraction
    first: int
    end: int
    start: int
    language: str | None = None
    digits: str = ""
    scale: int = 1
    joined: bool = False
    role: Role = Role.PART


#: A whole number as an exact one: the same few come again and again.
whole = lru_cache(maxsize=4096)(Fraction)
