"""A new home begins with what all migrations come to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tahqiq.desk import fresh_record


@pytest.fixture
def migrated(tmp_path: Path) -> sqlite3.Connection:
    """A database with a table that keeps itself in others, and a row that comes before what it refers to."""
    database = sqlite3.connect(tmp_path / "migrated.sqlite3")
    database.executescript(
        """
        CREATE TABLE a(id INTEGER PRIMARY KEY, b INTEGER REFERENCES b(id));
        CREATE TABLE b(id INTEGER PRIMARY KEY);
        CREATE VIRTUAL TABLE words USING fts5(text);
        CREATE TRIGGER kept BEFORE DELETE ON b BEGIN SELECT RAISE(ABORT, 'kept'); END;
        INSERT INTO b VALUES (7);
        INSERT INTO a VALUES (1, 7);
        """
    )
    return database


def test_a_new_database_is_what_was_migrated(tmp_path: Path, migrated: sqlite3.Connection) -> None:
    script = tmp_path / "record" / "fresh.sql"
    fresh_record.write(migrated, script)
    with closing(sqlite3.connect(tmp_path / "new.sqlite3", isolation_level=None)) as new:
        assert fresh_record.begin(new, script)
        assert _held(new) == _held(migrated)
        new.execute("INSERT INTO words VALUES ('found')")
        assert new.execute("SELECT text FROM words WHERE words MATCH 'found'").fetchall() == [("found",)]
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            new.execute("INSERT INTO a VALUES (2, 8)")
        assert not fresh_record.begin(new, script), "it holds something now"


def _held(database: sqlite3.Connection) -> object:
    """What a database is made of, and the rows that were put into it."""
    schema = sorted(database.execute("SELECT type, name, sql FROM sqlite_master"), key=repr)
    return schema, *(database.execute(f"SELECT * FROM {table}").fetchall() for table in ("a", "b", "words"))


def test_a_script_of_other_migrations_is_not_used(tmp_path: Path, migrated: sqlite3.Connection) -> None:
    script = tmp_path / "fresh.sql"
    with closing(sqlite3.connect(":memory:")) as new:
        assert not fresh_record.begin(new, script), "there is none"
        fresh_record.write(migrated, script)
        script.write_text(script.read_text("utf-8").replace("migrations ", "migrations 0", 1), "utf-8")
        assert not fresh_record.begin(new, script)
        assert not new.execute("SELECT * FROM sqlite_master").fetchall()


@pytest.mark.django_db
def test_the_record_the_tests_run_on_is_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())
