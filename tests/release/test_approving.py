"""A release that stands says who approved it; its rows stay byte for byte what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.sample import KEY, PUBLIC_KEY, ROWS, TOTALS
from tahqiq.release import approve, check, open_release, write
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.release import Approval

BASMA = Approval(by="basma", at="2026-11-23T12:00:00+00:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    media = tmp_path / "a.txt"
    media.write_text("words")
    write(
        tmp_path / "release",
        case="raqqa-2017",
        rows=ROWS,
        totals=TOTALS,
        signing_key=bytes(32),
        approvals=lambda _: (),
        tool="tests",
        media=[("notes/a.txt", media)],
    )
    return tmp_path / "release"


def test_an_approval_is_signed_and_nothing_else_changes(folder: Path) -> None:
    before = open_release(folder).manifest
    rows = (folder / "victims.jsonl").read_bytes()
    after = approve(folder, approvals=[BASMA], signing_key=KEY)
    assert (after.status, after.approvals, after.public_key) == ("approved", (BASMA,), PUBLIC_KEY)
    assert (after.content, after.files) == (before.content, before.files)
    assert (folder / "victims.jsonl").read_bytes() == rows
    assert (folder / "media" / "notes" / "a.txt").read_text() == "words"
    assert check(folder, public_key=PUBLIC_KEY) == []


def test_no_approval_makes_it_unapproved_again(folder: Path) -> None:
    approve(folder, approvals=[BASMA], signing_key=KEY)
    assert approve(folder, approvals=[], signing_key=KEY).status == "unapproved"
    assert check(folder) == []


def test_a_file_that_changed_since_is_never_signed(folder: Path) -> None:
    with (folder / "victims.jsonl").open("ab") as file:
        file.write(b"{}\n")
    before = (folder / "manifest.json").read_bytes()
    with pytest.raises(BadInput, match=r"victims\.jsonl: is no longer what was written"):
        approve(folder, approvals=[BASMA], signing_key=KEY)
    assert (folder / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_key_that_is_none_is_refused(folder: Path, key: bytes) -> None:
    with pytest.raises(BadInput, match="signing key"):
        approve(folder, approvals=[BASMA], signing_key=key)
