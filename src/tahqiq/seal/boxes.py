"""Encryption: a box around a receipt, and a stream of boxes around an item of any size.

Items are cut into pieces of 64 KiB, each sealed by AES-256-GCM under a nonce that counts the pieces and
says which is the last (STREAM: Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015), so that none can be
changed, moved, repeated or cut off unnoticed, and a passage can be read without what stands before it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tahqiq.seal.errors import Damaged

MAGIC = b"tahqiq object/1\n"
#: Bytes of plaintext in a piece, and of its tag.
PIECE, TAG = 1 << 16, 16
#: Bytes before the first piece: magic, page, row, and what every nonce of this item begins with.
HEADER = len(MAGIC) + 8 + 4 + 7

_RECEIPT = b"tahqiq receipt/2"


def close_box(content: bytes, *, key: bytes, nonce: bytes) -> bytes:
    """A receipt, for its key alone (32 bytes; the key is used once, so 12 bytes of nonce are plenty)."""
    return AESGCM(key).encrypt(nonce, content, _RECEIPT)


def open_box(box: bytes, *, key: bytes, nonce: bytes) -> bytes:
    """What a box holds.

    Raises:
        Damaged: it was changed, or closed under another key.
    """
    try:
        return AESGCM(key).decrypt(nonce, box, _RECEIPT)
    except (InvalidTag, ValueError) as error:
        raise Damaged("a receipt does not open under its key") from error


@dataclass(frozen=True, slots=True)
class Header:
    """How an encrypted item begins: where its key stands, and what its nonces begin with (7 bytes)."""

    page: int
    row: int
    prefix: bytes

    def spelled(self) -> bytes:
        """The bytes of it."""
        return MAGIC + self.page.to_bytes(8, "big") + self.row.to_bytes(4, "big") + self.prefix

    @classmethod
    def parse(cls, spelled: bytes) -> Header:
        """Reads it back.

        Raises:
            Damaged: this is no beginning of an encrypted item.
        """
        if len(spelled) != HEADER or not spelled.startswith(MAGIC):
            raise Damaged("not an encrypted item")
        at = len(MAGIC)
        page, row = (
            int.from_bytes(spelled[at : at + 8], "big"),
            int.from_bytes(spelled[at + 8 : at + 12], "big"),
        )
        return cls(page, row, spelled[at + 12 :])


class Encrypting:
    """Makes the stored bytes of an item out of those that come (``intake.Transform``)."""

    def __init__(self, header: Header, key: bytes) -> None:
        self._cipher, self._header, self._count = AESGCM(key), header, 0
        self._waiting, self._begun = bytearray(), False

    def update(self, chunk: memoryview, /) -> bytes:
        """Stored bytes as far as they can be told: the last piece is held back."""
        self._waiting += chunk
        parts = [self._beginning()]
        whole = max(0, len(self._waiting) - 1) // PIECE * PIECE
        view = memoryview(self._waiting)
        parts += [self._piece(view[at : at + PIECE], last=False) for at in range(0, whole, PIECE)]
        view.release()
        del self._waiting[:whole]
        return b"".join(parts)

    def finish(self) -> bytes:
        """The last piece, which may be empty."""
        return self._beginning() + self._piece(memoryview(self._waiting), last=True)

    def _beginning(self) -> bytes:
        begun, self._begun = self._begun, True
        return b"" if begun else self._header.spelled()

    def _piece(self, content: memoryview, *, last: bool) -> bytes:
        nonce = _nonce(self._header, self._count, last=last)
        self._count += 1
        return self._cipher.encrypt(nonce, content, None)


class Decrypting(io.RawIOBase):
    """An encrypted item, read as the bytes that were sealed; every piece is checked as it is read."""

    def __init__(self, stored: BinaryIO, header: Header, key: bytes) -> None:
        super().__init__()
        self._stored, self._header, self._cipher = stored, header, AESGCM(key)
        pieces = stored.seek(0, io.SEEK_END) - HEADER
        self._last = max(0, -(-pieces // (PIECE + TAG)) - 1)
        self._size = pieces - (self._last + 1) * TAG
        self._at, self._held, self._content = 0, -1, b""
        if self._size < 0:
            raise Damaged("an encrypted item was cut")

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be sought in."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Goes to a byte of the plain item."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: object, /) -> int:
        """Fills as much as one piece gives.

        Raises:
            Damaged: a piece was changed, moved or cut off.
        """
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        number, within = divmod(self._at, PIECE)
        if self._at >= self._size:
            self._piece(self._last)  # an end that was cut must not pass for the end
            return 0
        part = self._piece(number)[within : within + len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Closes what it reads from."""
        self._stored.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if number != self._held:
            self._stored.seek(HEADER + number * (PIECE + TAG))
            nonce = _nonce(self._header, number, last=number == self._last)
            try:
                self._content = self._cipher.decrypt(nonce, self._stored.read(PIECE + TAG), None)
            except (InvalidTag, ValueError) as error:
                raise Damaged("the bytes of an encrypted item have changed") from error
            self._held = number
        return self._content


def _nonce(header: Header, count: int, *, last: bool) -> bytes:
    return header.prefix + count.to_bytes(4, "big") + bytes([last])
