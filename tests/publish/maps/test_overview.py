"""The whole case as one picture: marks by number, places no more exact than known, the same every time."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from publish.maps.grounds import ground, release_with_ground
from publish.releases import made, write
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.maps.overview import draw_overviews
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill


def _pictures(release: Path, folder: Path, below: Ground) -> dict[str, str]:
    folder.mkdir()
    fill(folder / "scratch", ReleaseFolder.open(release))
    with closing(Shelves(folder / "scratch")) as shelves:
        draw_overviews(shelves, below, folder / "out")
    return {path.name: path.read_text("utf-8") for path in sorted((folder / "out").glob("*"))}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_with_ground(tmp_path_factory.mktemp("overview") / "release", incidents=12)


def test_there_is_one_for_each_language_and_always_the_same(release: Path, tmp_path: Path) -> None:
    one, two = (_pictures(release, tmp_path / name, ground()) for name in ("one", "two"))
    assert one == two
    assert list(one) == ["map-ar.svg", "map-en.svg"]
    assert "المدينة المختلقة" in one["map-ar.svg"]
    for text in one.values():
        ET.fromstring(text)
        assert not [word for word in ("href", "url(", "<script", "@import") if word in text]


def test_incidents_at_one_place_are_one_mark_and_those_known_roughly_none(
    release: Path, tmp_path: Path
) -> None:
    picture = _pictures(release, tmp_path / "it", ground())["map-en.svg"]
    assert len(re.findall(r'class="map-(?:spot|area)" c', picture)) == 1


def test_without_a_ground_the_picture_shows_where_the_points_are(release: Path, tmp_path: Path) -> None:
    picture = _pictures(release, tmp_path / "it", Ground())["map-en.svg"]
    assert len(re.findall(r'class="map-(?:spot|area)" c', picture)) == 1
    assert "not for measuring" not in picture


def test_with_neither_points_nor_ground_there_is_no_picture(tmp_path: Path) -> None:
    empty = write(made(incidents=0), tmp_path / "release")
    assert _pictures(empty, tmp_path / "it", Ground()) == {}
    assert len(_pictures(empty, tmp_path / "drawn", ground())) == 2


def test_the_few_beyond_the_ground_are_counted_not_shown(tmp_path: Path) -> None:
    release = made(incidents=12)
    rows = release.tables["incidents"]
    rows[0] = type(rows[0])(**{name: getattr(rows[0], name) for name in rows[0].__slots__} | {"lon": 44.0})
    picture = _pictures(write(release, tmp_path / "release"), tmp_path / "it", ground())["map-en.svg"]
    assert "Places beyond this picture: 1." in picture.replace("\u2066", "").replace("\u2069", "")
