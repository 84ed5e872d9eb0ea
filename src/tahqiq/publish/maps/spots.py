"""Where all incidents of a record are, gathered for tiles: at one spot, and in ever larger squares.

Points lie on a grid of 2**24 by 2**24 squares over the Web Mercator world, as fine as tiles of the closest
zoom can tell (2.4 m at the equator), along one Hilbert curve: whatever lies in one square of a
coarser grid is then one stretch of the points, at every zoom. The curve is that of PMTiles, version 3.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from tahqiq.publish.explorer_columns import point_of, precision_of
from tahqiq.publish.incidents import CHRONOLOGICAL
from tahqiq.publish.maps.wire import Ints, Octets
from tahqiq.publish.shelves import Shelves
from tahqiq.vocab.rows import IncidentRow

#: The closest zoom, and the bits of a position within a tile (extent 4096).
CLOSEST, WITHIN = 12, 12
_DEPTH = CLOSEST + WITHIN
#: Squares across a tile, as bits: at lower zooms those in one square, 8 of 512 pixels, are one feature.
_SQUARES = 6
#: Web Mercator ends here; what lies beyond is on no tile.
_NORTH = 85.05
_DEGREES = 10**6  # of a position as a whole number


@dataclass(slots=True)
class Points:
    """The incidents that have a point, no more exact than their place is known; parallel.

    Attributes:
        places: numbers of the incidents in the explorer's order, rising.
        metres: within which each lies. ``codes``: their public labels.
    """

    lons: array[float] = field(default_factory=lambda: array("d"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    metres: array[int] = field(default_factory=lambda: array("q"))
    places: array[int] = field(default_factory=lambda: array("q"))
    codes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Points along the curve, those of one spot together; parallel but for the last two.

    Attributes:
        curve: position on the curve. ``x``, ``y``: on the grid.
        metres: within which the place lies. ``first``: the lowest number of the spot's incidents.
        count: of its incidents. ``names``: where their codes begin, each followed by a line's end.
        octets: the codes. ``bounds``: west, south, east, north in degrees.
    """

    curve: Ints
    x: Ints
    y: Ints
    metres: Ints
    first: Ints
    count: Ints
    names: Ints
    octets: Octets
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What the tiles of one zoom hold, a feature a row, in the order of the tiles.

    Attributes:
        tile: position of its tile on the curve of the zoom.
        x, y: in the tile. ``count``: of incidents. ``metres``: of the least exactly known of them.
        first: the lowest number of an incident. ``names``, ``sizes``: its codes among the octets.
    """

    tile: Ints
    x: Ints
    y: Ints
    count: Ints
    metres: Ints
    first: Ints
    names: Ints
    sizes: Ints


def points_of(shelves: Shelves) -> Points:
    """The points of a record that may be drawn."""
    found = Points()
    for place, held in enumerate(shelves.each(IncidentRow, order=CHRONOLOGICAL)):
        point, metres = point_of(held.row), precision_of(held.row.precision).metres
        if point is not None and metres is not None and abs(point.lat) <= _NORTH:
            found.lons.append(point.lon)
            found.lats.append(point.lat)
            found.metres.append(metres)
            found.places.append(place)
            found.codes.append(held.row.code)
    return found


def spots_of(found: Points) -> Spots:
    """Points that have the same position and are known as exactly become one spot."""
    lons, lats = np.array(found.lons), np.array(found.lats)
    metres, places = np.array(found.metres), np.array(found.places)
    x, y = _on_grid(lons, lats)
    curve = along_curve(x, y)
    east, north = (np.rint(each * _DEGREES).astype(np.int64) for each in (lons, lats))
    order = np.lexsort((places, metres, north, east, curve))
    same = np.stack([east, north, metres])[:, order]
    begins = np.flatnonzero(np.append(True, (same[:, 1:] != same[:, :-1]).any(axis=0)))
    octets, names = _named(found.codes, order)
    head = order[begins]
    return Spots(
        curve=curve[head],
        x=x[head],
        y=y[head],
        metres=metres[head],
        first=places[head],
        count=np.diff(np.append(begins, len(order))),
        names=np.append(names[begins], len(octets)),
        octets=octets,
        bounds=(float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())),
    )


def level(spots: Spots, zoom: int, most_named: int) -> Level:
    """The features of one zoom: at the closest the spots themselves, else what lies in one square.

    Args:
        spots: of the whole record. ``zoom``: of the tiles.
        most_named: codes of more incidents than this are left out, but at the closest zoom.
    """
    curve = spots.curve
    square = curve >> 2 * (_DEPTH - zoom - _SQUARES)
    changes = np.append(True, square[1:] != square[:-1]) if zoom < CLOSEST else np.ones(len(curve), bool)
    begins = np.flatnonzero(changes)
    count = np.add.reduceat(spots.count, begins)
    middle = (np.add.reduceat(each * spots.count, begins) // count for each in (spots.x, spots.y))
    x, y = (_in_tile(each, zoom) for each in middle)
    names = spots.names[begins]
    ends = spots.names[np.append(begins[1:], len(curve))]
    named = (count <= most_named) | (zoom == CLOSEST)
    return Level(
        tile=curve[begins] >> 2 * (_DEPTH - zoom),
        x=x,
        y=y,
        count=count,
        metres=np.maximum.reduceat(spots.metres, begins),
        first=np.minimum.reduceat(spots.first, begins),
        names=names,
        sizes=np.where(named, ends - names - 1, 0),
    )


def _in_tile(position: Ints, zoom: int) -> Ints:
    return (position >> (CLOSEST - zoom)) & ((1 << WITHIN) - 1)


def _named(codes: list[str], order: Ints) -> tuple[Octets, Ints]:
    """Codes in an order, each followed by a line's end, and where each begins."""
    lines = [f"{' '.join(codes[at].split())}\n".encode() for at in order.tolist()]
    sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    return np.frombuffer(b"".join(lines), np.uint8), np.cumsum(sizes) - sizes


def _on_grid(lons: np.ndarray, lats: np.ndarray) -> tuple[Ints, Ints]:
    """Squares of the grid, eastwards and southwards, by Web Mercator (EPSG:3857)."""
    sine = np.sin(np.radians(lats))
    share = ((lons + 180) / 360, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi))
    across = 1 << _DEPTH
    x, y = (np.clip(np.floor(each * across), 0, across - 1).astype(np.int64) for each in share)
    return x, y


def along_curve(x: Ints, y: Ints, depth: int = _DEPTH) -> Ints:
    """Position on the Hilbert curve of a grid of ``2**depth`` squares a side.

    >>> along_curve(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 0]), 1).tolist()
    [0, 1, 2, 3]
    """
    passed = np.zeros(len(x), np.int64)
    for bit in reversed(range(depth)):
        right, down = (x >> bit) & 1, (y >> bit) & 1
        passed = (passed << 2) | ((3 * right) ^ down)
        inner = (1 << bit) - 1
        turned = (down == 0) & (right == 1)
        x, y = (np.where(turned, inner - (each & inner), each & inner) for each in (x, y))
        x, y = np.where(down == 0, y, x), np.where(down == 0, x, y)
    return passed
