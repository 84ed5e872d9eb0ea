"""All points of a record as marks of one picture: near ones together, larger for more."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field

from tahqiq.publish.maps.frame import Bounds, Frame
from tahqiq.publish.maps.lettering import Box
from tahqiq.publish.maps.pictures import known_to
from tahqiq.publish.shelves import Shelves
from tahqiq.vocab.rows import IncidentRow

_CELL = 26.0  # units of the picture
_LEAST, _GROWTH, _MOST = 4.0, 2.1, 26.0


@dataclass(slots=True)
class Points:
    """Where the incidents are that have a point, and how exactly that is known (metres)."""

    lons: array[float] = field(default_factory=lambda: array("d"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    metres: array[float] = field(default_factory=lambda: array("d"))

    def bounds(self) -> Bounds:
        """West, south, east, north."""
        return (min(self.lons), min(self.lats), max(self.lons), max(self.lats))

    def share_in(self, sheet: Bounds) -> float:
        """The share of the points that lies in some bounds."""
        west, south, east, north = sheet
        pairs = zip(self.lons, self.lats, strict=True)
        inside = sum(west <= lon <= east and south <= lat <= north for lon, lat in pairs)
        return inside / len(self.lons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One mark of a picture.

    Attributes:
        count: the incidents it stands for, and ``size`` its radius for so many.
        reach: the radius of what is known of the best known of their places.
    """

    x: float
    y: float
    count: int
    size: float
    reach: float

    def box(self) -> Box:
        """The part of the picture it takes; names may stand in an area."""
        return Box(self.x - self.size, self.y - self.size, self.x + self.size, self.y + self.size)


def points(shelves: Shelves) -> Points:
    """The points of a record that may be drawn; three numbers an incident."""
    found = Points()
    for held in shelves.each(IncidentRow):
        row = held.row
        metres = known_to(row.precision)
        if row.lat is not None and row.lon is not None and metres is not None:
            found.lons.append(row.lon)
            found.lats.append(row.lat)
            found.metres.append(metres)
    return found


def gathered(found: Points, frame: Frame) -> list[Spot]:
    """The marks of a picture, areas first, then by their number; what lies beyond it is left out."""
    cells: dict[tuple[int, int], tuple[float, float, int, float]] = {}
    for lon, lat, metres in zip(found.lons, found.lats, found.metres, strict=True):
        x, y = frame.point(lon, lat)
        if not frame.holds(x, y):
            continue
        cell = int(x // _CELL), int(y // _CELL)
        sum_x, sum_y, count, finest = cells.get(cell, (0.0, 0.0, 0, math.inf))
        cells[cell] = (sum_x + x, sum_y + y, count + 1, min(finest, metres))
    unit = frame.metres()
    marks = sorted(cells.items(), key=lambda each: (-each[1][2], each[0]))
    spots = [_spot(x / n, y / n, n, finest / unit) for _, (x, y, n, finest) in marks]
    return sorted(spots, key=lambda each: each.reach <= each.size)


def _spot(x: float, y: float, count: int, reach: float) -> Spot:
    size = min(_MOST, _LEAST + _GROWTH * math.sqrt(count))
    return Spot(x=x, y=y, count=count, size=size, reach=reach)
