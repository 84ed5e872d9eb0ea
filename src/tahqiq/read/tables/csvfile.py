"""Comma-separated text, read with care (RFC 4180): verbatim cells, true line numbers, nothing guessed.

The encoding is UTF-8 (with or without a mark) or UTF-16 with a mark, unless another is
declared. The separator is the comma, unless the header holds none and does hold a
semicolon or a tab. Cells are the text as written: nothing is stripped or converted.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from tahqiq.read.tables.table import Row, checked_header, text_fault, width_fault
from tahqiq.vocab.errors import BadInput

#: A physical line longer than this is damage; it keeps memory bounded.
LONGEST_LINE = 1 << 22

_CHUNK = 1 << 16


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

    Raises:
        BadInput: empty, undecodable, or a header that cannot be used.
    """

    def __init__(self, stream: BinaryIO, *, file: str, encoding: str = "") -> None:
        self._stream, self._file = stream, file
        self._encoding = declared_encoding(encoding, file=file) if encoding else _marked_encoding(stream)
        text = _Text(stream, self._encoding, newline="")
        self._reader = cast(
            _Reader, csv.reader(self._lines(text), delimiter=self._separator(text), strict=True)
        )
        self.columns = checked_header(self._header(), file=file)

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
            fault = text_fault("".join(cells)) or width_fault(len(cells), width)
            yield Row(record, line, cells, fault)
            record += 1

    def _header(self) -> list[str]:
        """The first line that is not blank."""
        while (cells := self._next(1)) == []:
            pass
        return cells or []

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

    def _separator(self, text: io.TextIOWrapper) -> str:
        """The comma, unless only another separator occurs in the first line."""
        try:
            header = text.readline(LONGEST_LINE)
        except UnicodeError:
            raise self._undecodable() from None
        text.seek(0)
        return next((mark for mark in ",;\t" if mark in header), ",")

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
