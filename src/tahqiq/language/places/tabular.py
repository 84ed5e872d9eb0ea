"""A gazetteer as a table: CSV with commas, semicolons or tabs, columns known by their common names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import count

from tahqiq.language.places.fields import Cells, place_of, recognised
from tahqiq.language.places.known import KnownPlace
from tahqiq.vocab.errors import BadInput

#: A cell longer than this is damage.
_LONGEST_CELL = 1 << 20
_NAMES = ("name", "name_en", "name_ar")


def read_csv(text: str, *, file: str, warnings: list[str]) -> list[KnownPlace]:
    """The places of a table.

    Raises:
        BadInput: no header, no column of names, rows of another width, quotes that never end.
    """
    records = _records(text, file)
    line, header = next(records, (1, []))
    fields = recognised(header)
    if not any(field in fields for field in _NAMES):
        raise BadInput(
            "no column of names", file=file, row=line, remedy="call one of them name, name_en or name_ar"
        )
    places = []
    for number, (line, cells) in zip(count(1), records, strict=False):
        if len(cells) != len(header):
            raise BadInput(f"{len(cells)} cells where the header has {len(header)}", file=file, row=line)
        read = Cells(fields, cells, header, f"{file}, row {line}")
        place = place_of(read, number=number, warnings=warnings)
        if place is not None:
            places.append(place)
    return places


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Records that are not blank, each with the 1-based line it begins on."""
    first = text.partition("\n")[0]
    mark = next((each for each in ",;\t" if each in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        while True:
            line = reader.line_num + 1
            cells = _next(reader)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        raise BadInput(f"not a readable CSV record: {error}", file=file, row=line) from None


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record, with cells as long as ours may be: the library's limit belongs to everybody."""
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(previous)
