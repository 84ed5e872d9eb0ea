"""Stamps as an archive keeps them: what an authority answered, and beside it what was asked.

    stamps/000000000012.stamps.example-5f1c09aa.tsr    the whole reply (RFC 3161)
    stamps/000000000012.stamps.example-5f1c09aa.json   who was asked, when, for which head
    stamps/000000000012.calendar-77de0a31.ots          a calendar's promise (OpenTimestamps)
    stamps/000000000012.calendar-77de0a31.block-<first 16 digits of its SHA-256>.ots
                                                       the same, later, with its path to a block

Nothing is ever overwritten. What was asked is written first: alone, it is the trace of an
interruption; a stamp without it was put there by somebody else.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import msgspec

from tahqiq.seal.canonical import canonical
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import STAMPS
from tahqiq.seal.stamping.authorities import SUFFIXES, Authority, Kind
from tahqiq.seal.stores import Store

#: Bytes; a longer file is no stamp.
LONGEST = 1 << 16
_NAME = re.compile(
    rf"{STAMPS}/(?P<stem>(?P<size>[0-9]{{12}})\.[a-z0-9.-]{{1,60}}-[0-9a-f]{{8}})"
    r"\.(?:(?P<asked>json)|block-(?P<block>[0-9a-f]{16})\.ots|(?P<reply>tsr|ots))",
    re.ASCII,
)
_KINDS: dict[str, Kind] = {suffix: kind for kind, suffix in SUFFIXES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, of whom.

    Attributes:
        authority: its address, without password or key.
        asked_at: UTC.
        head: SHA-256 of the checkpoint's text, which is what the stamp covers.
        nonce: the number the request carried, '' where the protocol has none.
        reply: SHA-256 of the answer, as it was kept.
    """

    asked_at: str
    authority: str
    head: str
    nonce: str
    reply: str

    def content(self) -> bytes:
        """As it is kept."""
        return canonical(asdict(self)) + b"\n"

    @classmethod
    def parse(cls, content: bytes) -> Asked:
        """Reads it back.

        Raises:
            Damaged: not exactly what would be written.
        """
        try:
            asked = msgspec.json.decode(content, type=cls)
            same = asked.content() == content and (not asked.nonce or str(int(asked.nonce)) == asked.nonce)
        except (ValueError, RecursionError) as error:
            raise Damaged("does not say what was asked") from error
        if not same:
            raise Damaged("does not say what was asked")
        return asked


@dataclass(slots=True)
class KeptStamp:
    """The names of one stamp's files, as far as they stand.

    Attributes:
        stem: what they have in common.
        size: the tree size of the head that was stamped.
        asked, reply, block: full names; '' for what is not there.
        kind: of stamp; None while only what was asked stands there.
    """

    stem: str
    size: int
    asked: str = ""
    reply: str = ""
    block: str = ""
    kind: Kind | None = None

    @property
    def best(self) -> str:
        """The name of the file that says most: a path to a block rather than a promise."""
        return self.block or self.reply


def keep(
    store: Store, head: Checkpoint, authority: Authority, content: bytes, *, asked_at: str, nonce: int | None
) -> str:
    """Keeps an answer for good; gives its name. Errors: those of the store."""
    stem = f"{STAMPS}/{head.size:012}.{authority.label}-{secrets.token_hex(4)}"
    asked = Asked(
        asked_at=asked_at,
        authority=authority.public,
        head=head.sha256,
        nonce="" if nonce is None else str(nonce),
        reply=hashlib.sha256(content).hexdigest(),
    )
    store.commit(f"{stem}.json", asked.content())
    store.commit(f"{stem}.{SUFFIXES[authority.kind]}", content)
    return f"{stem}.{SUFFIXES[authority.kind]}"


def keep_block(store: Store, stamp: KeptStamp, content: bytes) -> str:
    """Keeps a proof that leads to a block beside the promise; gives its name. Errors: those of the store."""
    name = f"{STAMPS}/{stamp.stem}.block-{hashlib.sha256(content).hexdigest()[:16]}.ots"
    store.commit(name, content)
    return name


def kept(store: Store) -> Iterator[KeptStamp | str]:
    """Every stamp of an archive, by size of the head; a bare name for a file that is no part of one."""
    found: dict[str, KeptStamp] = {}
    for name in store.names(STAMPS):
        parts = _NAME.fullmatch(name)
        if parts is None:
            yield name
            continue
        stamp = found.setdefault(parts["stem"], KeptStamp(parts["stem"], int(parts["size"])))
        if not _enter(stamp, name, parts):
            yield name
    yield from found.values()


def _enter(stamp: KeptStamp, name: str, parts: re.Match[str]) -> bool:
    """Takes a file into its stamp; False for a second one of its sort."""
    if parts["asked"]:
        stamp.asked = name
    elif parts["block"] and not stamp.block:
        stamp.block = name
    elif parts["reply"] and not stamp.reply:
        stamp.reply, stamp.kind = name, _KINDS[parts["reply"]]
    else:
        return False
    return True


def newest(store: Store) -> tuple[int, Asked] | None:
    """The last stamp that was got: how many events its head held, and what was asked; None without any.

    Raises:
        Damaged: what was asked is not as it was kept.
    """
    names = [
        stamp.asked for stamp in kept(store) if not isinstance(stamp, str) and stamp.asked and stamp.reply
    ]
    if not names:
        return None
    return int(names[-1].removeprefix(f"{STAMPS}/")[:12]), Asked.parse(bounded(store, names[-1]))


def bounded(store: Store, name: str) -> bytes:
    """The bytes of one of these files.

    Raises:
        Damaged: it is longer than any of ours, or a path to a block that is not the one its name says.
    """
    if store.size(name) > LONGEST:
        raise Damaged(f"longer than {LONGEST:,} bytes")
    content = store.read(name)
    parts = _NAME.fullmatch(name)
    if parts is not None and parts["block"] not in {None, hashlib.sha256(content).hexdigest()[:16]}:
        raise Damaged("the bytes have changed: their SHA-256 is not the one in its name")
    return content
