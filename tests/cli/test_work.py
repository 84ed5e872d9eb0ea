"""``tahqiq work`` as a process: it does what waits, and never outlives whoever started it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tahqiq.desk.home import Home
from tahqiq.desk.jobs import beside
from tahqiq.desk.jobs.beside import worker_beside

COMMAND = [sys.executable, "-c", "from tahqiq.cli import main; main()", "work"]


def test_it_does_what_waits_and_ends_with_its_parent(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TAHQIQ_", "DATABASE_URL", "DJANGO_"))}
    command = [*COMMAND, "--home", str(home.path), "--json"]
    once = subprocess.run([*command, "--once"], env=clean, capture_output=True, text=True)
    assert (once.returncode, json.loads(once.stdout), once.stderr) == (0, {"jobs": 0}, "")
    with subprocess.Popen(
        [*command, "--with-parent"], env=clean, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as waiting:
        out, _ = waiting.communicate(timeout=60)  # closes its standard input
    assert (waiting.returncode, json.loads(out)) == (0, {"jobs": 0})


def test_without_a_home_no_worker_is_started() -> None:
    with worker_beside(None):
        pass


def test_a_worker_that_dies_is_followed_by_another_and_one_that_heeds_nothing_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    script = (
        "import pathlib, sys, time; file = pathlib.Path(sys.argv[1]);"
        "n = len(file.read_text()) if file.exists() else 0; file.write_text('x' * (n + 1));"
        "time.sleep(600 if n else 0)"
    )

    def words(home: Path) -> list[str]:
        return [sys.executable, "-S", "-c", script, str(started)]

    monkeypatch.setattr(beside, "words_for", words)
    monkeypatch.setattr(beside, "_PAUSE", 0.01)
    monkeypatch.setattr(beside, "_GRACE", 0.1)
    with worker_beside(tmp_path):
        for _ in range(600):
            if started.exists() and started.read_text() == "xx":
                break
            time.sleep(0.05)
    assert started.read_text() == "xx"
