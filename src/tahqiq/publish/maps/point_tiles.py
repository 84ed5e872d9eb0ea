"""All points of a record as one file of vector tiles (PMTiles, version 3), zooms 0 to 12.

For records too large to draw from a list. The layer ``points`` holds at the closest zoom every spot: ``n``
incidents, their ``codes`` (a line each), and the ``metres`` within which their place lies; its id is the
number of the first of them in the explorer's order. At lower zooms those that would cover one another are
one feature, with the codes of a few; ``metres`` is then that of the least exactly known. The same
release makes the same bytes. (tippecanoe, which cuts our ground, takes several times as long for a million
points, and cannot name those of a spot.)
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from tahqiq.publish.maps.spots import CLOSEST, Level, Points, Spots, level, spots_of
from tahqiq.publish.maps.wire import Column, Ints, Octets, Same, Stretches, Varints, message, rows_of

LAYER = "points"
_FIELDS = {"n": "Number", "metres": "Number", "codes": "String"}
#: At lower zooms the codes of so many incidents at most are named.
_NAMED = 8
#: Zooms are made and packed in stretches of so many features, so that memory does not grow with them.
_AT_ONCE = 100_000
#: Degrees about all points: bounds of no extent, as of a single spot, are none to a reader of tiles.
_AIR = 0.01
_GZIP = 31  # window bits that ask zlib for gzip; its header then has no time


def write_point_tiles(found: Points, out: Path) -> None:
    """Writes the file; nothing where there is no point."""
    import pmtiles.writer

    if not found.codes:
        return
    untyped: Any = pmtiles
    out.parent.mkdir(parents=True, exist_ok=True)
    spots = spots_of(found)
    with out.open("wb") as file, ThreadPoolExecutor() as pool:
        writer = untyped.writer.Writer(file)
        for zoom in range(CLOSEST + 1):
            before = (4**zoom - 1) // 3  # tiles of all lower zooms (PMTiles 3, section 4.1)
            for tiles in _tiles(spots, zoom):
                packed = pool.map(_packed, [content for _, content in tiles])
                for (tile, _), content in zip(tiles, packed, strict=True):
                    writer.write_tile(before + tile, content)
        writer.finalize(_header(spots), _metadata())


def _packed(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=_GZIP)
    return packing.compress(content) + packing.flush()


def _tiles(spots: Spots, zoom: int) -> Iterator[list[tuple[int, bytes]]]:
    """The tiles of one zoom along the curve, in stretches: position and content."""
    whole = level(spots, zoom, _NAMED)
    begins = np.flatnonzero(np.append(True, whole.tile[1:] != whole.tile[:-1]))
    bounds = np.append(begins, len(whole.tile))
    start = 0
    while start < len(begins):
        end = int(np.searchsorted(bounds, bounds[start] + _AT_ONCE, side="right")) - 1
        end = max(end, start + 1)  # one tile at least
        yield _contents(whole, spots.octets, bounds[start : end + 1])
        start = end


def _contents(whole: Level, codes: Octets, bounds: Ints) -> list[tuple[int, bytes]]:
    """Tiles whose features lie between each two bounds."""
    first, last = int(bounds[0]), int(bounds[-1])
    within = np.arange(first, last) - np.repeat(bounds[:-1], np.diff(bounds))
    octets, rows = rows_of(_feature(whole, slice(first, last), within, codes), last - first)
    held, head = octets.tobytes(), _head()
    ends = rows[bounds - first].tolist()
    tiles = whole.tile[bounds[:-1]].tolist()
    stretches = zip(tiles, ends[:-1], ends[1:], strict=True)
    return [(tile, _field(0x1A, head + held[begin:end])) for tile, begin, end in stretches]


def _feature(whole: Level, part: slice, within: Ints, codes: Octets) -> list[Column]:
    """A feature and after it the three values it has, which no other feature shares."""
    numbers = [Varints(3 * within + place) for place in range(3)]
    tags: list[Column] = []
    for key, number in enumerate(numbers):
        tags += (Same(bytes([key])), number)
    moved: list[Column] = [Same(b"\x09"), *(Varints(2 * each[part]) for each in (whole.x, whole.y))]
    feature: list[Column] = [
        *(Same(b"\x08"), Varints(whole.first[part])),
        *message(0x12, tags),
        *(Same(b"\x18\x01"), *message(0x22, moved)),
    ]
    named = Stretches(codes, whole.names[part], whole.sizes[part])
    return [
        *message(0x12, feature),
        *message(0x22, _number(whole.count[part])),
        *message(0x22, _number(whole.metres[part])),
        *message(0x22, message(0x0A, [named])),
    ]


def _number(values: Ints) -> list[Column]:
    """A value that is a whole number."""
    return [Same(b"\x28"), Varints(values)]


def _head() -> bytes:
    """Version, name, keys and extent of the layer."""
    keys = b"".join(_field(0x1A, name.encode()) for name in _FIELDS)
    return b"\x78\x02" + _field(0x0A, LAYER.encode()) + keys + b"\x28\x80\x20"


def _field(tag: int, content: bytes) -> bytes:
    """One field of a message."""
    size, left = bytearray(), len(content)
    while left >= 0x80:
        size.append(left & 0x7F | 0x80)
        left >>= 7
    return bytes([tag, *size, left]) + content


def _header(spots: Spots) -> dict[str, Any]:
    from pmtiles.tile import Compression, TileType

    air = (-_AIR, -_AIR, _AIR, _AIR)
    limits = zip(spots.bounds, air, (180.0, 90.0) * 2, strict=True)
    west, south, east, north = (
        round(max(-limit, min(limit, each + more)) * 10**7) for each, more, limit in limits
    )
    return {
        "tile_compression": Compression.GZIP,
        "tile_type": TileType.MVT,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 0,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }


def _metadata() -> dict[str, Any]:
    layer = {"id": LAYER, "minzoom": 0, "maxzoom": CLOSEST, "fields": _FIELDS}
    return {"name": LAYER, "vector_layers": [layer]}
