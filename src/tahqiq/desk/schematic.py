"""A schematic of where places lie, drawn by ourselves: no tiles, no other host is asked.

Longitude is shortened by the cosine of the middle latitude (equirectangular projection), which
is true enough over a city; a place is drawn as an area as wide as its precision leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, log10, radians

from tahqiq.casebook.models import Case, Place
from tahqiq.vocab.places import Precision

WIDTH, HEIGHT = 640, 400
#: Places drawn beside the one looked at, and how far from it, in degrees of latitude.
NEIGHBOURS, REACH = 300, 0.12
_METRES_A_DEGREE = 111_320.0
_MARGIN = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One place: where on the drawing, and how wide (in its units)."""

    place: Place
    x: float
    y: float
    radius: float
    focus: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing of ``WIDTH`` × ``HEIGHT`` units.

    Attributes:
        west, north: degrees at its corner. step_x, step_y: degrees a unit.
        bar, bar_metres: a scale bar: its length in units, and what it stands for.
    """

    dots: Sequence[Dot]
    west: float
    north: float
    step_x: float
    step_y: float
    bar: float
    bar_metres: int

    width = WIDTH
    height = HEIGHT


def around(place: Place, case: Case) -> Plot | None:
    """The place with its neighbours; None where it has no point."""
    if place.lat is None or place.lon is None:
        return None
    near = Place.objects.filter(case=case).located().exclude(pk=place.pk)
    near = near.filter(lat__range=(place.lat - REACH, place.lat + REACH))
    near = near.filter(lon__range=(place.lon - 2 * REACH, place.lon + 2 * REACH))
    return plot([*near.order_by("id")[:NEIGHBOURS], place], focus=place)


def plot(places: Sequence[Place], *, focus: Place | None = None) -> Plot | None:
    """These places; None where none has a point.

    >>> plot([]) is None
    True
    """
    known = [(each, each.lat, each.lon) for each in places if each.lat is not None and each.lon is not None]
    if not known:
        return None
    lats, lons = [lat for _, lat, _ in known], [lon for _, _, lon in known]
    middle = (min(lats) + max(lats)) / 2
    shorter = max(cos(radians(middle)), 0.01)
    reach = max((max(lats) - min(lats)) / HEIGHT, (max(lons) - min(lons)) * shorter / WIDTH, 2e-5)
    step_y = reach * (1 + 2 * _MARGIN)
    step_x = step_y / shorter
    west = (min(lons) + max(lons)) / 2 - step_x * WIDTH / 2
    north = middle + step_y * HEIGHT / 2
    bar_metres = _round(step_y * _METRES_A_DEGREE * WIDTH / 4)
    return Plot(
        dots=[
            Dot(
                place=each,
                x=round((lon - west) / step_x, 1),
                y=round((north - lat) / step_y, 1),
                radius=round(min(max(_open(each) / step_y, 3.5), HEIGHT / 2), 1),
                focus=each == focus,
            )
            for each, lat, lon in known
        ],
        west=west,
        north=north,
        step_x=step_x,
        step_y=step_y,
        bar=round(bar_metres / (step_y * _METRES_A_DEGREE), 1),
        bar_metres=bar_metres,
    )


def _open(place: Place) -> float:
    """Degrees of latitude that the precision leaves open; of a general location half its last decimal."""
    precision = Precision(place.precision)
    if precision.metres is not None:
        return precision.metres / _METRES_A_DEGREE
    return float(10**-precision.decimals / 2)


def _round(metres: float) -> int:
    """The nearest of 1, 2, 5, 10, 20 … that is not larger.

    >>> [_round(metres) for metres in (1234, 640, 71)]
    [1000, 500, 50]
    """
    power = 10 ** floor(log10(max(metres, 1)))
    return int(next(step * power for step in (5, 2, 1) if step * power <= max(metres, 1)))
