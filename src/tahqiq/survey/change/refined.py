"""Lee's refined filter: of a window of seven by seven, only the side of an edge that a pixel stands on.

The window's nine means of three by three give the direction of the strongest gradient; the half window on the
pixel's side of it gives the local statistics (Lee 1981, *Refined filtering of image noise using local
statistics*, Computer Graphics and Image Processing 15, 380-389).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.stack import Raster

#: Pixels beyond a block that are looked at.
REACH = 3
Sums = NDArray[np.float64]


@compiled
def _line_of_means(image: Raster, y: int, sums: Sums, counts: Sums, means: Sums) -> None:
    """Mean of the three by three pixels around each of a row, of those that lie inside and have a value.

    ``means`` has two more at either end, for windows whose middle lies outside; ``sums`` and ``counts``, of
    the three rows, have three.
    """
    rows, columns = image.shape
    sums[:] = 0
    counts[:] = 0
    for v in range(max(y - 1, 0), min(y + 2, rows)):
        for x in range(columns):
            value = np.float64(image[v, x])
            there = value > 0
            sums[x + 3] += value if there else 0.0
            counts[x + 3] += 1.0 if there else 0.0
    for at in range(means.shape[0]):
        n = counts[at] + counts[at + 1] + counts[at + 2]
        means[at] = (sums[at] + sums[at + 1] + sums[at + 2]) / max(n, 1.0)


@compiled
def _side(above: Sums, level: Sums, below: Sums, x: int) -> tuple[int, int]:
    """Which way the pixel's own side of the strongest edge lies: a step in rows and one in columns.

    The lines hold means two rows above, of the pixel's row, and two rows below, each from column -2 on.
    """
    north_west, north, north_east = above[x], above[x + 2], above[x + 4]
    west, here, east = level[x], level[x + 2], level[x + 4]
    south_west, south, south_east = below[x], below[x + 2], below[x + 4]
    across = (
        abs(north_west + west + south_west - north_east - east - south_east),
        abs(north_west + north + north_east - south_west - south - south_east),
        abs(north + north_west + west - south - south_east - east),
        abs(north + north_east + east - south - south_west - west),
    )
    best = 0
    for way in range(1, 4):
        if across[way] > across[best]:
            best = way
    if best == 0:
        return (0, -1) if abs(west - here) < abs(east - here) else (0, 1)
    if best == 1:
        return (-1, 0) if abs(north - here) < abs(south - here) else (1, 0)
    if best == 2:
        return (-1, -1) if abs(north_west - here) < abs(south_east - here) else (1, 1)
    return (-1, 1) if abs(north_east - here) < abs(south_west - here) else (1, -1)


@compiled
def _half(image: Raster, y: int, x: int, down: int, right: int) -> tuple[float, float]:
    """Mean and variance of the half window that lies on one side of a pixel; the sum goes row by row."""
    rows, columns = image.shape
    n, total, total2 = 0, 0.0, 0.0
    for v in range(max(-3, -y), min(4, rows - y)):
        first, last = -3, 3
        if right > 0:
            first = -v * down
        elif right < 0:
            last = v * down
        elif v * down < 0:
            continue
        for u in range(max(first, -3, -x), min(last, 3, columns - 1 - x) + 1):
            value = image[y + v, x + u]
            near = np.float64(value) if value > 0 else np.float64(0)
            n += 1 if value > 0 else 0
            total += near
            total2 += near * near
    mean = total / n
    return mean, total2 / n - mean * mean


@compiled
def refined_lee(image: Raster, first: int, last: int, looks: float, out: Raster) -> None:
    """Filters rows ``first`` to ``last`` of an image, and takes logarithms; NaN where there is no value."""
    columns = image.shape[1]
    speckle, kept = 1 / looks, 1 / (1 + 1 / looks)
    lines = np.empty((5, columns + 4), np.float64)  # means of the rows from two above to two below
    sums, counts = np.empty(columns + 6, np.float64), np.empty(columns + 6, np.float64)
    for row in range(first - 2, first + 2):
        _line_of_means(image, row, sums, counts, lines[(row - first + 2) % 5])
    for y in range(first, last):
        _line_of_means(image, y + 2, sums, counts, lines[(y - first + 4) % 5])
        above, level, below = (y - first) % 5, (y - first + 2) % 5, (y - first + 4) % 5
        for x in range(columns):
            value = image[y, x]
            if not value > 0:
                out[y - first, x] = np.nan
                continue
            down, right = _side(lines[above], lines[level], lines[below], x)
            mean, variance = _half(image, y, x, down, right)
            scene = (variance - mean * mean * speckle) * kept
            trust = scene / variance if scene > 0 else 0.0
            out[y - first, x] = np.log(mean + trust * (value - mean))
