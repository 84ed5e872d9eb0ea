"""Bars of a waterfall as numbers: where each begins and ends on an axis that all rows of a pair share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.link.explain.waterfall import Step

#: The width of the axis, in units of the drawing.
WIDTH = 1000
#: Room at either end, as a share of the axis.
_MARGIN = 0.03
#: The least width of a bar that can be seen.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``start`` and ``width`` on the axis, and which way it speaks.

    Attributes:
        kind: prior, for, against or total.
    """

    start: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The bars of one pair; ``even`` is where the odds are even."""

    bars: tuple[Bar, ...]
    even: int


def drawing(steps: Sequence[Step], total: float) -> Drawing:
    """The bars of some steps, and of their total, which runs from even odds.

    >>> steps = [Step("", 0, -8.0, 0.0, -8.0, ""), Step("name", 0, 12.0, -8.0, 4.0, "")]
    >>> [(bar.start, bar.width, bar.kind) for bar in drawing(steps, 4.0).bars]
    [(28, 629, 'prior'), (28, 944, 'for'), (657, 315, 'total')]
    """
    ends = [0.0, total, *(each for step in steps for each in (step.before, step.after))]
    low, high = min(ends), max(ends)
    margin = (high - low or 1.0) * _MARGIN
    low, span = low - margin, (high - low) + 2 * margin or 1.0

    def at(bits: float) -> int:
        return round((bits - low) / span * WIDTH)

    def bar(before: float, after: float, kind: str) -> Bar:
        start, end = sorted((at(before), at(after)))
        return Bar(start, max(_LEAST, end - start), kind)

    bars = [bar(step.before, step.after, _kind(step)) for step in steps]
    return Drawing((*bars, bar(0.0, total, "total")), at(0.0))


def _kind(step: Step) -> str:
    if not step.comparison:
        return "prior"
    return "for" if step.bits > 0 else "against"
