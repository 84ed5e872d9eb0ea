"""``tahqiq export`` and ``tahqiq receive``, as typed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.seal import Archive, Receipt

ITEM = b"what was seen that day"
SHA256 = hashlib.sha256(ITEM).hexdigest()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    Archive.create(tmp_path / "kept").seal_bytes(ITEM, Receipt(by="secret-collector", original_name="x"))
    return Shell(tmp_path, capsys)


@pytest.mark.parametrize("form", ["bagit", "ro-crate"])
def test_a_package_goes_out_comes_in_and_is_given_back(shell: Shell, form: str) -> None:
    sent = shell(
        "export", SHA256.upper(), "--archive", "kept", "--format", form, "--out", "out", "--to", "them"
    )
    assert (sent.code, sent.out) == (0, "out: 1 item of 22 bytes, without receipts\n")
    got = shell("receive", "out", "--archive", "theirs", "--as", "basil")
    assert got.code == 0, got.err
    assert f"{SHA256}  data/items/{SHA256}\n" in got.out
    assert shell("verify", "--archive", "theirs").code == 0
    listing = got.out.splitlines()[-1].split()[0]
    back = shell("export", listing, "--archive", "theirs", "--format", "as-received", "--out", "back")
    assert back.code == 0, back.err
    for path in (shell.folder / "out").rglob("*"):
        if path.is_file():
            same = shell.folder / "back" / path.relative_to(shell.folder / "out")
            assert same.read_bytes() == path.read_bytes()


def test_receipts_go_out_only_where_they_are_asked_for(shell: Shell) -> None:
    told = shell("export", "--all", "--archive", "kept", "--out", "out", "--with-receipts", "--json")
    assert json.loads(told.out) == {"out": "out", "items": 1, "bytes": 22}
    assert "secret-collector" in (shell.folder / f"out/receipts/{SHA256}.jsonl").read_text()


def test_a_weak_bag_is_received_with_a_note(shell: Shell) -> None:
    bag = shell.folder / "old"
    (bag / "data").mkdir(parents=True)
    (bag / "data/a").write_bytes(b"1")
    (bag / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "manifest-md5.txt").write_text("c4ca4238a0b923820dcc509a6f75849b  data/a\n")
    told = shell("receive", "old", "--archive", "theirs", "--json")
    assert told.code == 0, told.err
    assert "note: its manifests use only MD5" in told.err
    assert json.loads(told.out)["kind"] == "bagit"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--archive", "kept"], "not said what to export"),
        ([SHA256, "--all", "--archive", "kept"], "not said what to export"),
        (["--all", "--format", "as-received", "--archive", "kept"], "not said what to export"),
        (["x", "--archive", "kept"], "is no SHA-256"),
        (["0" * 64, "--archive", "kept"], "no sealed item"),
        ([SHA256, "--archive", "none"], "not an archive"),
    ],
)
def test_mistakes_are_told_in_one_line(shell: Shell, words: list[str], said: str) -> None:
    told = shell("export", *words, "--out", "out")
    assert told.code == 2
    assert said in told.err
    assert len(told.err.splitlines()) == 1
    assert not (shell.folder / "out").exists()


def test_a_folder_that_is_no_package_is_refused(shell: Shell) -> None:
    (shell.folder / "plain").mkdir()
    told = shell("receive", "plain", "--archive", "kept")
    assert told.code == 2
    assert "neither a bag nor an RO-Crate" in told.err
