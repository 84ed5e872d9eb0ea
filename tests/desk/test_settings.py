"""The settings come from the home and nothing is invented."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks

from tahqiq.desk import settings as ours


def _start(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TAHQIQ_", "DATABASE_URL", "COV_"))}
    return subprocess.run(
        [sys.executable, "-c", "import tahqiq.desk.wsgi"],
        capture_output=True,
        text=True,
        env={**clean, "TAHQIQ_HOME": str(tmp_path), **env},
    )


def test_a_missing_secret_stops_the_start(tmp_path: Path) -> None:
    done = _start(tmp_path)
    assert done.returncode != 0
    assert "TAHQIQ_DJANGO_KEY" in done.stderr and "django.key" in done.stderr


def test_the_secret_is_read_from_the_home(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    key = tmp_path / "keys" / "django.key"
    key.write_text("kept in the home\n")
    key.chmod(0o600)
    assert _start(tmp_path).returncode == 0, _start(tmp_path).stderr


def test_the_secret_may_come_from_the_environment(tmp_path: Path) -> None:
    assert _start(tmp_path, TAHQIQ_DJANGO_KEY="given").returncode == 0


def test_the_checks_find_nothing() -> None:
    assert run_checks() == []


def test_the_desk_never_shows_debug_pages() -> None:
    assert settings.DEBUG is False


def test_sqlite_holds_foreign_keys_and_syncs_fully(tmp_path: Path) -> None:
    asked = ours._SQLITE
    with closing(sqlite3.connect(tmp_path / "record.sqlite3")) as record:
        record.executescript(str(asked["init_command"]))
        assert record.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert record.execute("PRAGMA synchronous").fetchone() == (2,)
        assert record.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert asked["transaction_mode"] == "IMMEDIATE"
