"""Footprints: polygons in degrees, each with a name; anything else is named with its row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from tahqiq.survey.buildings.footprints import numbered, read_footprints
from tahqiq.survey.scenes.scene import Grid
from tahqiq.vocab.errors import BadInput

SQUARE = [[39.0, 36.0], [39.001, 36.0], [39.001, 36.001], [39.0, 36.001], [39.0, 36.0]]


def feature(coordinates: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def write(tmp_path: Path, *features: Any) -> Path:
    path = tmp_path / "f.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


def test_names_are_the_first_that_all_have(tmp_path: Path) -> None:
    assert read_footprints(write(tmp_path, feature(osm_id=7), feature(osm_id=8))).ids == ("7", "8")
    assert read_footprints(write(tmp_path, feature(osm_id=7), feature())).ids == ("0", "1")
    top = {**feature(), "id": "way/1"}
    assert read_footprints(write(tmp_path, top)).ids == ("way/1",)


def test_a_crossed_outline_is_mended(tmp_path: Path) -> None:
    bow = [[[39.0, 36.0], [39.001, 36.001], [39.001, 36.0], [39.0, 36.001], [39.0, 36.0]]]
    assert read_footprints(write(tmp_path, feature(bow))).shapes[0].is_valid


@pytest.mark.parametrize(
    ("features", "problem"),
    [
        ([], "holds no polygon"),
        ([feature([39.0, 36.0], "Point")], "row 1: a footprint is a polygon, not a Point"),
        ([feature([], "Polygon")], "row 1: a footprint is a polygon, not nothing"),
        ([feature("x")], "row 1: a geometry that is none"),
        ([{"type": "Feature"}], "row 1: a feature without a geometry"),
        ([feature(id="a"), feature(id="a")], "row 2, column id: 'a' appears twice"),
        (
            [feature([[[500_000, 4e6], [500_010, 4e6], [500_010, 4e6 + 10], [500_000, 4e6]]])],
            "are no degrees",
        ),
    ],
)
def test_what_is_no_footprint_is_named(tmp_path: Path, features: list[Any], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        read_footprints(write(tmp_path, *features))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"features": 3}', "[" * 100_000])
def test_what_is_no_geojson_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "f.geojson"
    path.write_text(content)
    with pytest.raises(BadInput) as told:
        read_footprints(path)
    assert "\n" not in str(told.value)


def test_what_is_no_parquet_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "f.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(BadInput, match="is no readable GeoParquet"):
        read_footprints(tmp_path / "f.parquet")


def test_every_building_has_a_pixel_however_small() -> None:
    shapes = np.array(
        [shapely.box(20, -40, 50, -10), shapely.box(62, -17, 65, -13), shapely.box(900, 0, 910, 10)]
    )
    grid = Grid(crs="EPSG:32637", transform=(10, 0, 0, 0, -10, 0), width=10, height=6)
    labels = numbered(shapes, grid)
    assert (labels == 1).sum() == 9
    assert labels[1, 6] == 2 and (labels == 2).sum() == 1
    assert not (labels == 3).any()
