"""kill -9 and a full disk at every step: nothing half-done, nothing acknowledged lost."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from seal.evidence import receipt, small_archive, snapshot
from seal.interrupting import Say, interruptions, run
from tahqiq.seal import Archive, verify

NEW = (b"ten killed\n", b"ten killed\n", b"16 killed, said one\n")


class Tokens:
    """Numbers in the place of random ones, so that step n is the same step in every run."""

    value = 0

    def __call__(self, length: int) -> str:
        self.value += 1
        return f"{self.value:0{2 * length}x}"


TOKENS = Tokens()


@pytest.fixture(autouse=True)
def the_same_steps_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", TOKENS)
    monkeypatch.setattr("tahqiq.seal.writing.utc", lambda moment: "2026-11-23T02:00:00.000000Z")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    TOKENS.value = 0
    small_archive(tmp_path / "start")
    return tmp_path / "start"


def sealing(path: Path, *, tokens_from: int = 1_000) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        TOKENS.value = tokens_from
        for sealed in Archive.open(path).seal_many((content, receipt()) for content in NEW):
            say(sealed.sha256)

    return work


def fresh(archive: Path) -> Path:
    """The same archive again, as it was before."""
    copy = archive.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    return Path(shutil.copytree(archive, copy))


def assert_nothing_lost(path: Path, acknowledged: list[str]) -> None:
    """Sound as it stands; whole again after the next sealing."""
    assert verify(path).faults == ()
    archive, TOKENS.value = Archive.open(path), 3_000
    assert all(archive.has(sha256) for sha256 in acknowledged)
    assert len(list(archive.seal_many((content, receipt()) for content in NEW))) == len(NEW)
    after = verify(path)
    assert (after.faults, after.notes, after.items) == ((), (), 3)
    assert not list((path / "incoming").iterdir())


@pytest.mark.parametrize("how", ["kill", "tear"])
def test_killed_at_any_step(archive: Path, how: str) -> None:
    for step in itertools.count():
        path = fresh(archive)
        ended = run(sealing(path), stop_at=step, how=how)
        assert_nothing_lost(path, ended.said)
        if not ended.killed:
            break
    assert step > 30
    assert len(ended.said) == len(NEW)


def test_killed_while_mending_an_earlier_kill(archive: Path) -> None:
    wounded = archive.parent / "wounded"
    total = interruptions(sealing(fresh(archive)))
    states: set[frozenset[str]] = set()
    for step in range(total):
        path = fresh(archive)
        run(sealing(path), stop_at=step, how="tear")
        state = frozenset(note.partition(": ")[2] for note in verify(path).notes)
        if state in states:
            continue
        states.add(state)
        shutil.rmtree(wounded, ignore_errors=True)
        shutil.copytree(path, wounded)
        for again in itertools.count():
            path = fresh(wounded)
            ended = run(sealing(path, tokens_from=2_000), stop_at=again)
            assert_nothing_lost(path, ended.said)
            if not ended.killed:
                break
    met = " ".join(note for state in states for note in state)
    for kind in ("acknowledged; the next seal", "the last line was interrupted", "had not all arrived"):
        assert kind in met


def test_full_disk_at_any_step(archive: Path) -> None:
    for step in range(interruptions(sealing(fresh(archive)))):
        path = fresh(archive)
        ended = run(sealing(path), stop_at=step, how="full")
        if ended.code == 0:  # renames and flushes need no room
            assert len(ended.said) == len(NEW)
        else:
            assert ended.code == 2
            assert ended.said[-1].startswith("StorageFailed: ")
            assert "No space left on device" in ended.said[-1]
            assert len(ended.said) == 1
        assert_nothing_lost(path, [])


def test_full_disk_leaves_the_archive_as_it_was(archive: Path) -> None:
    path = fresh(archive)
    before = {name: content for name, (content, _) in snapshot(path).items()}
    ended = run(sealing(path), stop_at=1, how="full")
    assert ended.code == 2
    assert {name: content for name, (content, _) in snapshot(path).items()} == before


def test_making_an_archive_killed_at_any_step(tmp_path: Path) -> None:
    place = tmp_path / "archive"

    def making(say: Say) -> None:
        Archive.create(place)

    for step in range(interruptions(making)):
        shutil.rmtree(place, ignore_errors=True)
        run(making, stop_at=step)
        if place.exists():
            assert verify(place).faults == ()
        else:
            Archive.create(place)
        assert [each.name for each in tmp_path.iterdir()] == ["archive"]
