"""Who brought an item in, how, when and whence; and who opened it, passed it on or had it removed.

A receipt is kept apart from the custody log, in a box of its own (``boxes``): the log can be shown to
anyone, a receipt only to those who may know. What ties it to the log is its *opening*: the few fields
that prove what was sealed and when, with a salt, and nothing about who. The log holds their hash.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from tahqiq.seal.canonical import canonical
from tahqiq.seal.errors import Damaged, Unsealable
from tahqiq.vocab.ids import is_sha256

FORMAT = "receipt/2"
#: Bytes; a longer receipt is refused, so that verifying one takes bounded memory.
LONGEST = 262_144
#: Fields of an opening: all that a proof shows of a receipt.
OPENED = ("archive", "at", "event", "item", "media_type", "salt", "size")

_COMMITMENT = b"tahqiq commitment/1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the person who seals an item states about it (Berkeley Protocol: chain of custody).

    Attributes:
        by: who did it: an account's name, or the local operator.
        original_name: its name where it came from; bytes that are no UTF-8 as Python's surrogates.
        how: the way it came in, such as 'tahqiq import airwars'.
        source_address: the address it was taken from.
        legal_basis: on which legal basis or consent it is kept.
        captured_at: when it was captured, if known; with a time zone.
        parent_sha256, operation: for a derived item, the item it was made from and what was done.
        stated: what else whoever brought it says, such as a camera card's label; plain JSON.

    Raises:
        ValueError: nobody is named, a time has no zone, or half of parent and operation is given.
    """

    by: str
    original_name: str
    how: str = ""
    source_address: str = ""
    legal_basis: str = ""
    note: str = ""
    captured_at: datetime | None = None
    parent_sha256: str = ""
    operation: str = ""
    stated: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.by:
            raise ValueError("a receipt names who sealed the item")
        if self.captured_at is not None and self.captured_at.tzinfo is None:
            raise ValueError("the time of capture needs its time zone")
        if bool(self.parent_sha256) != bool(self.operation):
            raise ValueError("a derived item names its parent and the operation")
        if self.parent_sha256 and not is_sha256(self.parent_sha256):
            raise ValueError(f"not a SHA-256: {self.parent_sha256}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReceipt:
    """A receipt as it is kept (format: receipt/2).

    Attributes:
        event: 'sealed', or another event of custody (``pages.EVENTS``).
        archive: the id of the archive.
        item, blake3, size, media_type: digests, bytes and type of the item's content.
        at: UTC. local_at: the same by the clock on the wall, with its zone.
        original_name_hex: the name's bytes, where they are no UTF-8 and the name had to be mended.
        modified_at: when the file was last changed where it lay, by its own file system.
        embedded: what the file says of itself: claims by the file.
        perceptual: perceptual hash of an image or video, as a suggestion of what looks alike.
    """

    format: str
    event: str
    archive: str
    salt: str
    item: str
    blake3: str
    size: int
    media_type: str
    at: str
    local_at: str
    tool: str
    by: str
    how: str
    original_name: str
    original_name_hex: str
    modified_at: str
    source_address: str
    legal_basis: str
    note: str
    captured_at: str
    parent_sha256: str
    operation: str
    stated: dict[str, object]
    embedded: dict[str, object]
    perceptual: str

    def canonical(self) -> bytes:
        """The bytes that are kept.

        Raises:
            Unsealable: a field is no text or the whole is too long.
        """
        try:
            spelled = canonical(self)
        except (ValueError, TypeError) as error:
            raise Unsealable("a receipt's field is no valid text", file=self.original_name) from error
        if len(spelled) > LONGEST:
            raise Unsealable(f"the receipt is longer than {LONGEST} bytes", file=self.original_name)
        return spelled

    @classmethod
    def parse(cls, spelled: bytes) -> StoredReceipt:
        """Reads a receipt back.

        Raises:
            Damaged: these bytes are no canonical receipt.
        """
        try:
            receipt = msgspec.json.decode(spelled, type=cls)
            same = receipt.format == FORMAT and receipt.canonical() == spelled
        except (msgspec.MsgspecError, ValueError, RecursionError, Unsealable) as error:
            raise Damaged("not a receipt in canonical form") from error
        if not same:
            raise Damaged("not a receipt in canonical form")
        return receipt

    def opening(self) -> bytes:
        """The fields that prove what was sealed and when, and nothing about who."""
        return canonical({name: getattr(self, name) for name in OPENED})

    def commitment(self) -> str:
        """What the custody log holds of the opening."""
        return commitment_to(self.opening())

    @property
    def true_name(self) -> str:
        """The original name, with bytes that are no UTF-8 as Python's surrogates."""
        if not self.original_name_hex:
            return self.original_name
        return bytes.fromhex(self.original_name_hex).decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A receipt in its box, with what anybody may check.

    Attributes:
        box, nonce: the encrypted receipt, base64; 12 bytes in hexadecimal.
        object: name of the stored bytes; '' for an event that brought none.
        stored, stored_blake3, stored_size: digests and number of the stored bytes; '' and 0 without any.
        tombstone: what a lawful removal destroyed: names of objects and hashes of receipts.
        wrapped: SHA-256 of the receipt's wrapped key.
    """

    box: str
    nonce: str
    object: str
    stored: str
    stored_blake3: str
    stored_size: int
    tombstone: list[str]
    wrapped: str

    def line(self) -> bytes:
        """The line of the page of receipts, without its end."""
        return canonical(self)

    @property
    def content(self) -> tuple[bytes, bytes]:
        """The box's bytes and the nonce."""
        return base64.b64decode(self.box), bytes.fromhex(self.nonce)

    @classmethod
    def parse(cls, line: bytes) -> Envelope:
        """Reads a line back.

        Raises:
            Damaged: not exactly a line that ``line`` would write.
        """
        try:
            envelope = msgspec.json.decode(line, type=cls)
            same = envelope.line() == line and len(envelope.content[1]) == 12
        except (msgspec.MsgspecError, binascii.Error, ValueError, RecursionError) as error:
            raise Damaged("not a receipt's envelope in canonical form") from error
        if not same:
            raise Damaged("not a receipt's envelope in canonical form")
        return envelope


def commitment_to(opening: bytes) -> str:
    """SHA-256 of an opening, kept apart from every other hash by what stands before it."""
    return hashlib.sha256(_COMMITMENT + opening).hexdigest()


def utc(moment: datetime) -> str:
    """A moment in UTC, ISO 8601 with microseconds and 'Z'."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def spelled_name(name: str) -> tuple[str, str]:
    """A name as valid text, and its bytes in hexadecimal where the text had to be mended."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        return raw.decode("utf-8", "replace"), raw.hex()
    return name, ""
