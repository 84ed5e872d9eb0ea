"""From t to normal scores, and from sums of squares to normal scores: tables made once, looked up by pixel.

Whatever the number of images and orbits, a pixel without change then has a score of mean 0 and variance 1.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.stack import Raster

#: Points of each table, and where they end, before chances are too small for a number; then straight on.
_POINTS, _T_END, _SQUARES_END = 2_048, 6.3, 36.0


@cache
def _of_t(free: float) -> NDArray[np.float32]:
    """Normal score of |t|, at points of the root of log(1 + t² / free)."""
    from scipy.special import log_ndtr, ndtri_exp
    from scipy.stats import t as student

    t = np.sqrt(free * np.expm1(np.linspace(0, _T_END / free**0.25, _POINTS) ** 2))
    tails = student.logsf(t, free)
    found: NDArray[np.float32] = np.where(t == 0, 0, -ndtri_exp(np.minimum(tails, log_ndtr(0)))).astype(
        np.float32
    )
    return found


@cache
def _of_squares(terms: int) -> NDArray[np.float32]:
    """Normal score of a sum of so many squared scores, at points of its root."""
    from scipy.special import ndtri_exp
    from scipy.stats import chi2

    root = np.linspace(0, _SQUARES_END, _POINTS)
    tails = chi2.logsf(root**2, terms)
    below = chi2.logcdf(root**2, terms)
    with np.errstate(divide="ignore"):
        scores = np.where(
            tails < -0.7, -ndtri_exp(np.minimum(tails, -1e-300)), ndtri_exp(np.maximum(below, -700))
        )
    return np.maximum(scores, -8).astype(np.float32)


@compiled
def _look_up_t(t: Raster, df: Raster, known: float, tables: NDArray[np.float32], z: Raster) -> None:
    points = tables.shape[1] - 1
    for y in range(t.shape[0]):
        for x in range(t.shape[1]):
            row = tables[int(df[y, x])]
            if df[y, x] == 0:
                z[y, x] = np.nan
                continue
            free = df[y, x] + known
            at = np.sqrt(np.log1p(np.float64(t[y, x]) ** 2 / free) * np.sqrt(free)) / _T_END * points
            low = min(int(at), points - 1)
            score = row[low] + (row[low + 1] - row[low]) * (at - low)
            z[y, x] = score if t[y, x] >= 0 else -score


@compiled
def _look_up_squares(
    squares: Raster, terms: NDArray[np.uint8], tables: NDArray[np.float32], scores: Raster
) -> None:
    points = tables.shape[1] - 1
    for y in range(squares.shape[0]):
        for x in range(squares.shape[1]):
            if terms[y, x] == 0:
                scores[y, x] = np.nan
                continue
            at = np.sqrt(np.float64(squares[y, x])) / _SQUARES_END * points
            low = min(int(at), points - 1)
            row = tables[terms[y, x]]
            scores[y, x] = row[low] + (row[low + 1] - row[low]) * (at - low)


def scores_of_t(t: Raster, df: Raster, *, known: float = 0.0) -> Raster:
    """Normal scores of Student's t, with its sign; NaN where there are no degrees of freedom.

    Args:
        t, df: (y, x), as ``t_statistics`` gives them.
        known: degrees of freedom of the prior.

    >>> t, df = np.array([[2.776445, 0.0]], np.float32), np.array([[4.0, 0.0]], np.float32)
    >>> [round(float(each), 3) for each in scores_of_t(t, df)[0]]
    [1.96, nan]
    """
    most = int(df.max(initial=0))
    present = set(np.unique(df).astype(int).tolist())
    tables = np.zeros((most + 1, _POINTS), np.float32)
    for free in present - {0}:
        tables[free] = _of_t(free + known)
    z = np.empty_like(t)
    _look_up_t(t, df, known, tables, z)
    return z


def scores_of_squares(squares: Raster, terms: NDArray[np.uint8]) -> Raster:
    """Normal scores of sums of squares of independent normal scores; NaN where there are none.

    Args:
        squares: the sums; (y, x). ``terms``: of how many.

    >>> found = scores_of_squares(np.array([[3.841459]], np.float32), np.array([[1]], np.uint8))
    >>> round(float(found[0, 0]), 3)
    1.645
    """
    tables = np.zeros((int(terms.max(initial=0)) + 1, _POINTS), np.float32)
    for count in set(np.unique(terms).tolist()) - {0}:
        tables[count] = _of_squares(count)
    scores = np.empty_like(squares)
    _look_up_squares(squares, terms, tables, scores)
    return scores
