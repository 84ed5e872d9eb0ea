"""Whether probabilities mean what they say: among pairs given 0.9, nine in ten should be one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Bands of a reliability table (DeGroot & Fienberg 1983, *The Statistician* 32, 12-22).
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Band:
    """Pairs whose probability lies in one band.

    Attributes:
        low, high: its ends; only the last band holds its upper end.
        pairs: how many there are.
        given: their mean probability.
        true: the share of them that are one person.
    """

    low: float
    high: float
    pairs: int
    given: float
    true: float

    @property
    def off(self) -> float:
        """How far the share is from what was given, in points of a hundred."""
        return 100 * (self.true - self.given)


def reliability(
    probability: NDArray[np.float64], true: NDArray[np.bool_], *, edges: Sequence[float] = EDGES
) -> list[Band]:
    """The bands that hold any pair, lowest first.

    Args:
        probability: of each pair, (n,).
        true: whether each is one person, (n,).
        edges: where bands end.

    >>> bands = reliability(np.repeat([0.05, 0.95], 100), np.repeat([False, True, True], [99, 1, 100]))
    >>> [(band.pairs, band.given, band.true, round(band.off)) for band in bands]
    [(100, 0.05, 0.01, -4), (100, 0.95, 1.0, 5)]
    """
    inner = np.asarray(edges[1:-1])
    band = np.searchsorted(inner, probability, side="right")
    found = []
    for place in range(len(edges) - 1):
        within = band == place
        if count := int(within.sum()):
            given, share = round(float(probability[within].mean()), 6), float(true[within].mean())
            found.append(Band(edges[place], edges[place + 1], count, given, share))
    return found
