"""CSV files of any length, a chunk of rows at a time; whatever is wrong with one is said in one line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from tahqiq.vocab.errors import BadInput

_CHUNK = 1 << 14
_LONGEST_LINE = 1 << 20
Row = list[str]


class Rows:
    """A CSV file with a header, read as often as needed and never held whole.

    The text is UTF-8, with or without a mark, or UTF-16 with one. Cells are split at commas, or at
    semicolons or tabs where the header has no comma. Blank rows are skipped; every other has as many
    cells as the header. Rows are numbered as in a spreadsheet, the header being row 1.

    Args:
        path: the file.
        unnamed: whether columns may be without a name, as spreadsheets leave them behind.

    Raises:
        BadInput: it cannot be read, is empty, or a column has no name or another's.
    """

    def __init__(self, path: Path, *, unnamed: bool = False) -> None:
        self.path, self.file, self._unnamed = path, path.name, unnamed
        self._encoding = _encoding(path)
        self._separator = ","
        self.header = self._read_header()

    def column(self, name: str) -> int:
        """Where a column stands.

        Raises:
            BadInput: there is none of that name.
        """
        if name not in self.header:
            raise BadInput(
                f"there is no column {name!r}",
                file=self.file,
                remedy=f"the columns are {', '.join(self.header)}",
            )
        return self.header.index(name)

    def chunks(self) -> Iterator[list[Row]]:
        """Rows in file order, some thousands at a time."""
        width = len(self.header)
        with self._reading() as reader:
            next(reader)
            while rows := list(islice(reader, _CHUNK)):
                held = [row for row in rows if any(row)]
                if any(size != width for size in map(len, held)):
                    self.number_where(lambda row: False)  # meets the row that is too long or short
                if held:
                    yield held

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Rows with their numbers."""
        width = len(self.header)
        with self._reading() as reader:
            for number, row in enumerate(reader, 1):
                if number == 1 or not any(row):
                    continue
                if len(row) != width:
                    cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                    raise BadInput(f"has {cells} instead of {width}", file=self.file, row=number)
                yield number, row

    def number_where(self, wanted: Callable[[Row], bool]) -> int | None:
        """The number of the first row that is so."""
        return next((number for number, row in self.numbered() if wanted(row)), None)

    def _read_header(self) -> tuple[str, ...]:
        with self._open() as text:
            try:
                first = text.readline(_LONGEST_LINE)
            except UnicodeError:
                raise self._undecodable() from None
        self._separator = separator_of(first)
        with self._reading() as reader:
            names = tuple(cell.strip() for cell in next(reader, []))
        if not any(names):
            raise BadInput("is empty", file=self.file, remedy="the first row names the columns")
        return self._checked(names)

    def _checked(self, names: tuple[str, ...]) -> tuple[str, ...]:
        for place, name in enumerate(names):
            if not name and not self._unnamed:
                raise BadInput(f"column {place + 1} has no name", file=self.file, row=1, remedy="name it")
            if name and name in names[:place]:
                raise BadInput("two columns have this name", file=self.file, row=1, column=name)
        return names

    @contextmanager
    def _reading(self) -> Iterator[Iterator[Row]]:
        """Rows as they stand, with every way of failing turned into one line."""
        with self._open() as text:
            reader = csv.reader(self._lines(text), delimiter=self._separator, strict=True)
            try:
                yield reader
            except csv.Error as error:
                raise BadInput(
                    f"not a readable CSV row: {error}", file=self.file, row=reader.line_num
                ) from error
            except UnicodeError:
                raise self._undecodable() from None

    def _lines(self, text: TextIO) -> Iterator[str]:
        """Lines of bounded length, without the NUL characters of text in another encoding."""
        number = 0
        while line := text.readline(_LONGEST_LINE):
            number += 1
            if "\0" in line:
                raise BadInput("holds NUL characters", file=self.file, row=number, remedy="save it as UTF-8")
            if len(line) == _LONGEST_LINE:
                raise BadInput(f"a line has {_LONGEST_LINE:,} characters or more", file=self.file, row=number)
            yield line

    def _open(self) -> TextIO:
        try:
            return self.path.open(encoding=self._encoding, newline="")
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def _undecodable(self) -> BadInput:
        """Names the first byte that is no text, and its line."""
        line, byte = None, ""
        if self._encoding == "utf-8-sig":
            with self.path.open("rb") as raw:
                for line, content in enumerate(raw, 1):  # noqa: B007 - the last one is wanted
                    try:
                        content.decode()
                    except UnicodeDecodeError as error:
                        byte = f"byte 0x{content[error.start]:02x} "
                        break
        return BadInput(
            f"{byte or 'something '}is not {self._encoding.removesuffix('-sig').upper()} text",
            file=self.file,
            row=line,
            remedy="save the file as UTF-8",
        )


def separator_of(header: str) -> str:
    """What stands between the cells: the comma, unless the header has none, and has semicolons or tabs.

    >>> separator_of("id;name, in full"), separator_of("id;name")
    (',', ';')
    """
    return next((mark for mark in ",;\t" if mark in header), ",")


def encoding_of(begins: bytes) -> str:
    """The encoding of a file that begins so: UTF-16 with a mark, else UTF-8 with or without one.

    >>> encoding_of(codecs.BOM_UTF16_LE), encoding_of(b"id")
    ('utf-16', 'utf-8-sig')
    """
    return "utf-16" if begins[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as raw:
            return encoding_of(raw.read(2))
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(f"cannot be read: {error.strerror}", file=str(path), remedy="check the path")


def cells_of(rows: Sequence[Row], places: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The cells of some columns, a tuple a row.

    >>> list(cells_of([["a", "b", "c"], ["d", "e", "f"]], [2, 0]))
    [('c', 'a'), ('f', 'd')]
    """
    columns = list(zip(*rows, strict=True))
    return zip(*(columns[place] for place in places), strict=True) if places else iter([()] * len(rows))
