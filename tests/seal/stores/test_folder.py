"""A folder as a store: write-once, in one step, brought to the disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tahqiq.seal.stores import FolderStore, open_store
from tahqiq.seal.stores import folder as folder_store


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    (tmp_path / "incoming").mkdir()
    return FolderStore(tmp_path)


def test_names_are_told_part_by_part_in_order(store: FolderStore) -> None:
    for name in ("b/2", "a/z/1", "a.txt", "b/10"):
        store.put(name, name.encode())
    assert list(store.names("")) == ["a/z/1", "a.txt", "b/10", "b/2"]
    assert store.children("b") == ["10", "2"]
    assert store.children("nowhere") == []
    assert (store.size("b/10"), store.read("b/2"), store.exists("b/3")) == (4, b"b/2", False)


def test_what_stands_there_is_never_written_over(store: FolderStore) -> None:
    store.put("objects/ab/x", b"first")
    part = store.partial()
    part.write_bytes(b"second")
    for again in (
        lambda: store.put("objects/ab/x", b"second"),
        lambda: store.commit("objects/ab/x", b"second"),
        lambda: store.bring(part, "objects/ab/x"),
    ):
        with pytest.raises(FileExistsError):
            again()
    assert store.read("objects/ab/x") == b"first"
    store.bring(part, "objects/ab/y")
    assert (store.read("objects/ab/y"), part.exists()) == (b"second", False)
    store.replace("objects/ab/x", b"third")
    assert store.read("objects/ab/x") == b"third"
    for _ in range(2):
        store.delete("objects/ab/x")
    assert not store.exists("objects/ab/x")


@pytest.mark.parametrize("known", [True, False])
def test_many_are_flushed_at_once_where_the_system_can(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    if not known:
        monkeypatch.setattr(folder_store.ctypes, "CDLL", lambda *_, **__: object())
    names = [f"objects/{n:02}/x" for n in range(20)]
    for name in names:
        store.put(name, b"x")
    flushed.clear()
    store.flush(names)
    assert len(flushed) == (0 if known else 40)


def test_a_disk_that_fails_while_it_is_flushed_says_so(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        @staticmethod
        def syncfs(_descriptor: int) -> int:
            return -1

    monkeypatch.setattr(folder_store.ctypes, "CDLL", lambda *_, **__: Failing)
    monkeypatch.setattr(folder_store.ctypes, "get_errno", lambda: errno.EIO)
    names = [str(n) for n in range(20)]
    for name in names:
        store.put(name, b"x")
    with pytest.raises(OSError, match="Input/output error"):
        store.flush(names)


def test_a_path_is_a_folder(tmp_path: Path) -> None:
    assert isinstance(open_store(tmp_path), FolderStore)
    assert isinstance(open_store(str(tmp_path)), FolderStore)
