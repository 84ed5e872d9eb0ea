"""Workbooks (XLSX), read as hostile input: text out, nothing evaluated, nothing fetched.

A formula is its own text, never its result. Dates become ISO. A zip that unpacks to more
than the limits is refused before it is unpacked; XML is parsed by defusedxml (no entities).
"""

from __future__ import annotations

import datetime
import os
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

# Where lxml is installed openpyxl would parse with it, past the guard; it asks once, when imported.
os.environ["OPENPYXL_LXML"] = "False"

import openpyxl
from defusedxml.ElementTree import ParseError
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from tahqiq.read.tables.table import MOST_COLUMNS, Row, checked_header, named_by, text_fault
from tahqiq.vocab.errors import BadInput

#: Limits on what a workbook may unpack to. Shared strings are held in memory, sheets are not.
MOST_UNPACKED = 1 << 30
MOST_HELD = 1 << 27
MOST_RATIO = 250
#: Excel's own last row.
LAST_ROW = 1_048_576

_SMALL = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)


class XlsxTable:
    """One sheet of a workbook, open for reading once.

    Args:
        stream: the bytes, seekable.
        file: the name used in messages.
        sheet: the sheet's name; '' for the first.
        header: the rows of the header counted from 1; () for the first that is not empty.

    Raises:
        BadInput: no workbook, beyond the limits, no such sheet, or an unusable header.
    """

    def __init__(self, stream: BinaryIO, *, file: str, sheet: str = "", header: tuple[int, ...] = ()) -> None:
        self._file = file
        _check_size(stream, file)
        self._values = self._sheet_rows(stream, sheet)
        self._row = 0
        names = named_by(list(self._rows_of(header))) if header else self._header()
        self.columns = checked_header(names, file=file)

    def rows(self) -> Iterator[Row]:
        """Every record after the header; wholly empty rows are skipped and not counted."""
        record, width = 0, len(self.columns)
        while (values := self._next()) is not None:
            cells = [as_text(value) for value in values]
            if not any(cells):
                continue
            fault = text_fault("".join(cells))
            if any(cells[width:]):
                fault = f"it has cells beyond the header's {width} columns"
            yield Row(record, self._row, (cells + [""] * width)[:width], fault)
            record += 1

    def _header(self) -> list[str]:
        """The first row that is not empty, without the empty cells that formatting leaves at its end."""
        names: list[str] = []
        while not names and (values := self._next()) is not None:
            names = [as_text(value) for value in values]
            while names and not names[-1].strip():
                names.pop()
        return names

    def _rows_of(self, header: tuple[int, ...]) -> Iterator[list[str]]:
        """The rows of a declared header, without the empty cells at their ends."""
        for number in range(1, header[-1] + 1):
            values = self._next()
            if values is None:
                raise BadInput(f"there is no row {number} for its header", file=self._file)
            cells = [as_text(value) for value in values]
            while cells and not cells[-1].strip():
                cells.pop()
            if number >= header[0]:
                yield cells

    @classmethod
    def rows_at_hand(cls, stream: BinaryIO, *, file: str, sheet: str, most: int) -> list[list[str]]:
        """The first rows of a sheet as they stand, whatever its header may be.

        Raises:
            BadInput: as for opening the sheet.
        """
        table = cls.__new__(cls)
        table._file, table._row = file, 0
        _check_size(stream, file)
        table._values = table._sheet_rows(stream, sheet)
        found: list[list[str]] = []
        while len(found) < most and (values := table._next()) is not None:
            found.append([as_text(value) for value in values])
        return found

    def _sheet_rows(self, stream: BinaryIO, name: str) -> Iterator[tuple[object, ...]]:
        """Opens the named or first sheet."""
        book = _opened(stream, self._file)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if name and name not in sheets:
            raise BadInput(f"no sheet '{name}'; there are: {', '.join(sheets)}", file=self._file)
        chosen = sheets[name] if name else next(iter(sheets.values()), None)
        if chosen is None:
            raise BadInput("the workbook has no sheet of cells", file=self._file)
        # What a file declares of its own size is not to be trusted.
        cast(ReadOnlyWorksheet, chosen).reset_dimensions()
        return iter(chosen.iter_rows(values_only=True))

    def _next(self) -> tuple[object, ...] | None:
        """The next row of values, None at the end."""
        self._row += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # dates beyond the calendar; they come out as errors
                values = next(self._values, None)
        except _DAMAGED as error:
            raise BadInput(f"damaged sheet: {_said(error)}", file=self._file, row=self._row) from error
        if values is not None and len(values) > MOST_COLUMNS:
            raise BadInput(f"more than {MOST_COLUMNS} columns", file=self._file, row=self._row)
        if self._row > LAST_ROW:
            raise BadInput(f"more than {LAST_ROW:,} rows", file=self._file)
        return values


def sheets_of(stream: BinaryIO, *, file: str) -> tuple[str, ...]:
    """The names of a workbook's sheets of cells, in order.

    Raises:
        BadInput: no workbook, or beyond the limits.
    """
    _check_size(stream, file)
    return tuple(sheet.title for sheet in _opened(stream, file).worksheets)


def _opened(stream: BinaryIO, file: str) -> openpyxl.Workbook:
    """The workbook, read as hostile input."""
    if not openpyxl.DEFUSEDXML or openpyxl.LXML:
        raise BadInput("workbooks are read only where defusedxml guards the parser", file=file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            return openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
    except _DAMAGED as error:
        raise BadInput(f"not a readable workbook: {_said(error)}", file=file) from error


def as_text(value: object) -> str:
    """A cell's value as text: ISO dates, TRUE and FALSE, formulas as written, numbers shortest."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    formula = getattr(value, "text", None)  # array formulas carry theirs in .text
    return formula if isinstance(formula, str) else str(value)


def _check_size(stream: BinaryIO, file: str) -> None:
    """Refuses a zip that would unpack beyond the limits; zipfile never yields more than declared."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise BadInput("not a workbook (XLSX)", file=file) from error
    finally:
        stream.seek(0)
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise BadInput(f"it unpacks to more than {MOST_UNPACKED >> 20} MB", file=file)
    for member in members:
        held = not member.filename.startswith("xl/worksheets/")
        squeezed = member.file_size > max(_SMALL, MOST_RATIO * member.compress_size)
        if squeezed or (held and member.file_size > MOST_HELD):
            raise BadInput(f"'{member.filename}' unpacks to {member.file_size:,} bytes: refused", file=file)


def _said(error: BaseException) -> str:
    """What a library said, in one line."""
    return " ".join(f"{type(error).__name__} {error}".split())[:200]
