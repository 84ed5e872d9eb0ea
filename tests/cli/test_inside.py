"""``tahqiq inside``, as typed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from seal.arrivals import samples

from cli.sealed_folder import Shell
from tahqiq.seal import Archive, verify

CHAT = samples.corpus_of("chat.zip")
PHOTO = "zip:00000002-PHOTO-2031-06-05.jpg"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "chat.zip").write_bytes(CHAT)
    return Shell(tmp_path, capsys)


@pytest.fixture(params=[(), ("--encrypted",)], ids=["plain", "encrypted"])
def sealed(shell: Shell, request: pytest.FixtureRequest) -> str:
    assert shell("seal", "chat.zip", "--archive", "kept", *request.param).code == 0
    return hashlib.sha256(CHAT).hexdigest()


def test_parts_are_listed_without_who_sent_them(shell: Shell, sealed: str) -> None:
    told = shell("inside", sealed, "--archive", "kept")
    assert told.code == 0
    address, kind, size, at, title = told.out.splitlines()[2].split("\t")
    assert (address, kind) == ("zip:_chat.txt!chat:line/3", "text/plain")
    assert (size, at, title) == ("92", "2031-06-05T22:00:00", "00000002-PHOTO-2031-06-05.jpg")
    assert "سامي" not in told.out
    assert "سامي" in shell("inside", sealed, "--archive", "kept", "--private").out


def test_a_file_is_looked_into_without_an_archive(shell: Shell) -> None:
    told = json.loads(shell("inside", "chat.zip", "--json").out)
    assert [part["address"] for part in told][-1] == PHOTO
    (shell.folder / "words.txt").write_text("words")
    assert json.loads(shell("inside", "words.txt", "--json").out) == []


def test_what_a_damaged_container_holds_is_listed_up_to_the_damage(shell: Shell) -> None:
    (shell.folder / "cut.warc").write_bytes(samples.warc(packed=False).rpartition(b"WARC/1.0")[0][:-100])
    told = shell("inside", "cut.warc", "--json")
    assert told.code == 2
    assert len(json.loads(told.out)) == 3
    assert "the file ends within this record" in told.err


def test_a_part_is_taken_out_and_the_opening_is_entered(shell: Shell, sealed: str) -> None:
    told = shell("inside", sealed, "--archive", "kept", "--part", PHOTO, "--out", "photo.png", "--as", "amal")
    assert told.out == "photo.png\n"
    assert (shell.folder / "photo.png").read_bytes() == samples.PNG
    _, (event, receipt) = Archive.open(shell.folder / "kept").custody(sealed)
    assert (event.event, receipt.by, receipt.note) == ("opened", "amal", PHOTO)


def test_a_part_is_sealed_as_an_item_of_its_own(shell: Shell, sealed: str) -> None:
    told = shell("inside", sealed, "--archive", "kept", "--part", PHOTO, "--seal", "--json")
    part = json.loads(told.out)["sealed"]["sha256"]
    assert part == hashlib.sha256(samples.PNG).hexdigest()
    archive = Archive.open(shell.folder / "kept")
    ((_, receipt),) = archive.custody(part)
    assert (receipt.parent_sha256, receipt.operation) == (sealed, f"taken out: {PHOTO}")
    assert archive.derived(sealed) == [part]
    assert verify(shell.folder / "kept").faults == ()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chat.zip", "--part", PHOTO), "nothing to do with the part"),
        (("chat.zip", "--out", "x"), "nothing to do with the part"),
        (("chat.zip", "--part", PHOTO, "--seal"), "--seal takes a sealed item"),
        (("chat.zip", "--part", "zip:none", "--out", "x"), "no part zip:none"),
        (("chat.zip", "--part", PHOTO, "--out", "none/x"), "cannot be written"),
        (("none.zip",), "cannot be read"),
        (("0" * 64, "--archive", "none"), "not an archive"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    shell: Shell, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(shell.folder.rglob("*"))
    told = shell("inside", *arguments)
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
    assert says in told.err
    assert sorted(shell.folder.rglob("*")) == before


def test_a_refused_part_is_neither_entered_nor_written(shell: Shell) -> None:
    bomb = samples.zipped({"bomb": b"\0" * 5_000_000})
    (shell.folder / "bomb.zip").write_bytes(bomb)
    sha256 = hashlib.sha256(bomb).hexdigest()
    shell("seal", "bomb.zip", "--archive", "kept")
    told = shell("inside", sha256, "--archive", "kept", "--part", "zip:bomb", "--out", "x")
    assert told.code == 2
    assert "200 times its size" in told.err
    assert "200 times its size" in shell("inside", "bomb.zip").out
    assert not (shell.folder / "x").exists()
    assert len(list(Archive.open(shell.folder / "kept").custody(sha256))) == 1
