"""A copy of an archive vouches for itself, and may be taken while the archive grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from seal.archive1.making import add, small
from seal.evidence import files, snapshot
from tahqiq.seal.archive1 import copy_archive1, verify1
from tahqiq.seal.errors import Damaged, NotAnArchive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return small(tmp_path / "archive")


def contents(path: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(path).items()}


def test_a_copy_is_the_same_byte_for_byte(archive: Path, tmp_path: Path) -> None:
    found = copy_archive1(archive, tmp_path / "copy")
    assert (found.faults, found.notes, found.items) == ((), (), 2)
    assert contents(tmp_path / "copy") == contents(archive)
    modes = [[each.stat().st_mode for each in files(path)] for path in (archive, tmp_path / "copy")]
    assert modes[0] == modes[1]


def test_what_is_sealed_meanwhile_belongs_to_the_next_copy(archive: Path, tmp_path: Path) -> None:
    def meanwhile(size: int) -> None:
        add(archive, b"%d" % size)

    found = copy_archive1(archive, tmp_path / "copy", progress=meanwhile)
    assert (found.faults, found.notes, found.items) == ((), (), 2)
    assert copy_archive1(archive, tmp_path / "next").items > 2


def test_what_waits_is_copied_into_its_place(archive: Path, tmp_path: Path) -> None:
    kept = files(archive / "objects")[0]
    kept.rename(archive / "incoming" / f"{kept.name}.object")
    with (archive / "log/custody.jsonl").open("ab") as log:
        log.write(b'{"at":"20')
    (archive / "incoming" / ("ab" * 16 + ".part")).write_bytes(b"half")
    found = copy_archive1(archive, tmp_path / "copy")
    assert (found.faults, found.notes) == ((), ())


def test_what_is_missing_or_changed_is_named_in_the_copy(archive: Path, tmp_path: Path) -> None:
    gone, changed = files(archive / "objects")
    gone.unlink()
    changed.chmod(0o600)
    changed.write_bytes(b"else")
    found = copy_archive1(archive, tmp_path / "copy")
    assert {fault.where.rpartition("/")[2] for fault in found.faults} == {gone.name, changed.name}


def test_a_log_that_cannot_be_read_is_not_copied_as_if_it_were_sound(archive: Path, tmp_path: Path) -> None:
    log = archive / "log/custody.jsonl"
    log.write_bytes(b"x" + log.read_bytes()[1:])
    with pytest.raises(Damaged):
        copy_archive1(archive, tmp_path / "copy")
    with pytest.raises(NotAnArchive):
        copy_archive1(tmp_path, tmp_path / "other")


def test_a_long_log_is_copied_whole(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.seal.archive1.copying._CHUNK", 100)
    copy_archive1(archive, tmp_path / "copy")
    assert verify1(tmp_path / "copy").root == verify1(archive).root
