"""A consistent copy of the record's database, whichever it is, and the way back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from typing import Any

import dj_database_url

from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput, CheckFailed

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_FILES = {SQLITE: "db.sqlite3", POSTGRESQL: "db.pgdump"}


def kind_of(url: str) -> str:
    """'sqlite' or 'postgresql'.

    Raises:
        BadInput: another kind.
    """
    engine = str(dj_database_url.parse(url).get("ENGINE", ""))
    for kind in _FILES:
        if engine.endswith((f".{kind}", f".{kind}3")):
            return kind
    raise BadInput("only SQLite and PostgreSQL databases can be saved", remedy="check DATABASE_URL")


def save(url: str, folder: Path) -> str:
    """Copies the database as it is at one moment, and tells its kind.

    Args:
        url: as in DATABASE_URL.
        folder: made here, for one file.

    Raises:
        BadInput: there is no database, or its own tool is missing or fails.
        CheckFailed: the SQLite file is damaged.
    """
    kind = kind_of(url)
    folder.mkdir(mode=0o700)
    file = folder / _FILES[kind]
    if kind == SQLITE:
        _save_sqlite(Path(str(dj_database_url.parse(url)["NAME"])), file)
    else:
        _postgresql(["pg_dump", "--format=custom", "--no-owner", f"--file={file}"], url)
    file.chmod(0o600)
    return kind


@contextmanager
def aside(home: Home) -> Iterator[None]:
    """Gives this thread a copy of the SQLite database to work on, gone afterwards; PostgreSQL needs none.

    Args:
        home: where the copy lies.
    """
    from django.db import DEFAULT_DB_ALIAS, connections

    live = connections[DEFAULT_DB_ALIAS]
    if live.vendor != SQLITE:
        yield
        return
    with tempfile.TemporaryDirectory(prefix=".aside-", dir=home.path) as name:
        file = Path(name) / _FILES[SQLITE]
        live.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            live.connection.backup(copy)
        other = connections.create_connection(DEFAULT_DB_ALIAS)
        other.settings_dict = {**live.settings_dict, "NAME": str(file)}
        connections[DEFAULT_DB_ALIAS] = other
        try:
            yield
        finally:
            other.close()
            connections[DEFAULT_DB_ALIAS] = live


def restore(kind: str, folder: Path, home: Path) -> None:
    """Puts a saved database where this home expects it.

    Args:
        kind: of the saved one.
        folder: where ``save`` put it.
        home: the home being made; its SQLite file stands inside it. PostgreSQL is where
            DATABASE_URL says, and must be empty.

    Raises:
        BadInput: the home would use another kind of database, or PostgreSQL's tool fails.
    """
    url = Home(home).database_url
    if kind_of(url) != kind:
        raise BadInput(
            f"the backup holds a {kind} database", remedy="set DATABASE_URL accordingly, or unset it"
        )
    file = folder / _FILES[kind]
    if kind == SQLITE:
        place = Path(str(dj_database_url.parse(url)["NAME"]))
        if place.exists():
            raise BadInput("a database is there already", file=str(place))
        copyfile(file, place)
        place.chmod(0o600)
    else:
        options = ["--no-owner", "--exit-on-error", "--single-transaction"]
        _postgresql(["pg_restore", *options, str(file)], url)


def _save_sqlite(database: Path, file: Path) -> None:
    """SQLite's online backup (https://www.sqlite.org/backup.html), then its own check of the copy."""
    if not database.is_file():
        raise BadInput("there is no database to save", file=str(database))
    try:
        with (
            closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(file)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a write-ahead log beside it
            (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise CheckFailed(f"{database}: the database cannot be read: {error}") from error
    if answer != "ok":
        raise CheckFailed(f"{database}: the database is damaged: {answer}")


def _postgresql(command: list[str], url: str) -> None:
    """Runs one of PostgreSQL's tools; the password goes through the environment, not the command line."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    parts = {"dbname": "NAME", "host": "HOST", "port": "PORT", "username": "USER"}
    where = [f"--{option}={parsed[key]}" for option, key in parts.items() if parsed.get(key)]
    environment = {**os.environ, "PGPASSWORD": str(parsed.get("PASSWORD") or "")}
    try:
        subprocess.run(  # noqa: S603 - a fixed tool, arguments as a list
            [command[0], *where, *command[1:]], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BadInput(f"{command[0]} is missing", remedy="install PostgreSQL's client tools") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BadInput(f"{command[0]} failed: {said}") from error
