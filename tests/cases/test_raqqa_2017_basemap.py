"""The drawn ground of Raqqa: what its points say, in both languages, and that it is a sketch."""

from __future__ import annotations

from pathlib import Path

import draw_basemap
import pytest

from tahqiq.cases.loading import keep_basemap
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.vocab.basemap import Basemap

DRAWN = FOLDER / "basemap.geojson"


@pytest.fixture(scope="module")
def ground() -> Basemap:
    return Basemap.read(DRAWN)


def test_the_file_is_what_the_points_make() -> None:
    assert DRAWN.read_bytes() == draw_basemap.drawn(FOLDER)


def test_it_says_that_it_is_a_sketch(ground: Basemap) -> None:
    assert "not for measuring" in ground.attribution_en
    assert "ليس للقياس" in ground.attribution_ar


def test_every_name_is_there_in_both_languages(ground: Basemap) -> None:
    named = [each for each in ground.features if each.name_en or each.name_ar]
    assert len(named) > 40
    assert [each for each in named if not (each.name_en and each.name_ar)] == []
    assert all(each.name_en.isascii() and not each.name_ar.isascii() for each in named)


def test_what_people_find_their_way_by_is_on_it(ground: Basemap) -> None:
    names = {each.name_en for each in ground.features}
    assert {
        "Euphrates",
        "Old bridge",
        "New bridge",
        "Old city wall",
        "Great Mosque",
        "Naim roundabout",
    } <= names
    assert {"Municipal stadium", "National hospital", "Old city", "al-Mashlab", "al-Thakana"} <= names


def test_everything_lies_on_the_sheet_and_is_no_more_exact_than_a_metre(ground: Basemap) -> None:
    west, south, east, north = ground.bounds()
    assert (west, south, east, north) == (38.88, 35.88, 39.14, 36.02)
    positions = [each for feature in ground.features for part in feature.parts for each in part]
    assert all(round(value, 5) == value for each in positions for value in each)


def test_bridges_cross_the_water(ground: Basemap) -> None:
    from shapely import LineString, Polygon, union_all

    water = union_all(
        [
            Polygon(each.parts[0], each.parts[1:])
            for each in ground.features
            if each.kind == "water" and each.shape == "area"
        ]
    )
    for bridge in (LineString(each.parts[0]) for each in ground.features if each.kind == "bridge"):
        assert bridge.crosses(water)


def test_a_home_gets_the_ground_once_and_keeps_one_that_somebody_drew(tmp_path: Path) -> None:
    keep_basemap(tmp_path / "basemaps")
    kept = tmp_path / "basemaps" / "raqqa-2017.geojson"
    assert kept.read_bytes() == DRAWN.read_bytes()
    kept.write_bytes(b"drawn anew")
    keep_basemap(tmp_path / "basemaps")
    assert kept.read_bytes() == b"drawn anew"
