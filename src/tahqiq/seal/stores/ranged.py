"""A large thing in a store, read piece by piece."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

#: Bytes asked for at a time.
PIECE = 4 << 20


class Ranged(io.RawIOBase):
    """A readable, seekable stream over ranges.

    Args:
        fetch: gives the bytes from a place up to another.
        size: of the whole.
    """

    def __init__(self, fetch: Callable[[int, int], bytes], size: int) -> None:
        self._fetch, self._size, self._at = fetch, size, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place, which may lie beyond the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("there is nothing before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, target: Buffer) -> int:
        """Reads at most one piece.

        Raises:
            OSError: the store gave fewer bytes than it has.
        """
        room = memoryview(target).cast("B")
        end = min(self._at + min(len(room), PIECE), self._size)
        if end <= self._at:
            return 0
        found = self._fetch(self._at, end)
        if len(found) != end - self._at:
            raise OSError("the store gave another number of bytes than it was asked for")
        room[: len(found)] = found
        self._at = end
        return len(found)

    def readall(self) -> bytes:
        """Everything that is left, in few large ranges."""
        return b"".join(iter(lambda: self.read(PIECE), b""))
