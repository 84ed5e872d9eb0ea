"""Writing to fsspec's ``memory://``, which lasts as long as the process."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tahqiq.seal.errors import Busy

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: The lock of each root, shared by all stores of this process.
_LOCKS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_STEP = threading.Lock()


class MemoryWrites:
    """Writes below one root.

    Args:
        fs: the file system.
        root: the path of the root in it.
    """

    def __init__(self, fs: AbstractFileSystem, root: str) -> None:
        self._fs, self._root = fs, root

    def create(self, name: str, content: bytes) -> None:
        """Makes a new thing.

        Raises:
            FileExistsError: there is one.
        """
        with _STEP:
            if self._fs.exists(f"{self._root}/{name}"):
                raise FileExistsError(f"{name} is there already")
            self._fs.pipe_file(f"{self._root}/{name}", content)

    def upload(self, path: Path, name: str) -> None:
        """Makes a new thing of a local file. Errors: as ``create``."""
        self.create(name, path.read_bytes())

    def replace(self, name: str, content: bytes) -> None:
        """Replaces a thing."""
        self._fs.pipe_file(f"{self._root}/{name}", content)

    def delete(self, name: str) -> None:
        """Removes a thing, if it is there."""
        with _STEP:
            if self._fs.exists(f"{self._root}/{name}"):
                self._fs.rm_file(f"{self._root}/{name}")

    @contextmanager
    def hold(self, wait_seconds: float) -> Iterator[None]:
        """Keeps other threads out.

        Raises:
            Busy: another held it for so long.
        """
        if not _LOCKS[self._root].acquire(timeout=max(0.0, wait_seconds)):
            raise Busy("another process is writing to it", file=self._root, remedy="wait until it has ended")
        try:
            yield
        finally:
            _LOCKS[self._root].release()
