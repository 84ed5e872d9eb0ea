"""A drawn ground is read without trust: what is not of the format is refused, by feature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab import basemap
from tahqiq.vocab.basemap import AREAS, FORMAT, LINES, POINTS, Basemap
from tahqiq.vocab.errors import BadInput

HEAD = {"format": FORMAT, "attribution_en": "ours", "attribution_ar": "لنا"}


def _feature(
    shape: str = "Point", kind: object = "place", coordinates: object = (1, 2), **more: object
) -> Any:
    return {"properties": {"kind": kind, **more}, "geometry": {"type": shape, "coordinates": coordinates}}


def _read(*features: Any, **more: object) -> Basemap:
    return Basemap.parse(json.dumps({**HEAD, "features": features, **more}).encode())


def test_names_are_read_in_both_languages_and_one_stands_for_the_other() -> None:
    both, one = _read(_feature(name_en="Gate", name_ar="باب"), _feature(name_ar="باب")).features
    assert (both.name("en"), both.name("ar"), one.name("en")) == ("Gate", "باب", "باب")


def test_what_would_lay_out_text_anew_is_taken_out_of_a_name() -> None:
    (found,) = _read(_feature(name_en="a\u202eb\u2066\x00\n c", name_ar=7)).features
    assert (found.name_en, found.name_ar) == ("ab c", "")


def test_its_bounds_are_those_of_all_that_is_drawn() -> None:
    line = _feature("LineString", "road", [[1, 2], [3, -4]])
    assert _read(line, _feature(coordinates=[2, 9])).bounds() == (1, -4, 3, 9)
    assert _read().bounds()[0] == -180


@pytest.mark.parametrize(
    ("feature", "complaint"),
    [
        (_feature("Point", "bunker"), "bunker"),
        (_feature("MultiPolygon", "built"), "MultiPolygon"),
        (_feature("Polygon", "place"), "place"),
        (_feature("Point", ["place"]), "not of the format"),
        (_feature("Point", "place", [200, 0]), "not a position"),
        (_feature("Point", "place", [0, 86]), "not a position"),
        (_feature("Point", "place", ["NaN", 0]), "not a position"),
        (_feature("Point", "place", []), "not a position"),
        (_feature("Point", "place", {"a": 1}), "not a position"),
        (_feature("LineString", "road", [[1, 2]]), "make no line"),
        (_feature("Polygon", "built", [[[0, 0], [1, 0], [1, 1], [0, 1]]]), "make no area"),
    ],
)
def test_a_feature_that_is_not_of_the_format_is_named(feature: Any, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint) as caught:
        _read(_feature(), feature)
    assert caught.value.row == 2


def test_another_format_and_what_is_no_json_are_refused() -> None:
    with pytest.raises(BadInput, match="basemap/9"):
        _read(format="basemap/9")
    for content in (b"", b"\xff\xfe", b"[" * 100_000, b'{"type": "FeatureCollection"}'):
        with pytest.raises(BadInput, match="no basemap"):
            Basemap.parse(content)


def test_it_is_bounded_in_every_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "it.geojson"
    path.write_text(json.dumps({**HEAD, "features": [_feature(), _feature()]}))
    assert len(Basemap.read(path).features) == 2
    for bound, complaint in (("_MOST_FEATURES", "features"), ("_MOST_POSITIONS", "positions")):
        with monkeypatch.context() as patch, pytest.raises(BadInput, match=complaint):
            patch.setattr(basemap, bound, 1)
            Basemap.read(path)
    monkeypatch.setattr(basemap, "_MOST_BYTES", 20)
    with pytest.raises(BadInput, match="bytes"):
        Basemap.read(path)
    with pytest.raises(BadInput, match="cannot be read"):
        Basemap.read(tmp_path / "absent.geojson")


@pytest.mark.parametrize(("told", "read"), [(12, 12), (-1, 0), (99, 0), ("12", 0), (True, 1)])
def test_a_zoom_that_is_none_is_the_first(told: object, read: int) -> None:
    assert _read(_feature(minzoom=told)).features[0].minzoom == read


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(
    shape=st.sampled_from(["Point", "LineString", "Polygon", "Other"]),
    kind=st.sampled_from(sorted(AREAS | LINES | POINTS)) | JSON,
    coordinates=JSON,
)
def test_whatever_it_holds_it_is_read_or_refused(shape: str, kind: object, coordinates: object) -> None:
    content = json.dumps({**HEAD, "features": [_feature(shape, kind, coordinates)]}).encode()
    try:
        read = Basemap.parse(content)
    except BadInput:
        return
    west, south, east, north = read.bounds()
    assert -180 <= west <= east <= 180
    assert -85 <= south <= north <= 85
