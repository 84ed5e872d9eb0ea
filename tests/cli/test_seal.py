"""``tahqiq seal``, as typed."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from seal.arrivals import samples

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


def test_a_copy_names_what_it_was_made_from(shell: Shell) -> None:
    shell("seal", "case/b.txt", "--archive", "kept")
    (shell.folder / "redacted.txt").write_bytes(b"b**\n")
    parent = sha256(b"bee\n")
    told = shell("seal", "redacted.txt", "--archive", "kept", "--derived-from", "0" * 64, "--operation", "x")
    assert told.code == 2
    assert f"no sealed item {'0' * 64}" in told.err
    made = ("--derived-from", parent.upper(), "--operation", "blacked out by hand")
    assert shell("seal", "redacted.txt", "--archive", "kept", *made).code == 0
    archive = Archive.open(shell.folder / "kept")
    ((_, receipt),) = archive.custody(sha256(b"b**\n"))
    assert (receipt.parent_sha256, receipt.operation) == (parent, "blacked out by hand")
    assert archive.derived(parent) == [sha256(b"b**\n")]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--derived-from", "0" * 64), "belong together"),
        (("--operation", "cut"), "belong together"),
        (("--derived-from", "xyz", "--operation", "cut"), "is no SHA-256"),
        (("--derived-from", "0" * 64, "--operation", "cut"), "not an archive"),
        (("--captured-at", "2031-06-05T09:12:01"), "no time with its zone"),
        (("--captured-at", "someday"), "no time with its zone"),
    ],
)
def test_options_that_say_nothing_usable_seal_nothing(
    shell: Shell, options: tuple[str, ...], says: str
) -> None:
    told = shell("seal", "case/b.txt", "--archive", "kept", *options)
    assert (told.code, told.out) == (2, "")
    assert says in told.err


def test_the_time_of_capture_is_kept_in_utc(shell: Shell) -> None:
    shell("seal", "case/b.txt", "--archive", "kept", "--captured-at", "2031-06-05T12:12:01+03:00")
    ((_, receipt),) = Archive.open(shell.folder / "kept").custody(sha256(b"bee\n"))
    assert receipt.captured_at == "2031-06-05T09:12:01.000000Z"


def test_what_a_file_says_of_its_origin_stands_in_its_receipt(shell: Shell) -> None:
    capture = samples.wacz(digest="0" * 64)
    (shell.folder / "capture.wacz").write_bytes(capture)
    told = shell("seal", "capture.wacz", "--archive", "kept")
    assert told.code == 0
    assert "capture.wacz: zip:archive/data.warc.gz is stated as sha256 0000" in told.err
    ((_, receipt),) = Archive.open(shell.folder / "kept").custody(sha256(capture))
    assert receipt.source_address == "https://example.org/0"
    assert receipt.captured_at == "2031-06-05T09:12:01.000000Z"
    assert isinstance(receipt.stated["arrival"], dict)
    assert receipt.stated["arrival"]["made_with"] == "browsertrix 1.2"


def test_an_archive_is_encrypted_from_its_beginning_or_not_at_all(shell: Shell) -> None:
    told = shell("seal", "case/b.txt", "--archive", "secret", "--encrypted")
    archive = Archive.open(shell.folder / "secret")
    assert archive.about.encrypted
    assert archive.about.log_key in told.err
    assert shell("seal", "case/b.txt", "--archive", "secret").code == 0
    shell("seal", "case/b.txt", "--archive", "kept")
    told = shell("seal", "case/b.txt", "--archive", "kept", "--encrypted")
    assert told.code == 2
    assert "this archive is not encrypted" in told.err
