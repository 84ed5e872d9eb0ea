"""Where: points that never claim to be more exact than they are (METHOD: place)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a place is known, from coarse to fine."""

    UNKNOWN = "unknown"
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    SUB_DISTRICT = "sub_district"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    STREET = "street"
    NEARBY_LANDMARK = "nearby_landmark"
    WITHIN_100M = "within_100m"
    WITHIN_1M = "within_1m"
    EXACT = "exact"

    @property
    def generic(self) -> bool:
        """Town or coarser: shown with a note, never drawn as if exact."""
        return self in _GENERIC

    @property
    def decimals(self) -> int:
        """Decimals of a degree that may be shown: at least as coarse as the place is known.

        One decimal of latitude is 11 km, two 1.1 km, three 110 m, five 1.1 m. An unknown
        precision is shown as a province is.
        """
        return _DECIMALS.get(self, 1)

    @property
    def metres(self) -> int | None:
        """How far from the point that is shown the place may lie; None where no point may be shown.

        The extent of what the class names, and what rounding to its decimals may add: half the
        diagonal of a cell of that size at the equator, where it is largest.

        >>> Precision.NEIGHBOURHOOD.metres, Precision.WITHIN_100M.metres, Precision.CITY.metres
        (1288, 179, None)
        """
        extent = _EXTENTS.get(self)
        return None if extent is None else math.ceil(extent + _DEGREE / 10**self.decimals / math.sqrt(2))


_DECIMALS = {
    Precision.COUNTRY: 0,
    Precision.CITY: 2,
    Precision.TOWN: 2,
    Precision.VILLAGE: 2,
    Precision.NEIGHBOURHOOD: 2,
    Precision.STREET: 3,
    Precision.NEARBY_LANDMARK: 3,
    Precision.WITHIN_100M: 3,
    Precision.WITHIN_1M: 5,
    Precision.EXACT: 6,
}
#: Metres of a degree of longitude at the equator (WGS 84).
_DEGREE = 111_319.49
#: Metres within which a place of the class lies, before its point is rounded.
_EXTENTS = {
    Precision.VILLAGE: 1000,
    Precision.NEIGHBOURHOOD: 500,
    Precision.STREET: 150,
    Precision.NEARBY_LANDMARK: 150,
    Precision.WITHIN_100M: 100,
    Precision.WITHIN_1M: 1,
    Precision.EXACT: 0,
}
_GENERIC = frozenset(
    {
        Precision.UNKNOWN,
        Precision.COUNTRY,
        Precision.PROVINCE,
        Precision.DISTRICT,
        Precision.SUB_DISTRICT,
        Precision.CITY,
        Precision.TOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees, WGS 84.

    Raises:
        ValueError: outside the globe, or not a finite number.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        for name, value, limit in (("latitude", self.lat, 90), ("longitude", self.lon, 180)):
            if not math.isfinite(value) or abs(value) > limit:
                raise ValueError(f"{name} {value} lies outside ±{limit}")

    def rounded(self, precision: Precision) -> Point:
        """The same position with no more decimals than the precision allows."""
        return Point(round(self.lat, precision.decimals), round(self.lon, precision.decimals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as it was named, with what is known of its position."""

    wording_en: str = ""
    wording_ar: str = ""
    precision: Precision = Precision.UNKNOWN
    point: Point | None = None
