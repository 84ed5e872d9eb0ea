"""Asking authorities to stamp a head: what they give is kept in the archive, what they do not waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged, StorageFailed
from tahqiq.seal.stamping import authority as rfc3161
from tahqiq.seal.stamping import calendars
from tahqiq.seal.stamping.authorities import Authority
from tahqiq.seal.stamping.errors import NoStamp
from tahqiq.seal.stamping.kept import Asked, KeptStamp, bounded, keep, keep_block, kept
from tahqiq.seal.stamping.posting import Patience
from tahqiq.seal.stamping.waiting import WaitingStamps
from tahqiq.seal.stores import Store
from tahqiq.vocab.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of asking one authority.

    Attributes:
        authority: its address, without password or key.
        size: events in the head that was to be stamped.
        stamp: the stamp's name in the archive, '' where there is none.
        said: what it proves, or why there is none, in plain words.
        waits: it is kept in the list of what waits, and will be asked for again.
    """

    authority: str
    size: int
    stamp: str
    said: str
    waits: bool = False

    def line(self) -> str:
        """One line for people."""
        return f"{self.authority}: {self.said}"


def stamp_head(
    store: Store,
    head: Checkpoint,
    authorities: Iterable[Authority],
    *,
    waiting: WaitingStamps,
    trusted: bytes | None = None,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Iterator[Outcome]:
    """Asks each authority once for a stamp of this head, unless it has given one already.

    Args:
        store: of the archive.
        head: its newest.
        authorities: whom to ask.
        waiting: where a stamp that was not got is noted.
        trusted: PEM certificates that a stamp's signature must lead to. Without them those that an
            earlier try demanded count; where there are none either, it stays unchecked.
        patience: how long to wait for each.

    Raises:
        StorageFailed: the archive or its keys' folder cannot be written.
    """
    held = _held(store, head)
    demanded = {each.authority: each.trust.encode() for each in waiting.read()}
    for each in dict.fromkeys(authorities):
        if (each.kind, each.public) in held:
            waiting.done(each)
            said = f"has stamped this head of {head.size:,} events already"
            yield Outcome(
                authority=each.public, size=head.size, stamp=held[each.kind, each.public], said=said
            )
            continue
        try:
            yield _asked(store, head, each, waiting, trusted or demanded.get(each) or None, patience)
        except OSError as error:
            raise StorageFailed(f"a stamp cannot be kept: {error.strerror}", file=store.name) from error


def retry_waiting(
    store: Store,
    head: Checkpoint,
    *,
    waiting: WaitingStamps,
    trusted: bytes | None = None,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> Iterator[Outcome]:
    """Asks again whoever owes a stamp, for this newest head. Arguments and errors: see ``stamp_head``."""
    owed = [each.authority for each in waiting.read()]
    return stamp_head(store, head, owed, waiting=waiting, trusted=trusted, patience=patience)


def upgrade_promises(store: Store, *, patience: Patience = Patience()) -> Iterator[Outcome]:  # noqa: B008 - frozen
    """Asks calendars for the blocks they promised; a proof that leads to one is kept beside the promise.

    Raises:
        StorageFailed: the archive cannot be written.
    """
    for stamp in kept(store):
        if isinstance(stamp, str) or stamp.kind != "opentimestamps" or stamp.block or not stamp.asked:
            continue
        try:
            yield _upgraded(store, stamp, patience)
        except OSError as error:
            raise StorageFailed(f"a proof cannot be kept: {error.strerror}", file=store.name) from error


def _asked(
    store: Store,
    head: Checkpoint,
    who: Authority,
    waiting: WaitingStamps,
    trusted: bytes | None,
    patience: Patience,
) -> Outcome:
    now, text = _now(), head.text.encode()
    try:
        content, nonce, said = _answer(who, text, trusted, patience)
    except NoStamp as error:
        waiting.add(who, size=head.size, at=now, reason=str(error), trust=(trusted or b"").decode())
        return Outcome(authority=who.public, size=head.size, stamp="", said=str(error), waits=True)
    name = keep(store, head, who, content, asked_at=now, nonce=nonce)
    waiting.done(who)
    return Outcome(authority=who.public, size=head.size, stamp=name, said=said)


def _answer(
    who: Authority, text: bytes, trusted: bytes | None, patience: Patience
) -> tuple[bytes, int | None, str]:
    """What is kept, the nonce of the request, and what it proves."""
    if who.kind == "opentimestamps":
        return (
            calendars.submit(who.url, text, patience=patience),
            None,
            "promised a place in a block of Bitcoin",
        )
    reply = rfc3161.ask(who.url, text, trusted=trusted, patience=patience)
    unchecked = (
        "" if reply.stamped.trusted else "; its signature was not checked, for no certificate is trusted"
    )
    return reply.content, reply.nonce, f"stamped {said_at(reply.stamped.at)}{unchecked}"


def _upgraded(store: Store, stamp: KeptStamp, patience: Patience) -> Outcome:
    address = stamp.stem
    try:
        address = Asked.parse(bounded(store, stamp.asked)).authority
        content = calendars.upgrade(bounded(store, stamp.reply), asked=address, patience=patience)
    except (NoStamp, Damaged, BadInput) as error:
        return Outcome(authority=address, size=stamp.size, stamp="", said=str(error), waits=True)
    if content is None:
        said = "its promise of a block waits to be kept"
        return Outcome(authority=address, size=stamp.size, stamp="", said=said, waits=True)
    name = keep_block(store, stamp, content)
    return Outcome(
        authority=address, size=stamp.size, stamp=name, said="its promise is kept: the proof leads to a block"
    )


def _held(store: Store, head: Checkpoint) -> dict[tuple[str, str], str]:
    """Kind and address of the authorities that have stamped this very head, with the stamp's name."""
    held: dict[tuple[str, str], str] = {}
    for stamp in kept(store):
        if isinstance(stamp, str) or stamp.size != head.size or not (stamp.asked and stamp.kind):
            continue
        try:
            asked = Asked.parse(bounded(store, stamp.asked))
        except Damaged:  # verify names it; here it only holds nothing
            continue
        if asked.head == head.sha256:
            held[stamp.kind, asked.authority] = stamp.reply
    return held


def said_at(moment: datetime) -> str:
    """A moment of trusted time, in UTC to the second.

    >>> said_at(datetime(2026, 5, 2, 10, 0, tzinfo=UTC))
    '2026-05-02 10:00:00 UTC'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
