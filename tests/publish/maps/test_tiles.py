"""One file of tiles for a drawing: its layers, its names in both languages, nothing of this machine."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pmtiles.reader
import pytest

from publish.maps.grounds import FEATURES, drawn, feature
from tahqiq.publish.errors import MapFailed
from tahqiq.publish.maps import tiles
from tahqiq.publish.maps.tiles import CLOSEST, write_tiles

untyped: Any = pmtiles


def _reader(path: Path) -> Any:
    return untyped.reader.Reader(untyped.reader.MemorySource(path.read_bytes()))


def _written(tmp_path: Path, features: list[dict[str, Any]] = FEATURES) -> Path:
    out = tmp_path / "it.pmtiles"
    write_tiles(drawn(features), out)
    return out


def test_the_file_names_its_layers_and_whose_it_is_and_no_more(tmp_path: Path) -> None:
    told = _reader(_written(tmp_path)).metadata()
    assert {layer["id"] for layer in told["vector_layers"]} == {"area", "line", "point"}
    assert told["attribution"] == "Invented: not for measuring"
    assert told["attribution_ar"] == "مختلق: ليس للقياس"
    assert set(told) == {"name", "attribution", "attribution_ar", "vector_layers"}


def test_names_of_both_languages_are_in_the_tiles(tmp_path: Path) -> None:
    path = _written(tmp_path)
    held = [gzip.decompress(data) for _, data in untyped.reader.all_tiles(_reader(path).get_bytes)]
    assert any(b"Inventedtown" in data and "المدينة المختلقة".encode() in data for data in held)
    assert _reader(path).header()["max_zoom"] == CLOSEST


def test_a_hostile_name_is_a_name(tmp_path: Path) -> None:
    name = '"><script>alert(1)</script> --output=/etc/passwd \u202e'
    path = _written(tmp_path, [*FEATURES, feature("Point", "place", [39.0, 35.95], name)])
    held = b"".join(gzip.decompress(data) for _, data in untyped.reader.all_tiles(_reader(path).get_bytes))
    assert b"<script>alert(1)</script> --output=/etc/passwd" in held
    assert "\u202e".encode() not in held


def test_a_drawing_of_one_layer_needs_no_others(tmp_path: Path) -> None:
    told = _reader(_written(tmp_path, FEATURES[:1])).metadata()
    assert [layer["id"] for layer in told["vector_layers"]] == ["area"]


def test_a_program_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "_OPTIONS", ("--no-such-option",))
    with pytest.raises(MapFailed, match="tippecanoe"):
        _written(tmp_path)
