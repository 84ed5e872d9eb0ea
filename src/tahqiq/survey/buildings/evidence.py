"""How much more likely each building's images are if it changed in a given gap than if it never did.

A gap lies between two images that follow one another, of whatever orbit. If a building changed in it, every
series has one mean before and another after; the difference, in units of the scatter, is drawn from a normal
distribution of variance g, and the scatter from what all buildings show (``change.moderation``). The Bayes
factor of two means against one is then closed (Gönen, Johnson, Lu and Westfall 2005, *The American
Statistician* 59, 252-257, equation 4): with t the statistic of the split, v its degrees of freedom, and
n = n1 n2 / (n1 + n2),

    B = (1 + n g)^(-1/2) * ((1 + t²/v) / (1 + t² / (v (1 + n g))))^((v + 1) / 2)

The polarisations of an orbit, and the bands of an optical scene, are made uncorrelated first; different
orbits look on different days. Their logarithms add up. What is small for radar may be large for light, so
that sizes of change are weighed for each by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.survey.buildings.series import Series
from tahqiq.survey.buildings.sizes import common_sizes, logsumexp, of_days
from tahqiq.survey.change.moderation import Prior, prior_of
from tahqiq.survey.change.splitting import split
from tahqiq.survey.scenes.scene import is_optical

#: Variances of the difference, in units of the scatter, from hardly visible to unmistakable.
SIZES = (0.125, 0.5, 2.0, 8.0, 32.0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Evidence:
    """Bayes factors of B buildings over G gaps and S sizes of change.

    Attributes:
        logs: natural logarithms; (B, S, G).
        gaps: first and last day of each gap: the image before, and the image after.
    """

    logs: NDArray[np.float64]
    gaps: tuple[tuple[date, date], ...]

    @property
    def days(self) -> NDArray[np.float64]:
        """How long each gap is; (G,)."""
        return np.array([float((last - first).days) for first, last in self.gaps])


def evidence_of(series: Sequence[Series], *, since: date, until: date) -> Evidence:
    """Weighs every gap from the last image before ``since`` to the first on or after ``until``.

    Args:
        series: of every orbit and polarisation, and of optical bands, over the same buildings.
        since: images before it show the buildings as they were. ``until``: images from then on, as they are.

    Raises:
        ValueError: no image before, or none after.
    """
    gaps = gaps_between({day for each in series for day in each.dates}, since=since, until=until)
    light = [each for each in series if is_optical(each.polarisation)]
    radar = [each for each in series if not is_optical(each.polarisation)]
    found = [Evidence(logs=_weighed(each, gaps, since), gaps=gaps) for each in (radar, light) if each]
    return found[0] if len(found) == 1 else _beside(*found)


Gaps = tuple[tuple[date, date], ...]


def gaps_between(days: Iterable[date], *, since: date, until: date) -> Gaps:
    """Every gap from the last image before ``since`` to the first on or after ``until``.

    Raises:
        ValueError: no image before, or none after.
    """
    ordered = sorted(set(days))
    first = max((day for day in ordered if day < since), default=None)
    last = min((day for day in ordered if day >= until), default=None)
    if first is None or last is None:
        raise ValueError("there must be images before the first day and after the last")
    return tuple(pairwise(day for day in ordered if first <= day <= last))


def _weighed(series: Sequence[Series], gaps: Gaps, since: date) -> NDArray[np.float64]:
    """Log Bayes factors of series of one kind; (B, S, G)."""
    logs = np.zeros((len(series[0].values), len(SIZES), len(gaps)))
    for one in uncorrelated(series):
        splits = np.array([sum(day <= before for day in one.dates) for before, _ in gaps], np.int64)
        prior = _prior(one, sum(day < since for day in one.dates))
        _weigh(one.values, splits, prior.df, prior.variance, np.array(SIZES), logs)
    return logs


def _beside(radar: Evidence, light: Evidence) -> Evidence:
    """Radar's evidence, with that of light added, over the sizes that are common in light."""
    _, sizes = common_sizes(logsumexp(light.logs + np.log(of_days(light.days)), axis=2))
    told = logsumexp(light.logs + np.log(sizes)[None, :, None], axis=1)
    return Evidence(logs=radar.logs + told[:, None, :], gaps=radar.gaps)


def uncorrelated(series: Sequence[Series]) -> list[Series]:
    """The same series; of those taken together each without what the ones before it tell of it."""
    found: list[Series] = []
    ordered = sorted(
        series, key=lambda each: (each.orbit is None, each.orbit or 0, each.dates, each.polarisation)
    )
    for _, group in groupby(ordered, key=lambda each: (each.orbit, each.dates)):
        before: list[Series] = []
        for each in group:
            for one in before:
                each = _without(each, one)
            before.append(each)
        found += before
    return found


def _without(other: Series, one: Series) -> Series:
    """A series less its regression on another, each taken around the building's own mean of differences.

    Differences of images that follow one another hold a change only once, so that a city destroyed between
    two of them still shows how its polarisations scatter together.
    """
    a, b = np.diff(one.values, axis=1), np.diff(other.values, axis=1)
    both = ~(np.isnan(a) | np.isnan(b))
    size = float((a[both] ** 2).sum())
    slope = float((a[both] * b[both]).sum()) / size if size > 0 else 0.0
    values = np.where(np.isnan(one.values), other.values, other.values - slope * one.values)
    return Series(values=values, dates=other.dates, orbit=other.orbit, polarisation=other.polarisation)


def _prior(series: Series, before: int) -> Prior:
    """What is known of the scatter, from the images before anything happened."""
    values = series.values[:, :before]
    n = (~np.isnan(values)).sum(axis=1)
    enough = n > 1
    variances = np.zeros(len(values))
    variances[enough] = np.nanvar(values[enough], axis=1, ddof=1)
    return prior_of(variances, np.maximum(n - 1.0, 0))


@compiled
def _weigh(
    values: NDArray[np.float64],
    splits: NDArray[np.int64],
    known: float,
    variance: float,
    sizes: NDArray[np.float64],
    logs: NDArray[np.float64],
) -> None:
    """Adds to ``logs`` (B, S, G) the log Bayes factors of one series."""
    images = values.shape[1]
    for b in range(values.shape[0]):
        shift = 0.0
        for i in range(images):
            if values[b, i] == values[b, i]:  # not NaN
                shift = values[b, i]
                break
        every, every2, n = 0.0, 0.0, 0
        for i in range(images):
            value = values[b, i] - shift
            if value == value:  # not NaN
                every += value
                every2 += value * value
                n += 1
        left, n1, at = 0.0, 0, 0
        for gap in range(splits.shape[0]):
            while at < splits[gap]:
                value = values[b, at] - shift
                if value == value:  # not NaN
                    left += value
                    n1 += 1
                at += 1
            if n1 in (0, n) or n + known < 3:
                continue
            share, ratio = split(every, every2, n, left, n1, known, variance)
            free = n - 2 + known
            for s in range(sizes.shape[0]):
                wide = 1 + share * sizes[s]
                logs[b, s, gap] += 0.5 * (free + 1) * (
                    np.log1p(ratio) - np.log1p(ratio / wide)
                ) - 0.5 * np.log(wide)
