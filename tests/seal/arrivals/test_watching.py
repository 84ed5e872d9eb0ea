"""A watched folder: what has come to rest is given once, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tahqiq.seal.arrivals import Watch


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> Watch:
    (tmp_path / "in").mkdir()
    return Watch(tmp_path / "in", archive=tmp_path / "in/kept", rest_seconds=10, clock=clock)


def look(watch: Watch) -> list[str]:
    return [name for _, name, _ in watch.at_rest()]


def test_a_file_is_given_when_it_has_rested_and_not_while_it_grows(watch: Watch, clock: Clock) -> None:
    file = watch.folder / "film.mp4"
    file.write_bytes(b"a")
    assert look(watch) == []
    clock.now = 9
    file.write_bytes(b"ab")
    assert look(watch) == []
    clock.now = 18
    assert look(watch) == []
    clock.now = 19
    assert look(watch) == ["in/film.mp4"]


def test_what_was_sealed_is_given_again_only_when_it_changed(watch: Watch, clock: Clock) -> None:
    watch.rest_seconds = 0
    file = watch.folder / "a"
    file.write_bytes(b"a")
    ((_, _, state),) = watch.at_rest()
    watch.sealed(state)
    assert watch.knows(state)
    assert look(watch) == []
    os.utime(file, (1, 1))
    assert look(watch) == ["in/a"]


def test_a_watch_that_was_killed_goes_on_where_it_stopped(watch: Watch) -> None:
    watch.rest_seconds = 0
    for name in "ab":
        (watch.folder / name).write_bytes(b"x")
    first, second = watch.at_rest()
    again = Watch(watch.folder, rest_seconds=0)
    again.know([first[2]])
    assert look(again) == [second[1]]


def test_a_file_that_changed_while_it_was_sealed_rests_again(watch: Watch, clock: Clock) -> None:
    (watch.folder / "a").write_bytes(b"a")
    look(watch)
    clock.now = 10
    assert look(watch) == ["in/a"]
    watch.put_off("in/a")
    assert look(watch) == []
    clock.now = 20
    assert look(watch) == ["in/a"]


@pytest.mark.parametrize(
    "name", ["a.mp4.part", "a.crdownload", "B.DOWNLOAD", "~$letter.docx", ".~lock.a.odt#", "a.aria2", "a.tmp"]
)
def test_what_is_still_being_written_is_left(watch: Watch, name: str) -> None:
    watch.rest_seconds = 0
    (watch.folder / name).write_bytes(b"x")
    assert look(watch) == []


def test_a_file_beside_its_unfinished_copy_is_left(watch: Watch) -> None:
    watch.rest_seconds = 0
    for name in ("a.zip", "a.zip.part", "b.zip"):
        (watch.folder / name).write_bytes(b"")
    assert look(watch) == ["in/b.zip"]


def test_folders_below_are_watched_and_the_archive_is_not(watch: Watch) -> None:
    watch.rest_seconds = 0
    for folder in ("kept", "sub/deep"):
        (watch.folder / folder).mkdir(parents=True)
        (watch.folder / folder / "a").write_bytes(b"x")
    assert look(watch) == ["in/sub/deep/a"]


def test_links_and_pipes_are_named_once(watch: Watch) -> None:
    (watch.folder / "link\n").symlink_to("/etc/passwd")
    os.mkfifo(watch.folder / "pipe")
    assert look(watch) == []
    told = dict(watch.left_out())
    assert told == dict.fromkeys(["in/link\\n", "in/pipe"], "a link, pipe or device, which is not sealed")
    look(watch)
    assert dict(watch.left_out()) == {}


def test_what_vanishes_or_cannot_be_read_is_passed_over(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.rest_seconds = 0
    (watch.folder / "a").write_bytes(b"x")
    (watch.folder / "sub").mkdir()
    real = os.scandir

    class Gone:
        name, path = "gone", "gone"

        def stat(self, *, follow_symlinks: bool) -> None:
            raise FileNotFoundError

    def scan(folder: Path) -> list[object]:
        if folder.name == "sub":
            raise PermissionError(13, "Permission denied")
        return [*real(folder), Gone()]

    monkeypatch.setattr(os, "scandir", scan)
    assert look(watch) == ["in/a"]
    assert dict(watch.left_out()) == {"in/sub": "cannot be read: Permission denied"}
