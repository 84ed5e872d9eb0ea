"""Writes the index of a release; what does not fit in memory is sorted on a scratch database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tahqiq.publish.search.places import Places
from tahqiq.publish.search.records import KINDS, Record, records
from tahqiq.publish.search.shards import CHUNK, in_order, write_chunks, write_named, write_shards
from tahqiq.publish.search.terms import terms_of
from tahqiq.publish.search.words import folding
from tahqiq.publish.shelves import Shelves

FORMAT = "search/1"
_SCRATCH = ".search.sqlite3"
_POSTINGS = "SELECT term, record, weight FROM postings ORDER BY term, record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """``search/index.json``.

    Attributes:
        records: how many of each kind; they are numbered in this order.
        per_chunk: records in a chunk. ``chunks``: the names of their files, in order.
        shards: first term and name of each file of terms, in order.
        folding: the file that says how letters are folded.
    """

    format: str
    records: dict[str, int]
    per_chunk: int
    folding: str
    shards: tuple[tuple[str, str], ...]
    chunks: tuple[str, ...]


def write_index(shelves: Shelves, site: Path) -> None:
    """Writes ``search/`` of a site.

    Args:
        shelves: the rows of the release.
        site: the folder of the site; for a while it holds a scratch database.
    """
    folder, scratch = site / "search", site / _SCRATCH
    folder.mkdir()
    with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384;"
            "PRAGMA temp_store=FILE;"
            "CREATE TABLE postings(term BLOB, record INTEGER, weight INTEGER); BEGIN"
        )
        counts = {str(kind): 0 for kind in KINDS}
        chunks = tuple(write_chunks(folder, _noted(connection, shelves, counts)))  # counts on the way
        postings = connection.execute(_POSTINGS)
        root = Root(
            format=FORMAT,
            records=counts,
            per_chunk=CHUNK,
            folding=write_named(folder, folding()),
            shards=tuple(write_shards(folder, postings)),
            chunks=chunks,
        )
    scratch.unlink()
    (folder / "index.json").write_bytes(msgspec.json.encode(root) + b"\n")


def _noted(
    connection: sqlite3.Connection, shelves: Shelves, counts: dict[str, int]
) -> Iterator[list[object]]:
    """Each record as its line of results needs it, its terms noted on the way."""
    for number, record in enumerate(records(shelves, Places(connection))):
        connection.executemany(
            "INSERT INTO postings VALUES (?, ?, ?)",
            [(in_order(term), number, weight) for term, weight in terms_of(record).items()],
        )
        counts[record.kind] += 1
        yield _shown(record)


def _shown(record: Record) -> list[object]:
    return [record.path, *record.title, *record.beneath, *record.when, record.code, record.count]
