"""``tahqiq upgrade``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seal.archive1 import making

from cli.sealed_folder import Shell
from tahqiq.desk.home import Home
from tahqiq.seal import Archive


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    making.kept(tmp_path / "old")
    return Shell(tmp_path, capsys)


def test_an_archive_is_upgraded_and_the_old_one_kept(shell: Shell) -> None:
    told = shell("upgrade", "--archive", "old", "--as", "amal")
    assert (told.code, told.err) == (0, "")
    assert "6 events carried over, and verified; old head " in told.out
    assert "the old archive is kept as old.archive1" in told.out
    assert shell("verify", "old").code == 0
    assert shell("verify", "old.archive1").code == 0
    assert {stated.by for _, stated in Archive.open(shell.folder / "old").receipts()} >= {"amal"}


def test_json_and_no_old_archive_left(shell: Shell) -> None:
    told = json.loads(shell("upgrade", "--archive", "old", "--discard-old", "--encrypt", "--json").out)
    assert (told["entries"], told["kept"]) == (6, None)
    assert sorted(each.name for each in shell.folder.iterdir()) == ["old", "old.keys"]
    assert Archive.open(shell.folder / "old").about.encrypted


def test_the_archive_of_a_home_with_its_keys_among_the_homes(shell: Shell) -> None:
    home = Home.create(shell.folder / "home")
    home.archive.rmdir()
    (shell.folder / "old").rename(home.archive)
    told = shell("seal", "--home", home.path, str(home.path / "tahqiq.toml"))
    assert told.code == 2
    assert "tahqiq upgrade" in told.err
    assert shell("upgrade", "--home", home.path).code == 0
    assert (home.keys / "archive" / "archive.key").exists()
    assert shell("seal", "--home", home.path, str(home.path / "tahqiq.toml")).code == 0
    assert shell("verify", "--archive", str(home.archive)).code == 0


def test_something_else_is_refused_in_a_line(shell: Shell) -> None:
    told = shell("upgrade", "--archive", "nowhere")
    assert (told.code, told.out) == (2, "")
    assert "not an archive of the format archive/1" in told.err
