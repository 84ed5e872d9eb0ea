"""Sums of images before and after, read once: all that a t-statistic needs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.change import refined
from tahqiq.survey.change.moderation import UNMODERATED, Prior
from tahqiq.survey.change.speckle import LOOKS, RADIUS, lee, lee_with_gaps, whole
from tahqiq.survey.stack import Raster, Stack

#: Filters of speckle, by name.
FILTERS = ("lee", "refined-lee", "none")
#: Bytes of one image's rows that are filtered and added up at a time: what stays near a processor.
BAND = 1 << 18
#: Pixels of prepared images that are added up at a time.
_CHUNK = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """How images are prepared.

    Attributes:
        name: 'lee', 'refined-lee' or 'none' (the logarithm alone).
        radius: of Lee's filter, pixels on each side; the refined filter has windows of 7 by 7.
        looks: equivalent number of looks.
    """

    name: str = "lee"
    radius: int = RADIUS
    looks: float = LOOKS

    @property
    def reach(self) -> int:
        """Pixels beyond a block that its filtering looks at."""
        return {"lee": self.radius, "refined-lee": refined.REACH, "none": 0}[self.name]


@compiled
def _add(band: Raster, total: Raster, squares: Raster, n: Raster) -> None:
    for y in range(band.shape[0]):
        for x in range(band.shape[1]):
            value = band[y, x]
            total[y, x] += value
            squares[y, x] += value * value
            n[y, x] += np.float32(1)


@compiled
def _add_with_gaps(band: Raster, total: Raster, squares: Raster, n: Raster) -> None:
    for y in range(band.shape[0]):
        for x in range(band.shape[1]):
            value = band[y, x]
            if value == value:  # not NaN
                total[y, x] += value
                squares[y, x] += value * value
                n[y, x] += np.float32(1)


@compiled
def _test(before: Raster, after: Raster, known: float, variance: float, t: Raster, df: Raster) -> None:
    """Student's t of two samples with one variance, from sums (3, y, x): values, squares, and how many."""
    for y in range(t.shape[0]):
        for x in range(t.shape[1]):
            n1, n2 = before[2, y, x], after[2, y, x]
            mean1, mean2 = before[0, y, x] / n1, after[0, y, x] / n2
            rest = before[1, y, x] - before[0, y, x] * mean1 + after[1, y, x] - after[0, y, x] * mean2
            free = n1 + n2 - np.float32(2)
            error = np.sqrt((max(rest, 1e-12) + known * variance) / (free + known) * (1 / n1 + 1 / n2))
            told = n1 > 0 and n2 > 0 and free > 0
            t[y, x] = (mean2 - mean1) / error if told else np.nan
            df[y, x] = free if told else np.float32(0)


@compiled
def _test_prepared(
    values: Raster, before: NDArray[np.int64], after: NDArray[np.int64], first: int, last: int, t: Raster
) -> None:
    """The t of prepared images without gaps, flattened to (images, pixels); read once, a chunk at a time."""
    total, squares = np.empty((2, _CHUNK), np.float32), np.empty((2, _CHUNK), np.float32)
    n1, n2 = np.float32(len(before)), np.float32(len(after))
    scale = np.float32((1 / n1 + 1 / n2) / (n1 + n2 - 2))
    for start in range(first, last, _CHUNK):
        end = min(start + _CHUNK, last)
        total[:] = 0
        squares[:] = 0
        for side in range(2):
            for image in before if side == 0 else after:
                row = values[image, start:end]
                for x in range(end - start):
                    value = row[x]
                    total[side, x] += value
                    squares[side, x] += value * value
        out = t[0, start:end]
        for x in range(end - start):
            mean1, mean2 = total[0, x] / n1, total[1, x] / n2
            rest = squares[0, x] - total[0, x] * mean1 + squares[1, x] - total[1, x] * mean2
            rest = rest if rest > np.float32(1e-12) else np.float32(1e-12)
            out[x] = (mean2 - mean1) / np.sqrt(rest * scale)


def t_prepared(values: Raster, before: Sequence[int], after: Sequence[int], *, workers: int = 1) -> Raster:
    """t-statistics of images that are prepared already and have every value.

    Args:
        values: logarithms of filtered backscatter; (t, y, x).
        before, after: which images are compared; three together at least, one on each side.
        workers: threads.

    Returns:
        (y, x), positive where backscatter rose.
    """
    images, rows, columns = values.shape
    flat, t = values.reshape(images, -1), np.empty((1, rows * columns), np.float32)
    sides = np.array(before, np.int64), np.array(after, np.int64)
    cuts = [int(cut) for cut in np.linspace(0, rows * columns, workers * 4 + 1)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda part: _test_prepared(flat, *sides, part[0], part[1], t), pairwise(cuts)))
    return t.reshape(rows, columns)


def t_statistics(
    stack: Stack,
    before: Sequence[int],
    after: Sequence[int],
    *,
    prepare: Filter | None = None,
    prior: Prior = UNMODERATED,
    workers: int = 1,
) -> tuple[Raster, Raster]:
    """Filters, takes logarithms and tests, a band of rows at a time.

    Args:
        stack: linear backscatter.
        before, after: which of its images are compared.
        prepare: the filter; Lee's by default.
        prior: what is known of the variances.
        workers: threads.

    Returns:
        Student's t (y, x), positive where backscatter rose, NaN where there are too few values; and the
        degrees of freedom (y, x) of the images alone, 0 there.
    """
    rows, columns = stack.shape
    t, df = np.empty((rows, columns), np.float32), np.empty((rows, columns), np.float32)
    each = max(1, BAND // (4 * max(columns, 1)))
    chosen = prepare or Filter()

    def band(first: int) -> None:
        last = min(first + each, rows)
        sums, others = (_sums(stack.values, which, first, last, chosen) for which in (before, after))
        _test(sums, others, prior.df, prior.variance, t[first:last], df[first:last])

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(band, range(0, rows, each)))
    return t, df


def tested(before: Raster, after: Raster, prior: Prior = UNMODERATED) -> tuple[Raster, Raster]:
    """Student's t and its degrees of freedom, from sums, sums of squares and numbers; (3, y, x) each."""
    t, df = np.empty(before.shape[1:], np.float32), np.empty(before.shape[1:], np.float32)
    _test(before, after, prior.df, prior.variance, t, df)
    return t, df


def _sums(values: Raster, which: Sequence[int], first: int, last: int, prepare: Filter) -> Raster:
    """Sum, sum of squares and number of the prepared values of some images; (3, rows, columns)."""
    columns = values.shape[2]
    sums = np.zeros((3, last - first, columns), np.float32)
    ready = np.empty((last - first, columns), np.float32)
    for at in which:
        complete = prepare_band(values[at], first, last, prepare, ready)
        (_add if complete else _add_with_gaps)(ready, *sums)
    return sums


def prepare_band(image: Raster, first: int, last: int, prepare: Filter, out: Raster) -> bool:
    """Filters some rows of an image and takes their logarithms; says whether every pixel has a value."""
    complete = bool(whole(image, first - prepare.reach, last + prepare.reach))
    if prepare.name == "refined-lee":
        refined.refined_lee(image, first, last, prepare.looks, out)
    else:
        (lee if complete else lee_with_gaps)(image, first, last, prepare.reach, prepare.looks, out)
    return complete
