"""OpenTimestamps: a calendar binds a digest into Bitcoin's chain, hours later.

The calendar gives a promise at once (a *pending* attestation) and the path to a block when it is
mined; the promise is then *upgraded*. What is sent is not the digest itself but its hash with a
random number, as every client of the protocol does, so that a calendar learns nothing.

That a path ends in Bitcoin's block n is checked here; that the block's header holds the root at its
end, and when it was mined, only someone with the headers can say: see ``Promise.blocks``.
Protocol and file format: https://github.com/opentimestamps/python-opentimestamps
"""

from __future__ import annotations

import hashlib
import importlib.util
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tahqiq.seal.stamping.errors import NoStamp, NotThere
from tahqiq.seal.stamping.posting import Patience, exchange
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

_ACCEPT = "application/vnd.opentimestamps.v1"
#: What python-opentimestamps itself takes from a calendar, and a file of a few of them.
LONGEST_ANSWER, LONGEST_FILE = 10_000, 40_000

#: A detached proof begins so: the mark, version 1, the operation SHA-256; then the digest.
_BEGINNING = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a proof of OpenTimestamps says.

    Attributes:
        pending: calendars that have promised a place in a block.
        blocks: (height, Merkle root as Bitcoin's explorers show it) of blocks that the proof leads
            to; it holds if that block's header holds that root, and its time is then the header's.
        read: False where the library opentimestamps is not installed: the proof is for these bytes,
            and where it leads was not looked at.
    """

    pending: tuple[str, ...]
    blocks: tuple[tuple[int, str], ...]
    read: bool = True


def require_library() -> None:
    """Refuses to go on without the library opentimestamps.

    Raises:
        BadInput: it is not installed.
    """
    if not _library_is_here():
        raise BadInput("OpenTimestamps is not installed", remedy="pip install 'tahqiq[evidence]'")


def submit(calendar: str, text: bytes, *, patience: Patience = Patience()) -> bytes:  # noqa: B008 - frozen
    """Asks one calendar to bind these bytes; gives the detached proof (.ots), pending.

    Raises:
        BadInput: the calendar's address is none.
        NoStamp: no answer, or one that is no proof.
    """
    require_library()
    from opentimestamps.core.op import OpAppend, OpSHA256
    from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

    root = Timestamp(hashlib.sha256(text).digest())
    blinded = root.ops.add(OpAppend(secrets.token_bytes(16))).ops.add(OpSHA256())
    answer = exchange(
        f"{calendar.rstrip('/')}/digest",
        body=blinded.msg,
        content_type="application/x-www-form-urlencoded",
        accept=_ACCEPT,
        patience=_bounded(patience),
    )
    blinded.merge(_timestamp(answer, blinded.msg))
    return _spelled(DetachedTimestampFile(OpSHA256(), root))


def upgrade(
    content: bytes,
    *,
    asked: str,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> bytes | None:
    """The same proof with its path to a block, or None while no calendar has one.

    A proof may name any address; asked are only the calendar that gave it and those that clients
    of OpenTimestamps know, so that a foreign file cannot send this machine anywhere.

    Args:
        content: the proof.
        asked: the calendar's address that it was got from.
        patience: how long to wait and how much to take.

    Raises:
        BadInput: the library opentimestamps is not installed.
        NoStamp: the proof is none, or no calendar that promised more could be asked.
    """
    require_library()
    from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation

    proof = _parsed(content)
    failures = []
    for node in list(_nodes(proof.timestamp)):
        for attestation in [each for each in node.attestations if isinstance(each, PendingAttestation)]:
            try:
                _require_known(attestation.uri, asked)
                node.merge(_asked_again(attestation.uri, node.msg, patience))
            except NotThere:
                continue
            except NoStamp as error:
                failures.append(f"{attestation.uri}: {error}")
    if any(isinstance(each, BitcoinBlockHeaderAttestation) for _, each in proof.timestamp.all_attestations()):
        return _spelled(proof)
    if failures:
        raise NoStamp("; ".join(failures))
    return None


def check(content: bytes, text: bytes) -> Promise:
    """Whether a proof is for these bytes, and what it leads to.

    Raises:
        NoStamp: it is no proof of OpenTimestamps, or one for other bytes.
    """
    digest = hashlib.sha256(text).digest()
    if len(content) > LONGEST_FILE:
        raise NoStamp(f"the proof is longer than {LONGEST_FILE:,} bytes")
    if not content.startswith(_BEGINNING):
        raise NoStamp("not a proof of OpenTimestamps of a SHA-256")
    if content[len(_BEGINNING) :][: len(digest)] != digest:
        raise NoStamp("the proof is for other bytes")
    if not _library_is_here():
        return Promise(pending=(), blocks=(), read=False)
    return _promise(_parsed(content))


def _promise(proof: DetachedTimestampFile) -> Promise:
    from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation

    pending, blocks = set(), set()
    for message, attestation in proof.timestamp.all_attestations():
        if isinstance(attestation, PendingAttestation):
            pending.add(attestation.uri)
        elif isinstance(attestation, BitcoinBlockHeaderAttestation) and len(message) == 32:
            blocks.add((attestation.height, message[::-1].hex()))
    return Promise(pending=tuple(sorted(pending)), blocks=tuple(sorted(blocks)))


def _require_known(calendar: str, asked: str) -> None:
    from opentimestamps.calendar import DEFAULT_CALENDAR_WHITELIST

    if calendar.rstrip("/") != asked.rstrip("/") and calendar not in DEFAULT_CALENDAR_WHITELIST:
        raise NoStamp("no calendar known here, and not asked")


def _library_is_here() -> bool:
    return importlib.util.find_spec("opentimestamps") is not None


def _asked_again(calendar: str, commitment: bytes, patience: Patience) -> Timestamp:
    """What a calendar knows by now of a commitment it promised to bind."""
    address = f"{calendar.rstrip('/')}/timestamp/{commitment.hex()}"
    return _timestamp(exchange(address, accept=_ACCEPT, patience=_bounded(patience)), commitment)


def _bounded(patience: Patience) -> Patience:
    return Patience(seconds=patience.seconds, bytes=min(patience.bytes, LONGEST_ANSWER))


def _nodes(timestamp: Timestamp) -> list[Timestamp]:
    """Every message on the proof's paths."""
    return [timestamp, *(node for below in timestamp.ops.values() for node in _nodes(below))]


def _timestamp(answer: bytes, message: bytes) -> Timestamp:
    """A calendar's answer: paths that begin at the message.

    Raises:
        NoStamp: these bytes are none.
    """
    from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError
    from opentimestamps.core.timestamp import Timestamp

    context = BytesDeserializationContext(answer)
    try:
        found: Timestamp = Timestamp.deserialize(context, message)
        context.assert_eof()
    except (DeserializationError, ValueError) as error:
        raise NoStamp("the answer is no proof of OpenTimestamps") from error
    return found


def _parsed(content: bytes) -> DetachedTimestampFile:
    from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError
    from opentimestamps.core.timestamp import DetachedTimestampFile

    try:
        proof: DetachedTimestampFile = DetachedTimestampFile.deserialize(BytesDeserializationContext(content))
    except (DeserializationError, ValueError) as error:
        raise NoStamp("not a proof of OpenTimestamps") from error
    return proof


def _spelled(proof: DetachedTimestampFile) -> bytes:
    from opentimestamps.core.serialize import BytesSerializationContext

    context = BytesSerializationContext()
    proof.serialize(context)
    spelled: bytes = context.getbytes()
    return spelled
