"""The settings come from the home and nothing is invented."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection


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


@pytest.mark.django_db
def test_sqlite_holds_foreign_keys_and_syncs_fully() -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
    assert connection.transaction_mode == "IMMEDIATE"
