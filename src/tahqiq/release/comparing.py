"""What one release says otherwise than another: rows added, changed and removed, and figures that differ.

Both are streamed; the rows of one table of the earlier release lie in a scratch database on disk, so
that memory does not grow with the record. Tables whose files have the same SHA-256 are not read.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import msgspec

from tahqiq.release.layout import table_file
from tahqiq.release.reader import Release
from tahqiq.vocab.release import TABLES, FileEntry, Totals

#: Rows of each kind that are named.
NAMED = 20
_ENCODER = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDifference:
    """How one table differs.

    Attributes:
        added, changed, removed: how many rows.
        fields: field → in how many changed rows it differs.
        named: 'added', 'changed', 'removed' → the ids of the first of them.
    """

    table: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    fields: Mapping[str, int]
    named: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure of the totals that differs; None where one of the two does not have it.

    Attributes:
        figure: its path, such as 'killed.all.min'.
    """

    figure: str
    before: int | str | None
    after: int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a release differs from an earlier one; tables and figures that are the same are left out."""

    tables: tuple[TableDifference, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def none(self) -> bool:
        """Whether the two say the same."""
        return not self.tables and not self.figures


def compare(before: Release, after: Release, *, on_row: Callable[[], None] = lambda: None) -> Difference:
    """Compares two releases.

    Args:
        before: the earlier one; ``after``: the later one.
        on_row: called after each row read.

    Raises:
        BadInput: a line of either is no row.
    """
    changed = [name for name in TABLES if _entry(before, name) != _entry(after, name)]
    tables = tuple(_compared(before, after, name, on_row) for name in changed)
    return Difference(
        tables=tuple(each for each in tables if each.added or each.changed or each.removed),
        figures=tuple(_figures(before.totals(), after.totals())),
    )


def rows_to_read(before: Release, after: Release) -> int:
    """How many rows ``compare`` will read."""
    pairs = ((_entry(before, name), _entry(after, name)) for name in TABLES)
    return sum((each.rows or 0) for one, other in pairs if one != other for each in (one, other) if each)


def _entry(release: Release, table: str) -> FileEntry | None:
    """What the manifest says of a table; None where the release is older than the table."""
    return release.manifest.files.get(table_file(table))


@contextmanager
def _scratch() -> Iterator[sqlite3.Connection]:
    with (
        tempfile.TemporaryDirectory(prefix="tahqiq-compare-") as folder,
        closing(sqlite3.connect(Path(folder) / "rows.sqlite3", isolation_level=None)) as database,
    ):
        database.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE rows (id TEXT PRIMARY KEY, line BLOB, met INTEGER DEFAULT 0) WITHOUT ROWID;
            BEGIN;
            """
        )
        yield database


@dataclass(slots=True)
class _Met:
    """What has been met in one table so far."""

    sizes: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[str]] = field(default_factory=lambda: {"added": [], "changed": [], "removed": []})

    def note(self, kind: str, key: str) -> None:
        """One more row that was added, changed or removed."""
        self.sizes[kind] += 1
        if self.sizes[kind] <= NAMED:
            self.named[kind].append(key)


def _compared(before: Release, after: Release, table: str, on_row: Callable[[], None]) -> TableDifference:
    row: type[Any] = TABLES[table]
    met = _Met()
    with _scratch() as scratch:
        for each in before.rows(row):
            line = _ENCODER.encode(each)
            scratch.execute("INSERT OR REPLACE INTO rows (id, line) VALUES (?, ?)", (str(each.id), line))
            on_row()
        for each in after.rows(row):
            _look_up(scratch, each, met)
            on_row()
        for (key,) in scratch.execute("SELECT id FROM rows WHERE met = 0 ORDER BY id"):
            met.note("removed", key)
    named = {kind: tuple(keys) for kind, keys in met.named.items() if keys}
    return TableDifference(table=table, **met.sizes, fields=dict(sorted(met.fields.items())), named=named)


def _look_up(scratch: sqlite3.Connection, row: Any, met: _Met) -> None:
    """Whether a row of the later release was in the earlier one, and said the same."""
    key = str(row.id)
    found = scratch.execute("SELECT line FROM rows WHERE id = ?", (key,)).fetchone()
    if found is None:
        met.note("added", key)
        return
    scratch.execute("UPDATE rows SET met = 1 WHERE id = ?", (key,))
    if found[0] != _ENCODER.encode(row):
        met.note("changed", key)
        met.fields.update(_differing(msgspec.json.decode(found[0], type=type(row)), row))


def _differing(one: Any, other: Any) -> list[str]:
    """The fields in which two rows differ."""
    return [each.name for each in fields(one) if getattr(one, each.name) != getattr(other, each.name)]


def _figures(before: Totals, after: Totals) -> Iterator[FigureDifference]:
    one, other = _flat(msgspec.to_builtins(before)), _flat(msgspec.to_builtins(after))
    for path in {**one, **other}:
        if one.get(path) != other.get(path):
            yield FigureDifference(path, one.get(path), other.get(path))


def _flat(value: Mapping[str, Any], path: str = "") -> dict[str, int | str | None]:
    """The figures of nested totals by their paths.

    >>> _flat({"killed": {"all": {"min": 3}}, "incidents": 2})
    {'killed.all.min': 3, 'incidents': 2}
    """
    found: dict[str, int | str | None] = {}
    for name, each in value.items():
        here = f"{path}.{name}" if path else name
        found |= _flat(each, here) if isinstance(each, dict) else {here: each}
    return found
