"""Scores of neighbourhoods: damage spreads over pixels, chance does not.

The published method averages the score of a pixel with the means of its surroundings up to 150 m.
So here. What such a mean does where nothing changed depends on how far neighbouring pixels are correlated;
it is had from simulated fields, correlated as the images are (``null.neighbourhood_null``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.survey.stack import Raster

#: Pixels to either side of each square neighbourhood; 0 is the pixel itself. At 10 m: 50, 90 and 130 m wide.
SIDES = (0, 2, 4, 6)


@compiled
def _mean(scores: Raster, side: int, first: int, last: int, out: Raster) -> None:
    """Adds to rows ``first`` to ``last`` the mean of the square around each pixel; NaN is left out of it."""
    rows, columns = scores.shape
    total, count = np.zeros(columns), np.zeros(columns)
    for y in range(first, last):
        if y == first:
            for v in range(max(y - side, 0), min(y + side + 1, rows)):
                for x in range(columns):
                    if scores[v, x] == scores[v, x]:  # not NaN
                        total[x] += scores[v, x]
                        count[x] += 1
        else:
            leaving, entering = y - side - 1, y + side
            for x in range(columns):
                if leaving >= 0 and scores[leaving, x] == scores[leaving, x]:  # not NaN
                    total[x] -= scores[leaving, x]
                    count[x] -= 1
                if entering < rows and scores[entering, x] == scores[entering, x]:  # not NaN
                    total[x] += scores[entering, x]
                    count[x] += 1
        held, n = 0.0, 0.0
        for x in range(min(side, columns)):
            held += total[x]
            n += count[x]
        for x in range(columns):
            if x + side < columns:
                held += total[x + side]
                n += count[x + side]
            if x - side - 1 >= 0:
                held -= total[x - side - 1]
                n -= count[x - side - 1]
            out[y - first, x] += np.float32(held / n) if n > 0 else np.float32(np.nan)


def neighbourhoods(
    scores: Raster, *, sides: Sequence[int] = SIDES, rows: tuple[int, int] | None = None
) -> Raster:
    """The mean, over several sizes of neighbourhood, of the mean score in it.

    Args:
        scores: (y, x), NaN where there is none.
        sides: pixels to either side of each square.
        rows: only these rows, of which ``scores`` holds the surroundings too; all of them by default.

    Returns:
        (rows, x), NaN where the pixel has no score of its own.
    """
    first, last = rows or (0, len(scores))
    total = np.zeros((last - first, scores.shape[1]), np.float32)
    for side in sides:
        _mean(scores, side, first, last, total)
    found: Raster = np.where(np.isnan(scores[first:last]), np.float32(np.nan), total / np.float32(len(sides)))
    return found
