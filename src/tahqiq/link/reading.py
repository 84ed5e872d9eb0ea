"""Lists of people from CSV and Parquet files; whatever is wrong with one is said in one line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from tahqiq.csvrows import encoding_of, separator_of
from tahqiq.link.columns import coded, header_word, recognise
from tahqiq.link.lists import RecordList
from tahqiq.vocab.errors import BadInput

#: A record of a CSV file is no longer than this, in bytes.
_LONGEST = 1 << 22
#: Cells longer than this are cut; no name, date or place is.
_CELL = 1 << 12
#: Whom a list may cover, as a word of ``columns.toml`` under ``status``.
COVERED = ("killed", "injured", "missing")


def read_list(
    path: Path,
    *,
    name: str = "",
    mapping: Mapping[str, str] | None = None,
    covers: str = "",
    distinct: bool = True,
) -> RecordList:
    """Reads one list of people.

    The text of a CSV file is UTF-8, with or without a mark, or UTF-16 with one; its cells are split at
    commas, or at semicolons or tabs where the header has no comma. A file whose first bytes are those of
    Parquet is read as such. Every cell is taken as text, as it was written.

    Args:
        path: the file.
        name: what the list is called; the file's name without its ending by default.
        mapping: field -> column, where a person says so.
        covers: whom the list covers (:data:`COVERED`): rows with another known status are left out of
            linking, and counted.
        distinct: whether the list says of itself that it holds nobody twice.

    Raises:
        BadInput: the file cannot be read, has no names, or an id occurs twice.
    """
    cells = _cells(path)
    columns: Mapping[str, str] = recognise(cells.column_names, file=path.name, mapping=mapping)
    if "id" not in {*columns, *(mapping or {})}:
        columns = _with_likely_id(cells, columns)
    texts = [_text(cells.column(column)) for column in columns.values()]
    table = pa.Table.from_arrays(texts, names=list(columns))
    ids = _ids(table, path.name, columns)
    kept, left_out = _covered(table, covers, path.name)
    if left_out:
        table = table.filter(pa.array(kept))
        ids = [each for each, keep in zip(ids, kept, strict=True) if keep]
    return RecordList(name or path.stem, str(path), ids, table, columns, distinct, left_out)


def _with_likely_id(cells: pa.Table, columns: Mapping[str, str]) -> Mapping[str, str]:
    """The first column whose header ends in 'id' and which tells all rows apart, taken for their ids."""
    for column in cells.column_names:
        named = header_word(column).split()[-1:] == ["id"] and column not in columns.values()
        if named and pc.count_distinct(_text(cells.column(column))).as_py() == cells.num_rows:
            return {"id": column, **columns}
    return columns


def _cells(path: Path) -> pa.Table:
    """All columns of a file, CSV as text."""
    try:
        with path.open("rb") as stream:
            begins = stream.read(4)
            stream.seek(0)
            table = pq.read_table(stream) if begins == b"PAR1" else _csv(stream.read(), path.name)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=path.name) from None
    except pa.ArrowException as error:
        raise BadInput(f"not a readable Parquet file: {error}", file=path.name) from None
    if not table.num_rows:
        raise BadInput("has a header and no record", file=path.name)
    return table


def _csv(content: bytes, file: str) -> pa.Table:
    """The columns of a CSV file as text."""
    text = _decoded(content, file)
    separator = separator_of(text.lstrip().partition("\n")[0])
    header = _header(text, separator, file)
    try:
        return pa_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=pa_csv.ReadOptions(block_size=_LONGEST, use_threads=False),
            parse_options=pa_csv.ParseOptions(delimiter=separator, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types={each: pa.string() for each in header}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise BadInput(f"not a readable CSV file: {error}", file=file) from None


def _decoded(content: bytes, file: str) -> str:
    """The text of a file, without marks and NULs.

    Raises:
        BadInput: it is empty, or no text in UTF-8, nor in UTF-16 with a mark.
    """
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"bytes that are not {encoding.removesuffix('-sig').upper()} text",
            file=file,
            row=content.count(b"\n", 0, error.start) + 1,
            remedy="save the file as UTF-8",
        ) from None
    if not text.strip():
        raise BadInput("is empty", file=file, remedy="the first row names the columns")
    return text


def _header(text: str, separator: str, file: str) -> list[str]:
    """The names of the columns, each of which must be one."""
    try:
        header = next(csv.reader(io.StringIO(text[:_LONGEST].lstrip()), delimiter=separator))
    except csv.Error as error:
        raise BadInput(f"not a readable CSV header: {error}", file=file, row=1) from None
    twice = [each for each, n in Counter(header).items() if n > 1]
    if twice:
        raise BadInput(f"two columns are called {twice[0]!r}", file=file, row=1)
    return header


def _text(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    """A column as text, '' where missing; dates as ISO, numbers as written in their type."""
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        column = pa.chunked_array([pa.array([str(cell) for cell in column.to_pylist()], pa.string())])
    filled = cast("pa.ChunkedArray[pa.StringScalar]", pc.fill_null(column.cast(pa.string()), pa.scalar("")))
    longest = pc.max(pc.utf8_length(filled)).as_py() or 0
    return pc.utf8_slice_codeunits(filled, 0, _CELL) if longest > _CELL else filled


def _ids(table: pa.Table, file: str, columns: Mapping[str, str]) -> list[str]:
    """The id of each record, unique; numbers of the rows where there is no such column."""
    if "id" not in columns:
        return [str(row) for row in range(1, table.num_rows + 1)]
    ids: list[str] = table.column("id").to_numpy().tolist()
    if len(set(ids)) == len(ids) and "" not in ids:
        return ids
    first = {each: row for row, each in reversed(list(enumerate(ids)))}
    wrong = next(row for row, each in enumerate(ids) if not each or first[each] < row)
    raise BadInput(
        f"the id {ids[wrong]!r} occurs twice" if ids[wrong] else "has no id",
        file=file,
        row=wrong + 2,
        column=columns["id"],
        remedy="ids must be unique; map another column, or --map id= to number the rows",
    )


def _covered(table: pa.Table, covers: str, file: str) -> tuple[np.ndarray[Any, Any], dict[str, int]]:
    """Which rows a list covers, and how many others it has by status."""
    if covers and covers not in COVERED:
        raise BadInput(f"a list cannot cover {covers!r}", file=file, remedy=f"one of {', '.join(COVERED)}")
    if not covers or "status" not in table.column_names:
        return np.ones(table.num_rows, bool), {}
    status = coded("status", [str(cell) for cell in table.column("status").to_pylist()])
    left_out = Counter(each for each in status if each not in ("", covers))
    return np.array([each in ("", covers) for each in status]), dict(sorted(left_out.items()))
