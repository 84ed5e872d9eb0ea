"""What a text says of how many: a figure, its hedge, what kind of figure it is, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

import msgspec

from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge


class Kind(StrEnum):
    """What a figure is; only a count counts people or things."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    AGE = "age"
    DATE = "date"
    YEAR = "year"
    TIME = "time"
    ORDINAL = "ordinal"
    MEASURE = "measure"
    MONEY = "money"
    COORDINATE = "coordinate"
    PHONE = "phone"
    IDENTIFIER = "identifier"


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A figure, or a word that stands for one, as a text gives it.

    Attributes:
        quote: the words, hedge included; always ``text[start:end]``.
        start: where they begin, in code points.
        end: where they end.
        kind: what the figure is. A caller who counts takes ``Kind.COUNT`` alone.
        count: the range it gives, by METHOD: 'more than 40' has no maximum, 'up to 40' no minimum,
            'dozens' neither. Unknown for everything that is no count, and for a broken number.
        value: the figure itself, exactly; None for a word without number and for a range.
        hedge: how sure the speaker is of it.
        language: the language of its words; None for bare digits.
        noun: the word counted, as written: after the figure (27 civilians), before it (طفل واحد), or
            the figure itself (قتيلان). None where none is certain.
        noun_start: where the noun begins; None without a noun.
    """

    quote: str
    start: int
    end: int
    kind: Kind = Kind.COUNT
    count: CountRange = UNKNOWN
    value: Fraction | None = None
    hedge: Hedge = Hedge.EXACT
    language: str | None = None
    noun: str | None = None
    noun_start: int | None = None


def counted_as(low: Fraction, high: Fraction | None, hedge: Hedge) -> CountRange:
    """The range that a figure (or two) gives under a hedge (METHOD: counts).

    A broken number counts nothing.

    >>> counted_as(Fraction(40), None, Hedge.MORE_THAN), counted_as(Fraction(10), Fraction(20), Hedge.RANGE)
    (CountRange(min=40, max=None), CountRange(min=10, max=20))
    >>> counted_as(Fraction(5, 2), None, Hedge.EXACT)
    CountRange(min=None, max=None)
    """
    high = low if high is None else high
    if low.denominator != 1 or high.denominator != 1:
        return UNKNOWN
    if hedge in _WITHOUT_MAXIMUM:
        return _between(low.numerator, None)
    return _between(None if hedge is Hedge.AT_MOST else low.numerator, high.numerator)


#: The same few ranges come again and again.
_between = lru_cache(maxsize=4096)(CountRange)
_WITHOUT_MAXIMUM = frozenset({Hedge.AT_LEAST, Hedge.MORE_THAN})
