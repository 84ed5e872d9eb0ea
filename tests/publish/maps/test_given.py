"""Tiles made elsewhere: those the map has a style for are taken, all others refused with a reason."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given as having
from hypothesis import strategies as st

from tahqiq.publish.maps.given import check_tiles
from tahqiq.vocab.errors import BadInput


def _tiles(
    path: Path, *, kind: int = 1, told: bytes | None = None, layers: tuple[str, ...] = ("earth",)
) -> Path:
    inside = (
        told
        if told is not None
        else gzip.compress(json.dumps({"vector_layers": [{"id": each} for each in layers]}).encode())
    )
    header = bytearray(127)
    header[:8] = b"PMTiles\x03"
    header[24:32] = (127).to_bytes(8, "little")
    header[32:40] = len(inside).to_bytes(8, "little")
    header[97], header[99] = 2, kind
    path.write_bytes(bytes(header) + inside)
    return path


@pytest.mark.parametrize("layers", [("earth", "roads"), ("area", "line", "point")])
def test_schemas_with_a_style_are_taken(tmp_path: Path, layers: tuple[str, ...]) -> None:
    check_tiles(_tiles(tmp_path / "it.pmtiles", layers=layers))


def test_pictures_are_taken(tmp_path: Path) -> None:
    check_tiles(_tiles(tmp_path / "it.pmtiles", kind=4, layers=()))


def test_a_schema_without_a_style_is_refused_and_what_to_do_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no style for its layers: aeroway, housenumber") as caught:
        check_tiles(_tiles(tmp_path / "it.pmtiles", layers=("housenumber", "aeroway")))
    assert "Protomaps" in str(caught.value)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "it.pmtiles"
    path.write_bytes(b"PMTiles\x02" + bytes(200))
    with pytest.raises(BadInput, match="no PMTiles of version 3"):
        check_tiles(path)
    with pytest.raises(BadInput, match="cannot be read"):
        check_tiles(tmp_path / "absent.pmtiles")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="too long"):
        check_tiles(_tiles(tmp_path / "it.pmtiles", told=gzip.compress(bytes(1 << 25))))
    path = _tiles(tmp_path / "it.pmtiles")
    content = bytearray(path.read_bytes())
    content[32:40] = (1 << 60).to_bytes(8, "little")
    path.write_bytes(content)
    with pytest.raises(BadInput, match="more than"):
        check_tiles(path)


@having(told=st.binary(max_size=80), packed=st.booleans())
def test_whatever_a_file_says_of_itself_ends_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, told: bytes, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("given") / "it.pmtiles"
    with pytest.raises(BadInput):
        check_tiles(_tiles(path, told=gzip.compress(told) if packed else told))
