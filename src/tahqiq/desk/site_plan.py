"""The plan of a recovery site, drawn to scale: graves as opened, remains as they lay, heads marked.

Metres east and north of the site's datum; north is up. One figure draws a whole site or one grave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, log10, radians, sin

from tahqiq.casebook.models import Grave, Remains

WIDTH, HEIGHT = 640.0, 420.0
_MARGIN = 36.0
#: Metres that a body is drawn long, and a grave whose size nobody noted is wide.
_BODY, _UNSIZED = 1.7, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A grave: the middle, the size and the turn of its rectangle, in units of the drawing and degrees."""

    grave: Grave
    x: float
    y: float
    width: float
    height: float
    turn: float
    sized: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Remains: a line from the feet to the head where they lay in a known direction; else a dot."""

    remains: Remains
    x: float
    y: float
    head_x: float | None
    head_y: float | None
    feet_x: float | None
    feet_y: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The drawing.

    Attributes:
        bar: a scale bar: units long; ``bar_metres``: what it stands for.
        without: how many have no position.
    """

    graves: Sequence[Box]
    bodies: Sequence[Body]
    bar: float
    bar_metres: float
    without: int

    width = WIDTH
    height = HEIGHT


def plan_of(graves: Iterable[Grave], remains: Iterable[Remains]) -> Plan | None:
    """The plan; None where nothing has a position."""
    opened = [(each, each.x_m, each.y_m) for each in graves if each.x_m is not None and each.y_m is not None]
    found = list(remains)
    lying = [(each, each.x_m, each.y_m) for each in found if each.x_m is not None and each.y_m is not None]
    points = [(x, y, _reach(each)) for each, x, y in opened] + [(x, y, _BODY) for _, x, y in lying]
    if not points:
        return None
    west, east = min(x - r for x, _, r in points), max(x + r for x, _, r in points)
    south, north = min(y - r for _, y, r in points), max(y + r for _, y, r in points)
    scale = min((WIDTH - 2 * _MARGIN) / (east - west), (HEIGHT - 2 * _MARGIN) / (north - south))
    middle = ((west + east) / 2, (south + north) / 2)

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            round(WIDTH / 2 + (x - middle[0]) * scale, 1),
            round(HEIGHT / 2 - (y - middle[1]) * scale, 1),
        )

    metres = _round(120 / scale)
    return Plan(
        graves=[_box(each, at(x, y), scale) for each, x, y in opened],
        bodies=[_body(each, at(x, y), scale) for each, x, y in lying],
        bar=round(metres * scale, 1),
        bar_metres=metres,
        without=len(found) - len(lying),
    )


def _reach(grave: Grave) -> float:
    return max(grave.length_m or _UNSIZED, grave.width_m or _UNSIZED) / 2


def _box(grave: Grave, at: tuple[float, float], scale: float) -> Box:
    """Its length lies along its orientation, clockwise from north, which is up."""
    return Box(
        grave=grave,
        x=at[0],
        y=at[1],
        width=round((grave.width_m or _UNSIZED) * scale, 1),
        height=round((grave.length_m or _UNSIZED) * scale, 1),
        turn=grave.orientation_deg or 0.0,
        sized=grave.length_m is not None and grave.width_m is not None,
    )


def _body(remains: Remains, at: tuple[float, float], scale: float) -> Body:
    x, y = at
    if remains.orientation_deg is None:
        return Body(remains=remains, x=x, y=y, head_x=None, head_y=None, feet_x=None, feet_y=None)
    half, turn = _BODY * scale / 2, radians(remains.orientation_deg)
    east, north = half * sin(turn), half * cos(turn)
    return Body(
        remains=remains,
        x=x,
        y=y,
        head_x=round(x + east, 1),
        head_y=round(y - north, 1),
        feet_x=round(x - east, 1),
        feet_y=round(y + north, 1),
    )


def _round(metres: float) -> float:
    """The nearest of … 0.5, 1, 2, 5, 10 … that is not larger.

    >>> [_round(metres) for metres in (0.7, 1.9, 64)]
    [0.5, 1.0, 50.0]
    """
    power = 10.0 ** floor(log10(metres))
    return next(step * power for step in (5, 2, 1) if step * power <= metres)
