"""One pass over the bytes: what is hashed is what is written, and nothing but plain, still files comes in."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from blake3 import blake3
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal import intake, lanes, storing
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.intake import SMALL, Content, copy, take

LARGE = bytes(range(256)) * 20_000 + b"end"


class Turned:
    """A transform that can be undone by hand: every byte inverted, and a line at the end."""

    def update(self, chunk: memoryview) -> bytes:
        return bytes(chunk).translate(bytes(255 - byte for byte in range(256)))

    def finish(self) -> bytes:
        return b"end of stream"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def copied(source: Path | bytes | io.BytesIO, target: Path, **options: Turned) -> Content:
    with target.open("wb", buffering=0) as file:
        return copy(source, file.fileno(), **options)


def as_file(folder: Path, content: bytes) -> Path:
    path = folder / "source"
    path.write_bytes(content)
    return path


SOURCES: list[Callable[[Path, bytes], Path | bytes | io.BytesIO]] = [
    as_file,
    lambda folder, content: content,
    lambda folder, content: io.BytesIO(content),
]


@pytest.mark.parametrize("source", SOURCES, ids=["file", "bytes", "stream"])
@pytest.mark.parametrize("content", [b"", b"\x00", LARGE[:SMALL], LARGE[: SMALL + 1], LARGE], ids=len)
def test_both_digests_are_of_what_was_read_and_written(
    tmp_path: Path, target: Path, source: Callable[[Path, bytes], Path | bytes | io.BytesIO], content: bytes
) -> None:
    found = copied(source(tmp_path, content), target)
    assert target.read_bytes() == content
    assert found.sha256 == found.stored_sha256 == hashlib.sha256(content).hexdigest()
    assert found.blake3 == found.stored_blake3 == blake3(content).hexdigest()
    assert found.size == found.stored_size == len(content)
    assert bool(found.modified_at) == (source is as_file)


@pytest.mark.parametrize("content", [b"abc", LARGE], ids=len)
def test_a_transform_stands_between_what_came_and_what_is_stored(target: Path, content: bytes) -> None:
    found = copied(content, target, transform=Turned())
    stored = target.read_bytes()
    assert stored == Turned().update(memoryview(content)) + b"end of stream"
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.stored_sha256 == hashlib.sha256(stored).hexdigest()
    assert found.stored_blake3 == blake3(stored).hexdigest()
    assert (found.size, found.stored_size) == (len(content), len(stored))


def test_a_small_item_is_taken_into_memory_and_a_large_one_is_not(tmp_path: Path) -> None:
    small = take(as_file(tmp_path, b"id,killed\n1,2\n"))
    assert small is not None
    assert small.content == b"id,killed\n1,2\n"
    assert small.found.media_type == "text/csv"
    assert take(as_file(tmp_path, LARGE)) is None
    assert take(LARGE) is None


def test_the_type_of_a_large_item_is_told_from_its_ends(target: Path) -> None:
    assert copied(b"%PDF-1.7\n" + LARGE, target).media_type == "application/pdf"
    office = b"PK\x03\x04" + LARGE + b"word/document.xml"
    assert copied(office, target).media_type.endswith("wordprocessingml.document")


def test_a_stream_that_gives_little_at_a_time_is_read_to_its_end(target: Path) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 70_001))

    assert copied(Slow(LARGE), target).sha256 == hashlib.sha256(LARGE).hexdigest()


@pytest.mark.parametrize("size", [100, SMALL + 100])
@pytest.mark.parametrize("change", ["grows", "shrinks", "is touched"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, size: int, change: str
) -> None:
    source = as_file(tmp_path, b"x" * size)
    name = "read" if size <= SMALL else "readv"
    read = getattr(os, name)

    def reading(*arguments: object) -> object:
        monkeypatch.setattr(os, name, read)
        if change == "grows":
            source.write_bytes(b"x" * 5 * size)
        elif change == "shrinks":
            os.truncate(source, 50)
        else:
            os.utime(source, (1, 1))
        return read(*arguments)

    monkeypatch.setattr(os, name, reading)
    with pytest.raises(Unsealable, match="changed while it was read"):
        copied(source, target)


@pytest.mark.parametrize(("size", "name"), [(100, "read"), (SMALL + 100, "readv")])
def test_a_disk_that_fails_while_reading_is_named(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, size: int, name: str
) -> None:
    def failing(*arguments: object) -> int:
        raise OSError(5, "Input/output error")

    source = as_file(tmp_path, b"x" * size)
    monkeypatch.setattr(os, name, failing)
    with pytest.raises(Unsealable, match="source: cannot be read: Input/output error"):
        copied(source, target)


def test_a_file_that_gives_little_at_a_time_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = as_file(tmp_path, b"x" * 1_000)
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 300)))
    small = take(source)
    assert small is not None
    assert small.found.size == 1_000


@pytest.mark.parametrize("number", [28, 22])
def test_a_disk_that_fails_ends_the_pass_with_its_own_error(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def failing(descriptor: int, content: bytes) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", failing)
    for options in ({}, {"transform": Turned()}):
        with pytest.raises(OSError, match=os.strerror(number)):
            copied(LARGE, target, **options)


def test_a_file_system_that_must_use_its_cache_does(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, whole = os.write, []

    def writing(descriptor: int, content: memoryview) -> int:
        whole.append(len(content))
        if len(whole) == 2:
            raise OSError(22, os.strerror(22))
        return real(descriptor, content[: lanes.CHUNK // 2] if len(whole) == 1 else content)

    monkeypatch.setattr(os, "write", writing)
    monkeypatch.setattr(storing, "_O_DIRECT", 0)
    found = copied(as_file(tmp_path, LARGE), target)
    assert target.read_bytes() == LARGE
    assert found.stored_sha256 == hashlib.sha256(LARGE).hexdigest()


def test_a_file_system_without_the_flag_is_written_to_all_the_same(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(descriptor: int, command: int, flags: int = 0) -> int:
        if command == fcntl.F_SETFL:
            raise OSError(22, os.strerror(22))
        return 0

    monkeypatch.setattr(storing.fcntl, "fcntl", refusing)
    copied(as_file(tmp_path, LARGE), target)
    assert target.read_bytes() == LARGE


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "missing"])
def test_what_is_no_plain_file_is_refused(tmp_path: Path, target: Path, kind: str) -> None:
    source = tmp_path / "source"
    if kind == "link":
        source.symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(source)
    elif kind == "folder":
        source.mkdir()
    with pytest.raises(Unsealable):
        copied(source, target)


def test_a_link_put_in_place_after_the_look_is_not_followed(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").symlink_to("/etc/hostname")
    monkeypatch.setattr(intake, "refuse_unsealable", lambda path: path.lstat())
    with pytest.raises(Unsealable, match="cannot be read"):
        copied(tmp_path / "source", target)


@settings(max_examples=20, deadline=None)
@given(content=st.binary(max_size=3_000), chunk=st.integers(1, 700), depth=st.integers(2, 5))
def test_every_lane_sees_every_chunk_in_order(content: bytes, chunk: int, depth: int) -> None:
    seen: list[list[bytes]] = [[], []]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lanes, "CHUNK", chunk)
        patched.setattr(lanes, "DEPTH", depth)
        works = [lambda part, into=into: into.append(bytes(part)) for into in seen]
        lanes.pass_over(io.BytesIO(content).readinto, works)
    assert [b"".join(parts) for parts in seen] == [content, content]


def test_a_reader_that_fails_ends_all_lanes() -> None:
    def fails(buffer: memoryview) -> int:
        raise ValueError("read")

    with pytest.raises(ValueError, match="read"):
        lanes.pass_over(fails, [lambda part: None])
