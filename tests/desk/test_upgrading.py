"""A record on SQLite is brought up to date in one step: references looked through once, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import (
    DEFAULT_DB_ALIAS,
    IntegrityError,
    NotSupportedError,
    connection,
    connections,
    transaction,
)

from tahqiq.desk import upgrading

pytestmark = pytest.mark.django_db
#: What the migrations do that stand for those installed: each a schema editor of its own.
STEPS = (
    "CREATE TABLE house (id integer PRIMARY KEY)",
    "CREATE TABLE room (id integer PRIMARY KEY, house integer REFERENCES house (id))",
    "INSERT INTO house VALUES (1)",
    "INSERT INTO room VALUES (1, 1)",
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[None]:
    """An empty SQLite file in the place of the tests' database."""
    live = connections[DEFAULT_DB_ALIAS]
    if live.vendor != "sqlite":
        pytest.skip("PostgreSQL checks references as it goes")
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    other.settings_dict = {**live.settings_dict, "NAME": str(tmp_path / "record.sqlite3")}
    connections[DEFAULT_DB_ALIAS] = other
    yield
    other.close()
    connections[DEFAULT_DB_ALIAS] = live


def _migrations(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    def migrate(*_words: object, **_options: object) -> None:
        for step in steps:
            with connection.schema_editor() as editor:
                editor.execute(step)

    monkeypatch.setattr(upgrading, "call_command", migrate)


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(sql).fetchall())


def _upgraded() -> list[str]:
    """Upgrades, and gives the statements that look through references."""
    said: list[str] = []

    def heard(execute: Any, sql: str, *rest: Any) -> Any:
        said.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(heard):
        upgrading.upgrade(connection)
    return [sql for sql in said if "foreign_key_check" in sql]


def test_references_are_looked_through_once(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    _migrations(monkeypatch, *STEPS)
    assert len(_upgraded()) == 1
    assert _rows("SELECT house FROM room") == [(1,)]
    assert _rows("PRAGMA foreign_keys") == [(1,)], "and hold again afterwards"
    with pytest.raises(IntegrityError):
        _rows("INSERT INTO room VALUES (2, 7)")


def test_a_row_that_refers_to_none_leaves_everything_as_it_was(
    empty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _migrations(monkeypatch, *STEPS, "INSERT INTO room VALUES (2, 7)")
    with pytest.raises(IntegrityError, match="room"):
        _upgraded()
    assert _rows("SELECT name FROM sqlite_master") == []
    assert _rows("PRAGMA foreign_keys") == [(1,)]


def test_an_upgrade_begins_outside_any_transaction(empty: None) -> None:
    with transaction.atomic(), pytest.raises(NotSupportedError):
        upgrading.upgrade(connection)
