"""The ground of a site's maps: laid once, read by whoever draws on it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tahqiq.durable import write_file
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.maps.drawing import draw_ground
from tahqiq.publish.maps.frame import Bounds
from tahqiq.publish.maps.geojson import geojson
from tahqiq.publish.maps.given import check_tiles
from tahqiq.publish.maps.lettering import Name, names_of
from tahqiq.publish.maps.tiles import write_tiles
from tahqiq.vocab.basemap import Basemap
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import LANGUAGES, Language

FOLDER = "explorer"
#: Below the site: tiles of the live map, the drawing they are made of, and its picture.
TILES, DRAWING, PICTURE = f"{FOLDER}/basemap.pmtiles", f"{FOLDER}/basemap.geojson", f"{FOLDER}/ground.svg"
#: All points of the record as tiles (`point_tiles`), where they were asked for.
POINT_TILES = "tiles/points.pmtiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies below the marks of a site's maps.

    Attributes:
        drawn: the drawing; None where there is none.
        tiles: path of the live map's tiles below the site; '' where it has only the grid.
        sheet: what the drawing covers. ``lettered``: its names by language.
    """

    drawn: Basemap | None = None
    tiles: str = ""
    sheet: Bounds | None = None
    lettered: Mapping[Language, tuple[Name, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path) -> Ground:
        """The ground that `lay` laid."""
        drawing = site / DRAWING
        drawn = Basemap.read(drawing) if drawing.is_file() else None
        return cls.of(drawn, tiles=TILES if (site / TILES).is_file() else "")

    @classmethod
    def of(cls, drawn: Basemap | None, *, tiles: str) -> Ground:
        """The ground of a drawing, made ready to be drawn on many times."""
        if drawn is None:
            return cls(tiles=tiles)
        lettered = {language: names_of(drawn, language) for language in LANGUAGES}
        return cls(drawn=drawn, tiles=tiles, sheet=drawn.bounds(), lettered=lettered)

    def names(self, language: Language) -> tuple[Name, ...]:
        """Its names, the most important first."""
        return self.lettered.get(language, ())

    def credit(self, language: Language) -> str:
        """Whose it is, and what it is not for; '' where it is only the grid."""
        if self.drawn is None:
            return ""
        return self.drawn.attribution_ar if language == "ar" else self.drawn.attribution_en


def lay(site: Path, *, released: Path | None, given: Path | None) -> Ground:
    """Writes what the maps of a site need below it.

    Args:
        site: the folder being made.
        released: the drawing that the release carries, if it does.
        given: what the publisher gives in its place: a drawing (``.geojson``) or tiles (``.pmtiles``).
            Pictures keep the released drawing where tiles are given.

    Raises:
        UnfitRelease: the released drawing is not of the format.
        BadInput: the file given is neither.
    """
    drawn = _drawing(released, given)
    if drawn is None and given is None:
        return Ground()
    (site / FOLDER).mkdir(exist_ok=True)
    if drawn is not None:
        write_file(site / DRAWING, geojson(drawn))
        write_file(site / PICTURE, draw_ground(drawn).encode())
    if given is not None and not _is_drawing(given):
        check_tiles(given)
        shutil.copyfile(given, site / TILES)
    elif drawn is not None:
        write_tiles(drawn, site / TILES)
    return Ground.of(drawn, tiles=TILES)


def _drawing(released: Path | None, given: Path | None) -> Basemap | None:
    if given is not None and _is_drawing(given):
        return Basemap.read(given)
    if released is None:
        return None
    try:
        return Basemap.read(released)
    except BadInput as error:
        raise UnfitRelease(error.problem, file=released.name, row=error.row) from error


def _is_drawing(given: Path) -> bool:
    return given.suffix.lower() in (".geojson", ".json")
