"""An archive of sealed items: content-addressed, write-once, with a custody log that anybody can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tahqiq.seal import about as abouts
from tahqiq.seal import pages, reading
from tahqiq.seal.about import About
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import NotAgreed, NotSealed, Removed, StorageFailed
from tahqiq.seal.index import Index, indexed
from tahqiq.seal.intake import refuse_unsealable
from tahqiq.seal.keyring import Keyring, keys_beside
from tahqiq.seal.layout import object_place, printable
from tahqiq.seal.looking import look as look_inside
from tahqiq.seal.making import make
from tahqiq.seal.pages import Leaf, Page
from tahqiq.seal.receipts import Receipt, StoredReceipt
from tahqiq.seal.recovery import promised_nothing
from tahqiq.seal.removing import destroy
from tahqiq.seal.stores import Store, open_store
from tahqiq.seal.writing import Look, Sealed, Writer, writing
from tahqiq.vocab.ids import is_sha256

#: One commit holds at most so many items, or the item that reaches so many bytes.
BATCH_ITEMS, BATCH_BYTES = 256, 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to an item, as the custody log has it.

    Attributes:
        seq: which leaf of the log, from 0.
        page, row: where its receipt stands.
        event: one of ``pages.EVENTS``. at: UTC.
        receipt: SHA-256 of its envelope.
    """

    seq: int
    page: int
    row: int
    event: str
    at: str
    receipt: str


class Archive:
    """Evidence, kept by the SHA-256 of its bytes. Get one from ``at``, ``open`` or ``create``.

    Attributes:
        path: the archive's folder, or its address in a store that fsspec knows.
        keyring: its keys, which lie elsewhere.
        wait_seconds: how long to wait while another process writes.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        keys: Path | None = None,
        wait_seconds: float = 60,
        look: Look = look_inside,
    ) -> None:
        self.path, self.wait_seconds = path, wait_seconds
        self.store: Store = open_store(path)
        self.keyring = Keyring(keys or keys_beside(path))
        self._look = look
        self._about: About | None = None

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        keys: Path | None = None,
        encrypted: bool = False,
        wait_seconds: float = 60,
        look: Look = look_inside,
    ) -> Archive:
        """Makes an empty archive, and keys for it where there are none; it is there whole or not at all.

        Args:
            path: a folder, or an address such as ``s3://bucket/prefix``.
            keys: folder of its keys; where they lie otherwise, ``keyring.keys_beside`` says.
            encrypted: items are encrypted; receipts always are.
            wait_seconds: how long to wait while another process writes.
            look: looks into files for what they say of themselves.

        Raises:
            BadInput: something else stands at this path.
            StorageFailed: the disk did not take it.
        """
        archive = cls(path, keys=keys, wait_seconds=wait_seconds, look=look)
        try:
            make(archive.store, archive.keyring.folder, encrypted=encrypted)
        except OSError as error:
            raise _storage_failed(archive.store, error) from error
        return archive

    @classmethod
    def at(
        cls, path: Path | str, *, keys: Path | None = None, wait_seconds: float = 60, look: Look = look_inside
    ) -> Archive:
        """The archive that stands there, made first where there is nothing. Errors: see both."""
        missing = next(open_store(path).names(""), None) is None
        get = cls.create if missing else cls.open
        return get(path, keys=keys, wait_seconds=wait_seconds, look=look)

    @classmethod
    def open(
        cls, path: Path | str, *, keys: Path | None = None, wait_seconds: float = 60, look: Look = look_inside
    ) -> Archive:
        """Opens an existing archive; nothing is written until something is sealed.

        Raises:
            NotAnArchive: there is none of a version known here.
        """
        archive = cls(path, keys=keys, wait_seconds=wait_seconds, look=look)
        archive._about = abouts.about(archive.store)
        return archive

    @property
    def about(self) -> About:
        """What the archive says of itself. Errors: see ``open``."""
        if self._about is None:
            self._about = abouts.about(self.store)
        return self._about

    def seal_file(self, path: Path, receipt: Receipt) -> Sealed:
        """Seals one file; when this returns, it is on the disk. Errors: see ``seal_many``."""
        return self._seal([(path, receipt)])[0]

    def seal_bytes(self, content: bytes, receipt: Receipt) -> Sealed:
        """Seals bytes in memory; when this returns, they are on the disk. Errors: see ``seal_many``."""
        return self._seal([(content, receipt)])[0]

    def seal_many(self, sources: Iterable[tuple[Path | bytes, Receipt]]) -> Iterator[Sealed]:
        """Seals many items, committing them in groups; each is yielded once it is on the disk.

        A source that fails takes its group with it: nothing that was not yielded is kept,
        and everything that was is.

        Raises:
            Unsealable: a source is no plain readable file, or changed while it was read.
            NotSealed: a receipt names a parent that is not sealed.
            NoKeys: the archive's keys are not at hand.
            Busy: another process is writing.
            StorageFailed: the disk is full, read-only or failing.
            Damaged: the archive is not as it was left.
        """
        for batch in _batches(sources):
            yield from self._seal(batch)

    def record(self, event: str, sha256: str, receipt: Receipt) -> None:
        """Enters that an item was opened or passed on: who, how, when. Errors: see ``seal_many``."""
        self._require(sha256)
        with self._writing() as writer:
            writer.record(event, sha256, receipt)
            writer.commit()

    def request_removal(self, sha256: str, receipt: Receipt) -> None:
        """One person asks that an item be lawfully removed; the note of the receipt says why."""
        self.record(pages.REMOVAL_REQUESTED, sha256, receipt)

    def remove(self, sha256: str, receipt: Receipt) -> None:
        """A second person removes an item for good: key and bytes are destroyed, a tombstone stays.

        What was derived from it is not touched: see ``derived``.

        Raises:
            NotSealed: there is no such item.
            NotAgreed: nobody else has asked for it.
        """
        self._require(sha256)
        events = list(self.custody(sha256))
        asked = {stated.by for event, stated in events if event.event == pages.REMOVAL_REQUESTED}
        if not asked - {receipt.by}:
            remedy = "one person requests a removal, another carries it out"
            raise NotAgreed("nobody else has asked for this removal", file=sha256, remedy=remedy)
        kept = {pages.REMOVAL_REQUESTED, pages.REMOVED}
        gone = [event.receipt for event, _ in events if event.event not in kept]
        with self._writing() as writer:
            writer.record(pages.REMOVED, sha256, receipt, tombstone=[self._name(sha256), *gone])
            writer.commit()
            destroy(self.store, writer.number)

    def derived(self, sha256: str) -> list[str]:
        """The items that were made from this one, as far as receipts say. Errors: see ``custody``."""
        with self._index() as index:
            found = [self._stated(page, row) for page, row in index.derived(sha256)]
        return list(dict.fromkeys(stated.item for stated in found if stated is not None))

    def has(self, sha256: str) -> bool:
        """Whether an item is sealed here."""
        if not is_sha256(sha256):
            return False
        place = object_place(self._name(sha256))
        return self.store.exists(place) and place not in promised_nothing(self.store)

    def removed(self, sha256: str) -> bool:
        """Whether an item was lawfully removed; False where the archive's key is not at hand to tell."""
        events = self.custody(sha256) if self.keyring.can_open else ()
        return any(event.event == pages.REMOVED for event, _ in events) and not self.has(sha256)

    def read(self, sha256: str) -> BinaryIO:
        """The bytes of an item, to be used as a context manager.

        Raises:
            NotSealed: there is no such item.
            Removed: there was, and it was lawfully removed.
            NoKeys: it is encrypted, and the archive's key is not at hand.
        """
        self._require(sha256)
        return reading.item(self.store, self.keyring, self._name(sha256), encrypted=self.about.encrypted)

    def custody(self, sha256: str) -> Iterator[tuple[Event, StoredReceipt]]:
        """Everything the log knows of an item, in order, each event with its receipt.

        Receipts that a lawful removal made unreadable are passed over.

        Raises:
            NoKeys: the archive's key is not at hand.
            Damaged: the log or a receipt is not as it was left.
        """
        if not is_sha256(sha256):
            return
        with self._index() as index:
            found = index.events(sha256)
        for page, row in found:
            if (stated := self._stated(page, row)) is not None:
                yield self._event(page, row), stated

    def receipts(self) -> Iterator[tuple[Event, StoredReceipt]]:
        """Every event of the log with its receipt, in order. Errors: see ``custody``."""
        for page in self.pages():
            for row, stated in reading.receipts(self.store, self.keyring, page.number):
                if stated is not None:
                    yield _event(page, row), stated

    def pages(self) -> Iterator[Page]:
        """The custody log, in order.

        Raises:
            Damaged: it is not as it was left.
        """
        return reading.pages(self.store)

    def head(self) -> Checkpoint:
        """The last signed head. Errors: see ``pages``."""
        return reading.page(self.store, reading.last_number(self.store)).checkpoint

    def leaf_of(self, receipt: str) -> tuple[int, Leaf]:
        """An event by the SHA-256 of its receipt's envelope: its index in the log, and its leaf.

        Raises:
            NotSealed: the log knows no such receipt.
        """
        for page in self.pages():
            for row, leaf in enumerate(page.leaves):
                if leaf.receipt == receipt:
                    return page.first + row, leaf
        raise NotSealed(f"no receipt {printable(receipt)}", file=self.store.name)

    def _event(self, page: int, row: int) -> Event:
        return _event(reading.page(self.store, page), row)

    def _stated(self, page: int, row: int) -> StoredReceipt | None:
        """The receipt at a place; None where its key was destroyed since it was indexed."""
        wrapped = reading.wrapped_keys(self.store, page)[row]
        if wrapped == reading.DESTROYED:
            return None
        return reading.opened(
            reading.envelopes(self.store, page)[row], self.keyring.unwrap(bytes.fromhex(wrapped))
        )

    def _require(self, sha256: str) -> None:
        if self.has(sha256):
            return
        if self.removed(sha256):
            raise Removed("this item was lawfully removed", file=sha256)
        raise NotSealed(f"no sealed item {printable(sha256)}", file=self.store.name)

    def _name(self, sha256: str) -> str:
        return self.keyring.object_name(sha256) if self.about.encrypted else sha256

    @contextmanager
    def _index(self) -> Iterator[Index]:
        with indexed(self.store, self.keyring, self.about.archive) as index:
            yield index

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        try:
            with writing(
                self.store, self.keyring, self.about, look=self._look, wait_seconds=self.wait_seconds
            ) as writer:
                yield writer
        except OSError as error:
            raise _storage_failed(self.store, error) from error

    def _seal(self, batch: list[tuple[Path | bytes, Receipt]]) -> list[Sealed]:
        with self._writing() as writer:
            for source, receipt in batch:
                writer.seal(source, receipt)
            return writer.commit()


def _event(page: Page, row: int) -> Event:
    leaf = page.leaves[row]
    return Event(
        seq=page.first + row,
        page=page.number,
        row=row,
        event=leaf.event,
        at=leaf.at,
        receipt=leaf.receipt,
    )


def _batches(
    sources: Iterable[tuple[Path | bytes, Receipt]],
) -> Iterator[list[tuple[Path | bytes, Receipt]]]:
    """Groups of sources, gathered before the archive is held, so that a slow caller blocks nobody."""
    batch: list[tuple[Path | bytes, Receipt]] = []
    size = 0
    for source, receipt in sources:
        batch.append((source, receipt))
        size += len(source) if isinstance(source, bytes) else refuse_unsealable(source).st_size
        if len(batch) == BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _storage_failed(store: Store, error: OSError) -> StorageFailed:
    remedy = "make room or mend the disk, then run it again; what was promised is safe"
    return StorageFailed(
        f"the archive could not be written: {error.strerror}", file=store.name, remedy=remedy
    )
