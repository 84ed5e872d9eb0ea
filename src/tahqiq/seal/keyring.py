"""The secrets of an archive, which never stand in it.

``log.key`` signs the heads of its custody log, ``archive.key`` opens receipts and, in an encrypted
archive, items. They lie in a folder of their own: in a home ``keys/archive``, for an archive that
stands alone ``<archive>.keys`` beside it. Beside them lie two things that are no secrets and can be
lost: the last head this place saw, and an index.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tahqiq.durable import replacing_folder, write_file
from tahqiq.seal import checkpoint
from tahqiq.seal.checkpoint import Checkpoint
from tahqiq.seal.errors import Damaged, NoKeys

#: Bytes: a wrapped key is a nonce, the item's key and a tag; the item's key boxes its receipt and its bytes.
NONCE, ITEM_KEY = 12, 64

_LOG, _ARCHIVE = "log", "archive"
_HOME_MARK = "tahqiq.toml"


def keys_beside(place: Path | str) -> Path:
    """Where the keys of an archive are looked for when nobody says.

    >>> keys_beside(Path("/work/evidence"))
    PosixPath('/work/evidence.keys')
    >>> keys_beside("s3://bucket/evidence")
    PosixPath('evidence.keys')
    """
    if isinstance(place, str) and "://" in place:
        return Path(place.rstrip("/").rpartition("/")[2] + ".keys")
    path = Path(os.path.abspath(place))  # noqa: PTH100 - a link is not followed: keys lie beside the name given
    if (path.parent / _HOME_MARK).is_file():
        return path.parent / "keys" / path.name
    return path.with_name(f"{path.name}.keys")


@dataclass(frozen=True)
class Keyring:
    """The keys in one folder. Get one from ``at`` or ``create``."""

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> Keyring:
        """The keys that lie there, made first where there are none.

        Raises:
            BadInput: something else stands there.
            OSError: the folder could not be written.
        """
        if not (folder / f"{_LOG}.key").exists():
            with replacing_folder(folder, replaceable=lambda _: False) as fresh:
                fresh.chmod(0o700)
                for name in (_LOG, _ARCHIVE):
                    _write_secret(fresh / f"{name}.key", secrets.token_hex(32))
        return cls(folder)

    @cached_property
    def signing(self) -> Ed25519PrivateKey:
        """The key that signs heads.

        Raises:
            NoKeys: it is not there, or others can read it.
        """
        return Ed25519PrivateKey.from_private_bytes(_secret(self.folder, _LOG))

    @property
    def public(self) -> bytes:
        """The public half of the signing key: 32 bytes, to be given to whoever verifies."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def can_open(self) -> bool:
        """Whether the key that opens receipts is at hand."""
        return _variable(_ARCHIVE) in os.environ or (self.folder / f"{_ARCHIVE}.key").exists()

    @cached_property
    def check(self) -> str:
        """What an archive says of its key, so that a wrong one is noticed before it is used."""
        return hmac.digest(self._derived("check"), b"", "sha256").hex()

    def object_name(self, sha256: str) -> str:
        """The name of an encrypted item: the same for the same bytes, and nothing to who lacks the key."""
        return hmac.digest(self._name_key, bytes.fromhex(sha256), "sha256").hex()

    def wrap(self, key: bytes) -> bytes:
        """An item's key, for the archive's key alone (AES-256-GCM, NIST SP 800-38D)."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._wrapping.encrypt(nonce, key, b"tahqiq key/1")

    def unwrap(self, wrapped: bytes) -> bytes:
        """An item's key.

        Raises:
            Damaged: it was wrapped under another key, or changed since.
        """
        try:
            return self._wrapping.decrypt(wrapped[:NONCE], wrapped[NONCE:], b"tahqiq key/1")
        except (InvalidTag, ValueError) as error:
            raise Damaged("a wrapped key does not open: it was changed, or is another archive's") from error

    @property
    def index(self) -> Path:
        """Where to look for the index of receipts: a cache, made again at will."""
        return self.folder / "index.sqlite"

    def seen(self) -> Checkpoint | None:
        """The last head this place saw; None if it saw none yet.

        Raises:
            Damaged: the note of it is not as it was left.
        """
        try:
            text = self._seen.read_text("utf-8")
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise Damaged(f"{self._seen.name} is no signed head") from error
        return checkpoint.parse(text)

    def saw(self, head: Checkpoint) -> None:
        """Notes the head this place saw last."""
        write_file(self._seen, head.text.encode(), mode=0o600)

    @property
    def _seen(self) -> Path:
        return self.folder / "last-head.txt"

    @cached_property
    def _wrapping(self) -> AESGCM:
        return AESGCM(self._derived("wrap"))

    @cached_property
    def _name_key(self) -> bytes:
        return self._derived("name")

    def _derived(self, purpose: str) -> bytes:
        """A key for one purpose alone (HKDF-Expand of one block, RFC 5869 §2.3)."""
        return hmac.digest(_secret(self.folder, _ARCHIVE), f"tahqiq {purpose}/1\1".encode(), hashlib.sha256)


def _variable(name: str) -> str:
    return f"TAHQIQ_{name.upper()}_KEY"


def _secret(folder: Path, name: str) -> bytes:
    file = folder / f"{name}.key"
    text = os.environ.get(_variable(name)) or _read_secret(file)
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise NoKeys("not 64 hexadecimal digits", file=str(file), remedy="put the key back from your backup")
    return secret


def _read_secret(file: Path) -> str:
    try:
        shared = file.stat().st_mode & 0o077
        text = file.read_text("ascii")
    except (OSError, ValueError) as error:
        remedy = f"put the key back from your backup, or set {_variable(file.stem)}"
        raise NoKeys("the archive's key is not here", file=str(file), remedy=remedy) from error
    if shared:
        remedy = f"chmod 600 {file}"
        raise NoKeys("others on this machine can read this key", file=str(file), remedy=remedy)
    return text


def _write_secret(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text + "\n", "ascii")
