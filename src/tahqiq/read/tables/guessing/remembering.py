"""Mappings that were confirmed once, found again by the names of a table's columns."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

from tahqiq.durable import write_file
from tahqiq.read.tables.guessing.guess import column_names, first_tables
from tahqiq.read.tables.guessing.header import header_rows
from tahqiq.read.tables.mapping import MappingFile


def remember(folder: Path, table: Path, map_file: Path) -> None:
    """Keeps a confirmed mapping for tables whose columns are called the same.

    Args:
        folder: where mappings are kept; made where it is not there.
        table: the table that was read by it.
        map_file: the mapping.

    Raises:
        BadInput: the table or the mapping cannot be read.
    """
    mapping = MappingFile(map_file).mapping
    sheet = mapping.table.sheet or next(iter(mapping.table.sheets), "")
    sheets, tables = first_tables(table, mapping.table.encoding)
    rows = tables[sheets.index(sheet) if sheet else 0]
    header = tuple(mapping.table.header) or _first_filled(rows)
    folder.mkdir(exist_ok=True)
    write_file(folder / f"{_fingerprint(column_names(rows, header))}.toml", map_file.read_bytes())


def remembered(folder: Path, table: Path) -> Path | None:
    """The mapping kept for a table with these columns; None where there is none.

    Raises:
        BadInput: the table cannot be read.
    """
    if not folder.is_dir():
        return None
    _, tables = first_tables(table, "")
    for name in _possible(tables[0]):
        if (folder / f"{name}.toml").is_file():
            return folder / f"{name}.toml"
    return None


def _possible(rows: list[list[str]]) -> Iterator[str]:
    """The fingerprints of the headers that a table may have: the guessed one, and its first row."""
    for header in filter(None, (header_rows(rows), _first_filled(rows))):
        yield _fingerprint(column_names(rows, header))


def _first_filled(rows: list[list[str]]) -> tuple[int, ...]:
    filled = (number for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
    return tuple(itertools.islice(filled, 1))


def _fingerprint(names: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps(names, ensure_ascii=False).encode()).hexdigest()[:32]
