"""When each pixel changed: the Bayes factor of every gap between two images, as for buildings.

One pixel tells less than a building's mean, so that its interval is wider; what it is good for is a map of
when, not a claim about one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.change.moderation import UNMODERATED, Prior
from tahqiq.survey.change.splitting import split
from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.stack import Raster

#: Variances of the change, in units of the scatter; each as probable as the other.
SIZES = np.array([0.5, 2.0, 8.0, 32.0], np.float32)

Gaps = Sequence[tuple[date, date]]


def weigh_gaps(
    prepared: Raster, splits: Sequence[int], evidence: Raster, *, prior: Prior = UNMODERATED
) -> None:
    """Adds one stack's evidence for a change in each gap, natural logarithms.

    Args:
        prepared: filtered images as logarithms, NaN without value; (t, y, x).
        splits: how many of the images lie before each gap; (G,).
        evidence: added to; (G, y, x).
        prior: what is known of the variances.
    """
    images, rows, columns = prepared.shape
    flat, found = prepared.reshape(images, -1), evidence.reshape(len(splits), rows * columns)
    _weigh(flat, np.array(splits, np.int64), prior.df, prior.variance, SIZES, found)


@compiled
def _weigh(
    values: Raster,
    splits: NDArray[np.int64],
    known: float,
    variance: float,
    sizes: NDArray[np.float32],
    evidence: Raster,
) -> None:
    images = values.shape[0]
    for x in range(values.shape[1]):
        every, every2, n = 0.0, 0.0, 0
        for i in range(images):
            value = np.float64(values[i, x])
            if value == value:  # not NaN
                every += value
                every2 += value * value
                n += 1
        left, n1, at = 0.0, 0, 0
        for gap in range(splits.shape[0]):
            while at < splits[gap]:
                value = np.float64(values[at, x])
                if value == value:  # not NaN
                    left += value
                    n1 += 1
                at += 1
            if n1 in (0, n) or n + known < 3:
                continue
            share, ratio = split(every, every2, n, left, n1, known, variance)
            half = 0.5 * (n - 1 + known)
            mean = 0.0
            for s in range(sizes.shape[0]):
                wide = 1 + share * sizes[s]
                mean += ((1 + ratio) / (1 + ratio / wide)) ** half / np.sqrt(wide)
            evidence[gap, x] += np.float32(np.log(mean / sizes.shape[0]))


def dates_of(evidence: Raster, gaps: Gaps, *, level: float = 0.9) -> NDArray[np.int32]:
    """When pixels changed, if they did.

    Args:
        evidence: of all stacks; (G, y, x). ``gaps``: first and last day of each.
        level: of the probability that the interval holds.

    Returns:
        Days as numbers such as 20170613; (3, y, x): the day by which the likeliest gap ends, the last day on
        which the pixel may still have been as it was, and the first on which it is changed for certain.
    """
    count, rows, columns = evidence.shape
    days = np.array([max((last - first).days, 1) for first, last in gaps], np.float64)
    flat = evidence.reshape(count, -1).T.astype(np.float64) + np.log(days)
    chances = np.exp(flat - flat.max(axis=1, keepdims=True))
    first, last = shortest_runs(chances, level)
    begins = np.array([_number(one) for one, _ in gaps], np.int32)
    ends = np.array([_number(other) for _, other in gaps], np.int32)
    found = np.stack([ends[chances.argmax(axis=1)], begins[first], ends[last]])
    return found.reshape(3, rows, columns)


def _number(day: date) -> int:
    """A day as a number people read.

    >>> _number(date(2017, 6, 13))
    20170613
    """
    return day.year * 10_000 + day.month * 100 + day.day
