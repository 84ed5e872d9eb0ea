"""What an archive says of itself: ``archive.json``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import msgspec

from tahqiq.seal.canonical import canonical
from tahqiq.seal.errors import Damaged, NotAnArchive
from tahqiq.seal.layout import ABOUT, FORMAT, FORMAT_FILE
from tahqiq.seal.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An archive's own statement; its SHA-256 is the first thing in its log.

    Attributes:
        archive: the archive's id, a UUID.
        created_at: UTC. tool: with what.
        encrypted: items are encrypted, not only receipts.
        key_check: tells a wrong key from the right one (``keyring.Keyring.check``).
        log_key: the public key of its log, in hexadecimal.
    """

    archive: str
    created_at: str
    encrypted: bool
    format: str
    key_check: str
    log_key: str
    tool: str

    @property
    def origin(self) -> str:
        """How its signed heads begin."""
        return f"tahqiq/{self.archive}"

    @property
    def public_key(self) -> bytes:
        """The key that its heads are verified with."""
        return bytes.fromhex(self.log_key)

    def content(self) -> bytes:
        """The file's bytes."""
        return canonical(self) + b"\n"

    @classmethod
    def parse(cls, content: bytes) -> About:
        """Reads the file back.

        Raises:
            Damaged: not exactly what ``content`` would write.
        """
        try:
            about = msgspec.json.decode(content, type=cls)
            known = uuid.UUID(about.archive).version and len(about.public_key) == 32
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Damaged(f"{ABOUT} is not as it was written") from error
        if not known or about.content() != content:
            raise Damaged(f"{ABOUT} is not as it was written")
        return about


def about(store: Store) -> About:
    """What the archive in a store says of itself.

    Raises:
        NotAnArchive: there is none of a version known here.
        Damaged: it is not as it was written.
    """
    try:
        said = store.read(FORMAT_FILE)[:64]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotAnArchive("not an archive", file=store.name) from error
    except OSError as error:
        raise NotAnArchive(f"cannot be read: {error.strerror}", file=store.name) from error
    if said != FORMAT:
        earlier = said == b"format: archive/1\n"
        problem = "an archive of an earlier version" if earlier else "an archive of a version unknown here"
        remedy = "run 'tahqiq upgrade'" if earlier else "update Tahqiq, or run 'tahqiq verify'"
        raise NotAnArchive(problem, file=store.name, remedy=remedy)
    return About.parse(store.read(ABOUT))
