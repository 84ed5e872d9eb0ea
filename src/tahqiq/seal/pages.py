"""Pages of the custody log: what each commit added, and the signed head after it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from tahqiq.seal import checkpoint
from tahqiq.seal.canonical import canonical
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged
from tahqiq.seal.merkle import Frontier, leaf_hash
from tahqiq.vocab.ids import is_sha256

CREATED, SEALED, OPENED, TRANSFERRED = "created", "sealed", "opened", "transferred"
REMOVAL_REQUESTED, REMOVED = "removal_requested", "removed"
#: What can happen to an item, or to the archive.
EVENTS = frozenset({CREATED, SEALED, OPENED, TRANSFERRED, REMOVAL_REQUESTED, REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One event of custody, as the log holds it: hashes, a time and what kind of event.

    Attributes:
        at: when, in UTC.
        commitment: SHA-256 over the receipt's opening (``receipts.commitment_to``).
        event: one of ``EVENTS``.
        receipt: SHA-256 of the receipt's envelope.
    """

    at: str
    commitment: str
    event: str
    receipt: str

    def content(self) -> bytes:
        """What is hashed: the line of the log without its end."""
        return canonical(self)

    def hash(self) -> bytes:
        """The leaf's hash in the tree."""
        return leaf_hash(self.content())

    @classmethod
    def parse(cls, line: bytes) -> Leaf:
        """Reads a line back.

        Raises:
            Damaged: not exactly a line that ``content`` would write.
        """
        try:
            leaf = msgspec.json.decode(line, type=cls)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Damaged("not an event of the custody log") from error
        hashes = is_sha256(leaf.commitment) and is_sha256(leaf.receipt)
        if leaf.event not in EVENTS or not hashes or leaf.content() != line:
            raise Damaged("not an event of the custody log in canonical form")
        return leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one commit added.

    Attributes:
        number: from 0, without gaps.
        leaves: in order; at least one.
        checkpoint: the signed head after them.
        peaks: the roots of the tree's perfect subtrees after them (``merkle.Frontier``).
    """

    number: int
    leaves: tuple[Leaf, ...]
    checkpoint: Checkpoint
    peaks: tuple[bytes, ...]

    @property
    def first(self) -> int:
        """The index of its first leaf in the whole log."""
        return self.checkpoint.size - len(self.leaves)

    def frontier(self) -> Frontier:
        """The tree after this page, to go on from."""
        return Frontier(self.checkpoint.size, list(self.peaks))

    def content(self) -> bytes:
        """The page as it stands in the log."""
        head = {"checkpoint": self.checkpoint.text, "peaks": [peak.hex() for peak in self.peaks]}
        lines = [*(leaf.content() for leaf in self.leaves), canonical(head)]
        return b"\n".join(lines) + b"\n"

    @classmethod
    def parse(cls, content: bytes, number: int) -> Page:
        """Reads a page back, without believing its head.

        Raises:
            Damaged: not exactly what ``content`` would write, or its head does not fit its peaks.
        """
        *lines, last = content.removesuffix(b"\n").split(b"\n")
        leaves = tuple(Leaf.parse(line) for line in lines)
        try:
            head = msgspec.json.decode(last, type=_Head)
            peaks = tuple(bytes.fromhex(peak) for peak in head.peaks)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Damaged("the page does not end in a signed head") from error
        page = cls(number=number, leaves=leaves, checkpoint=checkpoint.parse(head.checkpoint), peaks=peaks)
        if not leaves or page.content() != content or not page._whole():
            raise Damaged("the page is not as it was written")
        return page

    def _whole(self) -> bool:
        """Whether size, peaks and root of the head belong together."""
        fitting = len(self.peaks) == self.checkpoint.size.bit_count() and self.first >= 0
        return fitting and self.frontier().root() == self.checkpoint.root


@dataclass(frozen=True, slots=True)
class _Head:
    checkpoint: str
    peaks: list[str]
