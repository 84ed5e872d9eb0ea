"""The stored bytes of many objects against their hashes, on every core.

Both libraries let go of Python's lock while they hash, so plain threads fill the cores. Small
files share a task, because handing one over costs more than hashing it; results come in the order
of the jobs, so that the same archive gives the same lines whatever the number of cores.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from tahqiq.seal.checking.report import cannot_be_read
from tahqiq.seal.checking.sight import Opened
from tahqiq.seal.errors import Damaged

#: Bytes read at a time: stays in a core's own cache. Files of a task: at most so many, or so many bytes.
_BUFFER, _FILES, _BYTES = 1 << 20, 64, 4 << 20


class Digest(Protocol):
    """What hashlib and blake3 give."""

    def update(self, data: memoryview, /) -> object:
        """Takes in more bytes."""

    def hexdigest(self) -> str:
        """The hash of all that was taken in."""


@dataclass(frozen=True, slots=True)
class Job:
    """One object to be read.

    Attributes:
        name: where it stands. size: its stored bytes. digest: what they should hash to.
    """

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: the problem, '' where there is none."""

    job: Job
    problem: str


def sha256() -> Digest:
    """The hash that identifies (FIPS 180-4)."""
    return hashlib.sha256()


def blake3() -> Digest:
    """The hash for quick checks (https://github.com/BLAKE3-team/BLAKE3-specs)."""
    from blake3 import blake3 as hasher

    return hasher()


class Source(Protocol):
    """Something that opens files by name, such as a ``Sight``."""

    def opened(self, name: str, /) -> AbstractContextManager[Opened]:
        """A file, to be read from its beginning.

        Raises:
            OSError: there is none, or it cannot be read.
            Damaged: it is not what it should be.
        """


def check_all(
    source: Source, jobs: Iterable[Job], new: Callable[[], Digest], *, cores: int | None = None
) -> Iterator[Result]:
    """Reads every job's object once; memory is bounded by the cores, not by the objects.

    Args:
        source: where the files are.
        jobs: taken as the results are, a few tasks ahead.
        new: makes the hash that the jobs' digests are of.
        cores: threads; all there are if None.
    """
    threads = cores or os.cpu_count() or 1
    waiting: deque[Future[list[Result]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for task in _tasks(jobs):
            waiting.append(pool.submit(_check, source, task, new))
            if len(waiting) > 3 * threads:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _tasks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    task: list[Job] = []
    size = 0
    for job in jobs:
        task.append(job)
        size += job.size
        if len(task) == _FILES or size >= _BYTES:
            yield task
            task, size = [], 0
    if task:
        yield task


def _check(source: Source, task: list[Job], new: Callable[[], Digest]) -> list[Result]:
    buffer = memoryview(bytearray(min(_BUFFER, max(job.size for job in task) + 1)))
    return [Result(job, _problem(source, job, new(), buffer)) for job in task]


def _problem(source: Source, job: Job, digest: Digest, buffer: memoryview) -> str:
    size = 0
    try:
        with source.opened(job.name) as file:
            while read := file.readinto(buffer):
                digest.update(buffer[:read])
                size += read
    except FileNotFoundError:
        return "is in the custody log, and missing"
    except OSError as error:
        return cannot_be_read(error)
    except Damaged as error:
        return str(error)
    if size != job.size:
        return f"the bytes have changed: {size:,} of them, where {job.size:,} were sealed"
    if (found := digest.hexdigest()) != job.digest:
        return f"the bytes have changed: their hash is {found}"
    return ""
