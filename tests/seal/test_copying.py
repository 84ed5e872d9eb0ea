"""A copy of an archive vouches for itself, and may be taken while the archive grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from seal.archive1.making import KEPT
from seal.checking.spoiling import Spoiled, Whole, whole
from seal.evidence import files, receipt, small_archive, snapshot
from tahqiq.seal import Archive, Damaged, NotAnArchive, copy_archive, verify
from tahqiq.seal.keyring import Keyring, keys_beside


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_archive(tmp_path / "archive")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return whole(tmp_path_factory.mktemp("whole"))


def contents(path: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(path).items() if name != "incoming/lock"}


def test_a_copy_is_the_same_byte_for_byte(sound: Whole, tmp_path: Path) -> None:
    """Stamps and tombstones too."""
    passed: list[int] = []
    found = copy_archive(sound.root, tmp_path / "copy", progress=passed.append)
    assert (found.faults, found.items, found.entries) == ((), 4, 9)
    assert contents(tmp_path / "copy") == contents(sound.root)
    assert sum(passed) == sum(map(len, contents(sound.root).values()))
    modes = [
        [each.stat().st_mode for each in files(path) if each.name != "lock"]
        for path in (sound.root, tmp_path / "copy")
    ]
    assert modes[0] == modes[1]


def test_what_is_sealed_meanwhile_belongs_to_the_next_copy(archive: Archive, tmp_path: Path) -> None:
    def meanwhile(size: int) -> None:
        archive.seal_bytes(b"%d" % size, receipt())

    found = copy_archive(tmp_path / "archive", tmp_path / "copy", progress=meanwhile)
    assert (found.faults, found.items) == ((), 2)
    assert copy_archive(tmp_path / "archive", tmp_path / "next").items > 2


def test_a_stamp_of_a_later_head_belongs_to_the_next_copy(sound: Whole, tmp_path: Path) -> None:
    grown = Spoiled.copy_of(sound.root, tmp_path / "grown")
    for name in grown.files("stamps"):
        grown.write(name.replace("000000000005", "000000000099"), b"of a head that came since")
    found = copy_archive(grown.root, tmp_path / "copy")
    assert found.faults == ()
    assert len(files(tmp_path / "copy/stamps")) == 2


def test_debris_is_not_copied(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "archive/incoming" / ("ab" * 16 + ".part")).write_bytes(b"half")
    found = copy_archive(tmp_path / "archive", tmp_path / "copy")
    assert (found.faults, found.notes) == ((), ())
    assert list((tmp_path / "copy/incoming").iterdir()) == []


def test_what_is_missing_or_changed_is_named_in_the_copy(archive: Archive, tmp_path: Path) -> None:
    gone, changed = files(tmp_path / "archive/objects")
    gone.unlink()
    changed.chmod(0o600)
    changed.write_bytes(b"else")
    found = copy_archive(tmp_path / "archive", tmp_path / "copy")
    assert {fault.where.rpartition("/")[2] for fault in found.faults} == {gone.name, changed.name}


def test_a_log_that_cannot_be_read_is_not_copied_as_if_it_were_sound(
    archive: Archive, tmp_path: Path
) -> None:
    log = tmp_path / "archive/log/0000/00000001.jsonl"
    log.chmod(0o600)
    log.write_bytes(b"x" + log.read_bytes()[1:])
    with pytest.raises(Damaged):
        copy_archive(tmp_path / "archive", tmp_path / "copy")
    with pytest.raises(NotAnArchive):
        copy_archive(tmp_path, tmp_path / "other")


def test_keys_that_were_saved_hold_the_last_head_they_saw(archive: Archive, tmp_path: Path) -> None:
    """A backup that was cut back on its way shows when it is brought back."""
    keys = Keyring(keys_beside(tmp_path / "archive")).folder
    assert copy_archive(tmp_path / "archive", tmp_path / "copy", keys=keys).faults == ()
    copy = Spoiled(tmp_path / "copy")
    for name in copy.pages_from(3):
        copy.remove(name)
    for path in files(copy.root / "objects"):
        if path.stat().st_size == 2:
            path.unlink()
    (fault,) = copy_archive(copy.root, tmp_path / "back", keys=keys).faults
    assert "was rolled back" in fault.problem


def test_an_archive_of_the_earlier_format_is_copied_as_it_is(tmp_path: Path) -> None:
    found = copy_archive(KEPT, tmp_path / "copy")
    assert (found.faults, found.items) == ((), 5)
    assert contents(tmp_path / "copy") == contents(KEPT)
    assert verify(tmp_path / "copy").root == verify(KEPT).root
