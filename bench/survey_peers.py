"""What surveys are held against: the published method, and a port of it as it is commonly written.

Published: Ballinger's pixel-wise t-test (2024) as its code combines it: absolute t of each polarisation after
a Lee filter and a logarithm, the larger of the two, the mean over orbits, and the mean of that with its means
within 50, 100 and 150 m. Port: the same test on linear backscatter without a filter, as local copies run it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import convolve, uniform_filter

from tahqiq.survey.stack import Raster, Stack


def filtered(image: Raster, looks: float = 5.0) -> Raster:
    """Lee's filter over three by three pixels, as the published code has it, by scipy."""
    mean = uniform_filter(image, 3, mode="nearest")
    variance = uniform_filter(image**2, 3, mode="nearest") - mean**2
    scene = (variance - mean**2 / looks) / (1 + 1 / looks)
    trust = np.where(scene > 0, scene / np.maximum(variance, 1e-12), 0)
    return mean + trust * (image - mean)


def t_of(values: Raster, before: Sequence[int], after: Sequence[int]) -> Raster:
    """Student's t by numpy, absolute."""
    one, other = values[list(before)], values[list(after)]
    n, m = len(one), len(other)
    pooled = ((n - 1) * one.var(axis=0, ddof=1) + (m - 1) * other.var(axis=0, ddof=1)) / (n + m - 2)
    return np.abs(other.mean(axis=0) - one.mean(axis=0)) / np.sqrt(pooled * (1 / n + 1 / m))


def disc(radius: int) -> Raster:
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    inside = (rows**2 + columns**2 <= radius**2).astype(np.float32)
    return inside / inside.sum()


def combined(stacks: Sequence[Stack], sides: Sequence[tuple[list[int], list[int]]], *, port: bool) -> Raster:
    """Mean over orbits of the larger absolute t of an orbit's polarisations."""
    orbits: dict[int | None, list[Raster]] = {}
    for stack, (before, after) in zip(stacks, sides, strict=True):
        values = stack.values if port else np.log(np.stack([filtered(image) for image in stack.values]))
        orbits.setdefault(stack.orbit, []).append(t_of(values, before, after))
    return np.mean([np.maximum.reduce(each) for each in orbits.values()], axis=0)


def published(
    stacks: Sequence[Stack], sides: Sequence[tuple[list[int], list[int]]], *, port: bool = False
) -> Raster:
    """The published statistic, neighbourhoods taken in."""
    own = combined(stacks, sides, port=port)
    around = [convolve(own, disc(radius), mode="nearest") for radius in (5, 10, 15)]
    return (own + sum(around)) / 4
