"""Lawful removal: key and bytes are destroyed, and a signed tombstone says so for ever.

Two people do it, one after another: what one asks for, another carries out. The tombstone is an event
of the custody log; its envelope names, for anybody to check, what was destroyed. Receipts of the item
stay where they are and can no longer be opened.
"""

from __future__ import annotations

from tahqiq.seal import reading
from tahqiq.seal.layout import KEYS, object_place, page_place
from tahqiq.seal.stores import Store


def destroy(store: Store, number: int) -> None:
    """Destroys what the tombstones on a page name; doing it again changes nothing.

    Args:
        store: the archive, held by this process.
        number: of the page.

    Raises:
        Damaged: the log is not as it was written.
    """
    names = {name for envelope in reading.envelopes(store, number) for name in envelope.tombstone}
    for page in reading.pages(store):
        rows = [row for row, leaf in enumerate(page.leaves) if leaf.receipt in names]
        if rows:
            _destroy_keys(store, page.number, rows)
    for name in sorted(names):
        store.delete(object_place(name))


def _destroy_keys(store: Store, page: int, rows: list[int]) -> None:
    lines = reading.wrapped_keys(store, page)
    for row in rows:
        lines[row] = reading.DESTROYED
    store.replace(page_place(KEYS, page), "".join(f"{line}\n" for line in lines).encode())
