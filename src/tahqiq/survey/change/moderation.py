"""Variances of few images, steadied by those of all pixels.

Three images a side leave four degrees of freedom, and a variance that may be small by chance. Pixels of one
scene scatter alike, speckle above all: each pixel's variance is drawn towards the scene's as by so many
degrees of freedom as the variances of all pixels show them to be alike (Smyth 2004, *Statistical Applications
in Genetics and Molecular Biology* 3, article 3, section 6). The t-statistic then has both degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Degrees of freedom at most: from here on all pixels are taken to have one variance.
MOST = 200.0


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a pixel's variance before it is seen.

    Attributes:
        df: how many degrees of freedom that is worth; 0 is nothing.
        variance: the scene's.
    """

    df: float = 0.0
    variance: float = 0.0


#: Every pixel for itself, as in the published method.
UNMODERATED = Prior()


def prior_of(variances: NDArray[np.float64], df: NDArray[np.float64]) -> Prior:
    """Fits the prior to the variances of many pixels, by the mean and the variance of their logarithms.

    Args:
        variances: of pixels (or buildings), those without one left out; (n,).
        df: their degrees of freedom; (n,).

    Returns:
        ``UNMODERATED`` where there are fewer than a hundred.
    """
    from scipy.special import digamma, polygamma

    used = (df > 0) & (variances > 0)
    if used.sum() < 100:
        return UNMODERATED
    half = df[used] / 2
    level = np.log(variances[used]) - digamma(half) + np.log(half)
    middle = float(np.mean(level))
    excess = float(np.var(level, ddof=1) - np.mean(polygamma(1, half)))
    if excess <= float(polygamma(1, MOST / 2)):
        return Prior(MOST, float(np.exp(middle)))
    worth = 2 * _inverse_trigamma(excess)
    return Prior(worth, float(np.exp(middle + digamma(worth / 2) - np.log(worth / 2))))


def _inverse_trigamma(value: float) -> float:
    """The number whose trigamma is the value, by Newton's method (Smyth 2004, appendix)."""
    from scipy.special import polygamma

    at = 0.5 + 1 / value
    for _ in range(50):
        trigamma = float(polygamma(1, at))
        step = trigamma * (1 - trigamma / value) / float(polygamma(2, at))
        at += step
        if -step / at < 1e-10:
            break
    return at
