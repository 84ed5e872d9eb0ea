"""The ground of a site's maps: laid from the release or from a file given, the same for the same input."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.maps.grounds import FEATURES, drawing, feature, file_of
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.maps.ground import DRAWING, PICTURE, TILES, Ground, lay
from tahqiq.vocab.basemap import Basemap
from tahqiq.vocab.errors import BadInput


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def _laid(site: Path, released: Path | None = None, given: Path | None = None) -> Ground:
    site.mkdir(exist_ok=True)
    return lay(site, released=released, given=given)


def test_a_drawing_becomes_tiles_a_picture_and_itself_and_always_the_same_bytes(tmp_path: Path) -> None:
    released = file_of(tmp_path / "release")
    for name in ("one", "two"):
        assert _laid(tmp_path / name, released) == Ground.read(tmp_path / name)
    assert sorted(_files(tmp_path / "one")) == sorted([DRAWING, PICTURE, TILES])
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert Ground.read(tmp_path / "one").tiles == TILES


def test_what_is_kept_is_the_drawing_as_it_was_understood(tmp_path: Path) -> None:
    released = tmp_path / "basemap.geojson"
    released.write_bytes(drawing(secret="not of the format"))
    laid = _laid(tmp_path / "site", released)
    assert b"secret" not in (tmp_path / "site" / DRAWING).read_bytes()
    assert Basemap.read(tmp_path / "site" / DRAWING) == laid.drawn == Basemap.read(released)


def test_without_a_drawing_there_is_only_the_grid(tmp_path: Path) -> None:
    assert _laid(tmp_path / "site") == Ground() == Ground.read(tmp_path / "site")
    assert _files(tmp_path / "site") == {}
    assert Ground().credit("en") == ""
    assert Ground().names("ar") == ()


def test_a_drawing_that_is_given_stands_in_place_of_the_released_one(tmp_path: Path) -> None:
    other = file_of(tmp_path / "other", [feature("Point", "place", [1, 2], "Elsewhere"), FEATURES[0]])
    laid = _laid(tmp_path / "site", file_of(tmp_path / "release"), other)
    assert [each.text for each in laid.names("en")] == ["Elsewhere"]


def test_tiles_that_are_given_are_taken_as_they_are_and_pictures_keep_the_drawing(tmp_path: Path) -> None:
    _laid(tmp_path / "made", file_of(tmp_path / "release"))
    given = tmp_path / "elsewhere.pmtiles"
    given.write_bytes((tmp_path / "made" / TILES).read_bytes())
    assert _laid(tmp_path / "bare", None, given).drawn is None
    assert (tmp_path / "bare" / TILES).read_bytes() == given.read_bytes()
    assert _laid(tmp_path / "both", tmp_path / "release/basemap.geojson", given).drawn is not None


def test_a_release_with_a_drawing_of_another_kind_is_unfit_and_a_given_one_is_bad_input(
    tmp_path: Path,
) -> None:
    bad = file_of(tmp_path / "bad", [feature("Point", "bunker", [39, 36])])
    with pytest.raises(UnfitRelease, match="bunker"):
        _laid(tmp_path / "one", bad)
    with pytest.raises(BadInput, match="bunker") as caught:
        _laid(tmp_path / "two", None, bad)
    assert not isinstance(caught.value, UnfitRelease)


def test_whose_ground_it_is_is_said_in_both_languages(tmp_path: Path) -> None:
    laid = _laid(tmp_path / "site", file_of(tmp_path / "release"))
    assert laid.credit("en") == "Invented: not for measuring"
    assert laid.credit("ar") == "مختلق: ليس للقياس"
