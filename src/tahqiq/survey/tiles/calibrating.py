"""What the images of a survey do where nothing changed, from a few windows spread over it."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.buildings.footprints import covered
from tahqiq.survey.change.moderation import Prior, prior_of
from tahqiq.survey.change.moments import prepare_band
from tahqiq.survey.change.null import Null, autocorrelation, correlation, neighbourhood_null, residuals
from tahqiq.survey.change.scales import SIDES
from tahqiq.survey.scenes.reading import read_stack
from tahqiq.survey.scenes.scene import Grid
from tahqiq.survey.stack import Raster
from tahqiq.survey.tiles.work import Calibration, Job, Key

#: Windows to each side of the survey, and their size in pixels.
WINDOWS, SIZE = 3, 160


def calibrate(job: Job) -> Calibration:
    """Looks at windows that depend on the grid alone, so that any number of workers comes to the same."""
    windows = list(sample_windows(job.grid))
    priors: dict[Key, Prior] = {}
    held: dict[Key, list[Raster]] = {}
    near: list[NDArray[np.float64]] = []
    for key in job.radar:
        sides = [job.before(key), job.after(key)]
        prepared = [_prepared(job, key, window) for window in windows]
        variances, df = (
            np.concatenate(each) for each in zip(*(_scatter(one, sides) for one in prepared), strict=True)
        )
        priors[key] = prior_of(variances, df)
        held[key] = [residuals(one, sides) for one in prepared]
        near += [autocorrelation(one, 2 * max(SIDES)) for one in held[key] if one.size]
    correlations: dict[int | None, float] = {orbit: _together(held, orbit) for orbit, _ in job.radar}
    return Calibration(priors=priors, correlations=correlations, null=_null(near, len(job.radar)))


def sample_windows(grid: Grid) -> list[Grid]:
    """Windows spread evenly over the grid, apart from one another; one window of a small one."""
    high, wide = min(SIZE, grid.height), min(SIZE, grid.width)
    rows = _spread(grid.height, high)
    columns = _spread(grid.width, wide)
    return [grid.window(row, column, high, wide) for row, column in product(rows, columns)]


def _spread(length: int, size: int) -> list[int]:
    """Where so many windows as there is room for begin."""
    many = min(WINDOWS, max(length // size, 1))
    if many == 1:
        return [(length - size) // 2]
    return [round(at * (length - size) / (many - 1)) for at in range(many)]


def _prepared(job: Job, key: Key, window: Grid) -> Raster:
    values = read_stack(job.stacks[key], window, decibels=job.decibels)
    ready = np.empty_like(values)
    for image, out in zip(values, ready, strict=True):
        prepare_band(image, 0, len(image), job.prepare, out)
    ready[:, covered(job.masked, window)] = np.nan
    return ready


def _scatter(prepared: Raster, sides: list[list[int]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Variance of each pixel around the means of its sides, and its degrees of freedom."""
    squares = np.zeros(prepared.shape[1:])
    df = np.zeros(prepared.shape[1:])
    for side in sides:
        images = prepared[side].astype(np.float64)
        n = (~np.isnan(images)).sum(axis=0)
        mean = np.nansum(images, axis=0) / np.maximum(n, 1)
        squares += np.nansum((images - mean) ** 2, axis=0)
        df += np.maximum(n - 1, 0)
    return (squares / np.maximum(df, 1)).ravel(), df.ravel()


def _together(held: dict[Key, list[Raster]], orbit: int) -> float:
    """Correlation of an orbit's two polarisations; 0 unless they were taken together."""
    of_orbit = [windows for key, windows in sorted(held.items()) if key[0] == orbit]
    if len(of_orbit) != 2 or any(one.shape != other.shape for one, other in zip(*of_orbit, strict=True)):
        return 0.0
    flat = [np.concatenate([window.reshape(len(window), -1) for window in one], axis=1) for one in of_orbit]
    return correlation(flat[0], flat[1])


def _null(near: list[NDArray[np.float64]], terms: int) -> Null | None:
    known = [each for each in near if np.isfinite(each).all()]
    return neighbourhood_null(np.mean(known, axis=0), terms) if known else None
