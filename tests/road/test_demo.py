"""The built-in case from an empty folder, as a newcomer runs it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from publish.reading import Site

from road.commands import Shell


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("demo"))
    shell.run("demo", "--no-serve")
    return shell


def test_the_demo_is_a_preview_on_every_page(shell: Shell) -> None:
    site = Site(shell.home / "sites" / "current")
    # Where a reader goes who must leave at once: it tells nothing of what was read.
    pages = [path for path in site.paths() if path != "leave.html"]
    assert len(pages) > 100
    for path in pages:
        words = site.page(path).words()
        assert "Preview" in words or "معاينة" in words, path


def test_the_demo_verifies(shell: Shell) -> None:
    shell.run("verify")
    shell.run("verify", next((shell.home / "releases").iterdir()))


def test_running_it_again_changes_nothing_but_the_one_time_password(shell: Shell) -> None:
    before = sorted(path.name for path in (shell.home / "releases").iterdir())
    said = shell.run("demo", "--no-serve")
    assert sorted(path.name for path in (shell.home / "releases").iterdir()) == before
    assert re.search(r"one-time password (\w{5}-){3}\w{5}\n", said)


def test_one_flipped_bit_is_named(shell: Shell, tmp_path: Path) -> None:
    damaged = tmp_path / "archive"
    shutil.copytree(shell.home / "archive", damaged)
    sealed = sorted(path for path in (damaged / "objects").rglob("*") if path.is_file())[3]
    content = bytearray(sealed.read_bytes())
    content[7] ^= 0x10
    sealed.chmod(0o600)
    sealed.write_bytes(content)
    said = shell.run("verify", "--archive", damaged, ends=1)
    assert sealed.name in said


def test_a_newcomer_in_an_empty_folder_is_told_what_to_do(tmp_path: Path) -> None:
    said = Shell(tmp_path).run("grade", ends=2)
    assert len(said.splitlines()) == 1 and "tahqiq demo" in said
