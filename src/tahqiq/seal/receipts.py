"""Who brought an item in, how, when and whence.

A receipt is kept apart from the custody log, which knows only its hash: the log can
be shown to anyone, a receipt only to those who may know. The salt keeps the hash from
being guessed from a likely collector and name.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from tahqiq.seal.canonical import canonical
from tahqiq.seal.errors import Damaged, Unsealable
from tahqiq.vocab.ids import is_sha256

FORMAT = "receipt/1"
#: Bytes; a longer receipt is refused, so that verifying one takes bounded memory.
LONGEST = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the person who seals an item states about it (Berkeley Protocol: chain of custody).

    Attributes:
        by: who sealed it: an account's name, or the local operator.
        original_name: its name where it came from; bytes that are no UTF-8 as Python's surrogates.
        how: the way it came in, such as 'tahqiq import airwars'.
        source_address: the address it was taken from.
        legal_basis: on which legal basis or consent it is kept.
        captured_at: when it was captured, if known; with a time zone.
        parent_sha256, operation: for a derived item, the item it was made from and what was done.

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
    """A receipt as it is kept (format: receipt/1).

    Attributes:
        item, size, media_type: SHA-256, bytes and type of the item's content.
        original_name_hex: the name's bytes, where they are no UTF-8 and the name had to be mended.
        modified_at: when the file was last changed where it lay, by its own file system.
        sealed_at: UTC.
    """

    format: str
    salt: str
    item: str
    size: int
    media_type: str
    sealed_at: str
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

    def canonical(self) -> bytes:
        """The bytes that are kept, and hashed.

        Raises:
            Unsealable: a field is no text or the whole is too long.
        """
        try:
            spelled = canonical(asdict(self))
        except ValueError as error:
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

    @property
    def true_name(self) -> str:
        """The original name, with bytes that are no UTF-8 as Python's surrogates."""
        if not self.original_name_hex:
            return self.original_name
        return bytes.fromhex(self.original_name_hex).decode("utf-8", "surrogateescape")


def stored(
    receipt: Receipt, *, item: str, size: int, media_type: str, modified_at: str, sealed_at: str, tool: str
) -> StoredReceipt:
    """The receipt together with what was found in the bytes."""
    name, name_hex = _spell_name(receipt.original_name)
    captured = receipt.captured_at
    return StoredReceipt(
        format=FORMAT,
        salt=secrets.token_hex(16),
        item=item,
        size=size,
        media_type=media_type,
        sealed_at=sealed_at,
        tool=tool,
        by=receipt.by,
        how=receipt.how,
        original_name=name,
        original_name_hex=name_hex,
        modified_at=modified_at,
        source_address=receipt.source_address,
        legal_basis=receipt.legal_basis,
        note=receipt.note,
        captured_at="" if captured is None else utc(captured),
        parent_sha256=receipt.parent_sha256,
        operation=receipt.operation,
    )


def utc(moment: datetime) -> str:
    """A moment in UTC, ISO 8601 with microseconds and 'Z'."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _spell_name(name: str) -> tuple[str, str]:
    """A name as valid text, and its bytes in hexadecimal where the text had to be mended."""
    raw = name.encode("utf-8", "surrogateescape")
    mended = raw.decode("utf-8", "replace")
    return mended, "" if mended == name else raw.hex()
