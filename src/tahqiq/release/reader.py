"""Reads a release folder without trusting it: every row typed, every mistake named by file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from tahqiq.release.layout import (
    FORMATS,
    LONGEST_LINE,
    LONGEST_MANIFEST,
    MANIFEST,
    TOTALS,
    format_of,
    is_safe_path,
    needed_files,
    table_file,
)
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import TABLES, Manifest, Totals

Row = TypeVar("Row")
Value = TypeVar("Value")

_FILE_OF = {row: table_file(name) for name, row in TABLES.items()}


@dataclass(frozen=True)
class Release:
    """A release folder whose manifest has been read; its files are read as they are asked for.

    Reading does not verify hashes: ``tahqiq.release.check`` does.
    """

    folder: Path
    manifest: Manifest

    def rows(self, row: type[Row]) -> Iterator[Row]:
        """The rows of one kind, in order, one at a time.

        Raises:
            BadInput: a line that is no such row; the file and line are named.
        """
        for _, each in self.numbered(row):
            yield each

    def numbered(self, row: type[Row]) -> Iterator[tuple[int, Row]]:
        """The rows of one kind with their 1-based lines; none where the release is older than the table."""
        if _FILE_OF[row] not in self.manifest.files:
            return
        path = self.folder / _FILE_OF[row]
        decoder = msgspec.json.Decoder(row)
        for number, line in _lines(path):
            yield number, _decoded(line, decoder, path, number)

    def totals(self) -> Totals:
        """What ``totals.json`` says."""
        path = self.folder / TOTALS
        return _decoded(_bounded(path, LONGEST_LINE), msgspec.json.Decoder(Totals), path, None)


def open_release(folder: Path) -> Release:
    """Reads the manifest of a release of this or any earlier format.

    Raises:
        BadInput: there is no release, it is of a format this version does not know, or its
            manifest is broken or names a file no release may hold.
    """
    path = folder / MANIFEST
    content = _bounded(path, LONGEST_MANIFEST)
    declared = format_of(content)
    if declared is None:
        raise BadInput("this is no manifest of a release", file=str(path))
    if declared not in FORMATS:
        raise BadInput(
            f"the format {declared!r} is not known here", file=str(path), remedy="use a newer tahqiq"
        )
    manifest = _decoded(content, msgspec.json.Decoder(Manifest), path, None)
    for name in manifest.files:
        if not is_safe_path(name):
            raise BadInput(f"names a file no release may hold: {name!r}", file=str(path))
    for name in needed_files():
        if name not in manifest.files:
            raise BadInput(f"does not name {name}, which every release holds", file=str(path))
    return Release(folder, manifest)


def _bounded(path: Path, longest: int) -> bytes:
    """A whole file of bounded size."""
    try:
        with path.open("rb") as file:
            content = file.read(longest + 1)
    except OSError as problem:
        raise BadInput(f"cannot be read: {problem.strerror}", file=str(path)) from problem
    if len(content) > longest:
        raise BadInput(f"is longer than {longest:,} bytes", file=str(path))
    return content


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a table, numbered from 1, none longer than a row can be."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise BadInput(f"longer than {LONGEST_LINE:,} bytes", file=str(path), row=number)
                yield number, line
    except OSError as problem:
        raise BadInput(f"cannot be read: {problem.strerror}", file=str(path)) from problem


def _decoded(content: bytes, decoder: msgspec.json.Decoder[Value], path: Path, row: int | None) -> Value:
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise BadInput(f"is not what a release holds: {problem}", file=str(path), row=row) from problem
