"""Maps as pictures: where one incident was, and where all of them were. No server, no script.

A place that is known to some hundred metres is drawn as an area of that size; one that is known to a
town or less exactly is not drawn at all (METHOD: place).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from tahqiq.publish.maps.frame import Frame
from tahqiq.publish.maps.ground import PICTURE, Ground
from tahqiq.publish.maps.lettering import Box, lettering
from tahqiq.publish.maps.lines import grid, scale_bar
from tahqiq.vocab.places import Precision
from tahqiq.vocab.wording import Language, isolate, word

if TYPE_CHECKING:
    from tahqiq.publish.edition import Edition
    from tahqiq.publish.shelves import Held
    from tahqiq.vocab.rows import IncidentRow

_WIDTH, _HEIGHT = 640.0, 400.0
#: A locator shows at least so many metres across, and so many times the area it marks.
_LEAST_ACROSS, _AREAS_ACROSS = 3200.0, 4.5
_MOST_NAMES = 9
#: Units; an area smaller than this is drawn as a mark of this size.
_MARK = 6.0
_METRES = {each.value: each.metres for each in Precision}
_UP = "../../"  # from a page of an incident to the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A small map of one place.

    Attributes:
        svg: the picture, with its alternative text.
        credit: whose ground it is, and what it is not for; '' where there is only the grid.
    """

    svg: Markup
    credit: str


def locator(edition: Edition, held: Held[IncidentRow]) -> Locator | None:
    """Where one incident was, for its page; None where no point may be drawn.

    Args:
        edition: the language.
        held: the incident; its page lies two folders below the site.
    """
    row = held.row
    metres = known_to(row.precision)
    if row.lat is None or row.lon is None or metres is None:
        return None
    across = max(_LEAST_ACROSS, _AREAS_ACROSS * metres)
    frame = Frame.around(row.lon, row.lat, across, width=_WIDTH, height=_HEIGHT)
    return _located(edition.ground, frame, metres, edition.tongue.language)


def known_to(precision: str) -> int | None:
    """Metres within which a place of this class lies; None where no point may be drawn."""
    return _METRES.get(precision)


def _located(ground: Ground, frame: Frame, metres: int, language: Language) -> Locator:
    names = lettering(ground.names(language), frame, taken=[_reach(frame, metres)], most=_MOST_NAMES)
    below = ground_below(ground, frame)
    mark = disc(frame.width / 2, frame.height / 2, metres / frame.metres(), least=_MARK)
    told = word("Map of the place, which is known to about {n} metres.", language)
    told = told.replace("{n}", isolate(f"{metres:,}", language))
    parts = (grid(frame, language), below, names, mark, scale_bar(frame, language))
    size = f"{frame.width:g} {frame.height:g}"
    opening = f'<svg role="img" aria-label="{escape(told)}" viewBox="0 0 {size}" data-plain="furniture">'
    return Locator(svg=Markup(f"{opening}{''.join(parts)}</svg>"), credit=ground.credit(language))  # noqa: S704 (escaped)


def _reach(frame: Frame, metres: float) -> Box:
    """What the mark takes; names may stand in a large area, but not on its middle."""
    half = min(max(metres / frame.metres(), _MARK), 3 * _MARK) + 4
    x, y = frame.width / 2, frame.height / 2
    return Box(x - half, y - half, x + half, y + half)


def ground_below(ground: Ground, frame: Frame, *, up: str = _UP) -> str:
    """The one picture of the ground, shared by all pages, where this picture looks at it.

    Args:
        ground: what was laid. ``frame``: the window on it.
        up: from the page to the site.
    """
    if ground.sheet is None:
        return ""
    west, south, east, north = ground.sheet
    left, top = frame.point(west, north)
    right, bottom = frame.point(east, south)
    if right < 0 or bottom < 0 or left > frame.width or top > frame.height:
        return ""
    where = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
    return f'<image href="{up}{PICTURE}" {where} preserveAspectRatio="none"/>'


def disc(x: float, y: float, radius: float, *, least: float) -> Markup:
    """A mark: full where it is all that is known, else an edge of the area with little in it.

    Args:
        x, y, radius: in the picture's units; the radius of what is known.
        least: the radius of a mark.
    """
    kind, full, edge = "area", "0.12", ' stroke-dasharray="5 4"'
    if radius <= least:
        kind, full, edge, radius = "spot", "0.75", "", least
    ink = f'fill="#14505f" fill-opacity="{full}" stroke="#14505f"{edge}'
    return Markup(f'<circle class="map-{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {ink}/>')  # noqa: S704 (numbers)
