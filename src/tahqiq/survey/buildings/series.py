"""What each building looked like in each image: the mean of its pixels.

A building's pixels are averaged as they stand, before the logarithm and without a filter of speckle: over
pixels that belong together the mean is the best filter there is, and it takes in nothing from next door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.scenes.scene import is_optical
from tahqiq.survey.stack import Raster, Stack


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Series:
    """Buildings as one orbit sees them in one polarisation, or one band of light.

    Attributes:
        values: logarithm of the mean of each building's pixels; (B, t), NaN without any.
        dates: of the t images, in order.
        orbit, polarisation: of the images.
    """

    values: NDArray[np.float64]
    dates: tuple[date, ...]
    orbit: int | None = None
    polarisation: str = ""


def series_from(
    sums: NDArray[np.float64],
    counts: NDArray[np.float64],
    dates: tuple[date, ...],
    *,
    orbit: int | None = None,
    polarisation: str = "",
) -> Series:
    """A series from what buildings' pixels add up to.

    Light is brighter or dimmer over a whole scene, by haze, sun and season: from each optical image the
    median building is taken away. Where most of a city turns brighter between two images, so does the median.

    Args:
        sums, counts: of pixels, by image and building; (t, B).
        dates: of the images. ``orbit``, ``polarisation``: theirs.
    """
    told = counts > 0
    means = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=told)
    values = np.log(means)
    if is_optical(polarisation):
        some = told.any(axis=1)
        values[some] -= np.nanmedian(values[some], axis=1)[:, None]
    return Series(values=values.T, dates=dates, orbit=orbit, polarisation=polarisation)


def add_up(
    image: Raster, labels: NDArray[np.int64], buildings: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum and number of the pixels of each building in one image; (B,) each.

    Args:
        image: linear values, NaN where there is none; (y, x).
        labels: number of the building of each pixel from 1, 0 is none; (y, x). ``buildings``: how many.
    """
    here = (labels > 0) & (image > 0)
    found = labels[here]
    sums = np.bincount(found, weights=image[here], minlength=buildings + 1).astype(np.float64)
    return sums[1:], np.bincount(found, minlength=buildings + 1)[1:].astype(np.float64)


def series_of(stacks: Sequence[Stack], labels: NDArray[np.int32], buildings: int) -> list[Series]:
    """What buildings looked like in stacks that are held whole.

    Args:
        labels: number of the building of each pixel from 1, 0 is none; (y, x).
        buildings: how many there are.
    """
    found = []
    for stack in stacks:
        each = [add_up(image, labels.astype(np.int64), buildings) for image in stack.values]
        sums, counts = (np.stack(part) for part in zip(*each, strict=True))
        found.append(
            series_from(sums, counts, stack.dates, orbit=stack.orbit, polarisation=stack.polarisation)
        )
    return found
