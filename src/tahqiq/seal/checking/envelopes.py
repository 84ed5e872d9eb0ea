"""Receipts and wrapped keys against the events they belong to, line by line.

Without a key a receipt is a sealed box: its bytes must be those whose hash the log holds. What the
envelope says in the clear (which object, of which hash and size, which wrapped key) is noted for the
comparison with what stands on the shelves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Protocol

from tahqiq.seal.checking.book import Book, Expected
from tahqiq.seal.checking.pages_found import lines_of
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Sight
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import page_place
from tahqiq.seal.pages import CREATED, REMOVED, Leaf, Page
from tahqiq.seal.reading import DESTROYED
from tahqiq.seal.receipts import Envelope
from tahqiq.vocab.ids import is_sha256

#: What stands in the place of a wrapped key that was destroyed.
GONE = DESTROYED.encode()


class Opener(Protocol):
    """Opens receipts, where the keys are at hand."""

    def problems(self, leaf: Leaf, envelope: Envelope, wrapped: bytes) -> Iterator[str]:
        """What is wrong with a receipt once it is open."""


@dataclass(slots=True)
class Lines:
    """Checks the lines that belong to each page's events.

    Attributes:
        identity: SHA-256 of archive.json, which the first event is about; '' where it cannot be read.
        opener: opens receipts; None without the keys.
    """

    sight: Sight
    report: Report
    book: Book
    identity: str
    opener: Opener | None

    def check(self, page: Page) -> None:
        """Checks the receipts and wrapped keys of one page."""
        receipts, keys = page_place("receipts", page.number), page_place("keys", page.number)
        told = zip_longest(
            page.leaves,
            self._lines(receipts, len(page.leaves)),
            self._lines(keys, len(page.leaves)),
        )
        for line, (leaf, receipt, key) in enumerate(told, 1):
            envelope = self._envelope(leaf, receipt, f"{receipts} line {line}")
            if envelope is None:
                self.book.gaps += 1
                continue
            if not self.book.receipt(leaf.receipt, page=page.number, line=line, gone=key == GONE):
                self.report.fault(f"{receipts} line {line}", "repeats an earlier receipt")
            self._expect(leaf, envelope, page.number, f"{receipts} line {line}")
            if key is not None and key != GONE:
                self._check_key(leaf, envelope, key, f"{keys} line {line}", f"{receipts} line {line}")

    def _lines(self, name: str, count: int) -> Iterator[bytes | None]:
        """As many lines as there are events; None for those that are not there."""
        found, told = 0, lines_of(self.sight, self.report, name)
        before = len(self.report.faults)
        for line in islice(told, count):
            found += 1
            yield line
        if found < count:
            if len(self.report.faults) == before:
                self.report.fault(name, f"has {found} of the {count} lines that the log asks for")
            for _ in range(count - found):
                yield None
        elif next(told, None) is not None:
            self.report.fault(name, f"has more lines than the log has events: {count}")

    def _envelope(self, leaf: Leaf, line: bytes | None, where: str) -> Envelope | None:
        if line is None:
            return None
        if hashlib.sha256(line).hexdigest() != leaf.receipt:
            self.report.fault(where, "the receipt has changed: it is not the one in the log")
            return None
        try:
            return Envelope.parse(line)
        except Damaged as error:
            self.report.fault(where, str(error))
            return None

    def _expect(self, leaf: Leaf, envelope: Envelope, page: int, where: str) -> None:
        if bool(envelope.tombstone) != (leaf.event == REMOVED):
            self.report.fault(where, "destroys something without being a removal, or the other way round")
        if envelope.tombstone:
            self.book.destroy(envelope.tombstone, page=page)
        if leaf.event == CREATED:
            if self.identity and envelope.stored != self.identity:
                self.report.fault("archive.json", "is not the one that the log was begun with")
        elif envelope.object:
            self._expect_object(envelope, where)

    def _expect_object(self, envelope: Envelope, where: str) -> None:
        expected = Expected(envelope.object, envelope.stored, envelope.stored_blake3, envelope.stored_size)
        if not is_sha256(expected.name):
            self.report.fault(where, "names an object as no archive does")
        elif not self.book.expect(expected):
            self.report.fault(where, "says something else of its object than an earlier receipt")

    def _check_key(self, leaf: Leaf, envelope: Envelope, key: bytes, where: str, receipt: str) -> None:
        wrapped = _unspelled(key)
        if wrapped is None or hashlib.sha256(wrapped).hexdigest() != envelope.wrapped:
            self.report.fault(where, "the wrapped key has changed")
        elif self.opener is not None:
            for problem in self.opener.problems(leaf, envelope, wrapped):
                self.report.fault(receipt, problem)


def _unspelled(key: bytes) -> bytes | None:
    """The bytes of a wrapped key; None where they are not spelled as they were written."""
    try:
        wrapped = bytes.fromhex(key.decode("ascii"))
    except ValueError:
        return None
    return wrapped if wrapped.hex().encode() == key else None
