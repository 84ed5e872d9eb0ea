"""Making the proof bundle of one item."""

from __future__ import annotations

import base64
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tahqiq.seal import pages, reading
from tahqiq.seal.archive import Archive, Event
from tahqiq.seal.bundles.bundle import Bundle, BundleStamp, Disclosed
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged, NotSealed, Removed
from tahqiq.seal.layout import printable
from tahqiq.seal.merkle import consistency_proof, inclusion_proof
from tahqiq.seal.pages import Page
from tahqiq.seal.receipts import StoredReceipt
from tahqiq.seal.stamping.kept import Asked, KeptStamp, bounded, kept
from tahqiq.seal.stores import Store


def make_bundle(archive: Archive, sha256: str, *, disclosed: Disclosed | None = None) -> bytes:
    """The proof that an item was sealed here, as one file.

    Proved is the first time the item was sealed. The proof leads to the earliest stamped head that
    holds it, so that trusted time is as early as it can be; to the newest head where none is stamped.

    Args:
        archive: with its keys at hand, for the opening stands in a receipt.
        sha256: of the item.
        disclosed: what a release already made public of it.

    Raises:
        NotSealed: there is no such item.
        Removed: there was; its key was lawfully destroyed, and with it what could be proved.
        NoKeys: the archive's keys are not at hand.
        Damaged: the archive is not as it was left.
    """
    event, receipt = _sealing(archive, sha256)
    log = _Log(archive.store)
    page = reading.page(archive.store, event.page)
    head, stamped = _heads(log, archive.store, event.seq)
    return Bundle(
        checkpoint=head.text,
        disclosed=disclosed,
        inclusion=_hex(inclusion_proof(log, event.seq, head.size)),
        index=event.seq,
        leaf=page.leaves[event.row].content().decode(),
        log_key=archive.about.log_key,
        opening=receipt.opening().decode(),
        stamps=tuple(_stamp(log, head, each) for each in stamped),
    ).content()


def _sealing(archive: Archive, sha256: str) -> tuple[Event, StoredReceipt]:
    """The first sealing of an item that can still be opened."""
    happened = list(archive.custody(sha256))
    for event, receipt in happened:
        if event.event == pages.SEALED:
            return event, receipt
    if any(event.event == pages.REMOVED for event, _ in happened):
        raise Removed("this item was lawfully removed, and nothing is left to prove", file=printable(sha256))
    raise NotSealed(f"no sealed item {printable(sha256)}", file=archive.store.name)


@dataclass(frozen=True, slots=True)
class _Stamped:
    head: Checkpoint
    stamp: KeptStamp
    asked: Asked
    content: bytes


class _Log:
    """The leaf hashes of a log, read page by page as they are asked for: memory does not grow with it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages = reading.last_number(store) + 1
        self._size = self.page(self._pages - 1).checkpoint.size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> Iterator[bytes]:
        """The hashes of the leaves from ``part.start`` to before ``part.stop``."""
        number, at = self._number_of(part.start), part.start
        while at < part.stop:
            page = self.page(number)
            leaves = page.leaves[at - page.first : part.stop - page.first]
            yield from (leaf.hash() for leaf in leaves)
            number, at = number + 1, at + len(leaves)

    def page(self, number: int) -> Page:
        """A page of the log."""
        return reading.page(self._store, number)

    def head(self, size: int) -> Checkpoint | None:
        """The signed head of a size; None where no commit ended there."""
        if not 0 < size <= self._size:
            return None
        found = self.page(self._number_of(size - 1)).checkpoint
        return found if found.size == size else None

    def newest(self) -> Checkpoint:
        """The last signed head."""
        return self.page(self._pages - 1).checkpoint

    def _number_of(self, index: int) -> int:
        """The page that holds a leaf."""
        return bisect_right(range(self._pages), index, key=lambda number: self.page(number).checkpoint.size)


def _heads(log: _Log, store: Store, index: int) -> tuple[Checkpoint, list[_Stamped]]:
    """The head to prove, and the earliest stamp of each authority that covers the event."""
    first: dict[tuple[str, str], _Stamped] = {}
    for each in _stamps(log, store):
        if each.head.size > index:
            first.setdefault((each.stamp.kind or "", each.asked.authority), each)
    stamped = sorted(first.values(), key=lambda each: (each.head.size, each.stamp.stem))
    return (stamped[0].head if stamped else log.newest()), stamped


def _stamps(log: _Log, store: Store) -> Iterator[_Stamped]:
    """The stamps of the log's own heads, the smallest head first."""
    for stamp in kept(store):
        if isinstance(stamp, str) or not (stamp.asked and stamp.reply):
            continue
        asked = Asked.parse(bounded(store, stamp.asked))
        head = log.head(stamp.size)
        if head is None or head.sha256 != asked.head:
            raise Damaged(f"{stamp.best}: stamps a head that the log does not have: run 'tahqiq verify'")
        yield _Stamped(head, stamp, asked, bounded(store, stamp.best))


def _stamp(log: _Log, head: Checkpoint, stamped: _Stamped) -> BundleStamp:
    later = stamped.head.size > head.size
    return BundleStamp(
        authority=stamped.asked.authority,
        checkpoint=stamped.head.text,
        consistency=_hex(consistency_proof(log, head.size, stamped.head.size)) if later else (),
        content=base64.b64encode(stamped.content).decode(),
        kind=stamped.stamp.kind or "",
    )


def _hex(hashes: list[bytes]) -> tuple[str, ...]:
    return tuple(each.hex() for each in hashes)
