"""Draws the schematic ground of a built-in case: ``basemap.toml`` beside its files → ``basemap.geojson``.

    python scripts/draw_basemap.py [src/tahqiq/cases/raqqa_2017]

What is written by hand is the middle of a river and its width, the corners of a wall, the ends of a
bridge. Courses are smoothed by a spline through their points (Catmull and Rom 1974), rivers get banks.
The same points give the same bytes.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import Polygon, box, simplify, union_all
from shapely.affinity import rotate, scale
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from tahqiq.durable import write_file
from tahqiq.vocab.basemap import FORMAT, Basemap

CASE = Path(__file__).resolve().parent.parent / "src" / "tahqiq" / "cases" / "raqqa_2017"
DEGREE = 111_319.49  # metres along the equator, WGS 84
STEPS = 6  # between two points of a smoothed course
#: The zoom from which a kind is shown, where not from the first.
FROM_ZOOM = {"road": 12, "neighbourhood": 12, "landmark": 12, "wall": 11, "railway": 11}

Positions = list[list[float]]


def smooth(course: Positions, *, closed: bool = False) -> Positions:
    """A course through the same points without corners."""
    count = len(course)
    made: Positions = []
    for at in range(count if closed else count - 1):
        near = [
            course[(at + step) % count if closed else min(max(at + step, 0), count - 1)]
            for step in range(-1, 3)
        ]
        made += [_between(near, step / STEPS) for step in range(STEPS)]
    return [*made, made[0] if closed else course[-1]]


def _between(near: Positions, t: float) -> list[float]:
    """The spline's value between the second and the third of four neighbours."""
    return [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(*near, strict=True)
    ]


class Sheet:
    """The paper: turns degrees into metres from its middle and back, and cuts off what lies beyond it."""

    def __init__(self, bounds: list[float]) -> None:
        west, south, east, north = bounds
        self.lon, self.lat = (west + east) / 2, (south + north) / 2
        self.across = DEGREE * math.cos(math.radians(self.lat))
        self.paper = box(*self.metres([west, south]), *self.metres([east, north]))

    def metres(self, position: list[float]) -> tuple[float, float]:
        """East and north of the middle."""
        return (position[0] - self.lon) * self.across, (position[1] - self.lat) * DEGREE

    def degrees(self, ring: Any) -> Positions:
        """Longitudes and latitudes to five decimals, about a metre: more would only look exact."""
        return [[round(self.lon + x / self.across, 5), round(self.lat + y / DEGREE, 5)] for x, y in ring]

    def area(self, around: Positions) -> Polygon:
        """An area of straight edges."""
        return Polygon([self.metres(each) for each in around])


def river(sheet: Sheet, told: dict[str, Any], islands: list[dict[str, Any]]) -> BaseGeometry:
    """The water of a river: its course given the width it has, without its islands, to the paper's edge."""
    course = smooth(told["course"])
    drops = [Point(sheet.metres(each)).buffer(each[2] / 2) for each in course]
    between = [union_all(pair).convex_hull for pair in pairwise(drops)]
    water = union_all(between).difference(union_all([island(sheet, each) for each in islands]))
    return simplify(water.intersection(sheet.paper), 12)


def island(sheet: Sheet, told: dict[str, Any]) -> BaseGeometry:
    """An ellipse in the river."""
    disc = Point(sheet.metres(told["middle"])).buffer(1)
    return rotate(scale(disc, told["length"] / 2, told["breadth"] / 2), told["turned"])


def features(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every feature, what lies below first."""
    sheet = Sheet(told["sheet"])
    yield from polygons(sheet, "sheet", sheet.paper)
    for each in told["built"]:
        yield from polygons(sheet, "built", sheet.area(smooth(each["around"], closed=True)))
    for each in told["park"]:
        yield from polygons(sheet, "park", sheet.area([*each["around"], each["around"][0]]))
    for each in told["river"]:
        yield from polygons(sheet, "water", river(sheet, each, told["island"]))
    for kind in ("road", "main_road", "railway", "wall", "bridge"):
        for each in told[kind]:
            course = each["along"] if kind == "bridge" else smooth(each["along"])
            yield feature("LineString", kind, [[round(x, 5), round(y, 5)] for x, y in course], each)
    for each in told["river"]:
        yield feature("Point", "water", each["label"], each)
    for each in (one for one in told["built"] if "name_en" in one):
        middle = sheet.area(each["around"]).representative_point()
        yield feature("Point", "place", sheet.degrees([(middle.x, middle.y)])[0], each)
    for kind in ("landmark", "neighbourhood"):
        for name, (arabic, lon, lat) in told[kind].items():
            yield feature("Point", kind, [lon, lat], {"name_en": name, "name_ar": arabic})


def polygons(sheet: Sheet, kind: str, area: BaseGeometry) -> Iterator[dict[str, Any]]:
    """One feature for each part of an area."""
    for part in getattr(area, "geoms", [area]):
        rings = [sheet.degrees(ring.coords) for ring in (part.exterior, *part.interiors)]
        yield feature("Polygon", kind, rings, {})


def feature(shape: str, kind: str, coordinates: Any, told: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature of the format (RFC 7946)."""
    names: dict[str, object] = {key: told[key] for key in ("name_en", "name_ar") if key in told}
    zoom: dict[str, object] = {"minzoom": FROM_ZOOM[kind]} if kind in FROM_ZOOM else {}
    properties = {"kind": kind, **names, **zoom}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def drawn(folder: Path) -> bytes:
    """The whole file, a feature a line."""
    told = tomllib.loads((folder / "basemap.toml").read_text("utf-8"))
    head: dict[str, str] = {"type": "FeatureCollection", "format": FORMAT}
    head |= {name: told[name] for name in ("attribution_en", "attribution_ar")}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features(told))
    content = f'{opening}, "features": [\n{lines}\n]}}\n'.encode()
    Basemap.parse(content)
    return content


def main() -> int:
    """Writes the file beside its points."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CASE
    write_file(folder / "basemap.geojson", drawn(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
