"""Who brought an item in, how, when and whence: the receipts of archive/1."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import msgspec

from tahqiq.seal.archive1.spelling import canonical
from tahqiq.seal.errors import Damaged

FORMAT = "receipt/1"
#: Bytes; no receipt is longer, so that verifying one takes bounded memory.
LONGEST = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReceipt1:
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
        """The bytes that were kept, and hashed."""
        return canonical(asdict(self))

    @classmethod
    def parse(cls, spelled: bytes) -> StoredReceipt1:
        """Reads a receipt back.

        Raises:
            Damaged: these bytes are no canonical receipt.
        """
        try:
            receipt = msgspec.json.decode(spelled, type=cls)
            same = receipt.format == FORMAT and receipt.canonical() == spelled
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Damaged("not a receipt in canonical form") from error
        if not same or len(spelled) > LONGEST:
            raise Damaged("not a receipt in canonical form")
        return receipt

    @property
    def true_name(self) -> str:
        """The original name, with bytes that are no UTF-8 as Python's surrogates."""
        if not self.original_name_hex:
            return self.original_name
        return bytes.fromhex(self.original_name_hex).decode("utf-8", "surrogateescape")
