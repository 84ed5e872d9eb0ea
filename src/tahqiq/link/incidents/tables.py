"""Rows of a file, whatever its format: CSV, JSON lines or Parquet, each with where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from tahqiq.csvrows import Rows
from tahqiq.language.textfile import read_text
from tahqiq.vocab.errors import BadInput

#: One record as written: column -> cell. Cells of JSON and Parquet keep their kind.
Row = Mapping[str, object]

_JSON = (".jsonl", ".ndjson", ".json")


def rows_of(path: Path) -> Iterator[tuple[int, Row]]:
    """The records of a file; the format is told from its name.

    Each comes with where it stands: its row in a spreadsheet, where the header is row 1; its line of JSON;
    the number of the record in Parquet.

    Raises:
        BadInput: not readable as what its name says, or holds no record.
    """
    suffix = path.suffix.lower()
    reader = _parquet if suffix == ".parquet" else _json_lines if suffix in _JSON else _csv
    count = 0
    for count, row in enumerate(reader(path), 1):  # noqa: B007
        yield row
    if not count:
        raise BadInput("holds no report", file=str(path), remedy="one report a row")


def _json_lines(path: Path) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise BadInput("not a line of JSON", file=str(path), row=number) from None
        if not isinstance(row, dict):
            raise BadInput("not a JSON object", file=str(path), row=number, remedy="one object a line")
        yield number, row


def _csv(path: Path) -> Iterator[tuple[int, Row]]:
    rows = Rows(path, unnamed=True)
    for number, cells in rows.numbered():
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(rows.header, cells, strict=True))


def _parquet(path: Path) -> Iterator[tuple[int, Row]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        number = 0
        for batch in file.iter_batches():
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError):
        raise BadInput("not a readable Parquet file", file=str(path)) from None


def written(cell: object) -> str:
    """A cell as a person would have typed it; '' where there is nothing.

    >>> written(4.0), written(None), written(True), written(" Badr ")
    ('4', '', 'true', 'Badr')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return (
            "" if cell != cell else str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
        )
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()
