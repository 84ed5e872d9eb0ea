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
