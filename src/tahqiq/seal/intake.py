"""Bytes on their way in: opened without following links, read once, watched for change.

One pass gives both digests, size, type and the stored copy. What fits into ``SMALL`` bytes is
held in memory and needs no thread; of anything larger, reading, SHA-256, BLAKE3, encryption
and writing run side by side (``lanes``).
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from tahqiq.seal import lanes, media
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.filing import write_all
from tahqiq.seal.lanes import Fill, Work, pass_over
from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import utc
from tahqiq.seal.storing import Digests, Transform, Writing, transforming

#: Up to so many bytes an item is held in memory whole.
SMALL = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one pass over the bytes found.

    Attributes:
        sha256, blake3, size: of the bytes as they came; SHA-256 is the item's identity.
        media_type: told from the content.
        modified_at: when the file was last changed, by its own file system; '' where it was no file.
        stored_sha256, stored_blake3, stored_size: of the bytes as they were written; the same
            as above unless they were transformed on the way.
    """

    sha256: str
    blake3: str
    size: int
    media_type: str
    modified_at: str = ""
    stored_sha256: str = ""
    stored_blake3: str = ""
    stored_size: int = 0


@dataclass(frozen=True, slots=True)
class Small:
    """An item held in memory, nothing of it written yet."""

    content: bytes
    found: Content


def take(source: Path | bytes) -> Small | None:
    """Reads an item of up to ``SMALL`` bytes into memory; None where it is larger.

    Raises:
        Unsealable: the source is no plain readable file, or changed while it was read.

    >>> take(b"abc").found.media_type
    'text/plain'
    """
    if isinstance(source, bytes):
        return _small(source, modified_at="") if len(source) <= SMALL else None
    with _opened(source) as descriptor:
        before = os.fstat(descriptor)
        if before.st_size > SMALL:
            return None
        content = _read_whole(source, descriptor, before.st_size)
        _refuse_changed(source, descriptor, before, len(content))
    return _small(content, modified_at=_modified(before))


def copy(source: Path | bytes | BinaryIO, target: int, *, transform: Transform | None = None) -> Content:
    """Writes the source into an open file, hashing exactly what is read and what is written.

    Args:
        source: a plain file, bytes, or a stream that is read to its end.
        target: a descriptor, at its beginning; bringing it to disk is the caller's part.
        transform: makes the stored bytes out of those that came.

    Raises:
        Unsealable: the source is no plain readable file, or changed while it was read.
        OSError: the target could not be written, or a stream not be read.
    """
    if isinstance(source, Path):
        return _copy_file(source, target, transform)
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    start = _start_of(stream)
    if len(start) <= SMALL:
        return _write_small(_small(start, modified_at=""), target, transform)
    joined = _Joined(memoryview(start), stream)
    return _copy_large(joined.fill, target, transform, modified_at="")


def refuse_unsealable(path: Path) -> os.stat_result:
    """Looks at a path without following or opening it.

    Raises:
        Unsealable: it is not there, or neither a plain file nor a folder.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise _not_plain(path, found.st_mode)
    return found


def _copy_file(path: Path, target: int, transform: Transform | None) -> Content:
    small = take(path)
    if small is not None:
        return _write_small(small, target, transform)
    with _opened(path) as descriptor:
        before = os.fstat(descriptor)
        fill = _bounded(path, descriptor, before.st_size)
        content = _copy_large(fill, target, transform, modified_at=_modified(before))
        _refuse_changed(path, descriptor, before, content.size)
    return content


def _small(content: bytes, *, modified_at: str) -> Small:
    sha256, quick, size = hashlib.sha256(content).hexdigest(), blake3(content).hexdigest(), len(content)
    kind = media.media_type(content[: media.HEAD], content[-media.TAIL :], whole=size <= media.HEAD)
    found = Content(
        sha256=sha256,
        blake3=quick,
        size=size,
        media_type=kind,
        modified_at=modified_at,
        stored_sha256=sha256,
        stored_blake3=quick,
        stored_size=size,
    )
    return Small(content, found)


def _write_small(small: Small, target: int, transform: Transform | None) -> Content:
    if transform is None:
        write_all(target, small.content)
        return small.found
    stored = transform.update(memoryview(small.content)) + transform.finish()
    write_all(target, stored)
    return replace(
        small.found,
        stored_sha256=hashlib.sha256(stored).hexdigest(),
        stored_blake3=blake3(stored).hexdigest(),
        stored_size=len(stored),
    )


def _copy_large(fill: Fill, target: int, transform: Transform | None, *, modified_at: str) -> Content:
    """One pass in lanes: the plain digests, and what becomes of the bytes."""
    seen, plain = _Seen(), Digests()
    digesting: list[Work] = [plain.sha256.update, plain.blake3.update]
    if transform is None:
        pass_over(seen.watching(fill), [*digesting, Writing(target, whole=lanes.CHUNK).take])
        plain.size = seen.size
        stored = plain
    else:
        with transforming(transform, target) as way:
            pass_over(seen.watching(fill), [*digesting, way.take])
            way.end()
        stored = way.digests
    return Content(
        sha256=plain.sha256.hexdigest(),
        blake3=plain.blake3.hexdigest(),
        size=seen.size,
        media_type=media.media_type(seen.head, seen.tail, whole=False),
        modified_at=modified_at,
        stored_sha256=stored.sha256.hexdigest(),
        stored_blake3=stored.blake3.hexdigest(),
        stored_size=stored.size,
    )


@dataclass(slots=True)
class _Seen:
    """Size, beginning and end of what is read, noted by whoever reads."""

    size: int = 0
    head: bytes = b""
    tail: bytes = b""

    def watching(self, fill: Fill) -> Fill:
        def watched(buffer: memoryview) -> int:
            got = fill(buffer)
            self._note(buffer[:got])
            return got

        return watched

    def _note(self, chunk: memoryview) -> None:
        self.size += len(chunk)
        self.head += bytes(chunk[: media.HEAD - len(self.head)])
        self.tail = (self.tail + bytes(chunk[-media.TAIL :]))[-media.TAIL :]


@dataclass(slots=True)
class _Joined:
    """What was read of a stream already, then the rest of it."""

    start: memoryview
    stream: BinaryIO

    def fill(self, buffer: memoryview) -> int:
        got = self.start[: len(buffer)] if self.start else self.stream.read(len(buffer))
        buffer[: len(got)] = got
        self.start = self.start[len(got) :]
        return len(got)


def _start_of(stream: BinaryIO) -> bytes:
    """Up to one byte more than ``SMALL``: enough to know whether the whole is larger."""
    parts, missing = [], SMALL + 1
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    # O_NONBLOCK: a FIFO swapped in after the look must not hang us.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    refuse_unsealable(path)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _not_plain(path, mode)
        yield descriptor
    finally:
        os.close(descriptor)


def _read_whole(path: Path, descriptor: int, size: int) -> bytes:
    """All of a small file; one byte more is asked for, so that a file that grew shows."""
    try:
        content = os.read(descriptor, size + 1)
        while len(content) < size and (part := os.read(descriptor, size + 1 - len(content))):
            content += part
    except OSError as error:
        raise _unreadable(path, error) from error
    return content


def _bounded(path: Path, descriptor: int, size: int) -> Fill:
    """Reads a file, and stops at one that grows faster than it is read."""
    left = size

    def fill(buffer: memoryview) -> int:
        nonlocal left
        try:
            got = os.readv(descriptor, [buffer])
        except OSError as error:
            raise _unreadable(path, error) from error
        left -= got
        if left < 0:
            raise _changed(path)
        return got

    return fill


def _refuse_changed(path: Path, descriptor: int, before: os.stat_result, size: int) -> None:
    if _changes(before) != _changes(os.fstat(descriptor)) or size != before.st_size:
        raise _changed(path)


def _changes(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _modified(found: os.stat_result) -> str:
    return utc(datetime.fromtimestamp(found.st_mtime, UTC))


def _changed(path: Path) -> Unsealable:
    return Unsealable("the file changed while it was read", file=printable(str(path)))


def _unreadable(path: Path, error: OSError) -> Unsealable:
    return Unsealable(f"cannot be read: {error.strerror}", file=printable(str(path)))


def _not_plain(path: Path, mode: int) -> Unsealable:
    kinds = {
        stat.S_IFLNK: "a link",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFDIR: "a folder",
    }
    kind = kinds.get(stat.S_IFMT(mode), "a device")
    remedy = "seal what it points to" if stat.S_ISLNK(mode) else "only plain files are sealed"
    return Unsealable(f"{kind}, not a file", file=printable(str(path)), remedy=remedy)
