"""Distributions given by their quantile function of a standard normal score: draws and intervals."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.fits import Interval

#: How many draws the methods without a posterior give.
DRAWS = 4000


@cache
def normal_scores(count: int = DRAWS) -> NDArray[np.float64]:
    """(count,) the standard normal quantiles of (i + ½) / count, rising.

    A sample of them has the quantiles of the distribution almost exactly, where random draws would
    add Monte-Carlo error for nothing.

    >>> normal_scores(3).round(3).tolist()
    [-0.967, 0.0, 0.967]
    """
    normal = NormalDist()
    scores = np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])
    scores.flags.writeable = False
    return scores


#: The scores of the ends of the 95, 80 and 50 % intervals, rising.
ENDS = np.array([NormalDist().inv_cdf(level) for level in (0.025, 0.1, 0.25, 0.75, 0.9, 0.975)])


def interval_of(totals: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Interval:
    """The exact intervals of a distribution.

    Args:
        totals: standard normal scores → the totals of the same quantiles.

    >>> round(interval_of(lambda score: 100.0 + 10.0 * score)["hi95"], 3)
    119.6
    """
    lo95, lo80, lo50, hi50, hi80, hi95 = (float(end) for end in totals(ENDS))
    return Interval(lo50=lo50, hi50=hi50, lo80=lo80, hi80=hi80, lo95=lo95, hi95=hi95)
