"""From the columns a gazetteer happens to have to what a place is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tahqiq.language.places.known import KnownPlace
from tahqiq.language.places.lexicon import table
from tahqiq.vocab.places import Point, Precision

#: Fields that several columns may fill.
_MANY = ("name", "name_en", "name_ar", "variants", "context")


@cache
def column_names() -> dict[str, str]:
    """Every column name that is recognised, in small letters, and the field it fills."""
    return {
        column: row["field"] for row in table("gazetteer_columns.csv") for column in row["columns"].split("|")
    }


@cache
def levels() -> dict[str, Precision]:
    """Every word for a level, in small letters, and the class it stands for."""
    return {row["level"]: Precision(row["precision"]) for row in table("place_levels.csv")}


def level_of(word: str) -> Precision:
    """The class a level's name stands for; unknown where it is none we know.

    >>> level_of("ADM3").value, level_of("PPL").value, level_of("odd").value
    ('sub_district', 'village', 'unknown')
    """
    return levels().get(word.strip().lower(), Precision.UNKNOWN)


def recognised(columns: Sequence[str]) -> dict[str, list[int]]:
    """Which columns fill each field, in the order of the table of names.

    >>> recognised(["pcode", "name_en", "name_ar", "Lat", "y"])
    {'id': [0], 'name_en': [1], 'name_ar': [2], 'lat': [3, 4]}
    """
    found: dict[str, list[tuple[int, int]]] = {}
    order = {name: rank for rank, name in enumerate(column_names())}
    for at, column in enumerate(columns):
        name = column.strip().strip("\ufeff").lower()
        field = column_names().get(name)
        if field is not None:
            found.setdefault(field, []).append((order[name], at))
    return {field: [at for _, at in sorted(places)] for field, places in found.items()}


@dataclass(frozen=True, slots=True)
class Cells:
    """One record's cells by field.

    Attributes:
        fields: as `recognised` gives them.
        cells: the record.
        columns: names of the columns, for messages.
        where: file and row, for messages.
    """

    fields: Mapping[str, Sequence[int]]
    cells: Sequence[str]
    columns: Sequence[str]
    where: str

    def every(self, field: str) -> list[str]:
        """All texts given for a field."""
        return [text for at in self.fields.get(field, ()) if (text := self.cells[at].strip())]

    def first(self, field: str) -> str:
        """The first text given for a field; '' for none."""
        return next(iter(self.every(field)), "")

    def names(self) -> tuple[str, ...]:
        """Every spelling, each once: names first, then Latin, Arabic, and variants."""
        variants = [part.strip() for text in self.every("variants") for part in _parts(text)]
        listed = [*self.every("name"), *self.every("name_en"), *self.every("name_ar"), *variants]
        return tuple(dict.fromkeys(name for name in listed if name))


def place_of(cells: Cells, *, number: int, warnings: list[str]) -> KnownPlace | None:
    """The place of a record; None, with a warning, where it has no name.

    Args:
        cells: the record.
        number: 1-based, the code of a place that has none.
        warnings: told what was odd.
    """
    names = cells.names()
    if not names:
        warnings.append(f"{cells.where}: no name; left out")
        return None
    population = cells.first("population").replace(",", "").partition(".")[0]
    return KnownPlace(
        id=cells.first("id") or str(number),
        names=names,
        precision=max(
            map(level_of, cells.every("level")), key=list(Precision).index, default=Precision.UNKNOWN
        ),
        point=point_of(cells, warnings),
        parent=cells.first("parent"),
        context=tuple(dict.fromkeys(cells.every("context"))),
        population=int(population) if population.isdecimal() and len(population) < 12 else 0,
    )


def point_of(cells: Cells, warnings: list[str]) -> Point | None:
    """The point of a record; None where a coordinate is empty or, with a warning, impossible."""
    written = cells.first("lat"), cells.first("lon")
    if not all(written):
        return None
    values: list[float] = []
    for field, text, limit in zip(("lat", "lon"), written, (90, 180), strict=True):
        column = cells.columns[cells.fields[field][0]]
        try:
            value = float(text.replace("٫", "."))
        except ValueError:
            warnings.append(
                f"{cells.where}, column {column}: {text[:40]!r} is no number; kept without a point"
            )
            return None
        if not abs(value) <= limit:
            warnings.append(
                f"{cells.where}, column {column}: {text[:40]} lies outside ±{limit}; kept without a point"
            )
            return None
        values.append(value)
    if values == [0, 0]:
        warnings.append(f"{cells.where}: 0, 0 stands for 'unknown'; kept without a point")
        return None
    return Point(*values)


def _parts(text: str) -> list[str]:
    """Variants as written in one cell: with bars or semicolons between them, else with commas."""
    for mark in ("|", ";", "؛"):
        if mark in text:
            return text.split(mark)
    return text.replace("،", ",").split(",")
