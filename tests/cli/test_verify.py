"""``tahqiq verify``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seal.evidence import files, small_archive

from cli.sealed_folder import Shell
from tahqiq import release
from tahqiq.desk.home import Home


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    small_archive(tmp_path / "kept")
    return Shell(tmp_path, capsys)


def break_one(archive: Path) -> str:
    path = files(archive / "objects")[0]
    path.chmod(0o600)
    path.write_bytes(b"else")
    return path.name


def test_a_sound_archive_ends_with_nought_and_its_head(shell: Shell) -> None:
    told = shell("verify", "--archive", "kept")
    assert (told.code, told.err) == (0, "")
    assert "2 items of 22 bytes, 4 lines of custody, head " in told.out
    assert shell("verify", "kept").out == told.out


def test_a_fault_is_named_on_a_line_of_its_own_and_ends_with_one(shell: Shell) -> None:
    broken = break_one(shell.folder / "kept")
    told = shell("verify", "--archive", "kept")
    assert told.code == 1
    assert [line for line in told.out.splitlines() if line.startswith("fault: ") and broken in line]
    assert "1 fault found" in told.err
    (shell.folder / "kept/stray").write_bytes(b"")
    assert "2 faults found" in shell("verify", "kept").err


def test_json_for_machines(shell: Shell) -> None:
    (told,) = json.loads(shell("verify", "kept", "--json").out)
    assert (told["checked"], told["items"], told["faults"]) == ("archive", 2, [])
    break_one(shell.folder / "kept")
    (told,) = json.loads(shell("verify", "kept", "--json").out)
    assert len(told["faults"]) == 1


def test_a_release_is_checked_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    (shell.folder / "out").mkdir()
    (shell.folder / "out/manifest.json").write_text("{}")
    told = shell("verify", "out", "--archive", "kept")
    assert told.code == 1
    assert "fault: manifest.json" in told.out
    assert "4 lines of custody" in told.out
    monkeypatch.setattr(release, "check", lambda folder: [])
    assert shell("verify", "out").code == 0


@pytest.mark.parametrize("arguments", [["nowhere"], ["--archive", "nowhere"], ["."], []])
def test_what_cannot_be_checked_is_said_in_a_line(shell: Shell, arguments: list[str]) -> None:
    told = shell("verify", *arguments)
    assert (told.code, told.out) == (2, "")


@pytest.fixture
def home(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose database is the tests' own: Django is set up once a process."""
    monkeypatch.setattr("tahqiq.cli.options.Shared.start", lambda shared: shared.home())
    return Home.create(shell.folder / "home")


@pytest.mark.django_db
def test_a_home_where_nothing_was_sealed_is_sound(shell: Shell, home: Home) -> None:
    told = shell("verify", "--home", home.path)
    assert told.code == 0
    assert "nothing sealed yet" in told.out
    assert "0 quotes read again" in told.out


@pytest.mark.django_db
def test_a_home_is_checked_whole_and_the_time_is_noted(shell: Shell, home: Home) -> None:
    home.archive.rmdir()
    (shell.folder / "kept").rename(home.archive)
    assert shell("verify", "--home", home.path).code == 0
    break_one(home.archive)
    assert shell("verify", "--home", home.path).code == 1
    noted = [json.loads(line) for line in (home.logs / "tahqiq.jsonl").read_text().splitlines()]
    assert [line["faults"] for line in noted if line["event"] == "verified"] == [0, 1]
