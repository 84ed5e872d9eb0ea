"""How many: ranges in which unknown is not zero (METHOD: counts)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tahqiq.vocab.wording import Language, isolate, word


class Hedge(StrEnum):
    """How a figure was hedged by whoever said it."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    DOZENS = "dozens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    MANY = "many"
    UNSPECIFIED = "unspecified"
    PROBABLY = "probably"
    NO_REPORT = "no_report"


#: Hedges that are words without a number.
WORDS_ONLY = frozenset(
    {Hedge.DOZENS, Hedge.HUNDREDS, Hedge.THOUSANDS, Hedge.MANY, Hedge.UNSPECIFIED, Hedge.NO_REPORT}
)

_HEDGED = {
    Hedge.AT_LEAST: "at least {n}",
    Hedge.MORE_THAN: "more than {n}",
    Hedge.AT_MOST: "up to {n}",
    Hedge.ABOUT: "about {n}",
    Hedge.PROBABLY: "probably {n}",
}
_WORDS = {
    Hedge.DOZENS: "dozens",
    Hedge.HUNDREDS: "hundreds",
    Hedge.THOUSANDS: "thousands",
    Hedge.MANY: "many",
    Hedge.UNSPECIFIED: "an unspecified number",
    Hedge.NO_REPORT: "none reported",
}


@dataclass(frozen=True, slots=True)
class CountRange:
    """A count between two bounds, each of which may be unknown (None).

    ``CountRange(None, None)`` is unknown, which is not zero. ``CountRange(5, None)``
    is 'at least 5', ``CountRange(None, 5)`` 'up to 5'. A lower bound of 0 with no
    upper bound says nothing and is unknown.

    Raises:
        ValueError: a bound is negative, or the lower exceeds the upper.
    """

    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        for bound in (self.min, self.max):
            if bound is not None and bound < 0:
                raise ValueError(f"a count cannot be negative: {bound}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the lower bound {self.min} exceeds the upper {self.max}")
        if self.min == 0 and self.max is None:
            object.__setattr__(self, "min", None)

    @classmethod
    def exactly(cls, n: int) -> CountRange:
        """The range of a single figure."""
        return cls(n, n)

    @property
    def unknown(self) -> bool:
        """Neither bound is known."""
        return self.min is None and self.max is None

    def __add__(self, other: CountRange) -> CountRange:
        """The range of two disjoint groups together.

        A missing lower bound adds nothing; a missing upper bound leaves the sum
        without one: 5–7 and an unknown number are together at least 5.
        """
        if not isinstance(other, CountRange):
            return NotImplemented
        lows = [low for low in (self.min, other.min) if low is not None]
        high = None if self.max is None or other.max is None else self.max + other.max
        return CountRange(sum(lows) if lows else None, high)

    def hull(self, other: CountRange) -> CountRange:
        """The range from the lowest to the highest of two tellings of one group; unknown adds nothing."""
        return CountRange.spanning((self, other))

    @classmethod
    def spanning(cls, tellings: Iterable[CountRange]) -> CountRange:
        """From the lowest to the highest figure in several tellings of one group.

        Unknown adds nothing. An open end stays open where no other telling reaches as far:
        3 and 'at least 10' are together at least 3, while 5–7 and 'at least 6' are 5–7.

        >>> CountRange.spanning([CountRange(5, 7), CountRange(6, None), CountRange()])
        CountRange(min=5, max=7)
        """
        known = [each for each in tellings if not each.unknown]
        lows = [each.min for each in known if each.min is not None]
        highs = [each.max for each in known if each.max is not None]
        low, high = min(lows, default=None), max(highs, default=None)
        if low is not None and any(each < low for each in highs):
            low = None
        if high is not None and any(each > high for each in lows):
            high = None
        return cls(low, high)

    def text(self, language: Language = "en") -> str:
        """What a reader sees: 'Unknown', '7', '5–7', 'at least 5', 'up to 7'.

        >>> CountRange(1867, 2466).text()
        '1,867–2,466'
        """
        if self.min is None and self.max is None:
            return word("Unknown", language)
        if self.max is None:
            return word("at least {n}", language).format(n=isolate(f"{self.min:,}", language))
        if self.min is None:
            return word("up to {n}", language).format(n=isolate(f"{self.max:,}", language))
        if self.min == self.max:
            return isolate(f"{self.min:,}", language)
        return isolate(f"{self.min:,}–{self.max:,}", language)


UNKNOWN = CountRange()


def figure_text(count: CountRange, hedge: Hedge, language: Language = "en") -> str:
    """A figure with the hedge of whoever said it; words without a number stay words.

    >>> figure_text(CountRange(1600, None), Hedge.MORE_THAN)
    'more than 1,600'
    >>> figure_text(UNKNOWN, Hedge.THOUSANDS)
    'thousands'
    """
    if count.unknown:
        return word(_WORDS.get(hedge, "Unknown"), language)
    single = count.max if hedge is Hedge.AT_MOST or count.min is None else count.min
    one_number = count.min is None or count.max is None or count.min == count.max
    if hedge not in _HEDGED or not one_number or single is None or _contradicts(hedge, count):
        return count.text(language)
    return word(_HEDGED[hedge], language).format(n=isolate(f"{single:,}", language))


def _contradicts(hedge: Hedge, count: CountRange) -> bool:
    """A lower bound said of a figure that has none."""
    return hedge in {Hedge.AT_LEAST, Hedge.MORE_THAN} and count.min is None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over incidents, with how many of them had no figure (METHOD: headline total).

    ``min`` and ``max`` add only the figures there are; ``unknown`` incidents have none.
    """

    incidents: int = 0
    min: int = 0
    max: int = 0
    unknown: int = 0

    def __add__(self, other: Total) -> Total:
        """The sum over two disjoint sets of incidents."""
        if not isinstance(other, Total):
            return NotImplemented
        return Total(
            self.incidents + other.incidents,
            self.min + other.min,
            self.max + other.max,
            self.unknown + other.unknown,
        )

    @classmethod
    def of(cls, ranges: Iterable[CountRange]) -> Total:
        """Adds ranges up; an open bound counts with its closed one."""
        incidents = low = high = unknown = 0
        for each in ranges:
            incidents += 1
            unknown += each.unknown
            low += each.min or 0
            high += each.max if each.max is not None else each.min or 0
        return cls(incidents, low, high, unknown)

    def text(self, language: Language = "en") -> str:
        """What a reader sees; a sum of nothing is no zero.

        >>> Total(incidents=2, min=5, max=12).text(), Total(incidents=2, unknown=2).text(), Total().text()
        ('5–12', 'Unknown', '—')
        """
        if not self.incidents:
            return "—"
        known = self.unknown < self.incidents
        return (CountRange(self.min, self.max) if known else UNKNOWN).text(language)
