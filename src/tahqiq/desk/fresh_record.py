"""An empty record with every migration applied, as SQL; made where the assets are built.

Migrating an empty database takes the libraries' apps hundreds of small steps, seconds in all. What
they come to is a script of statements that SQLite runs in a moment; it holds the tables of the
serving desk as well (``settings.SHELL_APPS``), whoever begins with it. It is used only where it was
made by exactly the migrations that are installed: anything else is migrated step by step.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

FRESH = Path(__file__).parent.parent / "assets" / "record" / "fresh.sql"


def begin(database: sqlite3.Connection, script: Path = FRESH) -> bool:
    """Fills a database that holds nothing yet; False where it holds something, or no script fits.

    Args:
        database: left without an open transaction; the script is taken whole or not at all.
        script: what `write` wrote.
    """
    if database.execute("SELECT 1 FROM sqlite_master").fetchone() is not None or not fits(script):
        return False
    database.execute("PRAGMA foreign_keys=OFF")  # rows may come before those they refer to
    database.executescript(script.read_text("utf-8"))
    database.execute("PRAGMA foreign_keys=ON")
    return True


def write(database: sqlite3.Connection, script: Path) -> None:
    """Writes the script of a database that was migrated from nothing."""
    script.parent.mkdir(parents=True, exist_ok=True)
    lines = [_first_line(), *_statements(database)]
    script.write_text("\n".join(lines) + "\n", "utf-8")


def _statements(database: sqlite3.Connection) -> Iterator[str]:
    """The database as SQL; a virtual table makes for itself the tables in which it keeps itself.

    Some versions of Python dump a virtual table as a row of the schema, others as what made it.
    """
    listed = database.execute("PRAGMA table_list").fetchall()
    names = {kind: [name for _, name, each, *_ in listed if each == kind] for kind in ("shadow", "virtual")}
    made = [f"CREATE TABLE '{name}'" for name in names["shadow"]]
    filled = [f'INSERT INTO "{name}"' for name in names["shadow"]]
    left_out = (*made, *filled, "PRAGMA writable_schema", "INSERT INTO sqlite_master", "CREATE VIRTUAL TABLE")
    for statement in database.iterdump():
        if not statement.startswith(left_out):
            yield statement
        if statement == "BEGIN TRANSACTION;":
            for name in names["virtual"]:
                (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
                yield f"{sql};"


def _first_line() -> str:
    """Says by what the script was made: all migrations installed, and the code that ours run."""
    digest = hashlib.sha256()
    for app, folder in _migrations():
        ours = app.startswith("tahqiq.")
        for file in sorted(folder.glob("*.py")):
            digest.update(f"{app} {file.name}\n".encode() + (file.read_bytes() if ours else b""))
    for name in ("marks.py", "trigger_rules.py", "triggers.py"):
        digest.update((Path(__file__).parent.parent / "casebook" / name).read_bytes())
    return f"-- made by migrations {digest.hexdigest()}"


def _migrations() -> Iterator[tuple[str, Path]]:
    """Every app and where its migrations lie, those that only a serving desk loads included."""
    for app in dict.fromkeys((*settings.INSTALLED_APPS, *settings.SHELL_APPS)):
        found = find_spec(app)
        for folder in (found.submodule_search_locations or ()) if found is not None else ():
            yield app, Path(folder) / "migrations"


def fits(script: Path = FRESH) -> bool:
    """Whether there is a script, made by the migrations that are installed."""
    if not script.is_file():
        return False
    with script.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\n") == _first_line()


def make() -> None:
    """Migrates the empty database of the settings, and writes its script where the assets are.

    Run as ``python -m tahqiq.desk.fresh_record`` with a home of its own, by scripts/build_assets.py.
    """
    from django.core.management import call_command

    if fits():
        return
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
        write(database, FRESH)


if __name__ == "__main__":
    import django

    django.setup()
    make()
