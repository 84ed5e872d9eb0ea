"""Whether quoted cells stand in a sealed table exactly as quoted (HOUSE: rule 3).

A ``Locator.cells(record, *columns)`` names the 0-based data record and its columns; the
quote is their verbatim cells, a line each. Where a table must be opened in a declared
way, the locator says so before each column's name, and needs nothing else to be found:
``Sheet!column`` in a workbook, ``windows-1256!column`` in a CSV file of that encoding.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tahqiq.read.tables.csvfile import CsvTable, declared_encoding
from tahqiq.read.tables.table import Row, Table, index_of
from tahqiq.vocab.errors import BadInput

#: Between a sheet's or an encoding's name and a column's, as spreadsheets write it.
WAY_MARK = "!"

#: Rows of a header at the end of a way: 'Sheet@4-5'.
_HEADER = re.compile(r"@([0-9]{1,6}(?:-[0-9]{1,6})*)$")
_ZIP = b"PK\x03\x04"
_SEALED = "sealed table"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedCells:
    """A quote and where it is said to stand.

    Attributes:
        id: whatever the caller knows the quote by; handed back with a fault.
    """

    record: int
    columns: tuple[str, ...]
    quote: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misquote:
    """A quote that does not stand where it is said to, and why."""

    quoted: QuotedCells
    why: str


def open_table(
    stream: BinaryIO, *, file: str, encoding: str = "", sheet: str = "", header: tuple[int, ...] = ()
) -> Table:
    """A CSV file or a workbook, told apart by their first bytes.

    ``header`` are the rows of a header that is not the first row, counted from 1.

    Raises:
        BadInput: neither can be read from it.
    """
    if is_workbook(stream):
        from tahqiq.read.tables.xlsxfile import XlsxTable  # openpyxl is slow to import

        return XlsxTable(stream, file=file, sheet=sheet, header=header)
    return CsvTable(stream, file=file, encoding=encoding, header=header)


def is_workbook(stream: BinaryIO) -> bool:
    """Whether the bytes begin as a zip does."""
    zipped = stream.read(len(_ZIP)) == _ZIP
    stream.seek(0)
    return zipped


def cells_of(stream: BinaryIO, record: int, columns: tuple[str, ...]) -> str:
    """The verbatim cells of one record, a line each.

    Args:
        stream: the sealed table's bytes, seekable.
        record: 0-based.
        columns: in the order of the locator.

    Raises:
        BadInput: no such record or column, or the row is unusable.
    """
    table, prefix = _named_table(stream, columns)
    places = index_of([prefix + name for name in table.columns], columns, file=_SEALED)
    for row in itertools.islice(table.rows(), record, record + 1):
        if row.fault:
            raise BadInput(row.fault, file=_SEALED, row=row.line)
        return joined(row.cells, [places[name] for name in columns])
    raise BadInput(f"there is no record {record}", file=_SEALED)


def misquotes(stream: BinaryIO, quoted: Iterable[QuotedCells]) -> Iterator[Misquote]:
    """Checks many quotes in one pass of the table, in constant memory.

    Args:
        stream: the sealed table's bytes, seekable.
        quoted: in ascending order of ``record``, all of one sheet.

    Yields:
        Each quote that does not stand; nothing when all do.

    Raises:
        BadInput: the table cannot be read at all.
        ValueError: the quotes are not in order of record.
    """
    waiting = iter(quoted)
    first = next(waiting, None)
    if first is None:
        return
    table, prefix = _named_table(stream, first.columns)
    places = {prefix + name: position for position, name in enumerate(table.columns)}
    rows, row = table.rows(), Row(-1, 0, [])
    for each in itertools.chain([first], waiting):
        if each.record < row.record:
            raise ValueError("quotes must come in ascending order of record")
        while row.record < each.record:
            row = next(rows, Row(each.record, 0, [], "there is no such record"))
        if why := _fault(row, places, each):
            yield Misquote(quoted=each, why=why)


def joined(cells: list[str], places: Iterable[int]) -> str:
    """The quote of some cells: verbatim, a line each."""
    return "\n".join([cells[place] for place in places])


def _fault(row: Row, places: dict[str, int], quoted: QuotedCells) -> str:
    """Why the quote does not stand in this row; '' if it does."""
    if row.fault:
        return row.fault
    missing = [name for name in quoted.columns if name not in places]
    if missing:
        return f"there is no column {', '.join(missing)}"
    stands = joined(row.cells, [places[name] for name in quoted.columns])
    return "" if stands == quoted.quote else "the cells say something else"


def _named_table(stream: BinaryIO, columns: tuple[str, ...]) -> tuple[Table, str]:
    """The table that columns are quoted from, and what stands before each column's own name."""
    way = columns[0].rpartition(WAY_MARK)[0]
    name, header = header_of(way)
    if name and not is_workbook(stream) and not _is_encoding(name):
        way, name, header = "", "", ()
    prefix = f"{way}{WAY_MARK}" if way else ""
    return open_table(stream, file=_SEALED, encoding=name, sheet=name, header=header), prefix


def way_of(name: str, header: tuple[int, ...]) -> str:
    """How a table has to be opened: its sheet or encoding, and the rows of its header.

    >>> way_of("2031", (4, 5)), way_of("", (3,)), way_of("a@1", ())
    ('2031@4-5', '@3', 'a@1@0')
    """
    rows = "-".join(map(str, header))
    return f"{name}@{rows or 0}" if header or _HEADER.search(name) else name


def header_of(way: str) -> tuple[str, tuple[int, ...]]:
    """The sheet or encoding, and the rows of the header, of a way as `way_of` writes it.

    >>> header_of("2031@4-5"), header_of("@3"), header_of("a@1@0"), header_of("windows-1256")
    (('2031', (4, 5)), ('', (3,)), ('a@1', ()), ('windows-1256', ()))
    """
    found = _HEADER.search(way)
    if found is None:
        return way, ()
    rows = tuple(int(each) for each in found[1].split("-") if each != "0")
    return way[: found.start()], rows


def _is_encoding(name: str) -> bool:
    """Whether a CSV file could have been declared so."""
    try:
        return bool(declared_encoding(name, file=_SEALED))
    except BadInput:
        return False
