"""The toll over time: each figure where it was said, as high as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tahqiq.publish.axis import Axis
from tahqiq.publish.edition import Edition
from tahqiq.publish.says import from_left
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.stories import Shown

_AIR = 6.0  # percent kept free at either side
_FEWEST_YEARS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotted:
    """A figure in the plane; positions in percent from the left and from the top.

    Attributes:
        low, high: of a range; alike for one figure. ``open``: 'up' or 'down' where an end is not known.
    """

    number: int
    x: float
    low: float
    high: float
    open: str = ""
    about: bool = False

    @property
    def height(self) -> float:
        """Of a range, from its foot to its head."""
        return round(self.low - self.high, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The plane: its figures, the counts at its side and the years at its foot."""

    figures: tuple[Plotted, ...]
    counts: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, str], ...]


def plot(edition: Edition, shown: tuple[Shown, ...]) -> Plot | None:
    """The drawing; None where fewer than two figures have both a number and a day."""
    dated = [(number, each, day) for number, each in enumerate(shown) if (day := _day(each)) is not None]
    if len(dated) < 2:
        return None
    days = [day for _, _, day in dated]
    first, last = min(days), max(days)
    axis = Axis.over(count for _, each, _ in dated for count in (each.min, each.max) if count is not None)

    def across(day: date) -> float:
        share = (day - first).days / max((last - first).days, 1)
        return from_left(edition, round(_AIR + (100 - 2 * _AIR) * share, 2))

    return Plot(
        figures=tuple(_plotted(number, each, across(day), axis) for number, each, day in dated),
        counts=tuple((_down(axis, tick), edition.tongue.count(tick)) for tick in axis.ticks),
        years=tuple((across(day), str(day.year)) for day in _years(first, last)),
    )


def _day(shown: Shown) -> date | None:
    """The first day on which it may have been said; None without a number or a day."""
    if shown.min is None and shown.max is None:
        return None
    try:
        return DateSpan.parse(shown.said_from, shown.said_to).start
    except ValueError:
        return None


def _plotted(number: int, shown: Shown, x: float, axis: Axis) -> Plotted:
    low = shown.min if shown.min is not None else shown.max
    high = shown.max if shown.max is not None else shown.min
    bounded = shown.hedge not in {"about", "probably"}
    up = "up" if shown.max is None and bounded else ""
    return Plotted(
        number=number,
        x=x,
        low=_down(axis, low or 0),
        high=_down(axis, high or 0),
        open="down" if shown.min is None else up,
        about=not bounded,
    )


def _down(axis: Axis, count: int) -> float:
    return round(100 - axis.at(count), 2)


def _years(first: date, last: date) -> Iterator[date]:
    """The beginnings of years; the first day, where no year begins."""
    begun = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    yield from begun if len(begun) >= _FEWEST_YEARS else [first]
