"""Reading an archive's log, receipts and items."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from tahqiq.seal.boxes import HEADER, Decrypting, Header, open_box
from tahqiq.seal.errors import Damaged, Removed
from tahqiq.seal.keyring import ITEM_KEY, Keyring
from tahqiq.seal.layout import KEYS, LOG, RECEIPTS, object_place, page_place
from tahqiq.seal.pages import Page
from tahqiq.seal.receipts import Envelope, StoredReceipt
from tahqiq.seal.stores import Store

#: Stands in the place of a wrapped key that was lawfully destroyed.
DESTROYED = "-"


def last_number(store: Store) -> int:
    """The number of the last page of the log.

    Raises:
        Damaged: the log has none.
    """
    for shelf in reversed(store.children(LOG)):
        for child in reversed(store.children(f"{LOG}/{shelf}")):
            number = child.partition(".")[0]
            if number.isdecimal() and page_place(LOG, int(number)) == f"{LOG}/{shelf}/{child}":
                return int(number)
    raise Damaged("the custody log is empty: run 'tahqiq verify'")


def page(store: Store, number: int) -> Page:
    """A page of the log.

    Raises:
        Damaged: it is missing, or not as it was written.
    """
    return Page.parse(_read(store, LOG, number), number)


def pages(store: Store, first: int = 0) -> Iterator[Page]:
    """The log from a page on, in order. Errors: as ``page``."""
    for number in range(first, last_number(store) + 1):
        yield page(store, number)


def envelopes(store: Store, number: int) -> list[Envelope]:
    """The receipts of a page, in their boxes. Errors: as ``page``."""
    return [Envelope.parse(line) for line in _read(store, RECEIPTS, number).splitlines()]


def wrapped_keys(store: Store, number: int) -> list[str]:
    """The wrapped keys of a page, in hexadecimal, or ``DESTROYED``. Errors: as ``page``."""
    return _read(store, KEYS, number).decode("ascii", "replace").splitlines()


def receipts(store: Store, keyring: Keyring, number: int) -> Iterator[tuple[int, StoredReceipt | None]]:
    """The receipts of a page, opened, by row; None where the key was destroyed.

    Raises:
        NoKeys: the archive's key is not at hand.
        Damaged: one is not as it was written.
    """
    rows = zip(envelopes(store, number), wrapped_keys(store, number), strict=False)
    for row, (envelope, wrapped) in enumerate(rows):
        yield row, None if wrapped == DESTROYED else opened(envelope, keyring.unwrap(_hex(wrapped)))


def opened(envelope: Envelope, key: bytes) -> StoredReceipt:
    """A receipt out of its box.

    Args:
        envelope: the box.
        key: the item's, unwrapped.

    Raises:
        Damaged: it does not open, or holds no receipt.
    """
    box, nonce = envelope.content
    return StoredReceipt.parse(open_box(box, key=key[: ITEM_KEY // 2], nonce=nonce))


def item(store: Store, keyring: Keyring, name: str, *, encrypted: bool) -> BinaryIO:
    """The bytes that were sealed, from their stored name.

    Raises:
        FileNotFoundError: nothing stands there.
        Removed: its key was lawfully destroyed.
        NoKeys: it is encrypted, and the archive's key is not at hand.
        Damaged: it is not as it was stored.
    """
    stored = store.open(object_place(name))
    if not encrypted:
        return stored
    with ExitStack() as closing:
        closing.callback(stored.close)
        header = Header.parse(stored.read(HEADER))
        keys = wrapped_keys(store, header.page)
        if header.row >= len(keys):
            raise Damaged(f"{object_place(name)}: its key is missing")
        if keys[header.row] == DESTROYED:
            raise Removed("the key of this item was destroyed", file=store.name)
        key = keyring.unwrap(_hex(keys[header.row]))[ITEM_KEY // 2 :]
        plain = io.BufferedReader(Decrypting(stored, header, key), buffer_size=1 << 16)
        closing.pop_all()
    return plain


def _read(store: Store, folder: str, number: int) -> bytes:
    place = page_place(folder, number)
    try:
        return store.read(place)
    except FileNotFoundError as error:
        raise Damaged(f"{place}: is missing: run 'tahqiq verify'") from error


def _hex(wrapped: str) -> bytes:
    try:
        return bytes.fromhex(wrapped)
    except ValueError as error:
        raise Damaged("a wrapped key is not as it was written") from error
