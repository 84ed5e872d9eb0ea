"""The one grid on which all scenes of a survey are read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.survey.scenes.opening import opened
from tahqiq.survey.scenes.scene import Grid, Scene
from tahqiq.vocab.errors import BadInput

#: Metres around the buildings that are read too: what their neighbourhoods reach into.
MARGIN = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """How one file lies on the ground."""

    crs: str
    transform: tuple[float, float, float, float, float, float]
    width: int
    height: int


def lie_of(path: str) -> Lie:
    """How a file lies.

    Raises:
        BadInput: it is no readable raster.
    """
    with opened(path) as image:
        a, b, c, d, e, f = tuple(image.transform)[:6]
        return Lie(
            crs=image.crs.to_wkt(), transform=(a, b, c, d, e, f), width=image.width, height=image.height
        )


def common_grid(scenes: Sequence[Scene], bounds: tuple[float, float, float, float]) -> Grid:
    """The grid of most scenes, cut to what is asked for and covered by some scene.

    Args:
        scenes: all of the survey.
        bounds: west, south, east and north of the buildings, in degrees.

    Raises:
        BadInput: a file cannot be read, is in degrees, or no scene covers the buildings.
    """
    lies = {path: lie_of(path) for path in sorted({scene.path for scene in scenes})}
    usual, _ = Counter(_kind(lie) for lie in lies.values()).most_common(1)[0]
    crs, (across, down) = usual[0], usual[1]
    if _geographic(crs):
        path = next(path for path, lie in lies.items() if _kind(lie) == usual)
        raise BadInput("is in degrees, not metres", file=path, remedy="project the scenes to UTM first")
    west, south, east, north = _projected(bounds, crs)
    covered = [_extent(lie, crs) for lie in lies.values()]
    left = max(west - MARGIN, min(each[0] for each in covered))
    bottom = max(south - MARGIN, min(each[1] for each in covered))
    right = min(east + MARGIN, max(each[2] for each in covered))
    top = min(north + MARGIN, max(each[3] for each in covered))
    if left >= right or bottom >= top:
        raise BadInput(
            "the scenes do not cover the footprints",
            file=next(iter(lies)),
            remedy="check that both are of the same place, and the reference system of each",
        )
    anchor = next(lie for lie in lies.values() if _kind(lie) == usual).transform
    first = math.floor((left - anchor[2]) / across + 1e-6)
    last = math.ceil((right - anchor[2]) / across - 1e-6)
    upper = math.floor((anchor[5] - top) / down + 1e-6)
    lower = math.ceil((anchor[5] - bottom) / down - 1e-6)
    corner = (across, 0.0, anchor[2] + first * across, 0.0, -down, anchor[5] - upper * down)
    return Grid(crs=crs, transform=corner, width=last - first, height=lower - upper)


def _kind(lie: Lie) -> tuple[str, tuple[float, float]]:
    return lie.crs, (abs(lie.transform[0]), abs(lie.transform[4]))


def _geographic(crs: str) -> bool:
    from pyproj import CRS

    return bool(CRS.from_user_input(crs).is_geographic)


def _projected(bounds: tuple[float, float, float, float], crs: str) -> tuple[float, float, float, float]:
    from pyproj import Transformer

    found = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform_bounds(*bounds)
    if not all(math.isfinite(each) for each in found):
        raise BadInput("the footprints lie outside the scenes' reference system")
    west, south, east, north = found
    return west, south, east, north


def _extent(lie: Lie, crs: str) -> tuple[float, float, float, float]:
    """West, south, east and north of a file in the grid's reference system."""
    from pyproj import Transformer

    a, b, c, d, e, f = lie.transform
    xs = [c + a * x + b * y for x in (0, lie.width) for y in (0, lie.height)]
    ys = [f + d * x + e * y for x in (0, lie.width) for y in (0, lie.height)]
    own = min(xs), min(ys), max(xs), max(ys)
    if lie.crs == crs:
        return own
    west, south, east, north = Transformer.from_crs(lie.crs, crs, always_xy=True).transform_bounds(*own)
    return west, south, east, north
