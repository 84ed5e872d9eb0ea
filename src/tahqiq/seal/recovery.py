"""Putting an archive in order before anything new is written to it."""

from __future__ import annotations

from tahqiq.seal import checkpoint, reading
from tahqiq.seal.about import About
from tahqiq.seal.errors import Damaged, NoKeys
from tahqiq.seal.keyring import Keyring
from tahqiq.seal.layout import (
    INCOMING,
    INTENT,
    KEYS,
    LOG,
    PARTIAL,
    RECEIPTS,
    is_arriving,
    is_object,
    page_place,
)
from tahqiq.seal.pages import REMOVED, Page
from tahqiq.seal.removing import destroy
from tahqiq.seal.stores import Store


def recover(store: Store, keyring: Keyring, about: About) -> Page:
    """Removes what never was promised, finishes a removal that was, and returns the last page of the log.

    Args:
        store: the archive, held by this process.
        keyring: its keys.
        about: what it says of itself.

    Raises:
        NoKeys: the keys are another archive's.
        Damaged: the log's end is not what an interrupted writer leaves behind.
    """
    if keyring.public != about.public_key or keyring.check != about.key_check:
        raise NoKeys("these are another archive's keys", file=str(keyring.folder))
    last = reading.page(store, reading.last_number(store))
    if not checkpoint.verify(last.checkpoint, about.public_key):
        raise Damaged("the last head is not signed with this archive's key: run 'tahqiq verify'")
    _refuse_rollback(keyring, last)
    for child in store.children(INCOMING):
        name = f"{INCOMING}/{child}"
        if is_arriving(name) and child.endswith((INTENT, PARTIAL)):
            _settle(store, name)
    if any(leaf.event == REMOVED for leaf in last.leaves):
        destroy(store, last.number)
    return last


def _refuse_rollback(keyring: Keyring, last: Page) -> None:
    """Nothing is built on a log that has lost what this place once saw."""
    seen = keyring.seen()
    if seen is not None and seen.origin == last.checkpoint.origin and seen.size > last.checkpoint.size:
        lost = f"the log ends at {last.checkpoint.size} events, and {seen.size} were seen here before"
        raise Damaged(f"{lost}: put back what is missing, then run 'tahqiq verify'")


def promised_nothing(store: Store) -> set[str]:
    """The places of what was interrupted before its page was committed, or is being written now."""
    places: set[str] = set()
    for child in store.children(INCOMING):
        if child.endswith(INTENT) and is_arriving(f"{INCOMING}/{child}"):
            places |= _uncommitted(store, f"{INCOMING}/{child}")
    return places


def _settle(store: Store, name: str) -> None:
    """Removes what an intent names, unless its page was committed; then itself, or bytes that lie about."""
    if name.endswith(INTENT):
        for place in sorted(_uncommitted(store, name)):
            store.delete(place)
    store.delete(name)


def _uncommitted(store: Store, intent: str) -> set[str]:
    """What an intent names, where its page is not in the log."""
    try:
        number, *places = store.read(intent).decode("ascii", "replace").splitlines() or [""]
    except FileNotFoundError:  # committed, or settled, this moment
        return set()
    if not number.isdecimal() or store.exists(page_place(LOG, int(number))):
        return set()
    own = {page_place(RECEIPTS, int(number)), page_place(KEYS, int(number))}
    return {place for place in places if is_object(place) or place in own}
