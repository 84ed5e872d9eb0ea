"""Reading an archive/1: the bytes of its items, and what its log and receipts say of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tahqiq.seal.archive1 import ledger
from tahqiq.seal.archive1.layout import Layout
from tahqiq.seal.archive1.receipts import StoredReceipt1
from tahqiq.seal.errors import NotSealed
from tahqiq.seal.layout import printable
from tahqiq.vocab.ids import is_sha256


def is_archive1(path: Path) -> bool:
    """Whether this folder says that it is an archive of the earlier format."""
    return Layout(path).says_so()


class Archive1:
    """Evidence as archive/1 kept it, by the SHA-256 of its bytes.

    Attributes:
        path: the archive's folder; it is only read.

    Raises:
        NotAnArchive: the folder is no archive/1.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._layout = Layout(path)
        self._layout.require()

    def has(self, sha256: str) -> bool:
        """Whether an item is sealed here."""
        return self._find(sha256) is not None

    def read(self, sha256: str) -> BinaryIO:
        """The bytes of an item, to be used as a context manager.

        Raises:
            NotSealed: there is no such item.
        """
        return self.place(sha256).open("rb")

    def custody(self, sha256: str) -> Iterator[tuple[ledger.Entry, StoredReceipt1]]:
        """Everything the log knows of an item, in order, each event with its receipt.

        Raises:
            Damaged: the log or a receipt is not as it was left.
        """
        return (event for event in self.events() if event[0].item == sha256)

    def events(self) -> Iterator[tuple[ledger.Entry, StoredReceipt1]]:
        """Everything that was sealed, in order, each event with its receipt.

        Raises:
            Damaged: the log or a receipt is not as it was left.
        """
        for entry in self.entries():
            if entry.event == ledger.SEALED:
                yield entry, StoredReceipt1.parse(self.receipt(entry.receipt))

    def entries(self) -> Iterator[ledger.Entry]:
        """Every line of the custody log that was acknowledged.

        Raises:
            Damaged: a line cannot be read.
        """
        with self._layout.log.open("rb") as log:
            yield from ledger.entries(log)

    def receipt(self, sha256: str) -> bytes:
        """The bytes of a receipt, in place or logged and still waiting."""
        places = self._layout.receipt(sha256), self._layout.staged_receipt(sha256)
        return next((place for place in places if place.exists()), places[0]).read_bytes()

    @property
    def log(self) -> Path:
        """The custody log."""
        return self._layout.log

    def place(self, sha256: str) -> Path:
        """Where the bytes of an item stand.

        Raises:
            NotSealed: there is no such item.
        """
        found = self._find(sha256)
        if found is None:
            raise NotSealed(f"no sealed item {printable(sha256)}", file=str(self.path))
        return found

    def _find(self, sha256: str) -> Path | None:
        """Where an item's bytes stand: in place, or logged and waiting after an interruption."""
        if not is_sha256(sha256):
            return None
        in_place, staged = self._layout.object(sha256), self._layout.staged_object(sha256)
        if in_place.exists():
            return in_place
        logged = staged.exists() and any(entry.item == sha256 for entry in self.entries())
        return staged if logged else None
