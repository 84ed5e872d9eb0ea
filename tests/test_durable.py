from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tahqiq import durable
from tahqiq.durable import begin_to_sync, clear_strays, replacing_folder, write_file, writing_file
from tahqiq.vocab.errors import BadInput

PARTIAL = ".site.0123456789abcdef.partial"
REPLACED = ".site.0123456789abcdef.replaced"


def anything(folder: Path) -> bool:
    return True


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make(folder: Path, content: str, replaceable: Callable[[Path], bool] = anything) -> None:
    with replacing_folder(folder, replaceable=replaceable) as draft:
        (draft / "deep").mkdir()
        (draft / "deep" / "page.html").write_text(content)


def read(folder: Path) -> str:
    return (folder / "deep" / "page.html").read_text()


@pytest.fixture(params=["exchanged", "kernel cannot", "no such call"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of replacing a folder."""
    if request.param == "kernel cannot":
        monkeypatch.setattr(durable, "_exchange", lambda one, other: False)
    elif request.param == "no such call":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())


@pytest.mark.usefixtures("exchange")
def test_a_folder_is_made_and_then_replaced_with_nothing_left_beside_it(tmp_path: Path) -> None:
    make(tmp_path / "below" / "site", "first")
    make(tmp_path / "below" / "site", "second")
    assert read(tmp_path / "below" / "site") == "second"
    assert names(tmp_path / "below") == ["site"]


@pytest.mark.usefixtures("exchange")
def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path / "site", "first")
    with pytest.raises(ZeroDivisionError), replacing_folder(tmp_path / "site", replaceable=anything) as draft:
        (draft / "half").write_text("x")
        raise ZeroDivisionError
    assert read(tmp_path / "site") == "first"
    assert names(tmp_path) == ["site"]


def test_readers_find_the_old_folder_until_the_new_is_whole(tmp_path: Path) -> None:
    make(tmp_path / "site", "first")
    with replacing_folder(tmp_path / "site", replaceable=anything):
        assert read(tmp_path / "site") == "first"
    assert names(tmp_path / "site") == []


def test_what_may_not_be_replaced_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path / "site", "first")
    with pytest.raises(BadInput, match="left alone"):
        make(tmp_path / "site", "second", replaceable=lambda folder: False)
    assert read(tmp_path / "site") == "first"
    assert names(tmp_path) == ["site"]


def test_what_comes_to_stand_there_meanwhile_is_left_alone_too(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match="left alone"),
        replacing_folder(tmp_path / "site", replaceable=lambda folder: False),
    ):
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "somebody elses").write_text("x")
    assert names(tmp_path) == ["site"]


def test_an_empty_folder_may_always_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    make(tmp_path / "site", "first", replaceable=lambda folder: False)
    assert read(tmp_path / "site") == "first"


def test_a_file_is_never_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    with pytest.raises(BadInput, match="is a file where a folder should be made"):
        make(tmp_path / "site", "first")


def test_a_link_is_followed(tmp_path: Path) -> None:
    make(tmp_path / "real", "first")
    (tmp_path / "site").symlink_to(tmp_path / "real")
    make(tmp_path / "site", "second")
    assert (tmp_path / "site").is_symlink()
    assert read(tmp_path / "real") == "second"


def test_strays_of_the_dead_are_removed_and_those_of_the_living_kept(tmp_path: Path) -> None:
    (tmp_path / PARTIAL).mkdir()
    (tmp_path / PARTIAL / "page").write_text("half")
    living = tmp_path / ".site.fedcba9876543210.partial"
    living.mkdir()
    somebody_elses = tmp_path / ".other.0123456789abcdef.partial"
    somebody_elses.mkdir()
    descriptor = os.open(living, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    make(tmp_path / "site", "first")
    assert names(tmp_path) == sorted(["site", living.name, somebody_elses.name])
    os.close(descriptor)
    clear_strays(tmp_path / "site")
    assert names(tmp_path) == sorted(["site", somebody_elses.name])


def test_two_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    with replacing_folder(tmp_path / "site", replaceable=anything) as slow:
        make(tmp_path / "site", "quick")
        assert slow.is_dir()
        (slow / "page").write_text("slow")
    assert names(tmp_path / "site") == ["page"]
    assert names(tmp_path) == ["site"]


def test_a_kill_between_the_two_renames_is_undone(tmp_path: Path) -> None:
    make(tmp_path / "site", "first")
    (tmp_path / "site").rename(tmp_path / REPLACED)
    clear_strays(tmp_path / "site")
    assert read(tmp_path / "site") == "first"


def test_a_kill_after_the_two_renames_leaves_the_new(tmp_path: Path) -> None:
    make(tmp_path / "site", "second")
    make(tmp_path / REPLACED, "first")
    clear_strays(tmp_path / "site")
    assert read(tmp_path / "site") == "second"
    assert names(tmp_path) == ["site"]


def test_syncing_on_the_way_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "site", "first")
    begin_to_sync(tmp_path / "site")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    begin_to_sync(tmp_path / "site")
    assert read(tmp_path / "site") == "first"


def test_a_folder_is_synced_file_by_file_where_the_system_has_no_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(os, "fsync", synced.append)
    make(tmp_path / "site", "first")
    assert len(synced) >= 3


def test_an_exchange_that_fails_for_a_reason_is_told(tmp_path: Path) -> None:
    make(tmp_path / "site", "first")
    with pytest.raises(FileNotFoundError):
        durable._exchange(tmp_path / "missing", tmp_path / "site")


def test_an_exchange_the_file_system_cannot_do_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "site", "first")
    monkeypatch.setattr(durable, "_RENAME_EXCHANGE", 1 << 20)
    assert errno.EINVAL in durable._CANNOT_EXCHANGE
    make(tmp_path / "site", "second")
    assert read(tmp_path / "site") == "second"


def test_a_file_is_written_whole_with_its_mode(tmp_path: Path) -> None:
    write_file(tmp_path / "key", b"first", mode=0o600)
    write_file(tmp_path / "key", b"second", mode=0o600)
    assert (tmp_path / "key").read_bytes() == b"second"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["key"]


def test_a_file_that_cannot_be_written_leaves_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(tmp_path / "key", b"first")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(tmp_path / "key", b"second")
    assert (tmp_path / "key").read_bytes() == b"first"
    assert names(tmp_path) == ["key"]


def test_a_file_that_is_written_piece_by_piece_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with writing_file(tmp_path / "a", mode=0o600) as file:
        file.write(b"one ")
        file.write(b"two")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"one two"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    with pytest.raises(ZeroDivisionError), writing_file(tmp_path / "a") as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"one two"


def test_a_killed_files_stray_is_removed_by_the_next_write(tmp_path: Path) -> None:
    (tmp_path / ".key.0123456789abcdef.partial").write_bytes(b"half")
    write_file(tmp_path / "key", b"first")
    assert names(tmp_path) == ["key"]


def test_names_with_wildcards_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / PARTIAL).mkdir()
    make(tmp_path / "[s]ite", "first")
    assert names(tmp_path) == sorted(["[s]ite", PARTIAL])


KILLED = """
import os, signal, sys
from pathlib import Path
from tahqiq import durable
from tahqiq.durable import replacing_folder

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

for name in sys.argv[2:]:
    setattr(durable, name, die)
with replacing_folder(Path(sys.argv[1]), replaceable=lambda folder: True) as draft:
    (draft / "deep").mkdir()
    (draft / "deep" / "page.html").write_text("second")
    if len(sys.argv) == 2:
        die()
"""


@pytest.mark.parametrize("where", ["", "_sync_tree", "_put_in_place", "sync_folder"])
def test_kill_leaves_the_old_or_the_new_and_the_next_write_clears_up(tmp_path: Path, where: str) -> None:
    make(tmp_path / "site", "first")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "site"), *([where] if where else [])]
    died = subprocess.run(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert died.returncode == -signal.SIGKILL
    assert read(tmp_path / "site") == ("second" if where == "sync_folder" else "first")
    make(tmp_path / "site", "third")
    assert read(tmp_path / "site") == "third"
    assert names(tmp_path) == ["site"]


def test_a_finished_folder_takes_the_place_of_a_replaceable_one(tmp_path: Path) -> None:
    old, new = tmp_path / "kept", tmp_path / "draft"
    for folder, content in ((old, "old"), (new, "new")):
        folder.mkdir()
        (folder / "file").write_text(content)
    durable.move_folder(new, old, replaceable=lambda _: True)
    assert (old / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_finished_folder_is_not_moved_over_what_may_not_be_replaced(tmp_path: Path) -> None:
    old, new = tmp_path / "kept", tmp_path / "draft"
    for folder in (old, new):
        folder.mkdir()
        (folder / "file").write_text(folder.name)
    with pytest.raises(BadInput, match="holds something else"):
        durable.move_folder(new, old, replaceable=lambda _: False)
    assert (old / "file").read_text() == "kept" and (new / "file").read_text() == "draft"


def test_a_temporary_that_its_maker_has_just_removed_is_nobodys_concern(tmp_path: Path) -> None:
    assert not durable._abandoned(tmp_path / PARTIAL)
