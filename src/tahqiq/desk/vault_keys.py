"""The keepers' key files: one a keeper, in HOME/keys, for its owner alone; never in the database."""

from __future__ import annotations

import os
from pathlib import Path

from tahqiq.casebook.models import VaultKeeper
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput

#: Bytes; no key file is longer.
_LONGEST = 10_000


def key_file(home: Home, keeper: VaultKeeper) -> Path:
    """Where a keeper's key lies."""
    return home.keys / f"vault-{keeper.pk}.key"


def has_key(home: Home, keeper: VaultKeeper) -> bool:
    """Whether the keeper's key is on this machine."""
    return key_file(home, keeper).is_file()


def read_key(home: Home, keeper: VaultKeeper) -> bytes:
    """What the keeper's key file holds.

    Raises:
        BadInput: it is not on this machine, or others can read it.
    """
    file = key_file(home, keeper)
    try:
        shared, content = file.stat().st_mode & 0o077, file.read_bytes()[:_LONGEST]
    except OSError as error:
        remedy = f"put back keys/{file.name} from your backup; everything else works without it"
        raise BadInput("your key of the vault is not on this machine", remedy=remedy) from error
    if shared:
        raise BadInput(
            "others on this machine can read your key of the vault", remedy=f"chmod 600 {file.name}"
        )
    return content


def keep_key(home: Home, keeper: VaultKeeper, content: bytes) -> None:
    """Writes a new key, for its owner alone; one that is there is never written over."""
    opened = os.open(key_file(home, keeper), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def drop_key(home: Home, keeper: VaultKeeper) -> None:
    """Takes a key away that opens nothing any more; backups of it open nothing either."""
    key_file(home, keeper).unlink(missing_ok=True)
