"""kill -9, a full disk and a power cut at every step: nothing half-done, nothing acknowledged lost."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from seal.archive1 import making
from seal.checking.interruptions import INTERRUPTIONS
from seal.evidence import receipt, small_archive, snapshot
from seal.interrupting import FILLING, How, Say, Work, calls_of, run
from tahqiq.seal import Archive, Receipt, verify
from tahqiq.seal.archive1 import is_archive1, verify1
from tahqiq.seal.upgrading import upgrade

#: Small and large, new and known; more than a commit flushes one by one.
NEW = (b"ten killed\n", b"ten killed\n", b"16 killed, said one\n", *(b"%d" % n for n in range(5)))
#: So many calls of a writer come before its own work: debris is cleared away in them.
CLEARING = 14
SECOND = Receipt(by="basel", original_name="")


@pytest.fixture
def start(tmp_path: Path) -> Path:
    small_archive(tmp_path / "start" / "archive")
    return tmp_path / "start"


def sealing(path: Path) -> Work:
    """Two commits: one of many items, one of one."""

    def work(say: Say) -> None:
        archive = Archive.open(path)
        for sealed in archive.seal_many((content, receipt()) for content in NEW):
            say(sealed.sha256)
        say(archive.seal_bytes(b"the last\n", receipt()).sha256)

    return work


def fresh(start: Path) -> Path:
    """The same archive again with its keys, as it was before."""
    copy = start.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    return Path(shutil.copytree(start, copy)) / "archive"


def assert_nothing_lost(path: Path, acknowledged: list[str]) -> None:
    """Sound as it stands, with all that was acknowledged; in order after the next sealing."""
    assert verify(path).faults == ()
    archive = Archive.open(path)
    assert all(archive.has(sha256) for sha256 in acknowledged)
    archive.seal_bytes(b"the next\n", receipt())
    after = verify(path)
    assert (after.faults, after.notes) == ((), ())
    assert [each.name for each in (path / "incoming").iterdir()] == ["lock"]


def every(work: str, how: How = "kill") -> int:
    """At each how manieth call the table says that this is tried."""
    (row,) = (row for row in INTERRUPTIONS if (row.how, row.work) == (how, work))
    return row.every


@pytest.mark.parametrize("how", ["kill", "cut", "zero"])
def test_stopped_at_any_step(start: Path, how: How) -> None:
    acknowledged: set[int] = set()
    for step in itertools.count(0, every("files are sealed", how)):
        path = fresh(start)
        ended = run(sealing(path), stop_at=step, how=how)
        assert_nothing_lost(path, ended.said)
        acknowledged.add(len(ended.said))
        if not ended.killed:
            break
    assert step > 50
    assert acknowledged == {0, len(NEW), len(NEW) + 1}


def test_full_disk_at_any_step(start: Path) -> None:
    assert every("files are sealed", "full") == 1
    for step, call in enumerate(calls_of(sealing(fresh(start)))):
        if call not in FILLING:  # renames and flushes need no room
            continue
        path = fresh(start)
        ended = run(sealing(path), stop_at=step, how="full")
        assert ended.code == 2
        assert ended.said[-1].startswith("StorageFailed: ")
        assert "No space left on device" in ended.said[-1]
        assert_nothing_lost(path, ended.said[:-1])


def test_killed_while_clearing_away_an_earlier_kill(start: Path) -> None:
    wounded = start.parent / "wounded"
    shapes: set[frozenset[str]] = set()
    for step in range(0, len(calls_of(sealing(fresh(start)))), 2):
        path = fresh(start)
        run(sealing(path), stop_at=step)
        shape = debris(start / "archive", path)
        if shape in shapes:
            continue
        shapes.add(shape)
        shutil.rmtree(wounded, ignore_errors=True)
        shutil.copytree(path.parent, wounded)
        for again in range(0, CLEARING, every("the traces of an earlier `kill -9` are cleared away")):
            path = fresh(wounded)
            run(lambda say, place=path: Archive.open(place).seal_bytes(b"-", receipt()), stop_at=again)  # type: ignore[misc]
            assert_nothing_lost(path, [])
    assert any({".intent", "objects", "receipts", "keys"} <= shape for shape in shapes)
    assert any(".part" in shape for shape in shapes)


def debris(before: Path, after: Path) -> frozenset[str]:
    """What an interruption left, by kind: what is in incoming/, and where files of no page stand."""
    new = [Path(name) for name in snapshot(after) if not (before / name).exists()]
    committed = any(path.parts[0] == "log" for path in new)
    return frozenset(path.suffix if path.parts[0] == "incoming" else path.parts[0] for path in new) | {
        f"committed: {committed}"
    }


def test_full_disk_before_the_first_step_leaves_the_archive_as_it_was(start: Path) -> None:
    path = fresh(start)
    before = {name: content for name, (content, _) in snapshot(path).items()}
    assert run(sealing(path), stop_at=0, how="full").code == 2
    assert {name: content for name, (content, _) in snapshot(path).items()} == before


def test_making_an_archive_killed_at_any_step(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    calls = calls_of(lambda say: (Archive.create(folder / "archive"), None)[1])
    for step in range(0, len(calls), every("an archive is made")):
        shutil.rmtree(folder)
        folder.mkdir()
        run(lambda say: (Archive.create(folder / "archive"), None)[1], stop_at=step)
        if (folder / "archive").exists():
            assert verify(folder / "archive").faults == ()
        else:
            Archive.create(folder / "archive")
        assert sorted(each.name for each in folder.iterdir()) == ["archive", "archive.keys"]


def test_a_removal_killed_at_any_step(start: Path) -> None:
    archive = Archive.open(start / "archive")
    sha256 = archive.seal_bytes(b"to be removed\n", receipt()).sha256
    archive.request_removal(sha256, receipt())

    for step in itertools.count(0, every("an item is lawfully removed")):
        path = fresh(start)
        ended = run(lambda say, place=path: Archive.open(place).remove(sha256, SECOND), stop_at=step)
        assert verify(path).faults == ()
        again = Archive.open(path)
        if again.has(sha256):
            again.seal_bytes(b"the next\n", receipt())
        if not any(each.event == "removed" for each, _ in again.custody(sha256)):
            again.remove(sha256, SECOND)
        after = verify(path)
        assert after.faults == ()
        assert [note for note in after.notes if "removal was interrupted" in note] == []
        assert not again.has(sha256)
        if not ended.killed:
            break
    assert step > 20


def test_an_upgrade_killed_at_any_step(tmp_path: Path) -> None:
    start = tmp_path / "start"
    start.mkdir()
    making.small(start / "archive")
    for step in itertools.count(0, every("an archive of the earlier format is upgraded")):
        path = fresh(start)
        ended = run(lambda say, place=path: (upgrade(place, by="amal"), None)[1], stop_at=step)
        if is_archive1(path):
            assert verify1(path).faults == ()
            upgrade(path, by="amal")
        after = verify(path)
        assert (after.faults, after.entries) == ((), 5)
        assert verify1(path.with_name("archive.archive1")).entries == 4
        if not ended.killed:
            break
    assert step > 40
