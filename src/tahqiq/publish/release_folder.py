"""A release folder as it lies on disk: manifest, totals, tables (format: `tahqiq.vocab.release`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.showing import SUSPECT, showable_values
from tahqiq.vocab.release import FORMAT, TABLES, Manifest, Totals
from tahqiq.vocab.rows import CaseRow

MANIFEST, SIGNATURE, TOTALS = "manifest.json", "manifest.sig", "totals.json"
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFolder:
    """A release whose manifest was read; nothing else has been looked at yet."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path) -> ReleaseFolder:
        """Reads the manifest.

        Raises:
            UnfitRelease: no manifest, not readable, or of another format.
        """
        file = path / MANIFEST
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UnfitRelease(
                "no release here: its manifest cannot be read",
                file=str(file),
                remedy="name a folder that 'tahqiq release' wrote",
            ) from error
        manifest = _decoded(content, Manifest, file)
        if manifest.format != FORMAT:
            raise UnfitRelease(
                f"its format is {manifest.format!r}, this version publishes {FORMAT!r}", file=str(file)
            )
        return cls(path=path, manifest=manifest)

    def check(self) -> None:
        """Compares every file with the manifest.

        Raises:
            UnfitRelease: a file is missing or is not the one the manifest names.
        """
        for name, entry in self.manifest.files.items():
            try:
                with self.file(name).open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise UnfitRelease("a file of the release is missing", file=name) from error
            if found != entry.sha256:
                raise UnfitRelease("not the file that the manifest names: its SHA-256 differs", file=name)

    def file(self, name: str) -> Path:
        """Where a file of the manifest lies.

        Raises:
            UnfitRelease: the name leads out of the folder.
        """
        path = self.path / name
        if not path.resolve().is_relative_to(self.path.resolve()):
            raise UnfitRelease("the manifest names a file outside the release", file=name)
        return path

    def totals(self) -> Totals:
        """The sums, as the release states them."""
        file = self.file(TOTALS)
        try:
            return _decoded(file.read_bytes(), Totals, file)
        except OSError as error:
            raise UnfitRelease("the release has no totals", file=str(file)) from error

    def case(self) -> CaseRow:
        """The case the release is of."""
        for row in self.rows("cases", CaseRow):
            return row
        raise UnfitRelease("the release names no case", file="cases.jsonl")

    def rows(self, table: str, kind: type[R]) -> Iterator[R]:
        """Every row of a table, in the order of the file; nothing where there is no such file."""
        file = self.path / f"{table}.jsonl"
        if file.name not in self.manifest.files:
            return
        decoder, name = msgspec.json.Decoder(kind), file.name
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _row(line, decoder, name, number)

    def tables(self) -> Iterator[tuple[str, type]]:
        """Tables and what their rows are, each after those it refers to."""
        yield from TABLES.items()


def _row(line: bytes, decoder: msgspec.json.Decoder[R], file: str, number: int) -> R:
    try:
        if SUSPECT.search(line) is None:
            return decoder.decode(line)
        return msgspec.convert(showable_values(msgspec.json.decode(line)), decoder.type)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnfitRelease(f"not a row of {FORMAT}: {error}", file=file, row=number) from error


def _decoded(content: bytes, kind: type[R], file: Path) -> R:
    try:
        return msgspec.convert(showable_values(msgspec.json.decode(content)), kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnfitRelease(f"cannot be read as {FORMAT}: {error}", file=str(file)) from error
