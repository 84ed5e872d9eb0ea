"""A folder of this machine."""

from __future__ import annotations

import ctypes
import fcntl
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tahqiq.durable import sync_folder
from tahqiq.seal.errors import Busy
from tahqiq.seal.filing import create, write_all
from tahqiq.seal.layout import INCOMING, LOCK, PARTIAL

#: From so many new files on, one flush of the file system costs less than one a file.
_MANY = 8


class FolderStore:
    """Files below one folder, for their owner alone; objects cannot be written to again."""

    def __init__(self, root: Path) -> None:
        self.root, self.name = root, str(root)

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return (self.root / name).read_bytes()

    def open(self, name: str) -> BinaryIO:
        """A file, open for reading."""
        return (self.root / name).open("rb")

    def exists(self, name: str) -> bool:
        """Whether a file stands there."""
        return os.path.lexists(f"{self.name}/{name}")

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return (self.root / name).stat().st_size

    def children(self, folder: str) -> list[str]:
        """The names directly in a folder, sorted."""
        try:
            return sorted(os.listdir(self.root / folder))  # noqa: PTH208 - names, not paths
        except FileNotFoundError:
            return []

    def names(self, folder: str) -> Iterator[str]:
        """All files below a folder."""
        for child in self.children(folder):
            name = f"{folder}/{child}" if folder else child
            if (self.root / name).is_dir():
                yield from self.names(name)
            else:
                yield name

    def put(self, name: str, content: bytes) -> None:
        """Writes a new file; see ``flush``."""
        path = f"{self.name}/{name}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        try:
            descriptor = os.open(path, flags, 0o400)
        except FileNotFoundError:
            self._make_folder(Path(path).parent)
            descriptor = os.open(path, flags, 0o400)
        try:
            write_all(descriptor, content)
        finally:
            os.close(descriptor)

    def commit(self, name: str, content: bytes) -> None:
        """Writes a new file in one durable step."""
        self._in_one_step(name, content, anew=True)

    def replace(self, name: str, content: bytes) -> None:
        """Writes a file in one durable step, in the place of another."""
        self._in_one_step(name, content, anew=False)

    def delete(self, name: str) -> None:
        """Removes a file."""
        path = self.root / name
        if os.path.lexists(path):
            path.unlink()
            sync_folder(path.parent)

    def partial(self) -> Path:
        """A fresh path in ``incoming/``."""
        return self.root / INCOMING / f"{secrets.token_hex(16)}{PARTIAL}"

    def bring(self, part: Path, name: str) -> None:
        """Renames a file that arrived to its place."""
        path = self.root / name
        self._make_folder(path.parent)
        if os.path.lexists(path):
            raise FileExistsError(f"{name} is there already")
        part.chmod(0o400)
        part.rename(path)

    def flush(self, names: Iterable[str]) -> None:
        """Brings new files and their folders to the disk: many at once, or one by one."""
        paths = [self.root / name for name in names]
        if len(paths) >= _MANY and _sync_file_system(self.root):
            return
        for path in paths:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        for folder in sorted({path.parent for path in paths}):
            sync_folder(folder)

    @contextmanager
    def lock(self, wait_seconds: float) -> Iterator[None]:
        """Holds the archive for this process alone; the kernel frees it when we die."""
        self._make_folder(self.root / INCOMING)
        file = os.open(
            self.root / INCOMING / LOCK, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
        )
        try:
            _wait_for(file, self.name, wait_seconds)
            yield
        finally:
            os.close(file)

    def _in_one_step(self, name: str, content: bytes, *, anew: bool) -> None:
        path, part = self.root / name, self.partial()
        self._make_folder(path.parent)
        if anew and os.path.lexists(path):
            raise FileExistsError(f"{name} is there already")
        create(part, content, mode=0o400)
        part.rename(path)
        sync_folder(path.parent)

    def _make_folder(self, folder: Path) -> None:
        """Made with its parents, each durable in the one above."""
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)


def _wait_for(file: int, name: str, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                remedy = "wait until it has ended, then try again"
                raise Busy("another process is writing to it", file=name, remedy=remedy) from None
            time.sleep(0.02)


def _sync_file_system(folder: Path) -> bool:
    """Linux's ``syncfs``: everything written to a file system, in one go; False where there is none.

    Raises:
        OSError: something could not be written.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if library.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return True
