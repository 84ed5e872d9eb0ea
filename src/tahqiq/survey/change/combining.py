"""One score from several orbits and polarisations, whose share of false alarms stays what it says.

Means or maxima of absolute t-statistics, as published code takes them, alarm the more often the more orbits
there are. Here each t becomes a normal score z by its own degrees of freedom. Orbits look on different days
from different sides, so that their scores are independent where nothing changed; the polarisations of one
orbit look at once, and are correlated as much as their images are around their own means. The sum of z'R⁻¹z
over the orbits is then a chi-square with as many degrees of freedom as there are scores, and the normal score
of its upper tail is the combined score: 0 on average and 1 in variance where nothing changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.change.normal import scores_of_squares
from tahqiq.survey.stack import Raster

#: Orbit (or None) → correlation of its polarisations where nothing changed.
Correlations = Mapping[int | None, float]


def combine(
    scores: Mapping[int | None, Sequence[Raster]], correlations: Correlations | None = None
) -> Raster:
    """One normal score a pixel.

    Args:
        scores: orbit → the normal scores of its one or two polarisations; (y, x) each, NaN without value.
        correlations: of the two polarisations of an orbit; 0 where none is named.

    Returns:
        (y, x), high where something changed in either direction; NaN where no orbit has a value.

    Raises:
        ValueError: nothing to combine, or more than two polarisations of one orbit.

    >>> round(float(combine({1: [np.full((1, 1), 2.0, np.float32)]})[0, 0]), 2)
    1.69
    """
    if not scores or any(not 1 <= len(each) <= 2 for each in scores.values()):
        raise ValueError("each orbit has one polarisation or two")
    shape = next(iter(scores.values()))[0].shape
    total, terms = np.zeros(shape, np.float32), np.zeros(shape, np.uint8)
    for orbit, each in scores.items():
        r = (correlations or {}).get(orbit, 0.0)
        squares, counted = _squares(each, np.float32(r))
        total += squares
        terms += counted
    return scores_of_squares(total, terms)


def _squares(each: Sequence[Raster], r: np.float32) -> tuple[Raster, NDArray[np.uint8]]:
    """z'R⁻¹z of the polarisations a pixel has, and how many those are."""
    values = [np.nan_to_num(one, nan=0.0) for one in each]
    counted = np.zeros(each[0].shape, np.uint8)
    plain = np.zeros(each[0].shape, np.float32)
    for one, value in zip(each, values, strict=True):
        counted += ~np.isnan(one)
        plain += value**2
    if len(each) == 1 or r == 0:
        return plain, counted
    both = (plain - 2 * r * values[0] * values[1]) / (1 - r**2)
    return np.where(counted == 2, both, plain).astype(np.float32), counted
