"""What images do where nothing changed, learnt from how they scatter about their own means.

Differences of each image from the mean of its side of the split hold no change of the split itself, so that
the correlation of polarisations, and of neighbouring pixels, can be had from a city that was destroyed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.change.normal import scores_of_squares
from tahqiq.survey.change.scales import SIDES, neighbourhoods
from tahqiq.survey.stack import Raster

#: Correlations beyond this would make one polarisation of two.
_MOST = 0.95
#: Side and number of the fields that are simulated, in pixels; points of the null's table, to 1 in 100,000.
_FIELD, _FIELDS, _TAIL = 512, 4, 8
_EVEN, _RARE = np.linspace(0, 1, 512), np.geomspace(1e-5, 0.1, 64)


def residuals(prepared: Raster, sides: Sequence[Sequence[int]]) -> Raster:
    """Differences of prepared images from the mean of their side, in units of each pixel's own scatter.

    Args:
        prepared: (t, y, x). ``sides``: images before, and after.

    Returns:
        (images of both sides, y, x); NaN where there is no value, and 0 where nothing scatters.
    """
    found = []
    for side in sides:
        images = prepared[list(side)]
        if len(images) > 1:
            found.append(
                images - _over_time(np.nansum, images) / np.maximum((~np.isnan(images)).sum(axis=0), 1)
            )
    if not found:
        return np.empty((0, *prepared.shape[1:]), np.float32)
    every = np.concatenate(found)
    scatter = np.sqrt(_over_time(np.nansum, every**2))
    return np.asarray(every / np.where(scatter > 0, scatter, 1), np.float32)


def _over_time(how: Callable[..., Raster], images: Raster) -> Raster:
    return how(images, axis=0)


def correlation(one: Raster, other: Raster) -> float:
    """Correlation of the residuals of two polarisations, taken at the same times; 0 where there are none.

    Args:
        one, other: residuals of the same images; (t, y, x).
    """
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both].astype(np.float64), other[both].astype(np.float64)
    size = np.sqrt((a @ a) * (b @ b))
    return float(np.clip((a @ b) / size, -_MOST, _MOST)) if size > 0 else 0.0


def autocorrelation(residual: Raster, reach: int) -> NDArray[np.float64]:
    """Correlation of pixels so many rows and columns apart, averaged over images.

    Args:
        residual: (t, y, x), without gaps larger than a few pixels; a pixel without value counts as 0.
        reach: farthest lag, in pixels.

    Returns:
        (2 reach + 1, 2 reach + 1), 1 in the middle.
    """
    images = np.nan_to_num(residual, nan=0.0).astype(np.float64)
    rows, columns = images.shape[1:]
    padded = (rows + reach, columns + reach)
    power = (np.abs(np.fft.rfft2(images, padded)) ** 2).sum(axis=0)
    sums = np.fft.irfft2(power, padded)
    lags = np.arange(-reach, reach + 1)
    overlap = np.outer(rows - np.abs(lags), columns - np.abs(lags)).clip(1)
    found: NDArray[np.float64] = sums[np.ix_(lags % padded[0], lags % padded[1])] / overlap
    middle = found[reach, reach]
    return (
        found / middle
        if middle > 0
        else np.where(np.equal.outer(lags, 0) & np.equal.outer(lags, 0).T, 1.0, 0.0)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Null:
    """What a neighbourhood's mean score does where nothing changed.

    Attributes:
        means: mean scores, rising; ``scores``: the normal scores of their ranks.
    """

    means: NDArray[np.float32]
    scores: NDArray[np.float32]

    def of(self, means: Raster) -> Raster:
        """Normal scores of mean scores; beyond the farthest that was simulated, along a straight line."""
        found = np.interp(means, self.means, self.scores).astype(np.float32)
        slope = (self.scores[-1] - self.scores[-_TAIL]) / (self.means[-1] - self.means[-_TAIL])
        beyond = means > self.means[-1]
        found[beyond] = self.scores[-1] + slope * (means[beyond] - self.means[-1])
        found[np.isnan(means)] = np.nan
        return found


def neighbourhood_null(
    autocorrelation: NDArray[np.float64], terms: int, *, sides: Sequence[int] = SIDES, seed: int = 1
) -> Null:
    """Simulates what ``neighbourhoods`` gives where nothing changed.

    As many Gaussian fields as there are scores a pixel, each correlated from pixel to pixel as the images'
    residuals are, go through the same squares, normal scores and means as the images do.

    Args:
        autocorrelation: of the residuals; (2 r + 1, 2 r + 1).
        terms: how many scores are combined in a pixel.
        sides: of the neighbourhoods; ``seed``: of the fields.
    """
    from scipy.special import ndtri

    chance, edge = np.random.default_rng(seed), max(sides)
    amplitude = _amplitude(autocorrelation)
    held = []
    for _ in range(_FIELDS):
        squares = np.zeros((_FIELD, _FIELD), np.float32)
        for _ in range(terms):
            noise = np.fft.rfft2(chance.standard_normal((_FIELD, _FIELD)))
            squares += np.fft.irfft2(noise * amplitude, (_FIELD, _FIELD)).astype(np.float32) ** 2
        scores = scores_of_squares(squares, np.full(squares.shape, terms, np.uint8))
        held.append(neighbourhoods(scores, sides=sides)[edge:-edge, edge:-edge].ravel())
    ordered = np.sort(np.concatenate(held))
    ranks = (np.arange(len(ordered)) + 0.5) / len(ordered)
    kept = np.unique((np.concatenate([_EVEN, 1 - _RARE]) * (len(ordered) - 1)).astype(int))
    return Null(ordered[kept], ndtri(ranks[kept]).astype(np.float32))


def _amplitude(autocorrelation: NDArray[np.float64]) -> NDArray[np.float64]:
    """The spectrum's root of fields so correlated, of variance 1; what no field can have is left out."""
    middle = len(autocorrelation) // 2
    lags = np.arange(-middle, middle + 1)
    around = np.zeros((_FIELD, _FIELD))
    around[np.ix_(lags % _FIELD, lags % _FIELD)] = autocorrelation
    power = np.fft.rfft2(around).real.clip(0)
    variance = np.fft.irfft2(power, (_FIELD, _FIELD))[0, 0]
    found: NDArray[np.float64] = np.sqrt(power / variance)
    return found
