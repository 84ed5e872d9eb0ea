"""The end of a pass over the bytes: written as they are, or transformed, hashed again and written."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from blake3 import blake3

from tahqiq.seal.lanes import finished

#: Nothing where the system knows no such flag.
_O_DIRECT = getattr(os, "O_DIRECT", 0)


class Transform(Protocol):
    """Makes the bytes that are stored out of those that came, such as encryption."""

    def update(self, chunk: memoryview, /) -> bytes:
        """What can be stored so far; the chunk is used again afterwards."""

    def finish(self) -> bytes:
        """What is left, and whatever closes the stream."""


@dataclass(slots=True)
class Digests:
    """Both digests and the size of a stream."""

    sha256: hashlib._Hash = field(default_factory=hashlib.sha256)
    blake3: blake3 = field(default_factory=blake3)
    size: int = 0


@dataclass(slots=True)
class Writing:
    """Writes chunks to an open file.

    Whole buffers go past the system's cache where the file system lets them (``O_DIRECT``, open(2)): that
    saves the copy into the cache and the writing back out of it, a third of all the processor's work.
    The end of an item, which fills no buffer, goes the ordinary way. Flushing stays the caller's part.

    Attributes:
        whole: bytes of a whole buffer, at an address the disk can read; 0 where there is none such.
    """

    target: int
    whole: int = 0
    size: int = 0
    _direct: bool = False

    def take(self, chunk: bytes | memoryview) -> None:
        """Writes one chunk."""
        if len(chunk) != self.whole:
            self._past_the_cache(wanted=False)
        elif not self.size:
            self._past_the_cache(wanted=True)
        self.size += len(chunk)
        left = memoryview(chunk)
        while left:
            left = left[self._written(left) :]

    def _written(self, left: memoryview) -> int:
        try:
            return os.write(self.target, left)
        except OSError as error:
            if not self._direct or error.errno != errno.EINVAL:
                raise
            self._past_the_cache(wanted=False)  # a disk that wants other addresses or lengths than ours
            return 0

    def _past_the_cache(self, *, wanted: bool) -> None:
        if self._direct == wanted:
            return
        flags = fcntl.fcntl(self.target, fcntl.F_GETFL)
        changed = flags | _O_DIRECT if wanted else flags & ~_O_DIRECT
        with suppress(OSError):  # file systems without it refuse the flag
            fcntl.fcntl(self.target, fcntl.F_SETFL, changed)
            self._direct = wanted


@dataclass(slots=True)
class Transforming:
    """Transforms chunks; what comes out is hashed in one thread and written in another."""

    transform: Transform
    digests: Digests
    writing: Writing
    hasher: ThreadPoolExecutor
    writer: ThreadPoolExecutor
    _busy: tuple[Future[None], ...] = ()

    def take(self, chunk: memoryview) -> None:
        """Transforms one chunk while the one before it is hashed and written."""
        self._store(self.transform.update(chunk))

    def end(self) -> None:
        """Stores what the transform held back; when this returns, all is written."""
        self._store(self.transform.finish())
        finished(self._busy)

    def _store(self, stored: bytes) -> None:
        finished(self._busy)
        self._busy = (self.hasher.submit(self._hash, stored), self.writer.submit(self.writing.take, stored))

    def _hash(self, stored: bytes) -> None:
        self.digests.sha256.update(stored)
        self.digests.blake3.update(stored)
        self.digests.size += len(stored)


@contextmanager
def transforming(transform: Transform, target: int) -> Iterator[Transforming]:
    """A way into an open file through a transform; its threads end with the block."""
    with ThreadPoolExecutor(1) as hasher, ThreadPoolExecutor(1) as writer:
        yield Transforming(transform, Digests(), Writing(target), hasher, writer)
