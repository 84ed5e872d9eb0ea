"""The military grid: from a reference's zone, square and digits to WGS 84, and back.

Source of the rules: NGA.STND.0037 (Universal Grids and the Transverse Mercator and Polar
Stereographic Map Projections), sections on MGRS. Zones 31V/32V over Norway and 31X–37X over
Svalbard are wider or narrower than six degrees, and 32X, 34X and 36X do not exist. The polar
grids (bands A, B, Y, Z; universal polar stereographic) are not read: a reference there is
refused, saying so.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

from pyproj import Transformer

from tahqiq.vocab.places import Point

BANDS = "CDEFGHJKLMNPQRSTUVWX"
POLAR_BANDS = "ABYZ"
#: Letters of the 100 km columns in zones 1, 2, 3 (and every third from there): 100 to 800 km east.
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
#: Letters of the 100 km rows; in zones of even number they begin with F.
ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE = 100_000
_PERIOD = 2_000_000
#: The least northing of a band, in metres, rounded down to 100 km (same source, table of bands).
_LEAST_NORTHING = dict(
    zip(
        BANDS,
        (11, 20, 28, 37, 46, 55, 64, 73, 82, 91, 0, 8, 17, 26, 35, 44, 53, 62, 70, 79),
        strict=True,
    )
)
#: Beyond its edge a zone's grid is still used: metres that are let pass.
_OVERLAP = 45_000
_METRES_A_DEGREE = 111_320
_TOP_OF_X = 84.0


class NotOnGrid(ValueError):
    """A reference that no place on earth has; the text says why."""


@dataclass(frozen=True, slots=True)
class GridReference:
    """A cell of the military grid.

    Attributes:
        zone: 1 to 60.
        band: letter of the band of latitude.
        square: two letters of the 100 km square.
        easting: metres east of the square's corner, the lower left of the cell.
        northing: metres north of it.
        size: side of the cell in metres: 100,000 (no digits) to 1 (ten digits).
    """

    zone: int
    band: str
    square: str
    easting: int
    northing: int
    size: int

    def __str__(self) -> str:
        digits = 5 - len(str(self.size)) + 1
        east, north = (f"{value:05d}"[:digits] for value in (self.easting, self.northing))
        return f"{self.zone}{self.band}{self.square}{east}{north}"


def point_of(reference: GridReference) -> Point:
    """The centre of the cell.

    Raises:
        NotOnGrid: letters that the zone or band does not have, or a square outside of them.

    >>> point = point_of(GridReference(37, "S", "EV", 500, 79700, 100))
    >>> round(point.lat, 3), round(point.lon, 3)
    (35.962, 39.006)
    """
    _check_names(reference.zone, reference.band)
    east = _corner_east(reference) + reference.easting
    north = _corner_north(reference) + reference.northing
    half = reference.size / 2
    lon, lat = _transformer(reference.zone, reference.band >= "N").transform(east + half, north + half)
    margin = reference.size / _METRES_A_DEGREE
    if not bottom_of(reference.band) - margin <= lat <= top_of(reference.band) + margin:
        raise NotOnGrid(f"square {reference.square} does not lie in band {reference.band}")
    west, east_edge = span_of(reference.zone, reference.band)
    beyond = (_OVERLAP + reference.size) / (_METRES_A_DEGREE * math.cos(math.radians(min(abs(lat), 84.0))))
    if not -beyond <= (lon - west + 180) % 360 - 180 <= east_edge - west + beyond:
        raise NotOnGrid(f"square {reference.square} lies outside zone {reference.zone}{reference.band}")
    return Point(lat, lon)


def reference_of(point: Point, *, digits: int = 10) -> GridReference:
    """The cell that holds a point.

    Args:
        point: between 80° S and 84° N.
        digits: of easting and northing together: 0, 2, 4, 6, 8 or 10.

    Raises:
        NotOnGrid: nearer to a pole.

    >>> str(reference_of(Point(35.9622, 39.0061), digits=6))
    '37SEV005797'
    """
    zone, band = zone_of(point)
    east, north = _transformer(zone, point.lat >= 0, inverse=True).transform(point.lon, point.lat)
    size = 10 ** (5 - digits // 2)
    # A micrometre keeps a cell's own corner in the cell after the round trip through degrees.
    easting, northing = (int(value + 1e-6) for value in (east, north))
    column = COLUMNS[(zone - 1) % 3][easting // _SQUARE - 1]
    row = ROWS[(northing // _SQUARE + _row_shift(zone)) % len(ROWS)]
    within = (easting % _SQUARE // size * size, northing % _SQUARE // size * size)
    return GridReference(zone, band, column + row, *within, size)


def zone_of(point: Point) -> tuple[int, str]:
    """Zone and band of a point, Norway's and Svalbard's exceptions included.

    >>> zone_of(Point(60.39, 5.32)), zone_of(Point(78.22, 15.64))
    ((32, 'V'), (33, 'X'))
    """
    if not -80 <= point.lat <= _TOP_OF_X:
        raise NotOnGrid("nearer to a pole than the zones reach (80° S to 84° N)")
    band = BANDS[min(int((point.lat + 80) // 8), len(BANDS) - 1)]
    lon = -180.0 if point.lon >= 180 else point.lon
    for zone in range(1, 61):
        west, east = _span(zone, band)
        if west <= lon < east:
            return zone, band
    raise NotOnGrid("outside every zone")


def span_of(zone: int, band: str) -> tuple[float, float]:
    """Longitudes between which a zone lies in one band.

    Raises:
        NotOnGrid: 32X, 34X, 36X and whatever else is no zone or band.

    >>> span_of(37, "S"), span_of(32, "V")
    ((36.0, 42.0), (3.0, 12.0))
    """
    _check_names(zone, band)
    return _span(zone, band)


def bottom_of(band: str) -> float:
    """The southern edge of a band, degrees."""
    return -80.0 + 8 * BANDS.index(band)


def top_of(band: str) -> float:
    """The northern edge of a band, degrees; X alone is twelve degrees high."""
    return _TOP_OF_X if band == "X" else bottom_of(band) + 8


def columns_of(zone: int) -> str:
    """The column letters a zone has.

    >>> columns_of(37)
    'ABCDEFGH'
    """
    return COLUMNS[(zone - 1) % 3]


def _check_names(zone: int, band: str) -> None:
    if not 1 <= zone <= 60:
        raise NotOnGrid(f"there is no zone {zone}: they run from 1 to 60")
    if band in POLAR_BANDS:
        raise NotOnGrid(f"band {band} is polar; the polar grid is not read")
    if band not in BANDS:
        raise NotOnGrid(f"there is no band {band}: I and O are never used")
    if band == "X" and zone in (32, 34, 36):
        raise NotOnGrid(f"there is no zone {zone}X: Svalbard's zones are 31X, 33X, 35X and 37X")


def _span(zone: int, band: str) -> tuple[float, float]:
    west = -186.0 + 6 * zone
    if band == "V" and zone in (31, 32):
        return (0.0, 3.0) if zone == 31 else (3.0, 12.0)
    if band == "X" and 31 <= zone <= 37:
        return _SVALBARD.get(zone, (0.0, 0.0))
    return west, west + 6


_SVALBARD = {31: (0.0, 9.0), 33: (9.0, 21.0), 35: (21.0, 33.0), 37: (33.0, 42.0)}


def _corner_east(reference: GridReference) -> int:
    columns = columns_of(reference.zone)
    place = columns.find(reference.square[0])
    if place < 0:
        raise NotOnGrid(
            f"column letter {reference.square[0]} does not occur in zone {reference.zone}, "
            f"whose columns are {columns[0]} to {columns[-1]}"
        )
    return (place + 1) * _SQUARE


def _corner_north(reference: GridReference) -> int:
    place = ROWS.find(reference.square[1])
    if place < 0:
        raise NotOnGrid(f"there is no row letter {reference.square[1]}: rows run from A to V without I and O")
    north = (place - _row_shift(reference.zone)) % len(ROWS) * _SQUARE
    least = _LEAST_NORTHING[reference.band] * _SQUARE
    while north < least:
        north += _PERIOD
    return north


def _row_shift(zone: int) -> int:
    """Rows of zones of even number begin five letters later."""
    return 0 if zone % 2 else 5


@functools.cache
def _transformer(zone: int, north: bool, inverse: bool = False) -> Transformer:
    projected = f"EPSG:{(32600 if north else 32700) + zone}"
    ends = ("EPSG:4326", projected) if inverse else (projected, "EPSG:4326")
    return Transformer.from_crs(*ends, always_xy=True)
