"""The small map of one incident: no more exact than the place is known, told in words, safe."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest

from publish.maps.grounds import ground, incident
from tahqiq.publish.edition import Edition
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.maps.pictures import Locator, locator
from tahqiq.publish.shelves import Held
from tahqiq.vocab.places import Precision


def _edition(language: str = "en", below: Ground | None = None) -> Edition:
    tongue = SimpleNamespace(language=language)
    return cast("Edition", SimpleNamespace(tongue=tongue, ground=below or ground()))


def _located(language: str = "en", below: Ground | None = None, **values: Any) -> Locator | None:
    return locator(_edition(language, below), Held(incident(**values), "inv1", ""))


def _shown(language: str = "en", below: Ground | None = None, **values: Any) -> Locator:
    found = _located(language, below, **values)
    assert found is not None
    return found


@pytest.mark.parametrize("precision", ["city", "town", "province", "country", "unknown", "no such class"])
def test_a_place_known_only_roughly_has_no_map(precision: str) -> None:
    assert _located(precision=precision) is None


def test_an_incident_without_a_point_has_no_map() -> None:
    assert _located(lat=None) is None
    assert _located(lon=None) is None


def test_a_neighbourhood_is_an_area_of_its_size_and_an_exact_place_a_mark() -> None:
    rough, exact = _shown(precision="neighbourhood"), _shown(precision="exact")
    assert 'class="map-area"' in rough.svg
    assert 'class="map-spot"' not in rough.svg
    assert 'class="map-spot"' in exact.svg
    radius = float(re.search(r'class="map-area"[^>]* r="([\d.]+)"', rough.svg)[1])  # type: ignore[index]
    metres = Precision.NEIGHBOURHOOD.metres
    assert metres is not None
    assert radius == pytest.approx(640 / (4.5 * metres) * metres, rel=0.01)


def test_it_says_in_words_how_exactly_the_place_is_known() -> None:
    assert 'aria-label="Map of the place, which is known to about ' in _shown(precision="within_100m").svg
    assert "خريطة المكان" in _shown("ar").svg
    assert _shown("ar").credit == "مختلق: ليس للقياس"


def test_the_ground_is_one_file_for_all_pages_and_absent_where_it_is_not_seen() -> None:
    assert 'href="../../explorer/ground.svg"' in _shown().svg
    far = _shown(lat=1.25, lon=2.5)
    assert "<image" not in far.svg
    assert "map-grid" in far.svg


def test_without_a_ground_there_is_the_grid_and_a_scale() -> None:
    bare = _shown(below=Ground())
    assert "<image" not in bare.svg
    assert bare.credit == ""
    assert {"map-grid", "map-bar"} <= {
        each.attrib.get("class", "") for each in ET.fromstring(bare.svg).iter()
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_small_and_well_formed(language: str) -> None:
    svg = _shown(language).svg
    ET.fromstring(svg)
    assert len(svg.encode()) < 4000
    assert "style=" not in svg
