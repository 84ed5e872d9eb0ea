"""Who the people behind pseudonyms are, closed to named keepers: who holds the database alone knows none.

Each identity has a key of its own (AES-256-GCM, random, used once); that key is closed to every keeper by
Hybrid Public Key Encryption (RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM). The words are
padded to whole blocks, and bound to their entry, so that boxes cannot be swapped unseen. A keeper's secret
half lies in a file of its own outside the database, closed once more by the keeper's passphrase (scrypt,
RFC 7914): file and passphrase together open, neither alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tahqiq.vocab.errors import BadInput

#: Bytes that an identity is padded to a multiple of.
BLOCK = 4096
#: Code points of a passphrase, at least.
SHORTEST = 12
_TOO_SHORT = "a keeper's passphrase has at least 12 characters"
KEY_FORMAT = "vault-key/1"
_INFO, _DOCUMENT = b"tahqiq vault/1", b"tahqiq vault document/1"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE, _SALT = 12, 16
#: Cost of a guess: 64 MiB and about a fifth of a second (RFC 7914, section 2).
_COST = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, and how they can be reached safely.

    Attributes:
        name: as they gave it, in their own script.
        contact: telephone, address, a relative: whatever reaches them.
        safe_ways: how and when they may be contacted, and what must never be done.
        note: what else a keeper must know.
    """

    name: str
    contact: str = ""
    safe_ways: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """An identity that nobody but its keepers can read.

    Attributes:
        sealed: nonce and encrypted identity.
        wrapped: keeper → the entry's key closed to them, hexadecimal.
    """

    sealed: bytes
    wrapped: Mapping[str, str]


class _KeyFile(msgspec.Struct):
    """A keeper's secret half, closed by a passphrase."""

    format: str
    salt: str
    box: str
    public: str


def make_keeper_key(passphrase: str) -> tuple[bytes, str]:
    """A new key: what its file holds, and its public half (64 hexadecimal digits).

    Raises:
        BadInput: the passphrase is too short.
    """
    if len(passphrase) < SHORTEST:
        raise BadInput(_TOO_SHORT, remedy="take a sentence")
    secret, salt, nonce = X25519PrivateKey.generate(), os.urandom(_SALT), os.urandom(_NONCE)
    public = secret.public_key().public_bytes_raw().hex()
    box = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, secret.private_bytes_raw(), public.encode())
    kept = _KeyFile(KEY_FORMAT, salt.hex(), (nonce + box).hex(), public)
    return msgspec.json.encode(kept) + b"\n", public


def open_keeper_key(content: bytes, passphrase: str) -> X25519PrivateKey:
    """The secret half, of its file's content and the keeper's passphrase.

    Raises:
        BadInput: the passphrase is wrong, or the file is none of these.
    """
    try:
        kept = msgspec.json.decode(content, type=_KeyFile)
        salt, box = bytes.fromhex(kept.salt), bytes.fromhex(kept.box)
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadInput("this is no keeper's key", remedy="put back the file from your backup") from error
    if kept.format != KEY_FORMAT:
        raise BadInput(f"this keeper's key is of the format {kept.format!r}; {KEY_FORMAT!r} is read")
    try:
        key = AESGCM(_stretched(passphrase, salt))
        return X25519PrivateKey.from_private_bytes(
            key.decrypt(box[:_NONCE], box[_NONCE:], kept.public.encode())
        )
    except (InvalidTag, ValueError) as error:
        raise BadInput("the passphrase does not open this keeper's key") from error


def close_identity(identity: Identity, keepers: Mapping[str, str], *, entry: str) -> Closed:
    """An identity closed to its keepers.

    Args:
        keepers: keeper → public half.
        entry: what the box is bound to; the same is needed to open it.

    Raises:
        BadInput: there is no keeper, so that nobody could ever open it.

    >>> file, public = make_keeper_key("a sentence of several words")
    >>> box = close_identity(Identity(name="Somebody"), {"amal": public}, entry="1")
    >>> key = open_keeper_key(file, "a sentence of several words")
    >>> open_identity(box, key, keeper="amal", entry="1").name, b"Somebody" in box.sealed
    ('Somebody', False)
    """
    if not keepers:
        raise BadInput("nobody keeps the vault of this case", remedy="name a keeper first")
    secret, nonce = os.urandom(32), os.urandom(_NONCE)
    plain = msgspec.json.encode(identity)
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    sealed = nonce + AESGCM(secret).encrypt(nonce, padded, _bound(entry))
    return Closed(sealed, {name: _wrap(secret, public, entry) for name, public in keepers.items()})


def open_identity(closed: Closed, key: X25519PrivateKey, *, keeper: str, entry: str) -> Identity:
    """Who somebody is.

    Raises:
        BadInput: it was not closed to this keeper or key, or the box was changed or swapped.
    """
    secret = _unwrapped(closed, key, keeper, entry)
    try:
        sealed = closed.sealed
        plain = AESGCM(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(entry))
        return msgspec.json.decode(plain, type=Identity)
    except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
        raise BadInput("this box of the vault was changed since it was closed") from error


def close_to(
    closed: Closed, key: X25519PrivateKey, *, keeper: str, entry: str, further: str, public: str
) -> Closed:
    """The same box, closed to a further keeper as well, by one who can open it.

    Args:
        further, public: the new keeper, and the public half of their key.

    Raises:
        BadInput: see ``open_identity``.
    """
    secret = _unwrapped(closed, key, keeper, entry)
    return Closed(closed.sealed, {**closed.wrapped, further: _wrap(secret, public, entry)})


def close_document(content: bytes) -> tuple[bytes, str]:
    """A document closed under a key of its own, and that key (hexadecimal), to be kept in an identity.

    >>> box, key = close_document(b"a form as it came")
    >>> open_document(box, key), b"form" in box
    (b'a form as it came', False)
    """
    secret, nonce = os.urandom(32), os.urandom(_NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, content, _DOCUMENT), secret.hex()


def open_document(box: bytes, key: str) -> bytes:
    """The document again.

    Raises:
        BadInput: it was changed since it was closed, or the key is another's.
    """
    try:
        return AESGCM(bytes.fromhex(key)).decrypt(box[:_NONCE], box[_NONCE:], _DOCUMENT)
    except (InvalidTag, ValueError) as error:
        raise BadInput("this document does not open under the key that the vault keeps for it") from error


def _unwrapped(closed: Closed, key: X25519PrivateKey, keeper: str, entry: str) -> bytes:
    wrapped = closed.wrapped.get(keeper)
    if wrapped is None:
        raise BadInput("this identity is not closed to you", remedy="ask a keeper who can open it")
    try:
        return _SUITE.decrypt(bytes.fromhex(wrapped), key, info=_INFO + _bound(entry))
    except (InvalidTag, ValueError) as error:
        raise BadInput("this identity does not open under your key") from error


def _wrap(secret: bytes, public: str, entry: str) -> str:
    try:
        key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    except ValueError as error:
        raise BadInput("a keeper's public key is not 64 hexadecimal digits") from error
    return _SUITE.encrypt(secret, key, info=_INFO + _bound(entry)).hex()


def _bound(entry: str) -> bytes:
    return b" entry " + entry.encode()


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
