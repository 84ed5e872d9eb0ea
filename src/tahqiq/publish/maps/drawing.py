"""Drawings as SVG: the ground of a map, in the colours of a light page and of a dark one.

Colours are attributes; a style inside turns them for a dark page where the reader's browser lets it.
Nothing in a picture is loaded from anywhere, and every word of a record in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tahqiq.publish.maps.frame import Frame
from tahqiq.vocab.basemap import Basemap, Feature, Position

#: Units across the picture of the ground: with a decimal, some metres for a city.
_ACROSS = 4000


@dataclass(frozen=True, slots=True)
class _Ink:
    """Colour on a light and on a dark page; for lines, metres of width."""

    light: str
    dark: str
    metres: float = 0


_AREAS = {
    "sheet": _Ink("#f9f7f2", "#1b1b18"),
    "built": _Ink("#eae4d6", "#262520"),
    "park": _Ink("#e0e4d2", "#23281f"),
    "water": _Ink("#cfdde0", "#1c2f35"),
}
_LINES = {
    "river": _Ink("#cfdde0", "#1c2f35", 60),
    "road": _Ink("#d3cbbb", "#35332c", 14),
    "main_road": _Ink("#c3baa7", "#423f36", 28),
    "bridge": _Ink("#b3a892", "#55513f", 34),
    "railway": _Ink("#a59d8e", "#4a4740", 10),
    "wall": _Ink("#8d8069", "#8a7f6b", 22),
}
#: What lies below is drawn first.
_ORDER = (*_AREAS, *_LINES)


def draw_ground(drawn: Basemap) -> str:
    """The picture of a ground: exactly its bounds, without names, which differ by language."""
    frame = Frame.over(drawn.bounds(), width=_ACROSS)
    size = f"{frame.width:g} {frame.height:.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" preserveAspectRatio="none">'
        f"<style>{dark_style()}</style>{shapes(drawn, frame)}</svg>\n"
    )


def dark_style() -> str:
    """Rules for the classes of `shapes` on a dark page."""
    fills = "".join(f".{kind}{{fill:{ink.dark}}}" for kind, ink in _AREAS.items())
    strokes = "".join(f".l-{kind}{{stroke:{ink.dark}}}" for kind, ink in _LINES.items())
    return f"@media(prefers-color-scheme:dark){{{fills}{strokes}}}"


def shapes(drawn: Basemap, frame: Frame) -> str:
    """Areas and lines of a ground as they lie in a picture, a path for each kind."""
    return "".join(_paths(drawn, frame))


def _paths(drawn: Basemap, frame: Frame) -> Iterator[str]:
    unit = frame.metres()
    for kind in _ORDER:
        shape = "area" if kind in _AREAS else "line"
        of_kind = [each for each in drawn.features if (each.kind, each.shape) == (kind, shape)]
        course = "".join(_course(each, frame) for each in of_kind)
        if course and shape == "area":
            yield f'<path class="{kind}" fill="{_AREAS[kind].light}" fill-rule="evenodd" d="{course}"/>'
        elif course:
            ink = _LINES[kind]
            yield (
                f'<path class="l-{kind}" fill="none" stroke="{ink.light}" stroke-linejoin="round"'
                f' stroke-width="{ink.metres / unit:.1f}" d="{course}"/>'
            )


def _course(feature: Feature, frame: Frame) -> str:
    end = "z" if feature.shape == "area" else ""
    return "".join(f"M{_points(part, frame)}{end}" for part in feature.parts)


def _points(part: Iterable[Position], frame: Frame) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (frame.point(*each) for each in part))
