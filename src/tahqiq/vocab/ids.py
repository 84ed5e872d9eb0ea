"""Identity: imported things keep their key, claims their meaning, new records get a random id."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

#: The root of all identifiers Tahqiq derives from imported keys.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:tahqiq:ids/1")
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)
#: How the stand-in for a hash begins that a release may not name.
VEIL = "withheld-"
_VEILED = re.compile(f"{VEIL}[0-9a-f]{{32}}", re.ASCII)


def new_id() -> UUID:
    """The id of a record made here."""
    return uuid4()


def imported_id(source: str, *key: str) -> UUID:
    """UUIDv5 of a source's name and its key for the thing: the same at every import."""
    return uuid5(uuid5(NAMESPACE, source), json.dumps(key, ensure_ascii=False))


def claim_id(text_sha256: str, locator: str, meaning: dict[str, object]) -> UUID:
    """The id of a claim: a hash of the text, the place in it, and what it is taken to say."""
    spelled = json.dumps([text_sha256, locator, meaning], ensure_ascii=False, sort_keys=True, default=str)
    return _of_digest(hashlib.sha256(spelled.encode()).digest())


def _of_digest(digest: bytes) -> UUID:
    """The first bytes of a digest as a UUID of version 8 (RFC 9562)."""
    first = int.from_bytes(digest[:16])
    return UUID(int=first & ~(0xF000C << 60) | 0x80008 << 60)


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal."""
    return _SHA256.fullmatch(text) is not None


def veiled_id(secret: UUID, *what: str) -> UUID:
    """What a thing is called outside when its id would tell that it is held: a UUID, always the same.

    Ids that follow from a hash let whoever holds the bytes find them in a release. This one follows from a
    secret of the record as well (HMAC-SHA256, RFC 2104), and says nothing without it.

    Args:
        secret: a random id that leaves with no release.
        what: the kind of thing and its id.

    >>> veiled_id(UUID(int=1), "item", "a") == veiled_id(UUID(int=1), "item", "a")
    True
    >>> veiled_id(UUID(int=1), "item", "a") == veiled_id(UUID(int=2), "item", "a")
    False
    """
    spelled = json.dumps(what, ensure_ascii=False).encode()
    return _of_digest(hmac.digest(secret.bytes, spelled, "sha256"))


def veiled_hash(secret: UUID, sha256: str) -> str:
    """What stands for a SHA-256 that may not leave; no hash of anything.

    >>> is_veiled(veiled_hash(UUID(int=1), "0" * 64)), is_veiled("0" * 64)
    (True, False)
    """
    return VEIL + veiled_id(secret, "sha256", sha256).hex


def is_veiled(text: str) -> bool:
    """Whether the text stands for a SHA-256 that a release may not name."""
    return _VEILED.fullmatch(text) is not None
