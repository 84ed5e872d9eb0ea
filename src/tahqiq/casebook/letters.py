"""Letters of readers, closed to one key: who holds the database alone reads none of them.

A letter is encrypted to the home's X25519 key by Hybrid Public Key Encryption (RFC 9180: DHKEM(X25519,
HKDF-SHA256), HKDF-SHA256, AES-256-GCM), so that whoever receives it needs the public half only. Its words are
padded to a whole number of blocks: lengths tell nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tahqiq.vocab.errors import BadInput

#: Bytes that a closed letter is padded to a multiple of.
BLOCK = 4096
_INFO = b"tahqiq correction/1"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a reader wrote.

    Attributes:
        about: the page or code it is about, as the reader put it.
        kind: what is to be corrected (``vocab.corrections.CorrectionKind``), or '' .
        words: the letter itself.
        reply: how the reader can be reached; '' unless they chose to say.
    """

    about: str
    kind: str
    words: str
    reply: str = ""


def public_half(secret: str) -> X25519PublicKey:
    """The key to close letters to, of the home's secret (64 hexadecimal digits).

    Raises:
        BadInput: that is no secret.
    """
    return _private(secret).public_key()


def close_letter(letter: Letter, key: X25519PublicKey) -> bytes:
    """A letter for the holder of the key alone.

    >>> secret = "07" * 32
    >>> letter = Letter(about="CS1", kind="figure", words="Three, not four.")
    >>> box = close_letter(letter, public_half(secret))
    >>> open_letter(box, secret) == letter, b"Three" in box
    (True, False)
    """
    plain = msgspec.json.encode(letter)
    return _SUITE.encrypt(plain.ljust(-(-len(plain) // BLOCK) * BLOCK), key, info=_INFO)


def open_letter(box: bytes, secret: str) -> Letter:
    """What a reader wrote.

    Raises:
        BadInput: the letter was closed to another key, or changed since.
    """
    try:
        return msgspec.json.decode(_SUITE.decrypt(box, _private(secret), info=_INFO), type=Letter)
    except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
        remedy = "put back the key of corrections that this home had when it came"
        raise BadInput("this letter does not open under the home's key", remedy=remedy) from error


def _private(secret: str) -> X25519PrivateKey:
    try:
        return X25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    except ValueError as error:
        raise BadInput("the home's key of corrections is not 64 hexadecimal digits") from error
