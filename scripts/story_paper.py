"""The paper on which the drawings of the built-in story are made: SVG of a few plain elements.

No script, no style sheet, no text in any language, no reference to anything outside; every drawing brings
its own background, so that it reads on light and on dark pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

WIDTH, HEIGHT = 1600, 900
#: One palette for all: a night, the river, bone, clay, and lamplight.
NIGHT, DUSK, STONE = "#141d26", "#22303d", "#3b4a57"
RIVER, BONE, CLAY, LAMP = "#86aaa6", "#e8dfcd", "#b96f52", "#e0b062"
PAPER, INK = "#ece5d6", "#2b3641"

Point = tuple[float, float]


def near(value: float) -> str:
    """A coordinate to a tenth of a pixel: more would only make files larger."""
    text = f"{value:.1f}"
    return text.removesuffix(".0").replace("-0.", "-.") if text != "-0.0" else "0"


def trail(points: Iterable[Point], *, closed: bool = False) -> str:
    """Path data through points."""
    told = "L".join(f"{near(x)} {near(y)}" for x, y in points)
    return f"M{told}{'Z' if closed else ''}"


def tag(name: str, inside: str = "", **attributes: object) -> str:
    """An element; ``stroke_width`` is written ``stroke-width``."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{near(value) if isinstance(value, float) else value}"'
        for key, value in attributes.items()
    )
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def path(data: str, **attributes: Any) -> str:
    """A path."""
    return tag("path", d=data, **attributes)


def line(data: str, colour: str, width: float, opacity: float = 1, **attributes: Any) -> str:
    """An unfilled path with round ends."""
    return path(
        data, fill="none", stroke=colour, stroke_width=width, stroke_opacity=round(opacity, 2),
        stroke_linecap="round", stroke_linejoin="round", **attributes,
    )  # fmt: skip


def fade(name: str, stops: Sequence[tuple[float, str, float]], *, across: bool = False) -> str:
    """A gradient from top to bottom, or from left to right of the sheet: (where, colour, opacity)."""
    if across:
        return _gradient(name, stops, gradientUnits="userSpaceOnUse", x1=0, y1=0, x2=WIDTH, y2=0)
    return _gradient(name, stops, x1=0, y1=0, x2=0, y2=1)


def _gradient(name: str, stops: Sequence[tuple[float, str, float]], **attributes: Any) -> str:
    return tag("linearGradient", _stops(stops), id=name, **attributes)


def glow(name: str, colour: str, strength: float) -> str:
    """Light that falls off from the middle."""
    stops = [(0, colour, strength), (0.45, colour, strength * 0.32), (1, colour, 0)]
    return tag("radialGradient", _stops(stops), id=name)


def _stops(stops: Sequence[tuple[float, str, float]]) -> str:
    return "".join(
        tag("stop", offset=at, stop_color=colour, stop_opacity=round(opacity, 2))
        for at, colour, opacity in stops
    )


def ground(fill: str) -> str:
    """The background."""
    return tag("rect", width=WIDTH, height=HEIGHT, fill=fill)


def sheet(*parts: str, defs: Iterable[str] = ()) -> bytes:
    """The whole file, an element a line."""
    named = "".join(defs)
    lines = [f"<defs>{named}</defs>"] if named else []
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, *lines, *parts, "</svg>", ""]).encode()
