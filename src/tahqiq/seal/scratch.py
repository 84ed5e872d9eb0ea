"""Room to compare sets larger than memory, nowhere near the archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager


@contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """A private database that SQLite spills to the temporary folder and removes itself.

    An empty name asks SQLite for exactly that (https://www.sqlite.org/inmemorydb.html,
    'Temporary databases').
    """
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        yield connection
