"""What stands on the shelves against what the log vouches for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from tahqiq.seal.checking.book import Book, Expected
from tahqiq.seal.checking.hashing import Job, blake3, check_all, sha256
from tahqiq.seal.checking.pages_found import NO_PLACE, listed
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Seen, Sight
from tahqiq.seal.layout import OBJECTS, is_object, object_place
from tahqiq.seal.verified import Fault

How = Literal["full", "quick", "sampled"]
SHELVES = tuple(f"{n:02x}" for n in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which objects are read, and with which hash.

    Attributes:
        how: 'full' reads all with SHA-256, 'quick' all with BLAKE3, 'sampled' a share with SHA-256.
        share: from 0 to 1. seed: chooses the share; the same seed, the same objects.
    """

    how: How = "full"
    share: float = 1.0
    seed: int = 0

    def takes(self, name: str) -> bool:
        """Whether this object is read.

        >>> sum(Choice(how="sampled", share=0.1, seed=7).takes(str(n)) for n in range(10_000))
        948
        """
        if self.how != "sampled":
            return True
        drawn = hashlib.sha256(f"{self.seed} {name}".encode()).digest()[:8]
        return int.from_bytes(drawn) < self.share * 2**64


@dataclass(slots=True, kw_only=True)
class Shelves:
    """Walks the shelves.

    Attributes:
        last_page: of the log: a removal there may have been interrupted.
        strangers: files named as objects are that the log knew nothing of when it was read.
        absent: what the log vouches for and was not met.
        read: how many objects were read. writable: how many may be written to.
    """

    sight: Sight
    report: Report
    book: Book
    choice: Choice
    last_page: int
    progress: Callable[[int], None] | None = None
    strangers: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    read: int = 0
    writable: int = 0

    def check(self) -> None:
        """Compares all names and sizes, and reads what is chosen."""
        met, quick = len(self.report.faults), self.choice.how == "quick"
        for result in check_all(self.sight, self._jobs(), blake3 if quick else sha256):
            self.read += 1
            if result.problem:
                self.report.fault(result.job.name, result.problem)
            if self.progress is not None:
                self.progress(result.job.size)
        # Reading runs ahead of comparing by as many files as there are cores: the order is made here.
        self.report.faults[met:] = sorted(self.report.faults[met:], key=_order)

    def _jobs(self) -> Iterator[Job]:
        for seen in listed(self.sight, self.report, OBJECTS):
            if seen.name not in SHELVES:
                self.report.fault(f"{OBJECTS}/{seen.name}", NO_PLACE)
        for shelf in SHELVES:
            yield from self._shelf(shelf)

    def _shelf(self, shelf: str) -> Iterator[Job]:
        found = iter(self._found(shelf))
        seen = next(found, None)
        for expected in self.book.shelf(shelf):
            while seen is not None and seen.name < expected.name:
                self.strangers.append(object_place(seen.name))
                seen = next(found, None)
            if seen is None or seen.name != expected.name:
                self._not_met(expected)
            else:
                yield from self._met(expected, seen)
                seen = next(found, None)
        while seen is not None:
            self.strangers.append(object_place(seen.name))
            seen = next(found, None)

    def _found(self, shelf: str) -> Iterator[Seen]:
        for seen in listed(self.sight, self.report, f"{OBJECTS}/{shelf}"):
            if is_object(name := f"{OBJECTS}/{shelf}/{seen.name}"):
                yield seen
            else:
                self.report.fault(name, NO_PLACE)

    def _not_met(self, expected: Expected) -> None:
        if self.book.destroyed_on(expected.name) is None:
            self.absent.append(object_place(expected.name))

    def _met(self, expected: Expected, seen: Seen) -> Iterator[Job]:
        name = object_place(expected.name)
        if (page := self.book.destroyed_on(expected.name)) is not None:
            self.report.undestroyed(name, last=page == self.last_page)
        elif seen.kind != "file":
            self.report.fault(name, "not a plain file")
        elif seen.size != expected.size:
            self.report.fault(
                name, f"the bytes have changed: {seen.size:,} of them, where {expected.size:,} were sealed"
            )
        else:
            self.writable += seen.writable
            if self.choice.takes(expected.name):
                digest = expected.blake3 if self.choice.how == "quick" else expected.sha256
                yield Job(name, expected.size, digest)


def _order(fault: Fault) -> tuple[str, str]:
    return fault.where, fault.problem
