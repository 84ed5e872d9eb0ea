"""``tahqiq prove``, as typed; and what ``tahqiq verify`` says of the proof."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from publish import releases

from cli.sealed_folder import Shell
from tahqiq import release
from tahqiq.seal import Archive, Receipt

ITEM = b"what was seen that day"
SHA256 = hashlib.sha256(ITEM).hexdigest()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "item").write_bytes(ITEM)
    Archive.create(tmp_path / "kept").seal_bytes(ITEM, Receipt(by="secret-collector", original_name="x"))
    return Shell(tmp_path, capsys)


def test_a_stranger_verifies_the_proof_with_nothing_else(shell: Shell) -> None:
    told = shell("prove", SHA256, "--archive", "kept", "--out", "proof.json")
    assert (told.code, told.out) == (0, "proof.json\n")
    assert "secret-collector" not in (shell.folder / "proof.json").read_text()
    (shell.folder / "kept").rename(shell.folder / "away")
    good = shell("verify", "proof.json", "item")
    assert good.code == 0, good.err
    assert SHA256 in good.out
    (shell.folder / "item").write_bytes(b"other")
    bad = shell("verify", "proof.json", "item")
    assert bad.code == 1
    assert "is not this item" in bad.out


def test_the_page_is_written(shell: Shell) -> None:
    told = shell("prove", "--page", "check.html", "--json")
    assert json.loads(told.out) == {"item": "", "page": "check.html"}
    assert (shell.folder / "check.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [SHA256],
        ["--out", "proof.json"],
        ["beef", "--out", "proof.json"],
        ["00" * 32, "--out", "proof.json", "--archive", "kept"],
        [SHA256, "--out", "nowhere/proof.json", "--archive", "kept"],
        [SHA256, "--out", "proof.json", "--archive", "kept", "--release", "kept"],
    ],
)
def test_what_cannot_be_proved_is_bad_input(shell: Shell, arguments: list[str]) -> None:
    told = shell("prove", *arguments)
    assert told.code == 2
    assert not (shell.folder / "proof.json").exists()


@pytest.fixture
def released(shell: Shell) -> Path:
    made = releases.made(incidents=1)
    (row, *_) = made.tables["items"]
    made.tables["items"].append(
        replace(
            row, id=releases.key("ours"), sha256=SHA256, title_en="Seen that day", url="https://seen.example/"
        )
    )
    return releases.write(made, shell.folder / "release")


def test_a_release_lets_its_own_words_into_the_proof(
    shell: Shell, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "check", lambda folder: [])  # its signature is another test's
    told = shell("prove", SHA256, "--archive", "kept", "--out", "proof.json", "--release", released)
    assert told.code == 0, told.err
    disclosed = json.loads((shell.folder / "proof.json").read_text("utf-8"))["disclosed"]
    assert disclosed["fields"]["title_en"] == "Seen that day"
    assert disclosed["fields"]["address"] == "https://seen.example/"
    (shell.folder / "other").write_bytes(b"other")
    sealed = shell("seal", "other", "--archive", "kept").out[:64]
    unknown = shell("prove", sealed, "--archive", "kept", "--out", "proof2.json", "--release", released)
    assert (unknown.code, "does not name the item" in unknown.err) == (2, True)


def test_a_release_that_does_not_hold_lets_nothing_in(shell: Shell, released: Path) -> None:
    told = shell("prove", SHA256, "--archive", "kept", "--out", "proof.json", "--release", released)
    assert told.code == 2
    assert "the release does not hold" in told.err
    assert not (shell.folder / "proof.json").exists()
