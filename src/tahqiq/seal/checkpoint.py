"""The signed head of a custody log: one short text that all of the archive hangs on.

The text is a checkpoint (https://c2sp.org/tlog-checkpoint) in a signed note
(https://c2sp.org/signed-note), so that witnesses and tools of transparency logs read it too. Who holds
it, with the public key, can tell whether an archive is the one it was made for, or a later one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tahqiq.seal.errors import Damaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: Characters; a longer text is no head of ours.
LONGEST = 1_024

_ED25519 = b"\1"
_TEXT = re.compile(
    r"(?P<body>(?P<origin>tahqiq/[0-9a-f-]{36})\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"at (?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z)\n)"
    r"\n\u2014 (?P<signer>\S+) (?P<signature>[A-Za-z0-9+/]{91}=)\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A head: how many events, the root over them, when, and who signed.

    Attributes:
        origin: ``tahqiq/`` and the archive's id.
        size: number of leaves. root: 32 bytes. at: UTC.
        text: the whole signed note.
    """

    origin: str
    size: int
    root: bytes
    at: str
    text: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the whole text: what trusted time is asked for."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def sign(key: Ed25519PrivateKey, *, origin: str, size: int, root: bytes, at: str) -> Checkpoint:
    """A head, signed.

    Args:
        key: the archive's signing key.
        origin: ``tahqiq/`` and the archive's id.
        size, root: of the tree.
        at: UTC, ISO 8601 with microseconds and 'Z'.
    """
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\nat {at}\n"
    signature = _key_id(origin, key.public_key().public_bytes_raw()) + key.sign(body.encode())
    text = f"{body}\n\u2014 {origin} {base64.b64encode(signature).decode()}\n"
    return Checkpoint(origin=origin, size=size, root=root, at=at, text=text)


def parse(text: str) -> Checkpoint:
    """Reads a head back, without believing it: see ``verify``.

    Raises:
        Damaged: not exactly a text that ``sign`` would write.
    """
    found = _TEXT.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found["signer"] != found["origin"]:
        raise Damaged("not a signed head of an archive")
    _decoded(found["signature"])
    return Checkpoint(
        origin=found["origin"],
        size=int(found["size"]),
        root=_decoded(found["root"]),
        at=found["at"],
        text=text,
    )


def verify(checkpoint: Checkpoint, public_key: bytes) -> bool:
    """Whether a head was signed with the key whose public half (32 bytes) is given."""
    body, _, note = checkpoint.text.rpartition("\n\u2014 ")
    signature = _decoded(note.rpartition(" ")[2].strip())
    if signature[:4] != _key_id(checkpoint.origin, public_key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature[4:], body.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _key_id(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def _decoded(text: str) -> bytes:
    """Base64, spelled as it would be written; ``_TEXT`` has seen to alphabet and length."""
    found = base64.b64decode(text)
    if base64.b64encode(found).decode() != text:
        raise Damaged("not a signed head of an archive")
    return found
