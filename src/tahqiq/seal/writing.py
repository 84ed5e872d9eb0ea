"""The one way anything gets into an archive, in an order that survives ``kill -9`` anywhere.

1. what is large arrives in ``incoming/``; what is small waits in memory;
2. an *intent* is written: the names that are about to appear;
3. items, receipts and keys are put in their places and brought to the disk, all at once;
4. the page of the log is put in its place in one step: this is the commit, for many at once;
5. the intent is removed.

Before 4 nothing was promised, so the next writer removes what an intent names; after 4 everything was,
and nothing is left to do. An object without an event in the log, that no intent names, can therefore
never come from an interruption: it is always a fault.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tahqiq import __version__
from tahqiq.seal import checkpoint, pages
from tahqiq.seal.about import About
from tahqiq.seal.boxes import close_box
from tahqiq.seal.errors import Busy, NotSealed
from tahqiq.seal.intake import Content
from tahqiq.seal.keyring import ITEM_KEY, NONCE, Keyring
from tahqiq.seal.layout import INCOMING, INTENT, KEYS, LOG, RECEIPTS, object_place, page_place
from tahqiq.seal.looking import Looked
from tahqiq.seal.merkle import Frontier
from tahqiq.seal.pages import Leaf, Page
from tahqiq.seal.receipts import FORMAT, Envelope, Receipt, StoredReceipt, spelled_name, utc
from tahqiq.seal.recovery import recover
from tahqiq.seal.stores import Store
from tahqiq.seal.taking import Taking

TOOL = f"tahqiq {__version__}"

_NOTHING = Content(sha256="", blake3="", size=0, media_type="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An item that is sealed.

    Attributes:
        new: these bytes were not in the archive before.
        receipt: SHA-256 of the receipt's envelope.
    """

    sha256: str
    size: int
    media_type: str
    new: bool
    receipt: str


#: Looks into a file, or bytes, of a media type.
Look = Callable[[Path | bytes, str], Looked]


@contextmanager
def writing(
    store: Store, keyring: Keyring, about: About, *, look: Look, wait_seconds: float
) -> Iterator[Writer]:
    """The archive, held by this process alone and put in order.

    Raises:
        Busy: another process held it for ``wait_seconds``.
        NoKeys: the archive's keys are not at hand.
        Damaged: its log is not as it was left.
    """
    with store.lock(wait_seconds):
        last = recover(store, keyring, about)
        taking = Taking(store=store, keyring=keyring, about=about)
        try:
            yield Writer(taking=taking, look=look, number=last.number + 1, tree=last.frontier())
        finally:
            taking.discard()


@dataclass(slots=True, kw_only=True)
class Writer:
    """Stages events, then commits them together as one page."""

    taking: Taking
    look: Look
    number: int
    tree: Frontier
    _sealed: list[Sealed] = field(default_factory=list)
    _leaves: list[Leaf] = field(default_factory=list)
    _receipts: list[bytes] = field(default_factory=list)
    _keys: list[bytes] = field(default_factory=list)

    def seal(self, source: Path | bytes, receipt: Receipt) -> None:
        """Takes bytes and a receipt in, not yet promised.

        Raises:
            Unsealable: the source or the receipt cannot be kept.
            NotSealed: the parent named in the receipt is not in the archive.
            Damaged: the archive holds other bytes under this content's hash.
            OSError: the archive's disk failed.
        """
        if receipt.parent_sha256 and not self.taking.holds(receipt.parent_sha256):
            raise NotSealed(f"the parent {receipt.parent_sha256} is not sealed", file=receipt.original_name)
        key = secrets.token_bytes(ITEM_KEY)
        taken = self.taking.take(source, key=key, page=self.number, row=len(self._leaves))
        found = taken.found
        looked = self.look(source, found.media_type)
        stated = self._stated(pages.SEALED, receipt, found, looked)
        digest = self._enter(stated, key, name=taken.name, found=found)
        self._sealed.append(
            Sealed(
                sha256=found.sha256,
                size=found.size,
                media_type=found.media_type,
                new=taken.new,
                receipt=digest,
            )
        )

    def record(self, event: str, sha256: str, receipt: Receipt, *, tombstone: Sequence[str] = ()) -> None:
        """Enters what happened to an item that is sealed, or to the archive."""
        key = secrets.token_bytes(ITEM_KEY)
        # The archive's own statement is bound in the clear: whoever lacks the keys can check it too.
        stored = sha256 if event == pages.CREATED else ""
        found = Content(sha256=sha256, blake3="", size=0, media_type="", stored_sha256=stored)
        self._enter(self._stated(event, receipt, found, Looked()), key, found=found, tombstone=tombstone)

    def commit(self) -> list[Sealed]:
        """Promises everything staged.

        Raises:
            Busy: another writer's page came first.
            OSError: the archive's disk failed; the next writer removes what was staged.
        """
        store, page, waiting = self.taking.store, self._page(), self.taking.waiting.values()
        lines = {
            page_place(RECEIPTS, self.number): b"".join(self._receipts),
            page_place(KEYS, self.number): b"".join(self._keys),
        }
        places = [*(object_place(each.name) for each in waiting), *lines]
        intent = f"{INCOMING}/{secrets.token_hex(16)}{INTENT}"
        store.commit(intent, "".join(f"{each}\n" for each in (self.number, *places)).encode())
        try:
            for each in waiting:
                each.put(store)
            for place, content in lines.items():
                store.put(place, content)
            store.flush(places)
            store.commit(page_place(LOG, self.number), page.content())
        except FileExistsError as error:
            remedy = "try again; if it says so again, run 'tahqiq verify'"
            raise Busy(
                f"written by another at the same time: {error}", file=store.name, remedy=remedy
            ) from error
        store.delete(intent)
        self.taking.keyring.saw(page.checkpoint)
        return self._sealed

    def _page(self) -> Page:
        tree = self.tree.copy()
        for leaf in self._leaves:
            tree.append(leaf.hash())
        head = checkpoint.sign(
            self.taking.keyring.signing,
            origin=self.taking.about.origin,
            size=tree.size,
            root=tree.root(),
            at=utc(datetime.now(UTC)),
        )
        return Page(number=self.number, leaves=tuple(self._leaves), checkpoint=head, peaks=tuple(tree.peaks))

    def _enter(
        self,
        stated: StoredReceipt,
        key: bytes,
        *,
        name: str = "",
        found: Content = _NOTHING,
        tombstone: Sequence[str] = (),
    ) -> str:
        """Adds an event with its receipt; the hash of the envelope."""
        nonce, wrapped = secrets.token_bytes(NONCE), self.taking.keyring.wrap(key)
        box = close_box(stated.canonical(), key=key[: ITEM_KEY // 2], nonce=nonce)
        line = Envelope(
            box=base64.b64encode(box).decode(),
            nonce=nonce.hex(),
            object=name,
            stored=found.stored_sha256,
            stored_blake3=found.stored_blake3,
            stored_size=found.stored_size,
            tombstone=list(tombstone),
            wrapped=hashlib.sha256(wrapped).hexdigest(),
        ).line()
        digest = hashlib.sha256(line).hexdigest()
        commitment = stated.commitment()
        self._leaves.append(Leaf(at=stated.at, commitment=commitment, event=stated.event, receipt=digest))
        self._receipts.append(line + b"\n")
        self._keys.append(wrapped.hex().encode() + b"\n")
        return digest

    def _stated(self, event: str, receipt: Receipt, found: Content, looked: Looked) -> StoredReceipt:
        """The receipt together with what was found in the bytes."""
        name, name_hex = spelled_name(receipt.original_name)
        captured, now = receipt.captured_at, datetime.now(UTC)
        return StoredReceipt(
            format=FORMAT,
            event=event,
            archive=self.taking.about.archive,
            salt=secrets.token_hex(16),
            item=found.sha256,
            blake3=found.blake3,
            size=found.size,
            media_type=found.media_type,
            at=utc(now),
            local_at=now.astimezone().isoformat(timespec="seconds"),
            tool=TOOL,
            by=receipt.by,
            how=receipt.how,
            original_name=name,
            original_name_hex=name_hex,
            modified_at=found.modified_at,
            source_address=receipt.source_address,
            legal_basis=receipt.legal_basis,
            note=receipt.note,
            captured_at="" if captured is None else utc(captured),
            parent_sha256=receipt.parent_sha256,
            operation=receipt.operation,
            stated=dict(receipt.stated),
            embedded=dict(looked.embedded),
            perceptual=looked.perceptual,
        )
