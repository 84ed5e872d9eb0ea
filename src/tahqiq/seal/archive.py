"""An archive of sealed items: content-addressed, write-once, with a custody log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from tahqiq.durable import replacing_folder
from tahqiq.seal import ledger
from tahqiq.seal.errors import NotSealed, StorageFailed
from tahqiq.seal.filing import create
from tahqiq.seal.intake import refuse_unsealable
from tahqiq.seal.layout import FORMAT, Layout, printable
from tahqiq.seal.receipts import Receipt, StoredReceipt, utc
from tahqiq.seal.writing import TOOL, Sealed, writing
from tahqiq.vocab.ids import is_sha256

#: One commit holds at most so many items, or the item that reaches so many bytes.
BATCH_ITEMS, BATCH_BYTES = 256, 64 << 20


class Archive:
    """Evidence, kept by the SHA-256 of its bytes. Get one from ``at``, ``open`` or ``create``.

    Attributes:
        path: the archive's folder.
        wait_seconds: how long to wait while another process writes.
    """

    def __init__(self, path: Path, *, wait_seconds: float = 60) -> None:
        self.path, self.wait_seconds = path, wait_seconds
        self._layout = Layout(path)

    @classmethod
    def create(cls, path: Path, *, wait_seconds: float = 60) -> Archive:
        """Makes an empty archive; it is there whole or not at all.

        Raises:
            BadInput: something else stands at this path.
            StorageFailed: the disk did not take it.
        """
        try:
            with replacing_folder(path, replaceable=lambda _: False) as folder:
                _fill(folder)
        except OSError as error:
            raise _storage_failed(path, error) from error
        return cls.open(path, wait_seconds=wait_seconds)

    @classmethod
    def at(cls, path: Path, *, wait_seconds: float = 60) -> Archive:
        """The archive that stands there, made first where there is nothing. Errors: see both."""
        missing = not path.exists() or (path.is_dir() and not any(path.iterdir()))
        return (cls.create if missing else cls.open)(path, wait_seconds=wait_seconds)

    @classmethod
    def open(cls, path: Path, *, wait_seconds: float = 60) -> Archive:
        """Opens an existing archive; nothing is written until something is sealed.

        Raises:
            NotAnArchive: there is none of a version known here.
        """
        Layout(path).require()
        return cls(path, wait_seconds=wait_seconds)

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
            Busy: another process is writing.
            StorageFailed: the disk is full, read-only or failing.
            Damaged: the archive is not as it was left.
        """
        for batch in _batches(sources):
            yield from self._seal(batch)

    def has(self, sha256: str) -> bool:
        """Whether an item is sealed here."""
        return self._find(sha256) is not None

    def read(self, sha256: str) -> BinaryIO:
        """The bytes of an item, to be used as a context manager.

        Raises:
            NotSealed: there is no such item.
        """
        found = self._find(sha256)
        if found is None:
            raise NotSealed(f"no sealed item {printable(sha256)}", file=str(self.path))
        return found.open("rb")

    def custody(self, sha256: str) -> Iterator[tuple[ledger.Entry, StoredReceipt]]:
        """Everything the log knows of an item, in order, each event with its receipt.

        Raises:
            Damaged: the log or a receipt is not as it was left.
        """
        for entry in self._entries():
            if entry.item == sha256:
                places = self._layout.receipt(entry.receipt), self._layout.staged_receipt(entry.receipt)
                kept = next((place for place in places if place.exists()), places[0])
                yield entry, StoredReceipt.parse(kept.read_bytes())

    def _entries(self) -> Iterator[ledger.Entry]:
        with self._layout.log.open("rb") as log:
            yield from ledger.entries(log)

    def _find(self, sha256: str) -> Path | None:
        """Where an item's bytes stand: in place, or logged and waiting after an interruption."""
        if not is_sha256(sha256):
            return None
        in_place, staged = self._layout.object(sha256), self._layout.staged_object(sha256)
        if not in_place.exists() and staged.exists():
            logged = any(entry.item == sha256 for entry in self._entries())
            if logged and staged.exists():
                return staged
        return in_place if in_place.exists() else None

    def _seal(self, batch: list[tuple[Path | bytes, Receipt]]) -> list[Sealed]:
        try:
            with writing(self._layout, wait_seconds=self.wait_seconds) as writer:
                staged = False
                try:
                    for source, receipt in batch:
                        writer.stage(source, receipt)
                    staged = True
                finally:
                    if not staged:
                        writer.discard()
                return writer.commit()
        except OSError as error:
            raise _storage_failed(self.path, error) from error


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


def _fill(folder: Path) -> None:
    """Everything an archive starts with."""
    folder.chmod(0o700)
    layout = Layout(folder)
    for each in layout.folders():
        each.mkdir(mode=0o700)
    create(layout.log, ledger.first(at=utc(datetime.now(UTC)), tool=TOOL).line(), mode=0o600)
    create(layout.format_file, FORMAT, mode=0o444)


def _storage_failed(path: Path, error: OSError) -> StorageFailed:
    remedy = "make room or mend the disk, then run it again; what was promised is safe"
    return StorageFailed(f"the archive could not be written: {error.strerror}", file=str(path), remedy=remedy)
