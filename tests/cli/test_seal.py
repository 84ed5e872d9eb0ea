"""``tahqiq seal``, as typed."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.sealed_folder import Shell
from tahqiq.desk.home import Home
from tahqiq.seal import Archive, verify


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "case").mkdir()
    (tmp_path / "case/b.txt").write_bytes(b"bee\n")
    (tmp_path / "case/a\nb").write_bytes(b"forged\n")
    return Shell(tmp_path, capsys)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_prints_hash_and_name_of_every_file(shell: Shell) -> None:
    told = shell("seal", "case", "case/b.txt", "--archive", "kept")
    assert told.code == 0
    assert told.out.splitlines() == [
        f"{sha256(b'forged' + bytes([10]))}  case/a\\nb",
        f"{sha256(b'bee' + bytes([10]))}  case/b.txt",
        f"{sha256(b'bee' + bytes([10]))}  b.txt",
    ]
    assert verify(shell.folder / "kept").entries == 4


def test_the_receipt_says_what_the_options_said(shell: Shell) -> None:
    stated = ("--source-address", "https://example.org", "--legal-basis", "consent", "--note", "as it came")
    shell("seal", "case/b.txt", "--archive", "kept", "--as", "amal", *stated)
    ((_, receipt),) = Archive.open(shell.folder / "kept").custody(sha256(b"bee\n"))
    assert (receipt.by, receipt.how, receipt.original_name) == ("amal", "tahqiq seal", "b.txt")
    assert (receipt.source_address, receipt.legal_basis, receipt.note) == (stated[1], stated[3], stated[5])


@pytest.mark.parametrize("files", [["case"], ["case/b.txt"]])
def test_json_is_one_list(shell: Shell, files: list[str]) -> None:
    told = json.loads(shell("seal", *files, "--archive", "kept", "--json").out)
    assert told[-1]["sha256"] == sha256(b"bee\n")
    assert told[-1]["new"] is True
    (shell.folder / "empty").mkdir()
    assert json.loads(shell("seal", "empty", "--archive", "kept", "--json").out) == []


def test_without_an_archive_the_home_is_made_and_holds_it(shell: Shell) -> None:
    assert shell("seal", "case/b.txt", "--home", "home").code == 0
    home = Home.open(shell.folder / "home")
    ((_, receipt),) = Archive.open(home.archive).custody(sha256(b"bee\n"))
    assert receipt.by.startswith("local operator (")


def test_whoever_has_no_login_name_is_said_to_be_unknown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    shell("seal", "case/b.txt", "--archive", "kept")
    ((_, receipt),) = Archive.open(shell.folder / "kept").custody(sha256(b"bee\n"))
    assert receipt.by == "local operator (unknown)"


def test_nothing_is_sealed_where_one_path_cannot_be(shell: Shell) -> None:
    os.mkfifo(shell.folder / "case/z")
    for wrong in ("case", "missing"):
        told = shell("seal", "case/b.txt", wrong, "--archive", "kept")
        assert told.code == 2
        assert len(told.err.splitlines()) == 1
        assert wrong in told.err
    assert not (shell.folder / "kept").exists()


def test_an_archive_inside_the_folder_is_refused(shell: Shell) -> None:
    shell("seal", "case/b.txt", "--archive", "case/kept")
    told = shell("seal", "case", "--archive", "case/kept")
    assert (told.code, told.out) == (2, "")
    assert "into itself" in told.err


def test_something_else_is_not_taken_for_an_archive(shell: Shell) -> None:
    told = shell("seal", "case/b.txt", "--archive", "case")
    assert told.code == 2
    assert "not an archive" in told.err


def test_a_home_knows_who_acts(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.cli.options.Shared.start", lambda shared: shared.home())
    monkeypatch.setattr("tahqiq.cli.options.Shared.actor", lambda shared: SimpleNamespace(name="amal"))
    shell("seal", "case/b.txt", "--home", "home", "--as", "amal")
    ((_, receipt),) = Archive.open(shell.folder / "home/archive").custody(sha256(b"bee\n"))
    assert receipt.by == "amal"
