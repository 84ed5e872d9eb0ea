"""A made-up country for the tests: one province, two districts, their towns and villages."""

from __future__ import annotations

from shapely import box

from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.known import KnownPlace
from tahqiq.vocab.places import Point, Precision

PROVINCE, DISTRICT, VILLAGE = Precision.PROVINCE, Precision.DISTRICT, Precision.VILLAGE
PLACES = (
    KnownPlace(id="XA01", names=("Wadi al-Nahr", "وادي النهر"), precision=PROVINCE, point=Point(35.5, 39.5)),
    KnownPlace(id="XA0101", names=("Zahrabad", "زهراباد"), precision=DISTRICT, point=Point(35.2, 39.1)),
    KnownPlace(id="XA0102", names=("Qasr Mirwan", "قصر مروان"), precision=DISTRICT, point=Point(35.9, 39.9)),
    KnownPlace(id="XA010101", names=("Tell Sarmad",), precision=VILLAGE, point=Point(35.21, 39.15)),
    KnownPlace(id="XA010102", names=("al-Jurnah",), precision=VILLAGE, point=Point(35.25, 39.05)),
    KnownPlace(id="XA010201", names=("al-Jurnah",), precision=VILLAGE, point=Point(35.95, 39.95)),
    KnownPlace(
        id="XA010202",
        names=("كفر هبيط",),
        precision=Precision.TOWN,
        point=Point(35.85, 39.8),
        population=40_000,
    ),
    KnownPlace(
        id="N1",
        names=("Hayy al-Bustan", "al-Bustan neighbourhood", "البستان"),
        precision=Precision.NEIGHBOURHOOD,
        point=Point(35.2, 39.1),
        context=("Zahrabad",),
        outline=box(39.09, 35.19, 39.11, 35.21),
    ),
    KnownPlace(
        id="M1",
        names=("Masjid al-Rahma",),
        precision=Precision.NEARBY_LANDMARK,
        point=Point(35.205, 39.105),
    ),
    KnownPlace(id="Q1", names=("al-Sharqiyya",)),
)


def country() -> Gazetteer:
    """All of it."""
    return Gazetteer.of(PLACES)
