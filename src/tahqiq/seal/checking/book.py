"""What the log vouches for, in a scratch database: compared with what stands, however much it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tahqiq.seal.scratch import scratch

_TABLES = """
CREATE TABLE object (name TEXT PRIMARY KEY, sha256 TEXT, blake3 TEXT, size INTEGER) WITHOUT ROWID;
CREATE TABLE receipt (sha256 TEXT PRIMARY KEY, page INTEGER, line INTEGER, gone INTEGER) WITHOUT ROWID;
CREATE TABLE destroyed (name TEXT PRIMARY KEY, page INTEGER) WITHOUT ROWID;
CREATE TABLE item (sha256 TEXT PRIMARY KEY, object TEXT, size INTEGER) WITHOUT ROWID;
CREATE TABLE request (item TEXT, by TEXT, PRIMARY KEY (item, by)) WITHOUT ROWID;
CREATE TABLE head (size INTEGER PRIMARY KEY, text TEXT) WITHOUT ROWID;
"""
_STANDING = "NOT IN (SELECT name FROM destroyed)"
_NEITHER = """
SELECT name FROM destroyed
WHERE name NOT IN (SELECT name FROM object) AND name NOT IN (SELECT sha256 FROM receipt) ORDER BY name"""
_KEYS_AT_ODDS = """
SELECT receipt.sha256, receipt.page, receipt.line, destroyed.page
FROM receipt LEFT JOIN destroyed ON destroyed.name = receipt.sha256
WHERE gone <> (destroyed.name IS NOT NULL) ORDER BY receipt.page, receipt.line"""


@dataclass(frozen=True, slots=True)
class Expected:
    """An object that the log vouches for: its name, the hashes of its stored bytes, how many."""

    name: str
    sha256: str
    blake3: str
    size: int


@dataclass(frozen=True, slots=True)
class KeyAtOdds:
    """A wrapped key that is there or gone against what the tombstones say.

    Attributes:
        receipt: the hash of its receipt.
        page, line: where it stands.
        destroyed_on: the page whose tombstone destroyed it, though it is there; None: it is gone, and
            no tombstone says so.
    """

    receipt: str
    page: int
    line: int
    destroyed_on: int | None


@dataclass(slots=True)
class Book:
    """The log's word on objects, receipts, destroyed things and heads.

    Attributes:
        gaps: how many pages or receipts could not be read, so that their objects are not known.
    """

    rows: sqlite3.Connection
    gaps: int = 0

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Book]:
        """An empty book, gone when the block ends."""
        with scratch() as rows:
            rows.executescript(_TABLES)
            yield cls(rows)

    def expect(self, expected: Expected) -> bool:
        """Notes an object; False if an earlier receipt said something else of it.

        What was removed and sealed again later is expected as it was sealed last.
        """
        values = (expected.name, expected.sha256, expected.blake3, expected.size)
        if self.rows.execute("DELETE FROM destroyed WHERE name = ?", (expected.name,)).rowcount:
            self.rows.execute("REPLACE INTO object VALUES (?, ?, ?, ?)", values)
            return True
        if self.rows.execute("INSERT OR IGNORE INTO object VALUES (?, ?, ?, ?)", values).rowcount:
            return True
        return self.object(expected.name) == expected

    def object(self, name: str) -> Expected | None:
        """What the log says of an object; None where it says nothing."""
        row = self.rows.execute("SELECT * FROM object WHERE name = ?", (name,)).fetchone()
        return None if row is None else Expected(*row)

    def shelf(self, prefix: str) -> Iterator[Expected]:
        """The objects whose names begin with these two digits, by name."""
        query = "SELECT * FROM object WHERE name >= ? AND name < ? || 'g' ORDER BY name"
        return (Expected(*row) for row in self.rows.execute(query, (prefix, prefix)))

    def totals(self) -> tuple[int, int]:
        """How many objects are expected to be there, and their bytes."""
        query = f"SELECT count(*), coalesce(sum(size), 0) FROM object WHERE name {_STANDING}"  # noqa: S608 - constant
        items, size = self.rows.execute(query).fetchone()
        return int(items), int(size)

    def receipt(self, sha256: str, *, page: int, line: int, gone: bool) -> bool:
        """Notes a receipt, and whether its key is gone; False if it was noted before."""
        values = (sha256, page, line, int(gone))
        return self.rows.execute("INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?)", values).rowcount == 1

    def destroy(self, names: list[str], *, page: int) -> None:
        """Notes what a tombstone on a page says was destroyed: stored names and receipts' hashes."""
        rows = ((name, page) for name in names)
        self.rows.executemany("INSERT OR REPLACE INTO destroyed VALUES (?, ?)", rows)

    def destroyed_on(self, name: str) -> int | None:
        """The page whose tombstone names it; None where none does."""
        row = self.rows.execute("SELECT page FROM destroyed WHERE name = ?", (name,)).fetchone()
        return None if row is None else int(row[0])

    def removals(self) -> int:
        """How many objects are gone for good."""
        query = "SELECT count(*) FROM object WHERE name IN (SELECT name FROM destroyed)"
        return int(self.rows.execute(query).fetchone()[0])

    def destroyed_and_never_sealed(self) -> list[str]:
        """Names in tombstones that no receipt ever gave."""
        return [name for (name,) in self.rows.execute(_NEITHER)]

    def keys_at_odds(self) -> Iterator[KeyAtOdds]:
        """Wrapped keys that are there or gone against what the tombstones say, by page and line."""
        return (KeyAtOdds(*row) for row in self.rows.execute(_KEYS_AT_ODDS))

    def head(self, size: int, text: str) -> None:
        """Notes a signed head."""
        self.rows.execute("INSERT OR IGNORE INTO head VALUES (?, ?)", (size, text))

    def head_at(self, size: int) -> str | None:
        """The text of the head of this size; None where the log has none."""
        row = self.rows.execute("SELECT text FROM head WHERE size = ?", (size,)).fetchone()
        return None if row is None else str(row[0])

    def item(self, name: str, sha256: str, size: int) -> None:
        """Notes the plain item in the object of this name; only whoever opens receipts knows it."""
        self.rows.execute("INSERT OR IGNORE INTO item VALUES (?, ?, ?)", (sha256, name, size))

    def plain(self) -> Iterator[tuple[str, str, int]]:
        """Object, SHA-256 and size of every plain item that is not destroyed, by the object's name."""
        query = f"SELECT object, sha256, size FROM item WHERE object {_STANDING} ORDER BY object"  # noqa: S608 - constant
        return (tuple(row) for row in self.rows.execute(query))

    def requested(self, item: str, by: str) -> None:
        """Notes who asked for an item to be removed."""
        self.rows.execute("INSERT OR IGNORE INTO request VALUES (?, ?)", (item, by))

    def requested_by_another(self, item: str, by: str) -> bool:
        """Whether somebody else had asked for it."""
        query = "SELECT 1 FROM request WHERE item = ? AND by <> ?"
        return self.rows.execute(query, (item, by)).fetchone() is not None
