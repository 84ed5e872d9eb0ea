"""The whole case as one picture, a file a language: for pages without scripts, from a disk, in print."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup, escape

from tahqiq.publish.maps.drawing import dark_style, shapes
from tahqiq.publish.maps.frame import Bounds, Frame
from tahqiq.publish.maps.gathering import Points, Spot, gathered, points
from tahqiq.publish.maps.ground import Ground
from tahqiq.publish.maps.lettering import lettering
from tahqiq.publish.maps.lines import grid, scale_bar
from tahqiq.publish.maps.pictures import disc
from tahqiq.publish.shelves import Shelves
from tahqiq.vocab.wording import LANGUAGES, Language, isolate, word

_WIDTH, _HEIGHT = 1200.0, 750.0
#: The picture keeps to the ground if at least this share of the points lies on it.
_MOST = 0.75
_AIR = 0.94  # of the picture, what is shown takes
_LEAST_DEGREES = 0.02
_FACES = "IBM Plex Sans, IBM Plex Sans Arabic, sans-serif"
_DARK = (
    "@media(prefers-color-scheme:dark){.paper{fill:#161614}.map-names{fill:#d8d2c5;stroke:#161614}"
    ".map-grid{stroke:#2b2a25}.map-bar{stroke:#d8d2c5}.map-spot,.map-area{fill:#8fc7d4;stroke:#8fc7d4}"
    ".map-dot{fill:#d8d2c5}}.map-names{paint-order:stroke}.map-place{font-weight:600}"
)
#: On a small screen fewer names, as large as they can be read; the width is that of the picture as shown.
_SMALL = (
    "@media(max-width:34rem){.map-neighbourhood,.map-landmark,.map-dot,.map-bar,.map-aside{display:none}"
    ".map-names text{font-size:25px}.map-names .map-water{font-size:32px}"
    ".map-names .map-place{font-size:40px}}"
)


def draw_overviews(shelves: Shelves, ground: Ground, folder: Path) -> None:
    """Writes ``map-<language>.svg``: every incident with a point, gathered into marks by their number.

    Nothing is written where there is neither a point nor a ground. Where most points lie on the
    ground, the picture keeps to it and says how many lie beyond.
    """
    found = points(shelves)
    bounds = _shown(found, ground.sheet)
    if bounds is None:
        return
    frame = _frame(bounds)
    spots = gathered(found, frame)
    beyond = len(found.lons) - sum(each.count for each in spots)
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        picture = _picture(spots, beyond, frame, ground, language)
        (folder / f"map-{language}.svg").write_bytes(picture.encode())


def _shown(found: Points, sheet: Bounds | None) -> Bounds | None:
    """What the picture shows: the ground, or all points."""
    if not found.lons or (sheet is not None and found.share_in(sheet) >= _MOST):
        return sheet
    return found.bounds()


def _frame(bounds: Bounds) -> Frame:
    """The bounds in the middle of a picture of fixed size, with some air around them."""
    west, south, east, north = bounds
    wide = (west, south, max(east, west + _LEAST_DEGREES), max(north, south + _LEAST_DEGREES))
    tight = Frame.over(wide, width=_WIDTH)
    scale = tight.scale * min(1, _HEIGHT / tight.height) * _AIR
    x, y = tight.west + tight.width / tight.scale / 2, tight.north + tight.height / tight.scale / 2
    corner = (x - _WIDTH / 2 / scale, y - _HEIGHT / 2 / scale)
    return Frame(width=_WIDTH, height=_HEIGHT, west=corner[0], north=corner[1], scale=scale)


def _picture(spots: list[Spot], beyond: int, frame: Frame, ground: Ground, language: Language) -> str:
    told = word("Map of the places that are known to a neighbourhood or more exactly.", language)
    size = f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" width="{_WIDTH:g}" height="{_HEIGHT:g}"'
    about = f'role="img" aria-label="{escape(told)}" lang="{language}" font-family="{_FACES}"'
    taken = [each.box() for each in spots]
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {about}>',
        f"<style>{dark_style()}{_DARK}{_SMALL}</style>",
        '<rect class="paper" width="100%" height="100%" fill="#f3f0e8"/>',
        grid(frame, language),
        "" if ground.drawn is None else shapes(ground.drawn, frame),
        *(disc(each.x, each.y, each.reach, least=each.size) for each in spots),
        lettering(ground.names(language), frame, taken=taken),
        scale_bar(frame, language),
        _foot(beyond, ground, language),
    )
    return f"{''.join(parts)}</svg>\n"


def _foot(beyond: int, ground: Ground, language: Language) -> Markup:
    """Whose ground it is, and how many places lie beyond the picture."""
    said = [ground.credit(language)] if ground.credit(language) else []
    if beyond:
        outside = word("Places beyond this picture: {n}.", language)
        said.append(outside.replace("{n}", isolate(f"{beyond:,}", language)))
    return (
        Markup(
            '<g class="map-names" direction="ltr" text-anchor="end" font-size="12" fill="#5c574e">'
            '<text x="{:g}" y="{:g}">{}</text></g>'
        ).format(_WIDTH - 14, _HEIGHT - 14, "\u2068" + " · ".join(said) + "\u2069")
        if said
        else Markup("")
    )
