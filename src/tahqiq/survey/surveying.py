"""The road from scenes and footprints to buildings: which changed, how probably, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from tahqiq.survey.buildings.evidence import evidence_of
from tahqiq.survey.buildings.footprints import QUARTERS, Footprints, projected
from tahqiq.survey.buildings.judging import Judged, judge
from tahqiq.survey.buildings.series import Series, series_from
from tahqiq.survey.change.discovery import Line
from tahqiq.survey.change.moments import Filter
from tahqiq.survey.images import look, score_images
from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.scenes.gridding import common_grid
from tahqiq.survey.scenes.scene import Grid, Scene, by_stack, is_optical
from tahqiq.survey.shares import Share, shares_of
from tahqiq.survey.tiles.calibrating import calibrate
from tahqiq.survey.tiles.running import do_tiles
from tahqiq.survey.tiles.tile import SIDE, tiles_of
from tahqiq.survey.tiles.work import Calibration, Done, Job, Key
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.judgements import DamageWindow

#: Images of one orbit and polarisation without which nothing can be told: before and after together.
FEWEST = 3
#: Called after each tile with how many are done, and how many there are.
OnTile = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a survey is done.

    Attributes:
        since: images before it are the reference; the first day of what is surveyed.
        until: images from then on are the test, the last day; None: the day after ``since``.
        prepare: the filter of speckle, of pixels' scores. ``decibels``: scenes of radar hold decibels.
        masked: areas, in degrees, of which pixels teach nothing and get no score, such as water and fields.
        level: of the probability that a building's window holds.
        workers: threads, 0 for all cores. ``scheduler``: of a Dask cluster, '' for this machine.
        side: of a tile, in pixels.
    """

    since: date
    until: date | None = None
    prepare: Filter = field(default_factory=Filter)
    decibels: bool = False
    masked: NDArray[np.object_] | None = None
    level: float = 0.9
    workers: int = 0
    scheduler: str = ""
    side: int = SIDE


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Survey:
    """What came of it.

    Attributes:
        footprints: the buildings. ``judged``: what is held of them; of those without any image, the prior.
        windows: when each was damaged, in the order of the footprints.
        seen: which buildings have a pixel in images before and after; (B,).
        shares: of the neighbourhoods, the whole first.
        calibration: what images do where nothing changed. ``grid``: on which scenes were read.
        sources: what was used, a line each. ``left_out``: why some scenes were not, a line each.
        lines: where pixels' scores are called changed, where they were wanted.
    """

    footprints: Footprints
    judged: Judged
    windows: tuple[DamageWindow, ...]
    seen: NDArray[np.bool_]
    shares: tuple[Share, ...]
    calibration: Calibration
    grid: Grid
    sources: tuple[str, ...]
    left_out: tuple[str, ...]
    lines: Mapping[str, Line] = field(default_factory=dict)


def survey(
    scenes: Sequence[Scene],
    footprints: Footprints,
    wishes: Wishes,
    *,
    images: Path | None = None,
    on_tile: OnTile | None = None,
) -> Survey:
    """Surveys a place.

    Args:
        scenes: of any orbits and polarisations, in any order.
        footprints: the buildings.
        wishes: how.
        images: folder for scores of pixels and quick-looks, where they are wanted.
        on_tile: called as tiles are done.

    Raises:
        BadInput: scenes and footprints are not of one place, there are too few dates, or a scene cannot be
            read.
    """
    until = wishes.until or wishes.since
    usable, left_out = _usable(scenes, wishes.since, until)
    grid = common_grid([scene for each in usable.values() for scene in each], footprints.bounds)
    job = Job(
        stacks=usable,
        grid=grid,
        shapes=footprints.projected(grid.crs),
        masked=np.empty(0, object) if wishes.masked is None else projected(wishes.masked, grid.crs),
        since=wishes.since,
        until=until,
        prepare=wishes.prepare,
        decibels=wishes.decibels,
        scores=images is not None,
    )
    if images is not None:
        _check_polarisations(job)
    calibration = calibrate(job) if images is not None else Calibration()
    tiles = list(tiles_of(grid, reach=wishes.prepare.reach, side=wishes.side))
    gathered = _Gathered(job, len(footprints.ids))
    with score_images(images, grid) if images is not None else nullcontext() as keeping:
        done_tiles = do_tiles(job, calibration, tiles, workers=wishes.workers, scheduler=wishes.scheduler)
        for number, done in enumerate(done_tiles, 1):
            gathered.add(done)
            if keeping is not None and done.pixels is not None and done.dates is not None:
                keeping.keep(done.tile, done.pixels, done.dates)
            if on_tile is not None:
                on_tile(number, len(tiles))
        found = _concluded(job, gathered, footprints, calibration, wishes, left_out)
        if keeping is not None and images is not None:
            keeping.finish()
            look(images, job)
            found = replace(found, lines=keeping.lines)
    return found


def _check_polarisations(job: Job) -> None:
    """Scores of pixels combine one polarisation of an orbit, or two."""
    several = Counter(orbit for orbit, _ in job.radar)
    if not several:
        raise BadInput("scores of pixels need scenes of radar", remedy="leave --images out")
    orbit, many = several.most_common(1)[0]
    if many > 2:
        problem = f"orbit {orbit} has {many} polarisations" if orbit >= 0 else f"{many} polarisations"
        raise BadInput(problem, remedy="leave --images out, or keep two: VV and VH, or HH and HV")


def _usable(
    scenes: Sequence[Scene], since: date, until: date
) -> tuple[dict[Key, list[Scene]], tuple[str, ...]]:
    """Stacks with images on both sides; why the others are left out."""
    if until < since:
        raise BadInput(f"the last day ({until}) comes before the first ({since})")
    kept: dict[Key, list[Scene]] = {}
    left_out = []
    for key, each in by_stack(list(scenes)).items():
        before = sum(scene.date < since for scene in each)
        after = sum(scene.date >= until for scene in each)
        if before and after and before + after >= FEWEST:
            kept[key] = each
        else:
            left_out.append(f"{_told(key)}: {before} before {since} and {after} from {until} on")
    if not kept:
        needed = f"each orbit needs an image before {since}, one from {until} on, and {FEWEST} together"
        raise BadInput(f"too few dates: {needed}; there are {'; '.join(left_out)}")
    return kept, tuple(left_out)


def _told(key: Key) -> str:
    orbit, band = key
    if is_optical(band):
        return f"optical {band}"
    return " ".join(part for part in (f"orbit {orbit}" if orbit >= 0 else "", band) if part) or "scenes"


class _Gathered:
    """Sums over the pixels of each building, tile after tile."""

    def __init__(self, job: Job, buildings: int) -> None:
        self._job = job
        self.sums = {key: np.zeros((len(each), buildings)) for key, each in job.stacks.items()}
        self.counts = {key: np.zeros((len(each), buildings)) for key, each in job.stacks.items()}

    def add(self, done: Done) -> None:
        for key, sums in done.sums.items():
            self.sums[key][:, done.buildings] += sums
            self.counts[key][:, done.buildings] += done.counts[key]

    def series(self) -> list[Series]:
        """What each building looked like."""
        return [self._of(key, scenes) for key, scenes in self._job.stacks.items()]

    def _of(self, key: Key, scenes: Sequence[Scene]) -> Series:
        counts = self.counts[key]
        dates = tuple(scene.date for scene in scenes)
        return series_from(self.sums[key], counts, dates, orbit=key[0], polarisation=key[1])


def _concluded(
    job: Job,
    gathered: _Gathered,
    footprints: Footprints,
    calibration: Calibration,
    wishes: Wishes,
    left_out: tuple[str, ...],
) -> Survey:
    series = gathered.series()
    evidence = evidence_of(series, since=job.since, until=job.until)
    middles = shapely.centroid(job.shapes)
    judged = judge(evidence, np.column_stack([shapely.get_x(middles), shapely.get_y(middles)]))
    seen = _seen(series, job.since, job.until)
    quarters = [_quarter(each) if s else "" for each, s in zip(footprints.properties, seen, strict=True)]
    return Survey(
        footprints=footprints,
        judged=judged,
        windows=tuple(windows_of(judged, footprints.ids, seen, level=wishes.level)),
        seen=seen,
        shares=tuple(shares_of(quarters, judged.probability)),
        calibration=calibration,
        grid=job.grid,
        sources=tuple(
            f"{_told(key)}: {len(job.before(key))} before and {len(job.after(key))} after, of {len(each)}"
            for key, each in job.stacks.items()
        ),
        left_out=left_out,
    )


def _seen(series: Sequence[Series], since: date, until: date) -> NDArray[np.bool_]:
    """Which buildings some orbit saw both before and after."""
    found = np.zeros(len(series[0].values), bool)
    for each in series:
        told = ~np.isnan(each.values)
        before = np.array([day < since for day in each.dates])
        after = np.array([day >= until for day in each.dates])
        found |= told[:, before].any(axis=1) & told[:, after].any(axis=1)
    return found


def _quarter(properties: Mapping[str, object]) -> str:
    return next((str(properties[name]) for name in QUARTERS if properties.get(name)), "")


def windows_of(
    judged: Judged, ids: Sequence[str], seen: NDArray[np.bool_], *, level: float
) -> list[DamageWindow]:
    """When each building was damaged: the shortest run of gaps that holds so much of the probability."""
    first, last = shortest_runs(judged.gaps, level)
    gaps = judged.evidence.gaps
    made = []
    for at, name in enumerate(ids):
        damaged = bool(seen[at] and judged.probability[at] >= 0.5)
        made.append(
            DamageWindow(
                building=name,
                damaged=damaged,
                probability=float(judged.probability[at]),
                last_intact=gaps[first[at]][0].isoformat() if damaged else "",
                first_damaged=gaps[last[at]][1].isoformat() if damaged else "",
            )
        )
    return made


def scenes_from(place: str) -> list[Scene]:
    """Scenes of a folder, or of a STAC catalogue on disk or at an address.

    Raises:
        BadInput: there are none, or they cannot be read.
    """
    from tahqiq.survey.scenes.folder import scenes_in
    from tahqiq.survey.scenes.stac import is_catalogue, scenes_of_catalogue

    return scenes_of_catalogue(place) if is_catalogue(place) else scenes_in(Path(place))
