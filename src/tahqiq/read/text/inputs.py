"""What ``tahqiq read`` is given: documents; .jsonl with id and text; .csv with a column of text.

Collections are streamed: a line of a .jsonl or a record of a .csv at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tahqiq.read.tables.csvfile import CsvTable
from tahqiq.read.text.document import Document, Unit
from tahqiq.read.text.limits import MOST_TEXT
from tahqiq.read.text.reading import read_document
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

#: Columns that hold the words, the more telling first; those that hold the day of publication.
TEXT_COLUMNS = ("text", "body", "content", "statement", "message", "full_text", "النص", "نص", "المحتوى")
DATE_COLUMNS = ("date", "published", "statement_date", "doc_date", "التاريخ", "تاريخ")
#: Halves of characters, which no text holds and UTF-8 cannot write.
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST_LINE = 1 << 26


@dataclass(frozen=True, slots=True)
class Input:
    """One text to be read.

    Attributes:
        file: as the user named it.
        text: code points in it are what claims cite.
        id: of a line of a .jsonl, as given (echoed); None elsewhere.
        row: the 0-based data record of a .csv; None elsewhere.
        date: the day it was published, from which 'yesterday' is told; None unknown.
        document: what the file was read as; None for lines and records.
        fields: the other values of a record or line.
    """

    file: str
    text: str
    id: str | int | None = None
    row: int | None = None
    date: date | None = None
    document: Document | None = None
    fields: Mapping[str, object] | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The stretches to be read each by itself: articles, messages, or the whole text."""
        if self.document is not None:
            return self.document.units
        return (Unit(0, len(self.text), "", None if self.date is None else DateSpan.day(self.date)),)


def read_inputs(
    path: Path,
    *,
    text_column: str | None = None,
    date_column: str | None = None,
    media_type: str | None = None,
) -> Iterator[Input]:
    """The texts of a file, in order.

    Args:
        path: any document, or .jsonl (.ndjson) with id and text, or .csv (.tsv).
        text_column: the column of a .csv, or the name in a .jsonl, that holds the words.
        date_column: that holds the day of publication, ISO.
        media_type: of a document, as declared when it was captured.

    Raises:
        BadInput: what cannot be read, and where.
    """
    ending = path.suffix.lower()
    if ending in {".jsonl", ".ndjson"}:
        return _lines(path, text_column, date_column)
    if ending in {".csv", ".tsv"} or text_column is not None:
        return _records(path, text_column, date_column)
    return _one(path, media_type)


def _one(path: Path, media_type: str | None) -> Iterator[Input]:
    """A document."""
    document = read_document(path, media_type=media_type)
    day = document.date.start if document.date is not None else None
    yield Input(str(path), document.text, date=day, document=document)


def _lines(path: Path, text_name: str | None, date_name: str | None) -> Iterator[Input]:
    """The lines of a .jsonl."""
    file, wanted = str(path), text_name or "text"
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise BadInput(f"a line of more than {_LONGEST_LINE:,} bytes", file=file, row=number)
                if line.strip():
                    yield _line(line, number, file, wanted, date_name)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=file) from None


def _line(line: bytes, number: int, file: str, wanted: str, date_name: str | None) -> Input:
    """One line of a .jsonl."""
    try:
        told = json.loads(line.decode("utf-8-sig"), strict=False)
    except UnicodeDecodeError:
        raise BadInput(
            "bytes that are no UTF-8 text", file=file, row=number, remedy="save it as UTF-8"
        ) from None
    except (ValueError, RecursionError):
        raise BadInput("not a line of JSON", file=file, row=number) from None
    if not isinstance(told, dict) or not isinstance(told.get(wanted), str):
        raise BadInput(f"no '{wanted}' with words", file=file, row=number, column=wanted)
    key = told.get("id")
    if key is not None and not isinstance(key, str | int):
        raise BadInput("an id is a string or a whole number", file=file, row=number, column="id")
    names = (date_name,) if date_name is not None else DATE_COLUMNS
    fields = {name: value for name, value in told.items() if name != wanted}
    return Input(
        file,
        _text(told[wanted], file, number),
        key,
        None,
        _first_day(fields, names, file, number),
        None,
        fields,
    )


def _records(path: Path, text_column: str | None, date_column: str | None) -> Iterator[Input]:
    """The records of a .csv."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            table = CsvTable(stream, file=file)
            column = _text_column(table.columns, text_column, file)
            at = table.columns.index(column)
            names = (date_column,) if date_column is not None else DATE_COLUMNS
            for row in table.rows():
                if row.fault:
                    raise BadInput(row.fault, file=file, row=row.line)
                fields = dict(zip(table.columns, row.cells, strict=True))
                words = _text(row.cells[at], file, row.line)
                yield Input(
                    file, words, None, row.record, _first_day(fields, names, file, row.line), None, fields
                )
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=file) from None


def _text_column(columns: tuple[str, ...], wanted: str | None, file: str) -> str:
    """The column that holds the words."""
    if wanted is not None and wanted not in columns:
        raise BadInput(f"no column '{wanted}'; there are: {', '.join(columns)}", file=file)
    found = wanted or next((name for name in TEXT_COLUMNS if name in columns), None)
    if found is None:
        raise BadInput(
            f"none of its columns is called text: {', '.join(columns)}",
            file=file,
            remedy="name it: --text-column C",
        )
    return found


def _text(words: str, file: str, row: int) -> str:
    """The words, if they are no more than may be; nothing moves, so that offsets are those of the file."""
    if len(words) > MOST_TEXT:
        raise BadInput(f"more than {MOST_TEXT:,} characters of text", file=file, row=row)
    return _SURROGATES.sub("\ufffd", words)


def _first_day(
    fields: Mapping[str, object], names: tuple[str | None, ...], file: str, row: int
) -> date | None:
    """The day in the first of some fields; a value that is none is refused only where it was asked for."""
    for name in names:
        said = fields.get(name) if name is not None else None
        if isinstance(said, str) and said.strip():
            try:
                return date.fromisoformat(said.strip()[:10])
            except ValueError:
                if len(names) == 1:
                    raise BadInput(f"'{said[:40]}' is no ISO date", file=file, row=row, column=name) from None
    return None
