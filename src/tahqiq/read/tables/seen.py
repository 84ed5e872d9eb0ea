"""Which keys a reading has met, in memory that does not grow with the file."""

from __future__ import annotations

import sqlite3


class SeenKeys:
    """A set of keys kept in a private temporary database, spilled to disk by SQLite."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._database.execute("BEGIN")
        self._last = ""

    def __contains__(self, key: str) -> bool:
        """Whether the key was met; rows of one key mostly come together, so the last is remembered."""
        if key == self._last:
            return True
        found = self._database.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone() is not None
        self._last = key if found else self._last
        return found

    def new(self, key: str) -> bool:
        """Remembers the key; whether it was not met before."""
        cursor = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))
        return cursor.rowcount == 1

    def close(self) -> None:
        """Forgets everything."""
        self._database.close()
