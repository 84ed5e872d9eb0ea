"""GeoNames dumps: tab-separated, no header, nineteen columns (https://download.geonames.org/export/dump/readme.txt)."""

from __future__ import annotations

from dataclasses import replace

from tahqiq.language.places.fields import Cells, place_of
from tahqiq.language.places.known import KnownPlace
from tahqiq.vocab.errors import BadInput

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude",
    "feature class", "feature code", "country code", "cc2",
    "admin1 code", "admin2 code", "admin3 code", "admin4 code",
    "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
_FIELDS = {
    field: [COLUMNS.index(column)]
    for field, column in {
        "id": "geonameid",
        "name": "name",
        "name_en": "asciiname",
        "variants": "alternatenames",
        "lat": "latitude",
        "lon": "longitude",
        "level": "feature code",
        "population": "population",
    }.items()
}
_COUNTRY, _ADMINS, _CODE = 8, range(10, 14), 7


def is_geonames(text: str) -> bool:
    """Whether the first line has the columns of a dump."""
    cells = text.partition("\n")[0].split("\t")
    return len(cells) == len(COLUMNS) and cells[0].isdecimal()


def read_geonames(text: str, *, file: str, warnings: list[str]) -> list[KnownPlace]:
    """The places of a dump; they belong to the administrative units of the same dump.

    Raises:
        BadInput: a line with another number of columns.
    """
    rows: list[tuple[list[str], KnownPlace]] = []
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        cells = written.rstrip("\r").split("\t")
        if len(cells) != len(COLUMNS):
            raise BadInput(
                f"{len(cells)} columns where a GeoNames dump has {len(COLUMNS)}", file=file, row=line
            )
        place = place_of(
            Cells(_FIELDS, cells, COLUMNS, f"{file}, row {line}"), number=line, warnings=warnings
        )
        if place is not None:
            rows.append((cells, place))
    return _belonging(rows)


def _belonging(rows: list[tuple[list[str], KnownPlace]]) -> list[KnownPlace]:
    """Gives each place the code of the finest unit whose administrative codes it shares."""
    units: dict[tuple[str, ...], str] = {}
    for cells, place in rows:
        if cells[_CODE] in ("ADM1", "ADM2", "ADM3", "ADM4", "PCLI"):
            units.setdefault(_path(cells), place.id)
    found = []
    for cells, place in rows:
        path = _path(cells)
        own = units.get(path) == place.id
        above = next((units[path[:end]] for end in range(len(path) - own, 0, -1) if path[:end] in units), "")
        found.append(replace(place, parent=above))
    return found


def _path(cells: list[str]) -> tuple[str, ...]:
    """Country and administrative codes as far as they are given."""
    path = [cells[_COUNTRY]]
    for at in _ADMINS:
        if not cells[at]:
            break
        path.append(cells[at])
    return tuple(path)
