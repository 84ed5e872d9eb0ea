"""Reads tiles of points again, for tests and measurements; written apart from what writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_LENGTH = 2  # the wire type of a field that tells its length
_SHIFT = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePoint:
    """One feature: ``x`` and ``y`` of 4096 across the tile; see `maps.point_tiles` for the others."""

    id: int
    x: int
    y: int
    count: int
    metres: int
    codes: str


def points_of_tile(tile: bytes) -> list[TilePoint]:
    """The features of a tile's only layer (Mapbox Vector Tile 2.1, section 4)."""
    ((_, layer),) = _fields(tile)
    found: dict[int, list[bytes]] = {}
    for number, content in _fields(bytes(layer)):
        if isinstance(content, bytes):
            found.setdefault(number, []).append(content)
    keys = [key.decode() for key in found[3]]
    values = [_value(content) for content in found[4]]
    return [_point(feature, keys, values) for feature in found[2]]


def _point(feature: bytes, keys: list[str], values: list[int | str]) -> TilePoint:
    told = dict(_fields(feature))
    tags, geometry = (list(_numbers(bytes(told[number]))) for number in (2, 4))
    if (told[3], geometry[0]) != (1, 9):
        raise ValueError("no point, moved to from the corner once")
    told_of = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
    return TilePoint(
        id=int(told[1]),
        x=geometry[1] >> 1,
        y=geometry[2] >> 1,
        count=int(told_of["n"]),
        metres=int(told_of["metres"]),
        codes=str(told_of["codes"]),
    )


def _value(content: bytes) -> int | str:
    ((_, value),) = _fields(content)
    return value if isinstance(value, int) else value.decode()


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(content):
        key, at = _number(content, at)
        value, at = _number(content, at)
        if key & 7 != _LENGTH:
            yield key >> 3, value
            continue
        yield key >> 3, content[at : at + value]
        at += value


def _numbers(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        value, at = _number(content, at)
        yield value


def _number(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        octet = content[at]
        at += 1
        value |= (octet & 0x7F) << shift
        if octet < 0x80:
            return value, at
        shift += _SHIFT
