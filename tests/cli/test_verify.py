"""``tahqiq verify``, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seal.evidence import files, small_archive

from cli.sealed_folder import Shell
from tahqiq import release
from tahqiq.desk.home import Home
from tahqiq.seal import Archive


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
    assert "2 items of 22 bytes, 4 events of custody, head " in told.out
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
    assert "4 events of custody" in told.out
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


def test_quick_sampled_and_with_a_key_and_a_head(shell: Shell) -> None:
    key = Archive.open(shell.folder / "kept").about.log_key
    (shell.folder / "key.txt").write_text(f"{key}\n")
    assert shell("verify", "kept", "--keep-head", "head.txt", "--key", key).code == 0
    told = shell("verify", "kept", "--quick", "--key", "key.txt", "--head", "head.txt")
    assert told.code == 0
    assert "signed with the key that was given; it grew from the head that was given (4 events)" in told.out
    assert "note: objects were read with BLAKE3" in told.err
    told = shell("verify", "kept", "--sample", "0.5", "--seed", "3")
    assert told.code == 0
    assert "(--seed 3)" in told.err
    (found,) = json.loads(shell("verify", "kept", "--json").out)
    assert found["checkpoint"] == (shell.folder / "head.txt").read_text()
    assert found["head"] in found["vouches_for"]


def test_an_archive_that_was_rolled_back_is_told_by_the_head_that_was_kept(shell: Shell) -> None:
    shell("verify", "kept", "--keep-head", "head.txt")
    for folder in ("log", "receipts", "keys"):
        (shell.folder / f"kept/{folder}/0000/00000003.jsonl").unlink()
    for path in files(shell.folder / "kept/objects"):
        if path.stat().st_size == 2:
            path.unlink()
    (shell.folder / "kept.keys/last-head.txt").unlink()
    assert shell("verify", "kept").code == 0
    told = shell("verify", "kept", "--head", "head.txt")
    assert told.code == 1
    assert (
        "fault: log: was rolled back, or is an old copy: the head that was given has 4 events, the log 3"
        in told.out
    )


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--key", "abc"], "abc: not a public key"),
        (["--key", "nonsense.txt"], "nonsense.txt: not a public key"),
        (["--head", "nonsense.txt"], "nonsense.txt: not the signed head of an archive"),
        (["--quick", "--sample", "0.5"], "--quick and --sample exclude one another"),
        (["kept/FORMAT"], "only the proof of one item takes the item"),
    ],
)
def test_options_that_cannot_be_used_are_said_in_a_line(
    shell: Shell, options: list[str], problem: str
) -> None:
    (shell.folder / "nonsense.txt").write_bytes(b"\xff nonsense")
    told = shell("verify", "kept", *options)
    assert (told.code, told.out) == (2, "")
    assert problem in told.err
