"""Bytes on their way in: opened without following links, read once, watched for change."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tahqiq.seal import media
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.filing import write_all
from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import utc

#: Bytes read at a time.
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one pass over the bytes found."""

    sha256: str
    size: int
    media_type: str
    modified_at: str = ""


def copy(source: Path | bytes, target: int) -> Content:
    """Writes the source into an open file, hashing exactly what is written.

    Raises:
        Unsealable: the source is no plain readable file, or changed while it was read.
        OSError: the target could not be written.
    """
    if isinstance(source, bytes):
        return _copy(iter((source,)), target, modified_at="")
    with _opened(source) as descriptor:
        before = os.fstat(descriptor)
        modified = utc(datetime.fromtimestamp(before.st_mtime, UTC))
        content = _copy(_chunks(source, descriptor), target, modified_at=modified)
        if _changes(before) != _changes(os.fstat(descriptor)) or content.size != before.st_size:
            raise Unsealable("the file changed while it was read", file=printable(str(source)))
    return content


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


def _copy(chunks: Iterator[bytes], target: int, *, modified_at: str) -> Content:
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    for chunk in chunks:
        digest.update(chunk)
        write_all(target, chunk)
        size += len(chunk)
        head += chunk[: media.HEAD - len(head)]
        tail = (tail + chunk[-media.TAIL :])[-media.TAIL :]
    kind = media.media_type(head, tail, whole=size <= media.HEAD)
    return Content(sha256=digest.hexdigest(), size=size, media_type=kind, modified_at=modified_at)


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


def _chunks(path: Path, descriptor: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(descriptor, CHUNK):
            yield chunk
    except OSError as error:
        raise _unreadable(path, error) from error


def _changes(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


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
