"""Receipts opened with the archive's key: do they say what the log committed to?

Without the key the log, the stored bytes and the boxes are checked; with it also that every box holds a
receipt that opens its commitment, that the items are those whose SHA-256 the receipts give, that parents
are sealed, and that nothing was removed by one person alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tahqiq.seal import reading
from tahqiq.seal.checking.book import Book
from tahqiq.seal.checking.hashing import Job
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import object_place
from tahqiq.seal.pages import CREATED, REMOVAL_REQUESTED, REMOVED, SEALED, Leaf

if TYPE_CHECKING:
    from tahqiq.seal.about import About
    from tahqiq.seal.checking.sight import Opened
    from tahqiq.seal.keyring import Keyring
    from tahqiq.seal.receipts import Envelope, StoredReceipt
    from tahqiq.seal.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Opens receipts one by one, in the order of the log."""

    keyring: Keyring
    about: About
    book: Book

    def problems(self, leaf: Leaf, envelope: Envelope, wrapped: bytes) -> Iterator[str]:
        """What is wrong with a receipt once it is open."""
        try:
            receipt = reading.opened(envelope, self.keyring.unwrap(wrapped))
        except Damaged as error:
            yield str(error)
            return
        if receipt.commitment() != leaf.commitment:
            yield "the receipt is not the one the log committed to"
        if (receipt.event, receipt.at, receipt.archive) != (leaf.event, leaf.at, self.about.archive):
            yield "the receipt speaks of another event than the log"
        if leaf.event == SEALED:
            yield from self._sealed(receipt, envelope)
        elif leaf.event == REMOVAL_REQUESTED:
            self.book.requested(receipt.item, receipt.by)
        elif leaf.event == REMOVED and not self.book.requested_by_another(receipt.item, receipt.by):
            yield "the item was removed by one person alone"
        if leaf.event not in {CREATED, SEALED} and not self._known(receipt.item):
            yield "the receipt speaks of an item that was never sealed"

    def _sealed(self, receipt: StoredReceipt, envelope: Envelope) -> Iterator[str]:
        if envelope.object != self._object_of(receipt.item):
            yield "the receipt speaks of another item than its envelope"
        plain = (receipt.item, receipt.blake3, receipt.size)
        stored = (envelope.stored, envelope.stored_blake3, envelope.stored_size)
        if not self.about.encrypted and plain != stored:
            yield "the receipt states other bytes than its envelope"
        if receipt.parent_sha256 and not self._known(receipt.parent_sha256):
            yield "the receipt names a parent that is not sealed"
        self.book.item(envelope.object, receipt.item, receipt.size)

    def _known(self, item: str) -> bool:
        """Whether an item was sealed before, as far as receipts could be read."""
        return self.book.gaps > 0 or self.book.object(self._object_of(item)) is not None

    def _object_of(self, item: str) -> str:
        return self.keyring.object_name(item) if self.about.encrypted else item


@dataclass(frozen=True, slots=True)
class Plain:
    """The items of an encrypted archive as they were sealed, to be hashed like any file."""

    store: Store
    keyring: Keyring

    @contextmanager
    def opened(self, name: str) -> Iterator[Opened]:
        """The plain bytes of an object.

        Raises:
            Damaged: they do not decrypt.
        """
        with reading.item(self.store, self.keyring, name.rpartition("/")[2], encrypted=True) as stream:
            yield cast("Opened", stream)


def plain_jobs(book: Book) -> Iterator[Job]:
    """What every item must hash to once it is decrypted, by the name of its object."""
    for name, item, size in book.plain():
        yield Job(object_place(name), size, item)
