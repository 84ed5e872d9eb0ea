"""Folders of scenes: what names and tags say is understood, and what is wrong is named with its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from tahqiq.survey.scenes.folder import scenes_in
from tahqiq.survey.scenes.gridding import common_grid
from tahqiq.survey.scenes.reading import read_window
from tahqiq.survey.scenes.scene import Grid, Scene
from tahqiq.vocab.errors import BadInput

PLACE = Affine(10, 0, 500_000, 0, -10, 4_000_000)
BOUNDS = (39.0, 36.139, 39.002, 36.1405)  # inside the hundred pixels from that corner
VALUES = np.random.default_rng(1).gamma(4.4, 0.02, (100, 100)).astype(np.float32)


def write(
    path: Path,
    values: np.ndarray = VALUES,
    *,
    crs: str | None = "EPSG:32637",
    place: Affine | None = PLACE,
    tags: dict[str, str] | None = None,
    bands: tuple[str, ...] = ("",),
    **more: object,
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    size = {"width": values.shape[1], "height": values.shape[0], "count": len(bands), "dtype": values.dtype}
    with rasterio.open(path, "w", driver="GTiff", crs=crs, transform=place, **size, **more) as image:
        for band, name in enumerate(bands, 1):
            image.write(values, band)
            if name:
                image.set_band_description(band, name)
        image.update_tags(**(tags or {}))
    return path


@pytest.mark.parametrize(
    ("name", "tags", "expected"),
    [
        ("s1_20170613_orbit087_VV", {}, (date(2017, 6, 13), 87, "VV")),
        ("VH-2017-06-13-ORBIT_7", {}, (date(2017, 6, 13), 7, "VH")),
        ("S1A_IW_GRDH_1SDV_20170613T030405_vh", {}, (date(2017, 6, 13), -1, "VH")),
        ("20170613", {}, (date(2017, 6, 13), -1, "")),
        ("a", {"DATE": "2017-06-13", "ORBIT": "87", "POLARISATION": "vv"}, (date(2017, 6, 13), 87, "VV")),
        ("b", {"TIFFTAG_DATETIME": "2017:06:13 03:04:05"}, (date(2017, 6, 13), -1, "")),
        ("20171399_20170613_x", {}, (date(2017, 6, 13), -1, "")),
    ],
)
def test_names_and_tags_say_what_a_scene_is(
    tmp_path: Path, name: str, tags: dict[str, str], expected: tuple[date, int, str]
) -> None:
    path = write(tmp_path / f"{name}.tif", tags=tags)
    day, orbit, polarisation = expected
    assert scenes_in(tmp_path) == [Scene(orbit=orbit, polarisation=polarisation, date=day, path=str(path))]


def test_bands_are_scenes_of_their_own(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "20170613.tiff", bands=("VV", "VH"))
    assert [(scene.polarisation, scene.band) for scene in scenes_in(tmp_path)] == [("VH", 2), ("VV", 1)]


def test_scenes_that_say_too_little_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no GeoTIFF"):
        scenes_in(tmp_path)
    with pytest.raises(BadInput, match="is no folder"):
        scenes_in(tmp_path / "nowhere")
    write(tmp_path / "a" / "scene.tif")
    with pytest.raises(BadInput, match=r"scene\.tif: nothing says when it was taken"):
        scenes_in(tmp_path / "a")
    write(tmp_path / "b" / "20170613.tif", bands=("", "VH"))
    with pytest.raises(BadInput, match="nothing says what its band 1 is"):
        scenes_in(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"not an image", b"II*\0\x08\0\0\0\xff\xff", bytes(200)])
def test_broken_files_are_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "20170613_VV.tif").write_bytes(content)
    with pytest.raises(BadInput, match=r"20170613_VV\.tif: is not a readable GeoTIFF") as told:
        scenes_in(tmp_path)
    assert "\n" not in str(told.value)


def test_half_a_file_is_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "20170613_VV.tif")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInput, match="is not a readable GeoTIFF"):
        (scene,) = scenes_in(tmp_path)
        read_window(scene, common_grid([scene], BOUNDS))


def test_a_place_on_the_ground_is_needed(tmp_path: Path) -> None:
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        write(tmp_path / "20170613.tif", crs=None, place=None)
    with pytest.raises(BadInput, match="has no place on the ground"):
        scenes_in(tmp_path)


def test_degrees_and_other_places_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a" / "20170613.tif", crs="EPSG:4326", place=Affine(1e-4, 0, 39, 0, -1e-4, 36.2))
    with pytest.raises(BadInput, match="is in degrees, not metres"):
        common_grid(scenes_in(tmp_path / "a"), BOUNDS)
    write(tmp_path / "b" / "20170613.tif")
    with pytest.raises(BadInput, match="the scenes do not cover the footprints"):
        common_grid(scenes_in(tmp_path / "b"), (44.0, 33.0, 44.1, 33.1))


def test_decibels_are_recognised_and_turned_into_power(tmp_path: Path) -> None:
    write(tmp_path / "20170613.tif", (10 * np.log10(VALUES)).astype(np.float32))
    (scene,) = scenes_in(tmp_path)
    grid = common_grid([scene], BOUNDS)
    with pytest.raises(BadInput, match="look like decibels"):
        read_window(scene, grid)
    values = read_window(scene, grid, decibels=True)
    assert np.nanmean(values) == pytest.approx(VALUES.mean(), rel=0.1)


@pytest.mark.parametrize("sign", [0.0, -9999.0, np.nan, -np.inf])
def test_signs_for_no_value_are_none(tmp_path: Path, sign: float) -> None:
    values = VALUES.copy()
    values[:60] = sign
    write(tmp_path / "20170613.tif", values)
    (scene,) = scenes_in(tmp_path)
    window = Grid(crs="EPSG:32637", transform=tuple(PLACE)[:6], width=100, height=100)
    read = read_window(scene, window)
    assert np.isnan(read[:60]).all()
    assert np.array_equal(read[60:], VALUES[60:])


def test_beyond_the_scene_there_is_no_value(tmp_path: Path) -> None:
    write(tmp_path / "20170613.tif")
    (scene,) = scenes_in(tmp_path)
    window = Grid(crs="EPSG:32637", transform=(10, 0, 499_900, 0, -10, 4_000_100), width=30, height=30)
    read = read_window(scene, window)
    assert np.isnan(read[:10]).all() and np.isnan(read[:, :10]).all()
    assert np.array_equal(read[10:, 10:], VALUES[:20, :20])
