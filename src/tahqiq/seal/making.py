"""How an archive begins: with a statement of itself, which is the first thing in its log."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from pathlib import Path

from tahqiq.durable import replacing_folder
from tahqiq.seal import pages
from tahqiq.seal.about import About
from tahqiq.seal.keyring import Keyring
from tahqiq.seal.layout import ABOUT, FOLDERS, FORMAT, FORMAT_FILE
from tahqiq.seal.looking import look
from tahqiq.seal.merkle import Frontier
from tahqiq.seal.receipts import Receipt, utc
from tahqiq.seal.stores import FolderStore, Store
from tahqiq.seal.taking import Taking
from tahqiq.seal.writing import TOOL, Writer


def make(store: Store, keys: Path, *, encrypted: bool) -> None:
    """Makes an empty archive, and keys for it where there are none; a folder is there whole or not at all.

    Raises:
        BadInput: something else stands there.
        OSError: the disk did not take it.
    """
    keyring = Keyring.create(keys)
    if not isinstance(store, FolderStore):
        _fill(store, keyring, encrypted=encrypted)
        return
    with replacing_folder(store.root, replaceable=lambda _: False) as folder:
        _fill(FolderStore(folder), keyring, encrypted=encrypted)
        folder.chmod(0o700)
        for each in FOLDERS:
            (folder / each).mkdir(mode=0o700, exist_ok=True)


def _fill(store: Store, keyring: Keyring, *, encrypted: bool) -> None:
    """Everything an archive starts with; the statement of its format last, for it makes it one."""
    about = About(
        archive=str(uuid.uuid4()),
        created_at=utc(datetime.now(UTC)),
        encrypted=encrypted,
        format="archive/2",
        key_check=keyring.check,
        log_key=keyring.public.hex(),
        tool=TOOL,
    )
    store.put(ABOUT, about.content())
    taking = Taking(store=store, keyring=keyring, about=about)
    writer = Writer(taking=taking, look=look, number=0, tree=Frontier())
    statement = hashlib.sha256(about.content()).hexdigest()
    writer.record(pages.CREATED, statement, Receipt(by=TOOL, original_name=ABOUT, how="tahqiq"))
    writer.commit()
    store.flush([ABOUT])
    store.commit(FORMAT_FILE, FORMAT)
