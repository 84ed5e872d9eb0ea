"""Maps on the pages of a whole site: made of the release, in place of it of a file given, always alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.maps.grounds import FEATURES, feature, file_of, release_with_ground
from publish.reading import Site
from tahqiq.publish import publish
from tahqiq.publish.errors import UnfitRelease
from tahqiq.vocab.errors import BadInput


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_with_ground(tmp_path_factory.mktemp("on-pages") / "release", incidents=2)


@pytest.fixture(scope="module")
def drawn_site(release: Path) -> Site:
    publish(release, release.parent / "site")
    return Site(release.parent / "site")


def test_an_incident_with_a_point_has_its_map_and_one_without_has_none(drawn_site: Site) -> None:
    street, city = (drawn_site.page(f"en/incidents/inv000{number}.html") for number in (0, 1))
    (picture,) = street.all("svg", "aria-label")
    assert "known to about" in picture.attributes["aria-label"]
    (ground,) = picture.all("image", "href")
    path, _ = drawn_site.follow("en/incidents/inv0000.html", ground.attributes["href"])
    assert (drawn_site.folder / path).is_file()
    assert "not for measuring" in street.all("figcaption")[0].words()
    assert city.all("svg") == []


def test_the_explorer_is_told_where_the_tiles_are_and_has_a_picture(drawn_site: Site) -> None:
    page = drawn_site.page("ar/map.html")
    (figure,) = page.all("figure", "data-basemap")
    for name in (figure.attributes["data-basemap"], figure.all("img")[0].attributes["src"]):
        path, _ = drawn_site.follow("ar/map.html", name)
        assert (drawn_site.folder / path).is_file()


def test_a_file_given_makes_another_site_and_the_same_file_the_same(release: Path, tmp_path: Path) -> None:
    other = file_of(tmp_path / "other", [*FEATURES, feature("Point", "place", [39.05, 35.95], "Elsewhere")])
    out = tmp_path / "site"
    assert not publish(release, out, basemap=other).unchanged
    assert "Elsewhere" in (out / "explorer/map-en.svg").read_text("utf-8")
    assert publish(release, out, basemap=other).unchanged
    assert not publish(release, out).unchanged
    assert "Elsewhere" not in (out / "explorer/map-en.svg").read_text("utf-8")


def test_a_file_that_is_no_ground_leaves_the_site_that_stands_there(release: Path, tmp_path: Path) -> None:
    given = tmp_path / "it.pmtiles"
    given.write_bytes(b"something else")
    publish(release, tmp_path / "site")
    before = (tmp_path / "site/site.json").read_bytes()
    with pytest.raises(BadInput, match="no PMTiles"):
        publish(release, tmp_path / "site", basemap=given)
    with pytest.raises(BadInput, match="cannot be read"):
        publish(release, tmp_path / "site", basemap=tmp_path / "absent.pmtiles")
    assert (tmp_path / "site/site.json").read_bytes() == before


def test_a_release_whose_ground_is_not_of_the_format_is_unfit(release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path / "release")
    altered = tmp_path / "release/media/basemap.geojson"
    altered.write_bytes(altered.read_bytes() + b" ")
    with pytest.raises(UnfitRelease, match="SHA-256"):
        publish(tmp_path / "release", tmp_path / "site")
