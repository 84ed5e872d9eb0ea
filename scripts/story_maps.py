"""Drawings made from the case's own sketch map: the river at dawn, the sky's city, the walker's, glass."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from draw_basemap import DEGREE
from shapely import STRtree
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Spot
from story_paper import (
    BONE,
    CLAY,
    DUSK,
    HEIGHT,
    INK,
    LAMP,
    NIGHT,
    PAPER,
    RIVER,
    WIDTH,
    Point,
    fade,
    glow,
    ground,
    line,
    path,
    sheet,
    tag,
    trail,
)

from tahqiq.vocab.basemap import Basemap, Feature

Place = Callable[[float, float], Point]
MIDDLE = (39.006, 35.9455)  # of the city, where the drawings look
STREETS = ("road", "main_road", "bridge")
CELL = 20  # of the sky's grid, in pixels
SHORT = 14  # between two steps, in pixels


class Ground:
    """The features of the sketch map, in metres from the middle of the city."""

    def __init__(self, folder: Path) -> None:
        self.features = Basemap.read(folder / "basemap.geojson").features
        self.across = DEGREE * math.cos(math.radians(MIDDLE[1]))

    def parts(self, *kinds: str, shape: str) -> Iterator[tuple[Feature, list[list[Point]]]]:
        """Features of these kinds and this shape, with their lines or rings."""
        for feature in self.features:
            if feature.kind in kinds and feature.shape == shape:
                yield feature, [[self._metres(at) for at in _pairs(part)] for part in feature.parts]

    def drawn(self, place: Place, *kinds: str, shape: str) -> str:
        """One path of all of them."""
        closed = shape == "area"
        return "".join(
            trail((place(*at) for at in part), closed=closed)
            for _, parts in self.parts(*kinds, shape=shape)
            for part in parts
        )

    def _metres(self, at: Point) -> Point:
        return (at[0] - MIDDLE[0]) * self.across, (at[1] - MIDDLE[1]) * DEGREE


def _pairs(part: object) -> list[Point]:
    numbers = list(part)  # type: ignore[call-overload]
    if numbers and not isinstance(numbers[0], float | int):
        return [(each[0], each[1]) for each in numbers]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def river(folder: Path) -> bytes:
    """The river and its bridges before sunrise, seen from the south bank."""
    land = Ground(folder)
    horizon, focal, height, back = 330, 1230, 1620, 6250

    def place(x: float, y: float) -> Point:
        far = max(y + back, 1500)  # what lies behind the eye stays below the sheet
        return WIDTH / 2 + focal * x / far, horizon + focal * height / far

    water = land.drawn(place, "water", shape="area")
    return sheet(
        ground("url(#sky)"),
        tag("ellipse", cx=1130, cy=horizon, rx=900, ry=260, fill="url(#dawn)"),
        tag("rect", y=horizon, width=WIDTH, height=HEIGHT - horizon, fill="url(#land)"),
        path(land.drawn(place, "built", shape="area"), fill=BONE, fill_opacity=0.05),
        path(water, fill="url(#water)", fill_rule="evenodd"),
        line(water, BONE, 0.8, 0.5),
        line(land.drawn(place, "railway", shape="line"), BONE, 0.8, 0.25, stroke_dasharray="5 5"),
        line(land.drawn(place, "road", shape="line"), BONE, 0.9, 0.42),
        line(land.drawn(place, "main_road", shape="line"), BONE, 1.5, 0.62),
        line(land.drawn(place, "wall", shape="line"), LAMP, 3.2, 0.9),
        line(land.drawn(place, "bridge", shape="line"), NIGHT, 9, 0.55),
        line(land.drawn(place, "bridge", shape="line"), BONE, 3.4, 1),
        tag("rect", y=790, width=WIDTH, height=110, fill="url(#near)"),
        defs=(
            fade("sky", [(0, NIGHT, 1), (0.2, DUSK, 1), (0.36, "#5c5a58", 1), (1, NIGHT, 1)]),
            glow("dawn", LAMP, 0.75),
            fade("land", [(0, "#4a4a49", 1), (0.12, "#2c3740", 1), (1, NIGHT, 1)]),
            fade(
                "water",
                [
                    (0, "#4d6b70", 1),
                    (0.4, "#8fa7a2", 1),
                    (0.7, "#f2e2b8", 1),
                    (0.85, "#b9b7a0", 1),
                    (1, RIVER, 1),
                ],
                across=True,
            ),
            fade("near", [(0, NIGHT, 0), (1, NIGHT, 0.85)]),
        ),
    )


def _flat(x: float, y: float) -> Point:
    """From above: about 8 metres a pixel."""
    return WIDTH / 2 + x / 7.6, HEIGHT / 2 - (y - 250) / 7.6


def sky(folder: Path) -> bytes:
    """The city as a grid, each cell of one shade: what kind of ground it mostly is."""
    shade = _shades(Ground(folder))
    shades: dict[str, list[str]] = {}
    for y in range(0, HEIGHT, CELL):
        row = [(x, shade(x + CELL / 2, y + CELL / 2)) for x in range(0, WIDTH, CELL)]
        for fill, run in groupby(row, key=lambda each: each[1]):
            cells = [x for x, _ in run]
            wide = len(cells) * CELL
            shades.setdefault(fill, []).append(f"M{cells[0]} {y}h{wide}v{CELL}h-{wide}z")
    grid = "".join(f"M{x} 0V{HEIGHT}" for x in range(0, WIDTH + 1, CELL))
    grid += "".join(f"M0 {y}H{WIDTH}" for y in range(0, HEIGHT + 1, CELL))
    drawn = [path("".join(cells), fill=fill) for fill, cells in sorted(shades.items())]
    return sheet(ground(NIGHT), *drawn, line(grid, "#0f171f", 2))


def _shades(land: Ground) -> Callable[[float, float], str]:
    """What colour a spot of the picture has."""
    fills = {"water": ["#6f9794", "#7aa19d"], "built": ["#55626d", "#5d6a74", "#4e5b66"], "park": ["#5c7263"]}
    fills |= {
        "land": ["#2a3743", "#2d3a46", "#27333f"],
        "street": ["#93998f", "#a1a498"],
        "wall": ["#b88f58"],
    }
    areas = {kind: _shapes(land, kind, "area") for kind in ("water", "park", "built")}
    lines = {"wall": _shapes(land, "wall", "line")} | {
        "street": [each for kind in STREETS for each in _shapes(land, kind, "line")]
    }
    trees = {kind: STRtree(shapes) for kind, shapes in (areas | lines).items()}

    def shade(x: float, y: float) -> str:
        spot = Spot(x, y)
        reach = {"wall": 11, "street": 10, "water": 0, "park": 8, "built": 0}
        kind = next(
            (one for one, far in reach.items() if len(trees[one].query(spot, "dwithin", far))), "land"
        )
        return fills[kind][hashlib.sha256(f"{x} {y}".encode()).digest()[0] % len(fills[kind])]

    return shade


def _shapes(land: Ground, kind: str, shape: str) -> list[LineString | Polygon]:
    made: list[LineString | Polygon] = []
    for _, parts in land.parts(kind, shape=shape):
        rings = [[_flat(*at) for at in part] for part in parts]
        made += [Polygon(rings[0], rings[1:])] if shape == "area" else [LineString(one) for one in rings]
    return made


def walked(folder: Path) -> bytes:
    """The same sheet as somebody on foot knows it: steps along streets and over bridges."""
    land = Ground(folder)
    steps = "".join(_steps(street) for kind in STREETS for street in _shapes(land, kind, "line"))
    water = land.drawn(_flat, "water", shape="area")
    return sheet(
        ground(PAPER),
        path(land.drawn(_flat, "built", shape="area"), fill="#dccfb8", fill_opacity=0.75),
        path(land.drawn(_flat, "park", shape="area"), fill="#b9c0a4", fill_opacity=0.7),
        path(water, fill="#a9c3bf", fill_rule="evenodd"),
        line(water, "#7f9f9c", 1.2, 0.8),
        line(land.drawn(_flat, "wall", shape="line"), CLAY, 5, 0.55),
        line(steps, INK, 3, 0.78),
    )


def _steps(street: LineString | Polygon) -> str:
    """Left, right, left: short strokes beside the line."""
    told = ""
    for number in range(int(street.length / SHORT)):
        one, two = (street.interpolate(number * SHORT + ahead) for ahead in (0, 5))
        if not (-5 < one.x < WIDTH + 5 and -5 < one.y < HEIGHT + 5):
            continue
        dx, dy = (two.x - one.x) / 5, (two.y - one.y) / 5
        aside = 3.4 if number % 2 else -3.4
        told += f"M{one.x - dy * aside:.0f} {one.y + dx * aside:.0f}l{dx * 4:.0f} {dy * 4:.0f}"
    return told


def overlap(folder: Path) -> bytes:
    """The same city on sheets of glass, a little apart."""
    land = Ground(folder)
    panes = [(-78, -18, -4.2, RIVER), (84, 22, 3.1, CLAY)]
    return sheet(
        ground(NIGHT),
        tag("ellipse", cx=800, cy=440, rx=820, ry=470, fill="url(#light)"),
        *(_pane(land, *pane) for pane in panes),
        defs=(glow("light", BONE, 0.13),),
    )


def _pane(land: Ground, dx: float, dy: float, turned: float, colour: str) -> str:
    def place(x: float, y: float) -> Point:
        a, px, py = math.radians(turned), x / 8.2, -(y - 1000) / 8.2
        return 800 + dx + px * math.cos(a) - py * math.sin(a), 440 + dy + px * math.sin(a) + py * math.cos(a)

    corners = [place(x, y) for x, y in ((-4650, 3850), (4650, 3850), (4650, -1850), (-4650, -1850))]
    _, rings = next(iter(land.parts("built", shape="area")))
    built = trail((place(*at) for at in rings[0]), closed=True)
    inside = [
        path(trail(corners, closed=True), fill=colour, fill_opacity=0.09, stroke=colour, stroke_opacity=0.5),
        path(built, fill=colour, fill_opacity=0.4, stroke=colour, stroke_width=1.6),
        line(_within(land, place), BONE, 1.1, 0.3),
        line(land.drawn(place, "wall", shape="line"), BONE, 2, 0.7),
    ]
    return tag("g", "".join(inside))


def _within(land: Ground, place: Place) -> str:
    """The streets as far as they run inside the city."""
    _, rings = next(iter(land.parts("built", shape="area")))
    city = Polygon(rings[0])
    told = ""
    for _, parts in land.parts("road", "main_road", shape="line"):
        inside = LineString(parts[0]).intersection(city)
        pieces = [each for each in getattr(inside, "geoms", [inside]) if each.length]
        told += "".join(trail(place(x, y) for x, y in each.coords) for each in pieces)
    return told
