"""What is done to one tile: read, add up its buildings, and where pixels are wanted filter and test them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.buildings.evidence import Gaps, gaps_between
from tahqiq.survey.buildings.footprints import covered, numbered
from tahqiq.survey.buildings.series import add_up
from tahqiq.survey.change.combining import combine
from tahqiq.survey.change.dating import dates_of, weigh_gaps
from tahqiq.survey.change.moderation import UNMODERATED, Prior
from tahqiq.survey.change.moments import Filter, prepare_band, tested
from tahqiq.survey.change.normal import scores_of_t
from tahqiq.survey.change.null import Null
from tahqiq.survey.change.scales import neighbourhoods
from tahqiq.survey.scenes.reading import read_window
from tahqiq.survey.scenes.scene import Grid, Scene, is_optical
from tahqiq.survey.stack import Raster
from tahqiq.survey.tiles.tile import Tile

#: Orbit (-1: not known), and polarisation or band.
Key = tuple[int, str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Calibration:
    """What images do where nothing changed, learnt from samples of the whole survey.

    Attributes:
        priors: of the variances, a stack each. ``correlations``: of an orbit's two polarisations.
        null: of the neighbourhoods' scores; None where too little was to be learnt from.
    """

    priors: Mapping[Key, Prior] = field(default_factory=dict)
    correlations: Mapping[int | None, float] = field(default_factory=dict)
    null: Null | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Job:
    """A survey, as every worker needs to know it.

    Attributes:
        stacks: scenes of each orbit and polarisation, in the order of their dates.
        grid: of the whole. ``shapes``: footprints in its reference system. ``masked``: areas of which
            pixels teach nothing and get no score.
        since: images before it are the reference. ``until``: images from then on are the test.
        prepare: the filter. ``decibels``: scenes hold decibels.
        scores: pixels are wanted too, not buildings alone.
    """

    stacks: Mapping[Key, list[Scene]]
    grid: Grid
    shapes: NDArray[np.object_]
    masked: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    since: date
    until: date
    prepare: Filter = field(default_factory=Filter)
    decibels: bool = False
    scores: bool = False

    @property
    def radar(self) -> list[Key]:
        """Stacks of radar: pixels are tested in these alone."""
        return [key for key in self.stacks if not is_optical(key[1])]

    @property
    def gaps(self) -> Gaps:
        """Between two images of radar that follow one another: in one of them a pixel changed."""
        days = {scene.date for key in self.radar for scene in self.stacks[key]}
        return gaps_between(days, since=self.since, until=self.until)

    def before(self, key: Key) -> list[int]:
        """Images of a stack that are the reference."""
        return [at for at, scene in enumerate(self.stacks[key]) if scene.date < self.since]

    def after(self, key: Key) -> list[int]:
        """Images of a stack that are the test."""
        return [at for at, scene in enumerate(self.stacks[key]) if scene.date >= self.until]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Done:
    """What came of a tile.

    Attributes:
        tile: the tile.
        buildings: numbers of those with a pixel in it, from 0; (b,).
        sums: of their pixels, a stack each; (images, b). ``counts``: how many pixels; (images, b).
        pixels: combined normal scores of its pixels, and of their neighbourhoods; None unless wanted.
        dates: when they changed, if they did (``change.dating.dates_of``); None unless wanted.
    """

    tile: Tile
    buildings: NDArray[np.int64]
    sums: Mapping[Key, NDArray[np.float64]]
    counts: Mapping[Key, NDArray[np.float64]]
    pixels: tuple[Raster, Raster] | None = None
    dates: NDArray[np.int32] | None = None


def do_tile(job: Job, calibration: Calibration, tile: Tile) -> Done:
    """One tile, from files to sums; images are read one at a time, and not at all where nothing is wanted."""
    labels = numbered(job.shapes, tile.window(job.grid))
    inside = np.zeros_like(labels)
    inside[tile.own] = labels[tile.own]
    buildings = np.unique(inside[inside > 0]).astype(np.int64) - 1
    place = np.searchsorted(buildings, inside - 1) + 1
    place[inside == 0] = 0
    sums: dict[Key, NDArray[np.float64]] = {}
    counts: dict[Key, NDArray[np.float64]] = {}
    scores: dict[int | None, list[Raster]] = {}
    wanted = job.radar if job.scores else []
    when = np.zeros((len(job.gaps) if job.scores else 0, *labels.shape), np.float32)
    for key in job.stacks if len(buildings) else wanted:
        moments = _Moments(job, key, labels.shape) if key in wanted else None
        sums[key], counts[key] = _added(job, key, tile, place, len(buildings), moments)
        if moments is not None:
            prior = calibration.priors.get(key, UNMODERATED)
            scores.setdefault(key[0], []).append(moments.scores(prior))
            moments.weigh(when, prior)
    done = Done(tile=tile, buildings=buildings, sums=sums, counts=counts)
    if not job.scores:
        return done
    dates = dates_of(when[:, *tile.own], job.gaps)
    return replace(done, pixels=_pixels(scores, job, calibration, tile), dates=dates)


def _added(
    job: Job, key: Key, tile: Tile, place: NDArray[np.int64], buildings: int, moments: _Moments | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sums and numbers of the pixels of a tile's buildings in each image of a stack; (images, b) each."""
    window, scenes = tile.window(job.grid), job.stacks[key]
    sums, counts = (np.zeros((len(scenes), buildings)) for _ in range(2))
    for at, scene in enumerate(scenes):
        image = read_window(scene, window, decibels=job.decibels)
        sums[at], counts[at] = add_up(image, place, buildings)
        if moments is not None:
            moments.add(at, image)
    return sums, counts


class _Moments:
    """Images of a stack as they come: their sums before and after, and all of them for their dates."""

    def __init__(self, job: Job, key: Key, shape: tuple[int, ...]) -> None:
        self._sides = dict.fromkeys(job.before(key), 0) | dict.fromkeys(job.after(key), 1)
        self._sums = np.zeros((2, 3, *shape), np.float32)
        self._days = [scene.date for scene in job.stacks[key]]
        self._ready = np.empty((len(self._days), *shape), np.float32)
        self._prepare, self._gaps = job.prepare, job.gaps

    def add(self, at: int, image: Raster) -> None:
        ready, side = self._ready[at], self._sides.get(at)
        prepare_band(image, 0, len(image), self._prepare, ready)
        if side is None:
            return
        told = ~np.isnan(ready)
        value = np.where(told, ready, 0)
        self._sums[side, 0] += value
        self._sums[side, 1] += value * value
        self._sums[side, 2] += told

    def scores(self, prior: Prior) -> Raster:
        t, df = tested(self._sums[0], self._sums[1], prior)
        return scores_of_t(t, df, known=prior.df)

    def weigh(self, when: Raster, prior: Prior) -> None:
        """Adds what the stack tells of the gap in which each pixel changed; (G, y, x)."""
        splits = [sum(day <= before for day in self._days) for before, _ in self._gaps]
        weigh_gaps(self._ready, splits, when, prior=prior)


def _pixels(
    scores: Mapping[int | None, list[Raster]], job: Job, calibration: Calibration, tile: Tile
) -> tuple[Raster, Raster]:
    """Scores of the tile's own pixels, and of their neighbourhoods; none in masked areas."""
    combined = combine(scores, calibration.correlations)
    combined[covered(job.masked, tile.window(job.grid))] = np.nan
    means = neighbourhoods(combined)[tile.own]
    near = calibration.null.of(means) if calibration.null is not None else means
    return combined[tile.own], near
