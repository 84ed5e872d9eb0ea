"""What stands under an archive is looked at without following links, here and in a store elsewhere."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from seal.checking.spoiling import Spoiled
from seal.evidence import receipt, small_archive
from tahqiq.seal import Archive, NotAnArchive, verify
from tahqiq.seal.checking import hashing, objects
from tahqiq.seal.checking.sight import Folder, Opened, Seen, lines, read
from tahqiq.seal.errors import Damaged


def test_a_folder_is_listed_by_name_with_kinds_and_sizes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"four")
    (tmp_path / "a").chmod(0o400)
    (tmp_path / "c").symlink_to("a")
    assert Folder(tmp_path).listed("") == [
        Seen("a", "file", 4, False),
        Seen("b", "folder", (tmp_path / "b").stat().st_size, True),
        Seen("c", "other", 1, True),
    ]
    assert Folder(tmp_path).listed("nowhere") == []
    assert Folder(tmp_path).look("nowhere") is None


def test_nothing_but_plain_files_is_opened(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(OSError, match="not a plain file"), Folder(tmp_path).opened(name):
            raise AssertionError(name)
    with pytest.raises(FileNotFoundError), Folder(tmp_path).opened("nowhere"):
        raise AssertionError


def test_a_giant_costs_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "giant").open("wb") as file:
        file.truncate(1 << 40)
    assert len(read(Folder(tmp_path), "giant", at_most=10)) == 11
    pieces = lines(Folder(tmp_path), "giant", longest=100)
    assert [next(pieces), next(pieces)] == [bytes(100), bytes(100)]


def test_lines_come_whole_whatever_the_buffers(tmp_path: Path) -> None:
    told = [b"x" * (n * 4_099) + b"\n" for n in range(40)] + [b"the end"]
    (tmp_path / "lines").write_bytes(b"".join(told))
    assert list(lines(Folder(tmp_path), "lines", longest=1 << 20)) == told
    (tmp_path / "lines").write_bytes(b"".join(told[:-1]))
    assert list(lines(Folder(tmp_path), "lines", longest=1 << 20)) == told[:-1]


def test_an_archive_elsewhere_is_verified_by_its_address(tmp_path: Path) -> None:
    address = f"memory://{tmp_path.name}/archive"
    archive = Archive.create(address, keys=tmp_path / "keys")
    sha256 = archive.seal_bytes(b"16 killed\n", receipt()).sha256
    found = verify(address, keys=tmp_path / "keys")
    assert (found.faults, found.items, found.entries) == ((), 1, 2)
    archive.store.put("objects/ab/stranger", b"?")
    archive.store.replace(f"objects/{sha256[:2]}/{sha256}", b"17 killed\n")
    assert {fault.where for fault in verify(address, keys=tmp_path / "keys").faults} == {
        "objects/ab/stranger",
        f"objects/{sha256[:2]}/{sha256}",
    }
    with pytest.raises(NotAnArchive):
        verify(f"memory://{tmp_path.name}/nowhere")


def test_what_a_failing_disk_cannot_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a failing disk answers (root may read anything, so modes would prove nothing)."""
    small_archive(tmp_path / "archive")
    spoiled = Spoiled(tmp_path / "archive")
    broken = {
        spoiled.files("objects")[0],
        "FORMAT",
        "archive.json",
        "log/0000/00000002.jsonl",
        "receipts/0000/00000001.jsonl",
    }
    opened, listed = Folder.opened, Folder.listed

    def failing(self: Folder, name: str) -> object:
        if name in broken:
            raise OSError(5, "Input/output error")
        return opened(self, name)

    def failing_list(self: Folder, folder: str) -> list[Seen]:
        if folder == "incoming":
            raise OSError(5, "Input/output error")
        return listed(self, folder)

    monkeypatch.setattr(Folder, "opened", failing)
    monkeypatch.setattr(Folder, "listed", failing_list)
    found = [fault for fault in verify(spoiled.root).faults if "cannot be read" in fault.problem]
    assert {fault.where for fault in found} >= broken - {spoiled.files("objects")[0]} | {"incoming"}
    assert {fault.problem for fault in found} == {"cannot be read: Input/output error"}


def test_what_goes_or_shrinks_while_it_is_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_archive(tmp_path / "archive")
    gone, shorter = Spoiled(tmp_path / "archive").files("objects")
    original = objects.check_all

    def meanwhile(*args: object, **options: object) -> object:
        jobs = list(args[1])  # type: ignore[call-overload]
        (tmp_path / "archive" / gone).unlink()
        (tmp_path / "archive" / shorter).chmod(0o600)
        os.truncate(tmp_path / "archive" / shorter, 1)
        return original(args[0], jobs, args[2])  # type: ignore[arg-type]

    monkeypatch.setattr(objects, "check_all", meanwhile)
    told = {fault.where: fault.problem for fault in verify(tmp_path / "archive").faults}
    assert told[gone] == "is in the custody log, and missing"
    assert told[shorter].startswith("the bytes have changed: 1 of them")


def test_a_folder_of_stamps_that_holds_no_plain_file(tmp_path: Path) -> None:
    small_archive(tmp_path / "archive")
    (tmp_path / "archive/stamps/000000000004.x-00000000.tsr").symlink_to("/etc/passwd")
    problems = {fault.problem for fault in verify(tmp_path / "archive").faults}
    assert "not a plain file" in problems


def test_a_page_longer_than_any_that_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive(tmp_path / "archive")
    monkeypatch.setattr("tahqiq.seal.checking.log.LONGEST_PAGE", 100)
    faults = verify(tmp_path / "archive").faults
    assert "is longer than 100 bytes" in {fault.problem for fault in faults}


def test_shelves_and_pages_with_names_of_their_own(tmp_path: Path) -> None:
    small_archive(tmp_path / "archive")
    for name in ("objects/zz", "log/abc", "receipts/0001/00000001.jsonl", "keys/0000/1.jsonl", "objects/x/y"):
        (tmp_path / "archive" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "archive" / name).write_bytes(b"")
    assert {fault.line() for fault in verify(tmp_path / "archive").faults} == {
        f"{name}: has no place in an archive"
        for name in (
            "objects/zz",
            "log/abc",
            "receipts/0001/00000001.jsonl",
            "keys/0000/1.jsonl",
            "objects/x",
        )
    }


def test_an_intent_that_was_carried_out_a_moment_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_archive(tmp_path / "archive")
    place = tmp_path / "archive/incoming" / ("ab" * 16 + ".intent")
    place.write_bytes(b"9\n")
    opened = Folder.opened

    def gone(self: Folder, name: str) -> object:
        if name.endswith(".intent"):
            place.unlink()
        return opened(self, name)

    monkeypatch.setattr(Folder, "opened", gone)
    assert verify(tmp_path / "archive").faults == ()


def test_no_objects_at_all(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive")
    found = verify(tmp_path / "archive")
    assert (found.faults, found.items, found.bytes) == ((), 0, 0)


def test_hashes_are_those_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    blake3 = "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
    for new, digest in ((hashing.sha256, sha256), (hashing.blake3, blake3)):
        (found,) = hashing.check_all(Folder(tmp_path), [hashing.Job("abc", 3, digest)], new)
        assert found.problem == ""


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
        (
            Damaged("the bytes of an encrypted item have changed"),
            "the bytes of an encrypted item have changed",
        ),
    ],
)
def test_an_object_that_cannot_be_read_is_named(tmp_path: Path, error: Exception, problem: str) -> None:
    class Broken(Folder):
        def opened(self, name: str) -> AbstractContextManager[Opened]:
            raise error

    (found,) = hashing.check_all(Broken(tmp_path), [hashing.Job("any", 3, "")], hashing.sha256)
    assert found.problem == problem
