"""A scene of a story as a picture: a place from so near, and what is marked on it. No script."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tahqiq.publish.maps.frame import Frame
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.maps.lettering import Box, lettering
from tahqiq.publish.maps.lines import grid, scale_bar
from tahqiq.publish.maps.pictures import disc, ground_below, known_to
from tahqiq.vocab.stories import MapBlock, Mark
from tahqiq.vocab.wording import Language

_WIDTH, _HEIGHT = 960.0, 600.0
_EQUATOR = 40_075_016.686  # metres, WGS 84
_TILE = 512  # pixels of the world at zoom 0, as the live map counts zooms
#: Units: the radius of a mark, and of one among many.
_MARK, _SMALL = 7.0, 3.5
_MANY = 120
_MOST_NAMES = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark is drawn, in the picture's units; ``reach``: how far what it marks may lie from there."""

    number: int
    mark: Mark
    x: float
    y: float
    reach: float


def scene_picture(ground: Ground, block: MapBlock, language: Language, *, told: str, up: str) -> Markup:
    """The picture of a scene.

    Args:
        ground: what lies below. ``block``: the scene.
        language: of its names.
        told: what the picture shows, in words.
        up: from the page to the site.
    """
    frame = _frame(block)
    spots = list(_spots(block.marks, frame))
    size = _SMALL if len(spots) > _MANY else _MARK
    names = lettering(ground.names(language), frame, taken=_taken(spots, size), most=_MOST_NAMES)
    marks = "".join(_drawn(spot, size) for spot in spots)
    parts = (
        grid(frame, language),
        ground_below(ground, frame, up=up),
        f'<g class="scene-marks">{marks}</g>',
        names,
        scale_bar(frame, language),
    )
    box = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}"'
    opening = f'<svg role="img" aria-label="{escape(told)}" {box} data-plain="furniture">'
    return Markup(f"{opening}{''.join(parts)}</svg>")  # noqa: S704 (numbers, and words that are escaped)


def _frame(block: MapBlock) -> Frame:
    zoom = min(max(block.zoom, 0.0), 17.0)
    metres = _WIDTH * _EQUATOR * math.cos(math.radians(block.lat)) / (_TILE * 2**zoom)
    return Frame.around(block.lon, block.lat, metres, width=_WIDTH, height=_HEIGHT)


def _spots(marks: Iterable[Mark], frame: Frame) -> Iterator[Spot]:
    """The marks that have a point, and lie in the picture."""
    for number, mark in enumerate(marks):
        metres = known_to(mark.precision)
        if mark.lat is None or mark.lon is None or metres is None:
            continue
        x, y = frame.point(mark.lon, mark.lat)
        if frame.holds(x, y):
            yield Spot(number, mark, x, y, metres / frame.metres())


def _drawn(spot: Spot, size: float) -> Markup:
    layer = spot.mark.layer if spot.mark.layer.isalpha() else "other"
    return Markup('<g class="scene-{}" data-mark="{}">{}</g>').format(
        layer, spot.number, disc(spot.x, spot.y, spot.reach, least=size)
    )


def _taken(spots: list[Spot], size: float) -> list[Box]:
    """Names stand beside marks; where there are very many, over them."""
    if len(spots) > _MANY:
        return []
    return [Box(each.x - size, each.y - size, each.x + size, each.y + size) for each in spots]
