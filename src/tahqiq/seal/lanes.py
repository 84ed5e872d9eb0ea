"""Several things done with the same bytes at once, while the next bytes are being read.

Hashing, encrypting and writing leave Python's lock, so that a thread for each keeps two cores
busy. A few buffers go round; whoever reads waits until the oldest is free again. Memory is
therefore bounded by ``DEPTH`` buffers of ``CHUNK`` bytes, however large the item.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from mmap import mmap
from typing import TypeVar

#: Bytes of a buffer, and how many go round: measured by ``bench/seal_intake.py``.
CHUNK, DEPTH = 1 << 20, 8

Result = TypeVar("Result")
#: Fills a buffer from its start and says how far; 0 at the end.
Fill = Callable[[memoryview], int]
#: What a lane does with a chunk; it must not keep it.
Work = Callable[[memoryview], object]


def pass_over(fill: Fill, works: Sequence[Work]) -> None:
    """Reads to the end, giving every chunk to every lane; each lane sees the chunks in their order.

    Args:
        fill: reads, in the calling thread.
        works: what is done with a chunk, each in a thread of its own.

    Raises:
        Exception: the first that a lane or the reader raised; all threads have ended by then.

    >>> import hashlib, io
    >>> digest = hashlib.sha256()
    >>> pass_over(io.BytesIO(b"abc").readinto, [digest.update])
    >>> digest.hexdigest()[:8]
    'ba7816bf'
    """
    with ExitStack() as stack:
        threads = [stack.enter_context(ThreadPoolExecutor(1)) for _ in works]
        round_of_buffers = deque((memoryview(mmap(-1, CHUNK)), _NOTHING) for _ in range(DEPTH))
        while True:
            buffer, busy = round_of_buffers.popleft()
            finished(busy)
            if not (size := fill(buffer)):
                break
            chunk = buffer[:size]
            busy = tuple(thread.submit(work, chunk) for thread, work in zip(threads, works, strict=True))
            round_of_buffers.append((buffer, busy))
        for _, busy in round_of_buffers:
            finished(busy)


_NOTHING: tuple[Future[object], ...] = ()


def finished(futures: Iterable[Future[Result]]) -> None:
    """Waits for all of them, and raises what the first failing one raised."""
    for future in futures:
        future.result()
