"""``kill -9`` at any moment of import, release or publish: nothing half-done, and again completes it.

The moments are drawn over the time each step takes; the rooms' own tests stop at every single
write. What must come out is what comes out when nobody interferes, to the byte.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from road.commands import Shell
from tahqiq.read.testing import write_export
from tahqiq.release import check
from tahqiq.seal import verify

MOMENTS = 6


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    write_export(folder, incidents=150, seed=9)
    return folder


@pytest.fixture(scope="module")
def undisturbed(export: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, dict[str, float]]:
    """The road without interruption, and how long each step took."""
    shell = Shell(tmp_path_factory.mktemp("undisturbed"))
    took = {}
    for name, arguments in _steps(export).items():
        began = time.monotonic()
        shell.run(*arguments)
        took[name] = time.monotonic() - began
    return shell, took


def _steps(export: Path) -> dict[str, tuple[str | Path, ...]]:
    return {
        "import": ("import", "airwars", export),
        "grade": ("grade",),
        "release": ("release", "--out", "release"),
        "publish": ("publish", "release", "--out", "site"),
    }


def test_the_road_survives_kills_at_drawn_moments(
    export: Path, undisturbed: tuple[Shell, dict[str, float]], tmp_path: Path
) -> None:
    whole, took = undisturbed
    shell, draw, killed = Shell(tmp_path), random.Random(4), 0
    for name, arguments in _steps(export).items():
        for _ in range(MOMENTS):
            killed += shell.kill(*arguments, after_s=draw.uniform(0.05, 0.95) * took[name])
            _nothing_is_half_done(shell)
        shell.run(*arguments)
    assert killed > MOMENTS
    assert _content(shell) == _content(whole)
    assert _site(shell) == _site(whole)
    shell.run("verify")


def _nothing_is_half_done(shell: Shell) -> None:
    """Whatever stands under a final name is whole, by what ``tahqiq verify`` asks."""
    if (shell.home / "archive").is_dir() and any((shell.home / "archive").iterdir()):
        assert verify(shell.home / "archive").faults == ()
    if (shell.folder / "release").exists():
        assert check(shell.folder / "release") == []
    if (shell.folder / "site").exists():
        assert (shell.folder / "site" / "index.html").is_file()


def _content(shell: Shell) -> str:
    return str(json.loads((shell.folder / "release" / "manifest.json").read_text())["content"])


def _site(shell: Shell) -> dict[str, bytes]:
    """Every page but those that name the key the release was signed with."""
    root = shell.folder / "site" / "en" / "incidents"
    return {path.name: path.read_bytes() for path in sorted(root.glob("*.html"))}
