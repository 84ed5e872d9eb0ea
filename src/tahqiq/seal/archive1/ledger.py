"""The custody log of archive/1: one line an event, each holding the hash of the line before.

A line carries hashes, a time and the tool: no name, address or quote. It is canonical
JSON ending in a newline; ``hash`` is the SHA-256 of the same line without it, ``prev``
the hash of the line before, sixty-four zeros before the first.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO

import msgspec

from tahqiq.seal.archive1.spelling import canonical
from tahqiq.seal.errors import Damaged

BEGINNING = "0" * 64
CREATED, SEALED = "created", "sealed"
#: Bytes; a line of the log is always shorter.
LONGEST = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of custody.

    Attributes:
        seq: 0 for the first line, then one more each.
        prev: the hash of the line before.
        event: 'created' (the archive) or 'sealed' (an item).
        item: SHA-256 of the item. receipt: SHA-256 of its receipt.
        at: when, in UTC. tool: with what, and which version.
    """

    seq: int
    prev: str
    event: str
    item: str
    receipt: str
    at: str
    tool: str

    @property
    def hash(self) -> str:
        """SHA-256 of the event with everything before it."""
        return hashlib.sha256(canonical(asdict(self))).hexdigest()

    def line(self) -> bytes:
        """The line as it stands in the log."""
        return canonical({**asdict(self), "hash": self.hash}) + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Entry:
        """Reads a line back.

        Raises:
            Damaged: not exactly a line that ``line`` would write.
        """
        try:
            entry = msgspec.json.decode(line, type=cls)
            spelled = entry.line()
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Damaged("not a line of the custody log") from error
        if spelled != line:
            raise Damaged("the line does not match its own hash, or is not in canonical form")
        return entry


def lines(log: BinaryIO) -> Iterator[bytes]:
    """Every line, in bounded memory: an overlong line comes in pieces, each no valid line."""
    while line := log.readline(LONGEST):
        yield line


def entries(log: BinaryIO) -> Iterator[Entry]:
    """Every entry up to a torn end.

    Raises:
        Damaged: a line cannot be read.
    """
    for line in lines(log):
        if not torn(line):
            yield Entry.parse(line)


def torn(line: bytes) -> bool:
    """Whether a line is only the beginning of one, as an interrupted write leaves it.

    A whole entry that lacks its newline is no torn line: a write stopped before the
    newline is possible, but so is a line that was cut after it was acknowledged, and
    nobody could tell the difference. Such a line is a fault.
    """
    if line.endswith(b"\n") or len(line) == LONGEST or not line.isascii():
        return False
    if not b'{"at":"'.startswith(line[:7]):
        return False
    try:
        json.JSONDecoder().raw_decode(line.decode())
    except (ValueError, RecursionError):
        return True
    return False


def last_lines(descriptor: int) -> tuple[bytes, bytes]:
    """The last line that ends in a newline, and whatever stands after it."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, 2 * LONGEST, max(0, size - 2 * LONGEST))
    whole, newline, rest = tail.rpartition(b"\n")
    return whole.rpartition(b"\n")[2] + newline, rest
