"""A window on the ground: positions of WGS 84 as points of a picture (Web Mercator, EPSG:3857)."""

from __future__ import annotations

import math
from dataclasses import dataclass

_EQUATOR = 40_075_016.686
_NORTH = 85.0

Bounds = tuple[float, float, float, float]


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """A position in Web Mercator's square: east and south, 0 to 1.

    >>> mercator(0.0, 0.0)
    (0.5, 0.5)
    """
    sine = math.sin(math.radians(max(-_NORTH, min(_NORTH, lat))))
    return (lon + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A picture's part of Web Mercator's square.

    Attributes:
        width, height: of the picture, in its own units.
        west, north: of its corner, in the square. ``scale``: units of the picture to one of the square.
    """

    width: float
    height: float
    west: float
    north: float
    scale: float

    @classmethod
    def around(cls, lon: float, lat: float, metres: float, *, width: float, height: float) -> Frame:
        """A picture that is so many metres wide at its middle."""
        x, y = mercator(lon, lat)
        scale = width * _EQUATOR * math.cos(math.radians(lat)) / metres
        return cls(
            width=width, height=height, west=x - width / 2 / scale, north=y - height / 2 / scale, scale=scale
        )

    @classmethod
    def over(cls, bounds: Bounds, *, width: float) -> Frame:
        """A picture of exactly these bounds (west, south, east, north in degrees)."""
        west, north = mercator(bounds[0], bounds[3])
        east, south = mercator(bounds[2], bounds[1])
        scale = width / (east - west)
        return cls(width=width, height=(south - north) * scale, west=west, north=north, scale=scale)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position lies in the picture: rightwards, downwards."""
        x, y = mercator(lon, lat)
        return (x - self.west) * self.scale, (y - self.north) * self.scale

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        """Whether a point of the picture lies in it."""
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    def metres(self) -> float:
        """Metres on the ground of one unit at the picture's middle."""
        return _EQUATOR * math.cos(math.radians(self.latitude(self.height / 2))) / self.scale

    def latitude(self, y: float) -> float:
        """The latitude of a height in the picture."""
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (self.north + y / self.scale)))))

    def longitude(self, x: float) -> float:
        """The longitude of a breadth in the picture."""
        return (self.west + x / self.scale) * 360 - 180
