"""What stands under an archive, looked at without following a link and without writing.

Names are relative to the archive's root, parts joined by '/'. A folder that is not there is an
empty one: copies may drop empty folders.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from tahqiq.seal.stores import Store

Kind = Literal["file", "folder", "other"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One name in a folder.

    Attributes:
        kind: 'other' is a link, a device, a pipe or a socket.
        size: bytes of a file.
        writable: somebody may write to it.
    """

    name: str
    kind: Kind
    size: int
    writable: bool


class Opened(Protocol):
    """A file being read from its beginning."""

    def readinto(self, buffer: memoryview, /) -> int:
        """Fills the buffer from its start; how many bytes, 0 at the end."""


class Sight(Protocol):
    """A way of looking at an archive."""

    @property
    def place(self) -> str:
        """Where the archive is, as a person named it."""

    def listed(self, folder: str) -> list[Seen]:
        """What is in a folder, by name.

        Raises:
            NotADirectoryError: it is no folder, or a link to one.
            OSError: it cannot be read.
        """

    def look(self, name: str) -> Seen | None:
        """One file or folder; None where nothing stands."""

    @contextmanager
    def opened(self, name: str) -> Iterator[Opened]:
        """A plain file, to be read from its beginning.

        Raises:
            OSError: there is none, or it cannot be read.
        """


def read(sight: Sight, name: str, *, at_most: int) -> bytes:
    """A small file whole, or its first ``at_most`` + 1 bytes, so that a giant costs no memory."""
    with sight.opened(name) as file:
        parts, left = [], at_most + 1
        while left:
            buffer = memoryview(bytearray(min(left, 1 << 20)))
            size = file.readinto(buffer)
            if not size:
                break
            parts.append(bytes(buffer[:size]))
            left -= size
    return b"".join(parts)


def lines(sight: Sight, name: str, *, longest: int) -> Iterator[bytes]:
    """Every line with its newline; one that is longer than ``longest`` comes in pieces without."""
    with sight.opened(name) as file:
        buffer, rest = memoryview(bytearray(1 << 20)), b""
        while size := file.readinto(buffer):
            *whole, rest = (rest + bytes(buffer[:size])).splitlines(keepends=True)
            if rest.endswith(b"\n"):
                whole, rest = [*whole, rest], b""
            yield from whole
            while len(rest) > longest:
                yield rest[:longest]
                rest = rest[longest:]
        if rest:
            yield rest


@dataclass(frozen=True, slots=True)
class Folder:
    """An archive in a folder of this machine."""

    root: Path

    @property
    def place(self) -> str:
        """The folder's path."""
        return str(self.root)

    def listed(self, folder: str) -> list[Seen]:
        """What is in a folder, by name; errors as in ``Sight``."""
        path = self.root / folder
        try:
            if not stat.S_ISDIR(path.lstat().st_mode):
                raise NotADirectoryError("not a folder")
            with os.scandir(path) as entries:
                found = [_seen(each.name, each.stat(follow_symlinks=False)) for each in entries]
        except FileNotFoundError:
            return []
        return sorted(found, key=lambda seen: os.fsencode(seen.name))

    def look(self, name: str) -> Seen | None:
        """One file or folder; None where nothing stands."""
        try:
            return _seen(name.rpartition("/")[2], (self.root / name).lstat())
        except FileNotFoundError:
            return None

    @contextmanager
    def opened(self, name: str) -> Iterator[Opened]:
        """A plain file; errors as in ``Sight``."""
        # O_NONBLOCK: a pipe put there after the look must not hang us.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            descriptor = os.open(self.root / name, flags)
        except OSError as error:
            raise _not_plain() if error.errno == errno.ELOOP else error from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _not_plain()
            yield _Descriptor(descriptor)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Remote:
    """An archive in a store that is no folder of this machine: it has no links and no modes."""

    store: Store

    @property
    def place(self) -> str:
        """The store's address."""
        return self.store.name

    def listed(self, folder: str) -> list[Seen]:
        """What is in a folder, by name; errors as in ``Sight``."""
        inside = f"{folder}/" if folder else ""
        return [self._seen(f"{inside}{child}") for child in self.store.children(folder)]

    def look(self, name: str) -> Seen | None:
        """One file or folder; None where nothing stands."""
        if self.store.exists(name):
            return self._seen(name)
        return Seen(name.rpartition("/")[2], "folder", 0, False) if self.store.children(name) else None

    @contextmanager
    def opened(self, name: str) -> Iterator[Opened]:
        """A file; errors as in ``Sight``."""
        with self.store.open(name) as file:
            yield cast("Opened", file)

    def _seen(self, name: str) -> Seen:
        last = name.rpartition("/")[2]
        try:
            return Seen(last, "file", self.store.size(name), False)
        except FileNotFoundError:
            return Seen(last, "folder", 0, False)


@dataclass(frozen=True, slots=True)
class _Descriptor:
    descriptor: int

    def readinto(self, buffer: memoryview, /) -> int:
        return os.readv(self.descriptor, [buffer])


def _not_plain() -> OSError:
    return OSError(errno.ELOOP, "not a plain file")


def _seen(name: str, found: os.stat_result) -> Seen:
    mode = found.st_mode
    kind: Kind = "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"
    return Seen(name, kind, found.st_size, bool(mode & 0o222))
