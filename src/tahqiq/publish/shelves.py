"""The rows of a release on a scratch database, so that memory does not grow with the record.

Each row is kept as it was read, beside the few values pages look it up by, the name of its own
page, and the passage its quote belongs to. A *passage* is one page of quotes: of running text,
the whole item; of a table, what it says of one incident, or else one record.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.names import name_in_latin
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.slugs import needs_suffix, slug, with_suffix
from tahqiq.vocab.ids import VEIL, is_sha256, is_veiled
from tahqiq.vocab.release import TABLES

R = TypeVar("R")

#: What pages look rows up by.
_KEYS: dict[str, tuple[str, ...]] = {
    "cases": (),
    "parties": ("slug",),
    "sources": ("slug",),
    "items": ("sha256", "source"),
    "places": (),
    "populations": ("slug", "position"),
    "incidents": ("from_date", "counted"),
    "assessments": ("incident", "assessor", "heads", "grade", "harm_reported", "killed_min", "killed_max"),
    "answers": ("incident", "item", "party", "state", "killed_min", "killed_max"),
    "statements": ("incident", "item"),
    "claims": (
        "incident",
        "population",
        "site",
        "item",
        "source",
        "effect",
        "category",
        "stance",
        "negated",
        "max",
    ),
    "victims": ("incident", "age_group", "sex"),
    "listings": ("victim", "incident", "item", "source"),
    "sites": (),
    "remains": ("site", "victim"),
    "changes": ("incident",),
    "corrections": (),
    "stories": ("slug",),
    "chapters": ("story", "language", "position"),
}
#: Keys that many rows share: an index on one would draw SQLite away from the one that finds few rows.
_COMMON = {
    *("heads", "grade", "harm_reported", "killed_min", "killed_max", "party", "state", "counted"),
    *("effect", "category", "stance", "negated", "max", "age_group", "sex"),
}
#: Tables whose rows have a page of their own, and what names it.
_NAMED: dict[str, Callable[[Any], str]] = {
    "parties": attrgetter("slug"),
    "sources": attrgetter("slug"),
    "items": attrgetter("sha256"),
    "incidents": attrgetter("code"),
    "populations": attrgetter("slug"),
    "victims": name_in_latin,
}
#: Ids stand in fragments of addresses as they are.
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
#: Answers to questions for rows that are kept, at most.
_KEPT = 4096
#: Tables whose rows may quote an item.
QUOTING = ("assessments", "answers", "statements", "claims", "listings")


class Held(msgspec.Struct, Generic[R], frozen=True, gc=False):
    """A row, the name of its page ('' if it has none) and of the passage its quote is on ('' if none)."""

    row: R
    name: str
    passage: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One page of quotes: the item quoted; and the incident or else the record, for a table."""

    name: str
    item: str
    incident: str | None
    kind: str
    record: int | None


class Shelves:
    """Reads what `fill` wrote; one connection, several cursors."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
        self._decoders: dict[str, Any] = {
            name: msgspec.msgpack.Decoder(kind) for name, kind in TABLES.items()
        }
        self._lately = lru_cache(maxsize=_KEPT)(self._all_of)
        self._lately_passages = lru_cache(maxsize=8)(self._passages_of)
        self._lately_got = lru_cache(maxsize=_KEPT)(self._got)

    def close(self) -> None:
        """Lets the database go."""
        self._connection.close()

    def each(self, kind: type[R], where: str = "", *values: object, order: str = "n") -> Iterator[Held[R]]:
        """Rows of a kind, in an order.

        Args:
            kind: the row's dataclass.
            where: a condition of SQL on the keys, written here and never taken from a record.
            values: what stands for its question marks.
            order: columns of SQL, likewise.
        """
        return self._rows(_TABLE_OF[kind], where, values, order)

    def _rows(
        self, table: str, where: str, values: tuple[object, ...], order: str = "n"
    ) -> Iterator[Held[Any]]:
        decode = self._decoders[table].decode
        condition = f" WHERE {where}" if where else ""
        statement = f"SELECT row, name, passage FROM {table}{condition} ORDER BY {order}"  # noqa: S608
        for row, name, passage in self._connection.execute(statement, values):
            yield Held(decode(row), name, passage)

    def columns(
        self, kind: type, names: tuple[str, ...], where: str, *values: object, order: str = "n"
    ) -> Iterator[tuple[Any, ...]]:
        """Some keys of rows, without reading the rows themselves.

        Args:
            kind: the rows' dataclass. ``names``: of columns, written here.
            where, values, order: as in `each`.
        """
        statement = f"SELECT {', '.join(names)} FROM {_TABLE_OF[kind]} WHERE {where} ORDER BY {order}"  # noqa: S608
        yield from self._connection.execute(statement, values)

    def of(self, kind: type[R], key: str, value: str) -> tuple[Held[R], ...]:
        """Rows of a kind by one of their keys, in the order of the release.

        Those lately asked for are kept: the pages of one incident ask for the same ones, in both languages.
        """
        held: tuple[Held[R], ...] = self._lately(_TABLE_OF[kind], key, value)
        return held

    def _all_of(self, table: str, key: str, value: str) -> tuple[Held[Any], ...]:
        return tuple(self._rows(table, f"{key} = ?", (value,)))

    def get(self, kind: type[R], key: str) -> Held[R] | None:
        """The row with this id, or with this slug or SHA-256 where rows have one."""
        held: Held[R] | None = self._lately_got(_TABLE_OF[kind], key)
        return held

    def _got(self, table: str, key: str) -> Held[Any] | None:
        for held in self._rows(table, "id = ?", (key,)):
            return held
        for column in ("slug", "sha256"):
            if column in _KEYS[table]:
                for held in self._rows(table, f"{column} = ?", (key,)):
                    return held
        return None

    def count(self, kind: type, where: str = "", *values: object) -> int:
        """How many rows meet a condition."""
        condition = f" WHERE {where}" if where else ""
        statement = f"SELECT count(*) FROM {_TABLE_OF[kind]}{condition}"  # noqa: S608
        found: int = self._connection.execute(statement, values).fetchone()[0]
        return found

    def passages_of(self, incident: str) -> tuple[Passage, ...]:
        """Pages of what tables say of one incident."""
        passages: tuple[Passage, ...] = self._lately_passages(incident)
        return passages

    def passages(self, where: str = "", *values: object) -> Iterator[Passage]:
        """Pages of quotes, in the order in which the release first quotes them."""
        condition = f" WHERE {where}" if where else ""
        statement = f"SELECT name, item, incident, kind, record FROM passages{condition} ORDER BY n"  # noqa: S608
        for found in self._connection.execute(statement, values):
            yield Passage(*found)

    def _passages_of(self, incident: str) -> tuple[Passage, ...]:
        return tuple(self.passages("incident = ?", incident))

    def count_passages(self, where: str = "", *values: object) -> int:
        """How many pages of quotes there are."""
        statement = f"SELECT count(*) FROM passages{f' WHERE {where}' if where else ''}"  # noqa: S608
        found: int = self._connection.execute(statement, values).fetchone()[0]
        return found

    def name_of(self, kind: type, key: str) -> str:
        """The name of the page of a row, by id, slug or SHA-256; '' if the release has no such row."""
        held: Held[Any] | None = self.get(kind, key)
        return held.name if held is not None else ""


_TABLE_OF: dict[type, str] = {kind: name for name, kind in TABLES.items()}


def fill(database: Path, release: ReleaseFolder) -> None:
    """Puts every row of a release on a new scratch database.

    Raises:
        UnfitRelease: a row cannot be read, or refers to what the release does not hold.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8192;")
        connection.executescript(";\n".join(_schema()))
        connection.execute("BEGIN")
        for table, kind in release.tables():
            _Filler(connection, table).add(release.rows(table, kind))
            for statement in _indexes(table):
                connection.execute(statement)
        connection.execute("COMMIT")


def _schema() -> Iterator[str]:
    yield "CREATE TABLE names(kind TEXT, name TEXT, PRIMARY KEY(kind, name)) WITHOUT ROWID"
    for table, keys in _KEYS.items():
        columns = "".join(f", {key}" for key in keys)
        yield f"CREATE TABLE {table}(n INTEGER PRIMARY KEY, id TEXT, name, passage{columns}, row BLOB)"
    yield (
        "CREATE TABLE passages"
        "(n INTEGER PRIMARY KEY, name TEXT UNIQUE, item TEXT, incident TEXT, kind TEXT, record)"
    )
    yield from (f"CREATE INDEX passages_{key} ON passages({key})" for key in ("item", "incident"))


def _indexes(table: str) -> Iterator[str]:
    """Made of a table that is full: sorting its keys once costs less than keeping them sorted."""
    keys = (key for key in _KEYS[table] if key not in _COMMON)
    for key in ("id", *keys, *(["passage"] if table in QUOTING else [])):
        yield f"CREATE INDEX {table}_{key} ON {table}({key})"


class _Filler:
    """Puts the rows of one table on the shelves."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._keys = _KEYS[table]
        self._encode = msgspec.msgpack.Encoder().encode
        marks = ", ".join("?" * (4 + len(self._keys)))
        columns = "".join(f", {key}" for key in self._keys)
        self._insert = f"INSERT INTO {table}(id, name, passage{columns}, row) VALUES ({marks})"  # noqa: S608
        self._note_passage = lru_cache(maxsize=1024)(self._insert_passage)
        self._item_name = lru_cache(maxsize=4096)(self._read_item_name)
        self._incident_name = lru_cache(maxsize=4096)(self._read_incident_name)

    def add(self, rows: Iterable[Any]) -> None:
        """Adds all of them, a batch at a time."""
        self._connection.executemany(self._insert, map(self._values, rows))

    def _values(self, row: Any) -> tuple[object, ...]:
        if _SAFE_ID.fullmatch(row.id) is None:
            raise UnfitRelease(f"not an id: {row.id!r}", file=f"{self._table}.jsonl", column="id")
        passage = self._passage(row) if self._table in QUOTING and row.item else ""
        keys = (getattr(row, key) for key in self._keys)
        return (row.id, self._name(row), passage, *keys, self._encode(row))

    def _name(self, row: Any) -> str:
        """A page name of its own for a row that has a page."""
        if self._table not in _NAMED:
            return ""
        label = _NAMED[self._table](row)
        if not label:
            return ""
        if self._table == "items":
            if not is_sha256(label) and not is_veiled(label):
                raise UnfitRelease(f"not a SHA-256: {label!r}", file="items.jsonl", column="sha256")
            label = label.removeprefix(VEIL)[:16]
        plain = slug(label)
        return self._claimed(with_suffix(plain, row.id) if needs_suffix(plain) else plain, row.id)

    def _claimed(self, name: str, record_id: str) -> str:
        for candidate in (name, with_suffix(name, record_id)):
            taken = self._connection.execute(
                "INSERT OR IGNORE INTO names VALUES (?, ?)", (self._table, candidate)
            )
            if taken.rowcount:
                return candidate
        raise UnfitRelease(f"two rows have the id {record_id!r}", file=f"{self._table}.jsonl")

    def _passage(self, row: Any) -> str:
        """The page of quotes a row's quote belongs to, made known the first time."""
        item, name = self._item_name(row.item)
        columns = bool(row.columns)
        incident = row.incident if columns else None
        if incident:
            name = f"{name}-of-{self._incident_name(incident)}"
        elif columns:
            name = f"{name}-record-{row.record or 0}"
        kind, record = ("cells", row.record) if columns else ("span", None)
        self._note_passage(name, item, incident, kind, None if incident else record)
        return name

    def _insert_passage(self, *values: str | int | None) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO passages(name, item, incident, kind, record) VALUES (?, ?, ?, ?, ?)",
            values,
        )

    def _read_item_name(self, key: str) -> tuple[str, str]:
        found = self._connection.execute(
            "SELECT id, name FROM items WHERE id = ? OR sha256 = ?", (key, key)
        ).fetchone()
        if found is None:
            raise UnfitRelease(
                f"quotes an item that the release does not hold: {key!r}", file=f"{self._table}.jsonl"
            )
        return found[0], found[1]

    def _read_incident_name(self, key: str) -> str:
        found = self._connection.execute("SELECT name FROM incidents WHERE id = ?", (key,)).fetchone()
        if found is None:
            raise UnfitRelease(
                f"names an incident that the release does not hold: {key!r}", file=f"{self._table}.jsonl"
            )
        return str(found[0])
