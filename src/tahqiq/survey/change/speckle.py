"""Speckle filters and logarithms: images as the t-test takes them.

Speckle multiplies what is there by a gamma variate of mean 1, whose shape is the equivalent number of looks
(ENL). Lee's filter takes the local mean where the local variance is no more than speckle's, and the pixel
itself the more the variance exceeds it (Lee 1980, *IEEE PAMI* 2, 165-168; 1981, *Computer Graphics and Image
Processing* 17, 24-32). The loops are written so that a compiler makes vector instructions of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.stack import Raster

#: Equivalent number of looks of Sentinel-1 IW GRD in high resolution (ESA: Sentinel-1 Product Definition).
LOOKS = 4.4
#: Pixels on each side of the one that is filtered.
RADIUS = 1

_LN2 = np.float32(0.6931471805599453)
#: log2(1 + f) / f on [0, 1), highest power first: least squares at 400 Chebyshev nodes. The natural logarithm
#: that comes of it is within 2e-6 in single precision; ``tests/survey/change/test_speckle.py`` holds it.
_P6, _P5, _P4, _P3, _P2, _P1, _P0 = (
    np.float32(each)
    for each in (0.020490346, -0.09606625, 0.21558853, -0.33924777, 0.47770593, -0.72116273, 1.44269326)
)
_MANTISSA, _ONE = np.int32(0x007FFFFF), np.int32(0x3F800000)


@compiled
def whole(image: Raster, first: int, last: int) -> bool:
    """Whether every pixel of rows ``first`` to ``last`` has a value."""
    rows, columns = image.shape
    for y in range(max(first, 0), min(last, rows)):
        missing = 0
        for x in range(columns):
            missing += 0 if image[y, x] > 0 else 1
        if missing:
            return False
    return True


@compiled
def logarithms(values: NDArray[np.float32], bits: NDArray[np.int32], out: NDArray[np.float32]) -> None:
    """Natural logarithms of positive numbers; ``bits`` is room for the numbers' own bits, as integers."""
    n = values.shape[0]
    whole_part = values.view(np.int32)
    fraction = bits.view(np.float32)
    for x in range(n):
        bits[x] = (whole_part[x] & _MANTISSA) | _ONE
    for x in range(n):
        f = fraction[x] - np.float32(1)
        p = ((((((_P6 * f + _P5) * f + _P4) * f + _P3) * f + _P2) * f + _P1) * f + _P0) * f
        out[x] = _LN2 * (np.float32((whole_part[x] >> 23) - 127) + p)


@compiled
def _line(image: Raster, row: int, radius: int, line: NDArray[np.float32]) -> None:
    """One row with ``radius`` more columns at either end; the image's edges repeat themselves."""
    rows, columns = image.shape
    y = min(max(row, 0), rows - 1)
    for x in range(columns):
        line[x + radius] = image[y, x]
    for x in range(radius):
        line[x] = image[y, 0]
        line[columns + radius + x] = image[y, columns - 1]


@compiled
def _sum3(
    one: Raster,
    two: Raster,
    three: Raster,
    sums: Raster,
    squares: Raster,
    total: Raster,
    total2: Raster,
) -> None:
    """Sums and sums of squares over windows of three by three, from three padded lines."""
    for x in range(sums.shape[0]):
        a, b, c = one[x], two[x], three[x]
        sums[x] = a + b + c
        squares[x] = a * a + b * b + c * c
    for x in range(total.shape[0]):
        total[x] = sums[x] + sums[x + 1] + sums[x + 2]
        total2[x] = squares[x] + squares[x + 1] + squares[x + 2]


@compiled
def _sum_any(lines: Raster, top: int, sums: Raster, squares: Raster, total: Raster, total2: Raster) -> None:
    """The same over windows of any odd side, one of the lines at a time."""
    sums[:] = 0
    squares[:] = 0
    for each in range(lines.shape[0]):
        line = lines[(top + each) % lines.shape[0]]
        for x in range(line.shape[0]):
            value = line[x]
            sums[x] += value
            squares[x] += value * value
    total[:] = 0
    total2[:] = 0
    for step in range(lines.shape[0]):
        for x in range(total.shape[0]):
            total[x] += sums[x + step]
            total2[x] += squares[x + step]


@compiled
def lee(image: Raster, first: int, last: int, radius: int, looks: float, out: Raster) -> None:
    """Filters rows ``first`` to ``last`` of an image that has every value, and takes their logarithms.

    ``radius`` 0 filters nothing. ``out`` has a row for each.
    """
    columns, side = image.shape[1], 2 * radius + 1
    lines = np.empty((side, columns + 2 * radius), np.float32)
    sums = np.empty(columns + 2 * radius, np.float32)
    squares = np.empty(columns + 2 * radius, np.float32)
    total, total2 = np.empty(columns, np.float32), np.empty(columns, np.float32)
    filtered, bits = np.empty(columns, np.float32), np.empty(columns, np.int32)
    share, speckle = np.float32(1 / side**2), np.float32(1 / looks)
    kept = np.float32(1 / (1 + 1 / looks))
    for y in range(first - radius, first + radius):
        _line(image, y, radius, lines[(y - first + radius) % side])
    for y in range(first, last):
        _line(image, y + radius, radius, lines[(y - first + 2 * radius) % side])
        centre = lines[(y - first + radius) % side]
        top = (y - first) % side  # rows are added from the top, so that bands join without a seam
        if radius == 1:
            _sum3(lines[top], lines[(top + 1) % 3], lines[(top + 2) % 3], sums, squares, total, total2)
        else:
            _sum_any(lines, top, sums, squares, total, total2)
        for x in range(columns):
            mean = total[x] * share
            variance = total2[x] * share - mean * mean
            scene = (variance - mean * mean * speckle) * kept
            trust = scene / variance if scene > 0 else np.float32(0)
            filtered[x] = mean + trust * (centre[x + radius] - mean)
        logarithms(filtered, bits, out[y - first])


@compiled
def lee_with_gaps(image: Raster, first: int, last: int, radius: int, looks: float, out: Raster) -> None:
    """As ``lee``, where some pixels have no value: they stay NaN, and their neighbours do without them."""
    rows, columns = image.shape
    speckle, kept = 1 / looks, 1 / (1 + 1 / looks)
    for y in range(first, last):
        for x in range(columns):
            value = image[y, x]
            if not value > 0:
                out[y - first, x] = np.nan
                continue
            n, total, total2 = 0, 0.0, 0.0
            for v in range(max(y - radius, 0), min(y + radius + 1, rows)):
                for u in range(max(x - radius, 0), min(x + radius + 1, columns)):
                    near = np.float64(image[v, u])
                    if near > 0:
                        n += 1
                        total += near
                        total2 += near * near
            mean = total / n
            variance = total2 / n - mean * mean
            scene = (variance - mean * mean * speckle) * kept
            trust = scene / variance if scene > 0 else 0.0
            out[y - first, x] = np.log(mean + trust * (value - mean))


def prepared(image: Raster, *, radius: int = RADIUS, looks: float = LOOKS) -> Raster:
    """One whole image, filtered by Lee's filter, as natural logarithms; NaN where there is no value.

    Args:
        image: linear backscatter; (y, x).
        radius: pixels on each side; 0 takes the logarithm alone.
        looks: equivalent number of looks.
    """
    out = np.empty(image.shape, np.float32)
    rows = image.shape[0]
    (lee if whole(image, 0, rows) else lee_with_gaps)(image, 0, rows, radius, looks, out)
    return out
