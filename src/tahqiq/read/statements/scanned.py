"""A statement cut into tokens once: its dates and figures, each found when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cached_property

from tahqiq.language.dates import DateMention
from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.finding import atoms_of, resolved
from tahqiq.language.numbers import Quantity
from tahqiq.language.numbers.reader import Reader
from tahqiq.language.tokens import Tokens


class Scanned:
    """The tokens of a text, and what is told in them whoever asks.

    Args:
        tokens: of the whole text.
        language: of the tables that figures are read with; dates are read in every language.
    """

    def __init__(self, tokens: Tokens, language: str) -> None:
        self.tokens = tokens
        self.language = language

    @cached_property
    def worded_dates(self) -> list[Atom]:
        """The dates as worded, not yet resolved."""
        return atoms_of(self.tokens, None)

    @cached_property
    def date_starts(self) -> list[int]:
        """Where the dates begin, in code points."""
        return [each.start for each in self.worded_dates]

    @cached_property
    def date_ends(self) -> list[int]:
        """Where they end."""
        return [self.tokens.ends[each.end - 1] for each in self.worded_dates]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The figures of the text, single nouns ('a child') among them."""
        found = Reader(self.tokens, self.language, singulars=True, dates=self.worded_dates)
        return list(found.quantities())

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.quantities]

    def dates(self, reference: date | None) -> list[DateMention]:
        """The dates of the text, those without a year resolved by a day of reference."""
        return list(resolved(self.tokens, self.worded_dates, reference=reference))

    def figures(self, start: int, end: int, origin: int = 0) -> tuple[Quantity, ...]:
        """The figures that stand within a stretch, their places counted from ``origin``."""
        first, last = (bisect_left(self._starts, at) for at in (start, end))
        inside = [each for each in self.quantities[first:last] if each.end <= end]
        return tuple(_moved(each, origin) for each in inside) if origin else tuple(inside)


def _moved(each: Quantity, back: int) -> Quantity:
    """A figure with its places counted from a later origin."""
    noun = None if each.noun_start is None else each.noun_start - back
    start, end = each.start - back, each.end - back
    told = (each.kind, each.count, each.value, each.hedge, each.language, each.noun)
    return Quantity(each.quote, start, end, *told, noun)
