"""An axis of counts drawn without a script: where a figure lies, and which ticks are named.

Linear from zero where the figures are near one another; logarithmic where the greatest is many times
the smallest, so that small figures can still be told apart. Positions are shares of the width, in
percent from the side where reading begins; the page mirrors them for languages read from the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

#: How many times the smallest figure the greatest must be for a logarithmic axis.
_FAR_APART = 30
#: Percent of the width kept free at either end, for marks and names of ticks.
MARGIN = 4.0
#: Decades that a logarithmic axis covers before it names powers of ten alone.
_FEW_DECADES = 2
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where, and how.

    Attributes:
        low, high: the counts at the two ends. ``ticks``: those that are named, from low to high.
        logarithmic: equal ratios, not equal differences, are equally wide.
    """

    low: int
    high: int
    logarithmic: bool
    ticks: tuple[int, ...]

    @classmethod
    def over(cls, counts: Iterable[int]) -> Axis:
        """The axis for these counts.

        >>> Axis.over([318, 1600, 1800]).ticks
        (0, 500, 1000, 1500, 2000)
        >>> axis = Axis.over([3, 1600])
        >>> axis.logarithmic, axis.ticks
        (True, (1, 10, 100, 1000, 10000))
        >>> Axis.over([]).ticks
        (0, 1)
        """
        known = sorted(counts)
        top = max([*known, 1])
        if known and known[0] > 0 and top >= _FAR_APART * known[0]:
            return cls._logarithmic(known[0], top)
        step = _step(top)
        high = -(-top // step) * step
        return cls(0, high, False, tuple(range(0, high + 1, step)))

    @classmethod
    def _logarithmic(cls, least: int, top: int) -> Axis:
        first, last = math.floor(math.log10(least)), math.ceil(math.log10(top))
        within = (1,) if last - first > _FEW_DECADES else (1, 2, 5)
        ticks = [times * 10**power for power in range(first, last) for times in within] + [10**last]
        low = max(tick for tick in ticks if tick <= least)
        high = min(tick for tick in ticks if tick >= top)
        return cls(low, high, True, tuple(tick for tick in ticks if low <= tick <= high))

    def at(self, count: int) -> float:
        """Where a count lies, in percent of the width; what lies beyond an end lies at it.

        >>> axis = Axis.over([318, 1600, 1800])
        >>> axis.at(0), axis.at(1000), axis.at(2000)
        (4.0, 50.0, 96.0)
        """
        if self.logarithmic:
            share = math.log(max(count, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (count - self.low) / (self.high - self.low)
        return round(MARGIN + (100 - 2 * MARGIN) * min(max(share, 0.0), 1.0), 2)


def _step(top: int) -> int:
    """The least of 1, 2, 5, 10, 20 … that reaches the top in few ticks."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if times * power * _TICKS >= top:
                return times * power
        power *= 10
