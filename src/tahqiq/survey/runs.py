"""The shortest run of neighbouring values that holds so much of a distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def shortest_runs(chances: NDArray[np.float64], level: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last column of the shortest run that holds so much of each row's sum; the likelier of equals.

    >>> first, last = shortest_runs(np.array([[0.05, 0.6, 0.35, 0.0]]), 0.9)
    >>> int(first[0]), int(last[0])
    (1, 2)
    """
    rows, columns = chances.shape
    sums = np.concatenate([np.zeros((rows, 1)), np.cumsum(chances, axis=1)], axis=1)
    wanted = level * sums[:, -1] - 1e-12
    first, last = np.zeros(rows, np.int64), np.full(rows, columns - 1, np.int64)
    found = np.zeros(rows, bool)
    for width in range(1, columns + 1):
        held = sums[:, width:] - sums[:, :-width]
        at = held.argmax(axis=1)
        now = ~found & (held[np.arange(rows), at] >= wanted)
        first[now], last[now] = at[now], at[now] + width - 1
        found |= now
    return first, last
