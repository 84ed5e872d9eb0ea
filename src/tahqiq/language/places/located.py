"""What reading a coordinate gives: a position with its exactness, or a refusal with the reason."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from tahqiq.vocab.places import Point, Precision

#: Metres in a degree of latitude, to three figures.
METRES_A_DEGREE = 111_000.0
#: The coarsest size in metres that a class still states honestly, from fine to coarse.
_CLASSES = (
    (1.2, Precision.WITHIN_1M),
    (120.0, Precision.WITHIN_100M),
    (2_000.0, Precision.NEIGHBOURHOOD),
    (12_000.0, Precision.SUB_DISTRICT),
    (120_000.0, Precision.PROVINCE),
)


class Notation(StrEnum):
    """How a position was written."""

    DECIMAL = "decimal"
    DMS = "dms"
    MGRS = "mgrs"


@dataclass(frozen=True, slots=True)
class Area:
    """A box of latitudes and longitudes in degrees that positions are expected to lie in."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        """Whether the point lies in it, edges included."""
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east

    def from_middle(self, point: Point) -> float:
        """Distance of a point from the middle, in degrees; good enough to tell near from far."""
        return math.hypot(point.lat - (self.south + self.north) / 2, point.lon - (self.west + self.east) / 2)

    def wider(self, degrees: float) -> Area:
        """The same box with a margin on every side, cut at the poles and at the antimeridian."""
        return Area(
            max(self.south - degrees, -90.0),
            max(self.west - degrees, -180.0),
            min(self.north + degrees, 90.0),
            min(self.east + degrees, 180.0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A position that was written as coordinates.

    Attributes:
        point: WGS 84; of a grid reference, the centre of its cell.
        metres: the size of the last written digit, so how exactly the position was *written*
            (a grid cell's side, a second of arc); never how exactly it was known.
        notation: how it was written.
        repairs: what had to be put right to read it, in plain words; empty for a clean reading.
    """

    point: Point
    metres: float
    notation: Notation
    repairs: tuple[str, ...] = ()

    @property
    def precision(self) -> Precision:
        """The finest class the writing supports; writing alone never makes a place `EXACT`."""
        return precision_of_size(self.metres)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A text that gives no position.

    Attributes:
        reason: why, in words a person can agree with.
        hint: what may have been meant; a suggestion, never applied.
        notation: the notation it was attempted in; None where the text is no coordinate at all.
    """

    reason: str
    hint: str = ""
    notation: Notation | None = None

    def __str__(self) -> str:
        return f"{self.reason}; {self.hint}" if self.hint else self.reason


def precision_of_size(metres: float) -> Precision:
    """The finest class of precision that is not finer than a size on the ground.

    >>> [precision_of_size(size).value for size in (1, 10, 100, 1_000, 10_000)]
    ['within_1m', 'within_100m', 'within_100m', 'neighbourhood', 'sub_district']
    """
    return next((precision for coarsest, precision in _CLASSES if metres <= coarsest), Precision.COUNTRY)
