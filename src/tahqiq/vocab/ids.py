"""Identity: imported things keep their key, claims their meaning, new records get a random id."""

from __future__ import annotations

import hashlib
import json
import re
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

#: The root of all identifiers Tahqiq derives from imported keys.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:tahqiq:ids/1")
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)


def new_id() -> UUID:
    """The id of a record made here."""
    return uuid4()


def imported_id(source: str, *key: str) -> UUID:
    """UUIDv5 of a source's name and its key for the thing: the same at every import."""
    return uuid5(uuid5(NAMESPACE, source), json.dumps(key, ensure_ascii=False))


def claim_id(text_sha256: str, locator: str, meaning: dict[str, object]) -> UUID:
    """The id of a claim: a hash of the text, the place in it, and what it is taken to say."""
    spelled = json.dumps([text_sha256, locator, meaning], ensure_ascii=False, sort_keys=True, default=str)
    digest = int.from_bytes(hashlib.sha256(spelled.encode()).digest()[:16])
    version_and_variant = digest & ~(0xF000C << 60) | 0x80008 << 60  # RFC 9562, version 8
    return UUID(int=version_and_variant)


def is_sha256(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal."""
    return _SHA256.fullmatch(text) is not None
