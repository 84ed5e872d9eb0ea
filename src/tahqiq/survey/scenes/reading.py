"""Pixels of scenes on the common grid, as linear backscatter or reflectance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tahqiq.survey.scenes.opening import opened
from tahqiq.survey.scenes.scene import Grid, Scene, is_optical
from tahqiq.survey.stack import Raster
from tahqiq.vocab.errors import BadInput

#: Share of negative values from which an image is taken to be in decibels.
_NEGATIVE = 0.2
#: Below this is no decibel either, but a sign for 'no value' that the file does not declare.
_NO_VALUE = -200.0


def read_window(scene: Scene, window: Grid, *, decibels: bool = False) -> Raster:
    """One scene on a part of the grid; NaN where it has no value.

    Scenes in another reference system or resolution are resampled bilinearly; nothing is, where the pixels of
    the file are those of the grid.

    Args:
        scene: the image.
        window: of the common grid.
        decibels: files of radar hold decibels, to be turned into power.

    Raises:
        BadInput: the file cannot be read, or seems to hold decibels though nobody said so.
    """
    with opened(scene.path) as image:
        values = _aligned(image, scene, window)
        if values is None:
            values = _warped(image, scene, window)
    if decibels and not is_optical(scene.polarisation):
        return np.asarray(10 ** (values / 10), np.float32)
    values[values < _NO_VALUE] = np.nan
    told = np.isfinite(values)
    if told.any() and (values[told] < 0).mean() > _NEGATIVE:
        remedy = "give linear backscatter, or say --decibels"
        raise BadInput("its values look like decibels", file=scene.path, remedy=remedy)
    values[~(values > 0)] = np.nan
    return values


def _aligned(image: object, scene: Scene, window: Grid) -> Raster | None:
    """The pixels as they stand in the file; None where its grid is another."""
    from rasterio.crs import CRS
    from rasterio.windows import Window

    a, b, c, d, e, f = tuple(image.transform)[:6]  # type: ignore[attr-defined]
    column, row = (window.transform[2] - c) / a, (window.transform[5] - f) / e
    same = (
        np.allclose((a, b, d, e), np.array(window.transform)[[0, 1, 3, 4]], rtol=1e-9, atol=1e-12)
        and abs(column - round(column)) < 1e-3
        and abs(row - round(row)) < 1e-3
        and image.crs == CRS.from_user_input(window.crs)  # type: ignore[attr-defined]
    )
    if not same:
        return None
    place = Window(round(column), round(row), window.width, window.height)
    read = image.read(  # type: ignore[attr-defined]
        scene.band, window=place, boundless=True, masked=True, out_dtype="float32", fill_value=np.nan
    )
    return np.ascontiguousarray(read.filled(np.nan), np.float32)


def _warped(image: object, scene: Scene, window: Grid) -> Raster:
    """The pixels of the grid, interpolated between those of the file."""
    from rasterio.enums import Resampling
    from rasterio.transform import Affine
    from rasterio.vrt import WarpedVRT

    with WarpedVRT(
        image,
        crs=window.crs,
        transform=Affine(*window.transform),
        width=window.width,
        height=window.height,
        resampling=Resampling.bilinear,
        dtype="float32",
        nodata=float("nan"),
    ) as warped:
        return np.ascontiguousarray(warped.read(scene.band), np.float32)


def read_stack(scenes: Sequence[Scene], window: Grid, *, decibels: bool = False) -> Raster:
    """Several scenes on a part of the grid; (t, y, x)."""
    values = np.empty((len(scenes), window.height, window.width), np.float32)
    for at, scene in enumerate(scenes):
        values[at] = read_window(scene, window, decibels=decibels)
    return values
