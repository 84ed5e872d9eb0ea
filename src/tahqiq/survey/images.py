"""Scores of pixels as Cloud-Optimised GeoTIFFs, and quick-looks that a page can show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.change.discovery import Line, Tally
from tahqiq.survey.scenes.opening import SETTINGS, library
from tahqiq.survey.scenes.reading import read_window
from tahqiq.survey.scenes.scene import Grid, Scene
from tahqiq.survey.stack import Raster
from tahqiq.survey.tiles.tile import Tile
from tahqiq.survey.tiles.work import Job
from tahqiq.vocab.errors import BadInput

#: Pixels to the longer side of a quick-look.
LOOK = 1_600
_NAMES = ("score", "neighbourhood_score")
_DATES, _BANDS = "change_date", ("likely by", "last intact", "first changed")
#: Pixels are given a date where their score is reached by chance less often than 1 time in 20.
_DATED = np.float32(1.6448536)
#: Scores are written to so fine a part of one: what lies below is speckle, and would triple the files.
FINE = np.float32(256)


class ScoreImages:
    """Takes tiles of scores and dates and leaves three Cloud-Optimised GeoTIFFs, whole or not at all."""

    def __init__(self, folder: Path, grid: Grid) -> None:
        self._rasterio, self._folder, self._grid = library(), folder, grid
        self._partial = [folder / f".{name}.{os.getpid()}.tif" for name in _NAMES]
        profile = _profile(grid)
        self._open = [self._rasterio.open(path, "w", **profile) for path in self._partial]
        self._tallies = [Tally() for _ in _NAMES]
        self._partial.append(folder / f".{_DATES}.{os.getpid()}.tif")
        whole = {"count": len(_BANDS), "dtype": "int32", "nodata": 0, "predictor": 2}
        dates = self._rasterio.open(self._partial[-1], "w", **{**profile, **whole})
        dates.descriptions = _BANDS
        self._open.append(dates)

    def keep(self, tile: Tile, scores: tuple[Raster, Raster], dates: NDArray[np.int32]) -> None:
        """Writes the scores of a tile's own pixels and of their neighbourhoods, and when they changed."""
        from rasterio.windows import Window

        place = Window(tile.column, tile.row, tile.width, tile.height)
        *images, dated = self._open
        for image, tally, values in zip(images, self._tallies, scores, strict=True):
            image.write(np.round(values * FINE) / FINE, 1, window=place)
            tally.add(values)
        dated.write(np.where(scores[0] >= _DATED, dates, 0), window=place)

    @property
    def lines(self) -> dict[str, Line]:
        """Name of each image → where the line lies, at a false-discovery rate of 0.05."""
        return {name: tally.line() for name, tally in zip(_NAMES, self._tallies, strict=True)}

    def finish(self) -> list[Path]:
        """Turns what was written into Cloud-Optimised GeoTIFFs; gives their paths."""
        from rasterio.shutil import copy

        made = []
        for image, partial, name in zip(self._open, self._partial, (*_NAMES, _DATES), strict=True):
            image.update_tags(**(_tags(self.lines[name]) if name in self.lines else {}))
            image.close()
            whole = partial.with_suffix(".cog.tif")
            with self._rasterio.Env(**SETTINGS):
                copy(partial, whole, driver="COG", compress="deflate", predictor="yes")
            partial.unlink()
            made.append(whole.replace(self._folder / f"{name}.tif"))
        return made

    def discard(self) -> None:
        """Leaves nothing behind."""
        for image, partial in zip(self._open, self._partial, strict=True):
            image.close()
            partial.unlink(missing_ok=True)
            partial.with_suffix(".cog.tif").unlink(missing_ok=True)


def _tags(line: Line) -> dict[str, str]:
    told = "none" if line.threshold is None else f"{line.threshold:.4f}"
    return {"FALSE_DISCOVERY_RATE": f"{line.rate}", "THRESHOLD": told}


def _profile(grid: Grid) -> dict[str, Any]:
    from rasterio.transform import Affine

    return {
        "driver": "GTiff",
        "width": grid.width,
        "height": grid.height,
        "count": 1,
        "dtype": "float32",
        "crs": grid.crs,
        "transform": Affine(*grid.transform),
        "nodata": float("nan"),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
        "predictor": 3,
        "zlevel": 1,
        "BIGTIFF": "IF_SAFER",
    }


@contextmanager
def score_images(folder: Path, grid: Grid) -> Iterator[ScoreImages]:
    """Images in the making; nothing is left of them where the work fails."""
    images = ScoreImages(folder, grid)
    finished = False
    try:
        yield images
        finished = True
    finally:
        if not finished:
            images.discard()


def write_look(path: Path, values: Raster, *, low: float, high: float) -> None:
    """A quick-look as PNG: greys from ``low`` to ``high``, transparent where there is no value.

    Args:
        values: (y, x), not larger than ``LOOK`` to a side.
        low, high: values that are black and white.
    """
    rasterio = library()
    share = np.clip((np.nan_to_num(values, nan=low) - low) / (high - low), 0, 1)
    grey = np.round(255 * share).astype(np.uint8)
    there = np.where(np.isnan(values), 0, 255).astype(np.uint8)
    partial = path.with_name(f".{path.name}.{os.getpid()}.png")
    rows, columns = values.shape
    profile = {"driver": "PNG", "width": columns, "height": rows, "count": 2, "dtype": "uint8"}
    with rasterio.open(partial, "w", **profile) as image:
        image.write(grey, 1)
        image.write(there, 2)
    partial.replace(path)
    partial.with_name(f"{partial.name}.aux.xml").unlink(missing_ok=True)


def look(folder: Path, job: Job) -> None:
    """Quick-looks before and after, on one scale, polarisation by polarisation."""
    for polarisation in sorted({key[1] for key in job.radar}):
        keys = [key for key in job.radar if key[1] == polarisation]
        before = [job.stacks[key][at] for key in keys for at in job.before(key)]
        after = [job.stacks[key][at] for key in keys for at in job.after(key)]
        looks = [mean_look(each, job.grid, decibels=job.decibels) for each in (before, after)]
        told = np.concatenate([each[~np.isnan(each)] for each in looks])
        low, high = (float(each) for each in np.percentile(told, [2, 98])) if told.size else (0.0, 1.0)
        for name, values in zip(("before", "after"), looks, strict=True):
            suffix = f"_{polarisation.lower()}" if polarisation else ""
            write_look(folder / f"{name}{suffix}.png", values, low=low, high=max(high, low + 1e-3))


def mean_look(scenes: list[Scene], grid: Grid, *, decibels: bool = False) -> Raster:
    """The mean of scenes, in decibels, on as many pixels as a quick-look has.

    Raises:
        BadInput: there are none.
    """
    if not scenes:
        raise BadInput("there is no scene to look at")
    coarse = coarser(grid)
    total, n = np.zeros((coarse.height, coarse.width)), np.zeros((coarse.height, coarse.width))
    for scene in scenes:
        values = read_window(scene, coarse, decibels=decibels)
        told = ~np.isnan(values)
        total[told] += values[told]
        n += told
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(10 * np.log10(total / n), np.float32)


def coarser(grid: Grid) -> Grid:
    """The grid with pixels so large that a quick-look holds it."""
    times = max(1, -(-max(grid.width, grid.height) // LOOK))
    a, b, c, d, e, f = grid.transform
    wide, high = -(-grid.width // times), -(-grid.height // times)
    return Grid(crs=grid.crs, transform=(a * times, b, c, d, e * times, f), width=wide, height=high)
