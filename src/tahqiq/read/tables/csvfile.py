"""Comma-separated text, read with care (RFC 4180): verbatim cells, true line numbers, nothing guessed.

The encoding is UTF-8 (with or without a mark) or UTF-16 with a mark, unless another is
declared. The separator is the comma, unless the header holds none and does hold a
semicolon or a tab; behind a quoted first cell of the header it stands beyond doubt.
Cells are the text as written: nothing is stripped or converted.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from tahqiq.read.tables.table import MOST_COLUMNS, Row, checked_header, named_by, text_fault, width_fault
from tahqiq.vocab.errors import BadInput

#: A physical line longer than this is damage; it keeps memory bounded.
LONGEST_LINE = 1 << 22

_CHUNK = 1 << 16
_QUOTED = re.compile(r'"(?:[^"]|"")*"([,;\t])')


class _Reader(Protocol):
    """What ``csv.reader`` returns."""

    line_num: int

    def __next__(self) -> list[str]: ...


class _Text(io.TextIOWrapper):
    """Text over a stream that stays the caller's to close."""

    def close(self) -> None:
        """Leaves the stream open."""


class CsvTable:
    """One CSV file, open for reading once.

    Args:
        stream: the bytes, seekable, at their beginning.
        file: the name used in messages.
        encoding: a declared encoding; '' for UTF-8, or UTF-16 where its mark is found.
        header: the rows of the header counted from 1, blank ones included; () for the first that is
            not blank. Where they are given, cells missing at the end of a row are empty.

    Raises:
        BadInput: empty, undecodable, or a header that cannot be used.
    """

    def __init__(
        self, stream: BinaryIO, *, file: str, encoding: str = "", header: tuple[int, ...] = ()
    ) -> None:
        self._stream, self._file, self._lenient = stream, file, bool(header)
        self._encoding = declared_encoding(encoding, file=file) if encoding else _marked_encoding(stream)
        text = _Text(stream, self._encoding, newline="")
        self._reader = cast(
            _Reader,
            csv.reader(self._lines(text), delimiter=self._separator(text, header[:1]), strict=True),
        )
        names = named_by(list(self._rows_of(header))) if header else self._header()
        self.columns = checked_header(names, file=file)

    def rows(self) -> Iterator[Row]:
        """Every record after the header; blank lines are skipped and not counted."""
        record, width = 0, len(self.columns)
        while True:
            line = self._reader.line_num + 1
            cells = self._next(line)
            if cells is None:
                return
            if not cells:
                continue
            if self._lenient:
                cells = padded(cells, width)
            fault = text_fault("".join(cells)) or width_fault(len(cells), width)
            yield Row(record, line, cells, fault)
            record += 1

    def _header(self) -> list[str]:
        """The first line that is not blank."""
        while (cells := self._next(1)) == []:
            pass
        return cells or []

    def _rows_of(self, header: tuple[int, ...]) -> Iterator[list[str]]:
        """The rows of a declared header; what stands above them is skipped."""
        for number in range(1, header[-1] + 1):
            cells = self._next(number)
            if cells is None:
                raise BadInput(f"there is no row {number} for its header", file=self._file)
            if number >= header[0]:
                yield cells

    def _next(self, line: int) -> list[str] | None:
        """The next record, [] for a blank line, None at the end."""
        try:
            return next(self._reader)
        except StopIteration:
            return None
        except csv.Error as error:
            raise BadInput(f"not a readable CSV record: {error}", file=self._file, row=line) from error
        except UnicodeError:
            raise self._undecodable() from None

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Physical lines, each of bounded length."""
        while line := text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise BadInput(f"a line is longer than {LONGEST_LINE:,} characters", file=self._file)
            yield line

    def _separator(self, text: io.TextIOWrapper, line: tuple[int, ...] = ()) -> str:
        """What stands behind the header's first cell where that is quoted.

        Else the comma, unless only another separator occurs in the first line, or that of the header.
        """
        try:
            header = [text.readline(LONGEST_LINE) for _ in range(line[0] if line else 1)][-1]
        except UnicodeError:
            raise self._undecodable() from None
        text.seek(0)
        quoted = _QUOTED.match(header)
        return quoted[1] if quoted else next((mark for mark in ",;\t" if mark in header), ",")

    def _undecodable(self) -> BadInput:
        """Finds the line of the first byte that is no text in this encoding."""
        self._stream.seek(0)
        decoder, lines = codecs.getincrementaldecoder(self._encoding)(), 1
        while chunk := self._stream.read(_CHUNK):
            before = decoder.getstate()
            try:
                lines += decoder.decode(chunk).count("\n")
            except UnicodeError:
                decoder.setstate(before)
                lines += _good_lines(decoder, chunk)
                break
        return BadInput(
            f"bytes that are not {self._encoding.removesuffix('-sig').upper()} text",
            file=self._file,
            row=lines,
            remedy="save the file as UTF-8, or declare its encoding",
        )


def padded(cells: list[str], width: int) -> list[str]:
    """Cells brought to a width: empty ones added at the end, or taken away there.

    >>> padded(["a"], 2), padded(["a", "b", ""], 2), padded(["a", "b", "c"], 2)
    (['a', ''], ['a', 'b'], ['a', 'b', 'c'])
    """
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells + [""] * (width - len(cells))


def first_rows(stream: BinaryIO, *, file: str, encoding: str = "", most: int = 400) -> list[list[str]]:
    """The first rows as they stand, blank ones included, whatever the header may be.

    The separator is the one that occurs most in them.

    Raises:
        BadInput: undecodable, or not readable as CSV.
    """
    codec = declared_encoding(encoding, file=file) if encoding else _marked_encoding(stream)
    text = _Text(stream, codec, newline="")
    try:
        lines = list(itertools.islice(iter(lambda: text.readline(LONGEST_LINE), ""), most))
    except UnicodeError:
        raise BadInput(
            f"bytes that are not {codec.removesuffix('-sig').upper()} text",
            file=file,
            remedy="save the file as UTF-8, or declare its encoding",
        ) from None
    mark = max(",;\t", key=lambda each: sum(min(line.count(each), MOST_COLUMNS) for line in lines))
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error as error:
        raise BadInput(f"not a readable CSV record: {error}", file=file) from error


def declared_encoding(name: str, *, file: str) -> str:
    """The codec's own name for a declared encoding.

    Raises:
        BadInput: no such text encoding.
    """
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError):
        raise BadInput(f"no such text encoding: {name}", file=file, remedy="such as windows-1256") from None
    return found.name


def _marked_encoding(stream: BinaryIO) -> str:
    """UTF-16 where its byte order mark is found, else UTF-8 with or without one."""
    mark = stream.read(2)
    stream.seek(0)
    return "utf-16" if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"


def _good_lines(decoder: codecs.IncrementalDecoder, chunk: bytes) -> int:
    """Line ends before the first undecodable byte of a chunk."""
    lines = 0
    for position in range(len(chunk)):
        try:
            lines += decoder.decode(chunk[position : position + 1]).count("\n")
        except UnicodeError:
            break
    return lines
