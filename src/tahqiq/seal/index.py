"""An index of an archive's receipts: which events speak of an item. A cache beside the keys.

It holds keyed names and positions, and nothing that could be read without the archive's key. It is
brought up to date when it is asked, and made anew where it is missing or not of this archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tahqiq.seal import reading
from tahqiq.seal.keyring import Keyring
from tahqiq.seal.stores import Store

_TABLES = """
CREATE TABLE IF NOT EXISTS about (archive TEXT PRIMARY KEY, pages INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    item TEXT, parent TEXT, page INTEGER, row INTEGER, PRIMARY KEY (page, row)
);
CREATE INDEX IF NOT EXISTS events_item ON events (item);
CREATE INDEX IF NOT EXISTS events_parent ON events (parent);
"""


@contextmanager
def indexed(store: Store, keyring: Keyring, archive: str) -> Iterator[Index]:
    """The index, brought up to date.

    Args:
        archive: the archive's id.

    Raises:
        NoKeys: the archive's key is not at hand.
        Damaged: a page is not as it was written.
    """
    with closing(_opened(keyring.index, archive)) as connection:
        index = Index(connection, store, keyring)
        index.update(reading.last_number(store))
        yield index


class Index:
    """Where the events of an item stand. Get one from ``indexed``."""

    def __init__(self, connection: sqlite3.Connection, store: Store, keyring: Keyring) -> None:
        self._rows, self._store, self._keyring = connection, store, keyring

    def events(self, sha256: str) -> list[tuple[int, int]]:
        """Page and row of every event of an item, in order."""
        return self._found("item", sha256)

    def derived(self, sha256: str) -> list[tuple[int, int]]:
        """Page and row of every event that names the item as its parent, in order."""
        return self._found("parent", sha256)

    def update(self, last: int) -> None:
        """Reads the pages that came since."""
        (known,) = self._rows.execute("SELECT pages FROM about").fetchone()
        for page in range(known, last + 1):
            with self._rows:
                self._rows.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", self._events_of(page))
                self._rows.execute("UPDATE about SET pages = ?", (page + 1,))

    def _events_of(self, page: int) -> Iterator[tuple[str, str, int, int]]:
        for row, receipt in reading.receipts(self._store, self._keyring, page):
            if receipt is not None:
                parent = self._named(receipt.parent_sha256) if receipt.parent_sha256 else ""
                yield self._named(receipt.item), parent, page, row

    def _found(self, column: str, sha256: str) -> list[tuple[int, int]]:
        query = f"SELECT page, row FROM events WHERE {column} = ? ORDER BY page, row"  # noqa: S608 - two constants
        return self._rows.execute(query, (self._named(sha256),)).fetchall()

    def _named(self, sha256: str) -> str:
        return self._keyring.object_name(sha256)


def _opened(file: Path, archive: str) -> sqlite3.Connection:
    """The file, made anew where it is not this archive's; in memory where nothing can be written."""
    try:
        return _prepared(file, archive)
    except sqlite3.OperationalError:
        return _prepared(":memory:", archive)
    except sqlite3.DatabaseError:  # no database: made anew
        file.unlink()
        return _prepared(file, archive)


def _prepared(file: Path | str, archive: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=60)
    try:
        connection.executescript(_TABLES)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            held = connection.execute("SELECT archive FROM about").fetchone()
            if held != (archive,):
                connection.execute("DELETE FROM events")
                connection.execute("DELETE FROM about")
                connection.execute("INSERT INTO about VALUES (?, 0)", (archive,))
    except BaseException:
        connection.close()
        raise
    return connection
