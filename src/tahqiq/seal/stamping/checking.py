"""Whether the stamps in an archive hold, and what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import STAMPS
from tahqiq.seal.stamping import authority as rfc3161
from tahqiq.seal.stamping import calendars
from tahqiq.seal.stamping.asking import said_at
from tahqiq.seal.stamping.errors import NoStamp
from tahqiq.seal.stamping.kept import Asked, KeptStamp, bounded, kept
from tahqiq.seal.stores import Store
from tahqiq.seal.verified import Fault

#: Two clocks that differ by less say the same.
_CLOCKS = timedelta(minutes=1)


class Holds(str):
    """A note of a stamp that holds, as far as it could be checked."""

    __slots__ = ()


def check(
    store: Store, head_at: Callable[[int], Checkpoint | None], trusted: bytes | None = None
) -> Iterator[Fault | str]:
    """Checks everything in ``stamps/``: faults, and notes in plain words of what each proves (``Holds``).

    A stamp of a head that the log does not have says that the log was cut, rolled back or rewritten
    since: the authority saw more than there is.

    Args:
        store: of the archive.
        head_at: the log's own head of a size; None where no commit ended there.
        trusted: PEM certificates; every RFC 3161 stamp must then lead to one of them. Without them
            signatures stay unchecked, and the notes say so.

    Raises:
        BadInput: ``trusted`` holds no certificate.
    """
    if trusted is not None:
        rfc3161.certificates(trusted)
    try:
        stamps = list(kept(store))
    except OSError as error:
        yield Fault(STAMPS, f"cannot be read: {error.strerror}")
        return
    for stamp in stamps:
        if isinstance(stamp, str):
            yield Fault(stamp, "has no place in an archive")
        elif not stamp.asked:
            yield Fault(stamp.best, "stands without what was asked: it was not put there by a stamping")
        elif not stamp.reply:
            yield from _unanswered(stamp)
        else:
            yield from _checked(store, stamp, head_at(stamp.size), trusted)


def _unanswered(stamp: KeptStamp) -> Iterator[Fault | str]:
    """Only what was asked is there: the writer was interrupted, or the stamp was taken away."""
    if stamp.block:
        yield Fault(stamp.block, "the promise it completes is missing")
    yield f"{stamp.asked}: the stamp itself is not there: its writing was interrupted, or it was removed"


def _checked(
    store: Store, stamp: KeptStamp, head: Checkpoint | None, trusted: bytes | None
) -> Iterator[Fault | str]:
    name = stamp.asked
    try:
        asked = Asked.parse(bounded(store, name))
        name = stamp.reply
        stamped = _required_head(stamp, asked, head)
        content = bounded(store, name)
        if hashlib.sha256(content).hexdigest() != asked.reply:
            raise Damaged("is not the reply that was kept")
        name = stamp.best
        yield Holds(f"{name}: {_said(stamp, asked, bounded(store, name), stamped, trusted)}")
    except (Damaged, NoStamp) as error:
        yield Fault(name, str(error))
    except OSError as error:
        yield Fault(name, f"cannot be read: {error.strerror}")


def _required_head(stamp: KeptStamp, asked: Asked, head: Checkpoint | None) -> Checkpoint:
    if head is None:
        raise Damaged(
            f"stamps a head of {stamp.size:,} events, which the log does not have: "
            "it was cut, rolled back or rewritten since"
        )
    if asked.head != head.sha256:
        raise Damaged(
            f"stamps another head of {stamp.size:,} events than the log's: the log was rewritten since"
        )
    return head


def _said(stamp: KeptStamp, asked: Asked, content: bytes, head: Checkpoint, trusted: bytes | None) -> str:
    """What the stamp proves, once it holds.

    Raises:
        NoStamp: it does not.
    """
    text = head.text.encode()
    if stamp.kind == "opentimestamps":
        return said_of_promise(calendars.check(content, text), head.size)
    nonce = int(asked.nonce) if asked.nonce else None
    stamped = rfc3161.check(content, text, nonce=nonce, trusted=trusted)
    return said_of_stamp(stamped, asked.authority, head)


def said_of_stamp(stamped: rfc3161.Stamped, authority: str, head: Checkpoint) -> str:
    """What a stamp proves, in one sentence; and whether the archive's clock ran ahead of the authority's.

    Raises:
        NoStamp: the head's own time is none.
    """
    by = f"{stamped.by}, {authority}" if stamped.by else authority
    proved = f"the head of {head.size:,} events existed at {said_at(stamped.at)}, says {by}"
    if _moment(head.at) > stamped.at + _CLOCKS:
        proved = f"{proved} (the archive's own clock was ahead, and said {head.at})"
    if stamped.trusted:
        return f"{proved}; its signature leads to a certificate you trust"
    return f"{proved}; its signature was NOT checked, for no trusted certificate was given"


def _moment(spelled: str) -> datetime:
    try:
        return datetime.fromisoformat(spelled)
    except ValueError as error:
        raise NoStamp(f"the stamped head names no time: {spelled}") from error


def said_of_promise(promise: calendars.Promise, size: int) -> str:
    """What a proof of OpenTimestamps proves, in one sentence."""
    if promise.blocks:
        height, root = promise.blocks[0]
        return (
            f"the head of {size:,} events existed before block {height} of Bitcoin was mined, "
            f"if that block's Merkle root is {root}: look it up"
        )
    if not promise.read:
        return f"a proof of OpenTimestamps for the head of {size:,} events; where it leads was NOT looked at"
    who = ", ".join(promise.pending) or "a calendar"
    return f"{who} promised the head of {size:,} events a place in a block of Bitcoin; nothing is proved yet"
