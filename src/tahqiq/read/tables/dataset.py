"""What an import is given: files, whose they are, and a way to read them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from tahqiq.read.tables.quotes import WAY_MARK, open_table, way_of
from tahqiq.read.tables.record import Record, problem_at
from tahqiq.read.tables.table import Table, index_of
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import At, Imported, ImportedSource, Problem

#: File name → SHA-256 of its sealed bytes.
Sealed = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """One table of a dataset: where it is and how it is written.

    Attributes:
        columns: those the reading needs.
        encoding: declared, or '' (UTF-8, marked UTF-16).
        sheet: of a workbook, or '' for the first.
        header: rows of the header counted from 1, where it is not the first row.
        offset: of the numbers of its records in the file, where the file holds several tables.
    """

    path: Path
    columns: tuple[str, ...]
    encoding: str = ""
    sheet: str = ""
    header: tuple[int, ...] = ()
    offset: int = 0

    @property
    def prefix(self) -> str:
        """What stands before column names in locators: how the file must be opened, if not plainly."""
        way = way_of(self.sheet or self.encoding, self.header)
        return f"{way}{WAY_MARK}" if way else ""

    def records(self, sealed: Sealed) -> Iterator[Record | Problem]:
        """Every record; a problem for each row that cannot be used as a whole.

        Raises:
            BadInput: the file cannot be read, lacks columns (all listed), or is no longer
                the one that was sealed.
        """
        name = self.path.name
        sha256, prefix = sealed[name], self.prefix
        with self.path.open("rb") as stream:
            _check_sealed(stream, sha256, name)
            table = self._opened(stream)
            places = index_of(table.columns, self.columns, file=name)
            for row in table.rows():
                if row.fault:
                    at = At(file=name, record=row.record + self.offset, line=row.line)
                    yield problem_at(at, "", "", row.fault)
                else:
                    yield Record(row, places, file=name, sha256=sha256, prefix=prefix, offset=self.offset)

    def size(self) -> int:
        """How many records the file holds.

        Raises:
            BadInput: the file cannot be read from beginning to end, or lacks columns.
        """
        name = self.path.name
        with self.path.open("rb") as stream:
            table = self._opened(stream)
            index_of(table.columns, self.columns, file=name)
            return sum(1 for _ in table.rows())

    def _opened(self, stream: BufferedReader) -> Table:
        return open_table(
            stream, file=self.path.name, encoding=self.encoding, sheet=self.sheet, header=self.header
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A source's files, ready to be sealed and read.

    Attributes:
        name: stable over versions: a later file of the same dataset replaces the earlier one.
        files: to be sealed, in the order they are read.
        source: whose figures these are; also the first value ``records`` yields.
        assesses: the source assesses incidents itself, so its assessment may head a case's totals.
    """

    name: str
    files: tuple[Path, ...]
    source: ImportedSource
    tables: tuple[TableFile, ...]
    reading: Callable[[Sealed], Iterator[Imported | Problem]]
    assesses: bool = False

    def records(self, sealed: Sealed) -> Iterator[Imported | Problem]:
        """Everything the files hold, in a fixed order, one value at a time.

        The source comes first; a party or population comes before what refers to it. A
        row's problems come before its value. The same files give the same values.

        Args:
            sealed: SHA-256 of each file's sealed bytes, by file name.

        Raises:
            BadInput: a file is unreadable; call ``size`` first to learn that before writing.
        """
        yield self.source
        yield from self.reading(sealed)

    def size(self) -> int:
        """How many records there are, having read every file once from end to end.

        Raises:
            BadInput: a file is missing, unreadable at some row, or lacks columns.
        """
        return sum(table.size() for table in self.tables)


def existing(path: Path, remedy: str = "") -> Path:
    """The path, if a file is there and can be opened.

    Raises:
        BadInput: none is, or it may not be read.
    """
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        raise BadInput(problem, file=str(path), remedy=remedy or None) from None


def _check_sealed(stream: BufferedReader, sha256: str, name: str) -> None:
    """Refuses a file that is no longer the one that was sealed: its cells would be no quotes."""
    if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
        raise BadInput("it is no longer the file that was sealed", file=name, remedy="import it again")
    stream.seek(0)
