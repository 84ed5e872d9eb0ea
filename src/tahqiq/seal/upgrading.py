"""An archive of the earlier format, carried over to the present one.

Every item is sealed again, in the old order. Its new receipt says who upgraded and when; inside it stands
the old receipt, letter by letter, with its own time and its own words on who brought the item in. The old
custody log is sealed as an item of its own. So the chain of the old log, up to its last hash, can still be
counted out from what the new archive holds.

The new archive is built beside the old one and takes its place in one step once it has been verified. A
run that was stopped is taken up where it stopped.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path

from tahqiq.durable import move_folder, replacing_folder
from tahqiq.seal.archive import Archive
from tahqiq.seal.archive1 import Archive1, Entry, StoredReceipt1, is_archive1, verify1
from tahqiq.seal.checking import verify
from tahqiq.seal.errors import Busy, Damaged
from tahqiq.seal.keyring import keys_beside
from tahqiq.seal.pages import CREATED
from tahqiq.seal.receipts import Receipt, StoredReceipt
from tahqiq.seal.verified import Verified

HOW = "tahqiq upgrade"
#: Under this name a new receipt states the old one.
EARLIER = "earlier"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What came of it.

    Attributes:
        entries: events that were carried over. old_head: the hash of the old log's last line.
        verified: the check of the new archive.
        kept: where the old archive is; None where it was discarded.
    """

    entries: int
    old_head: str
    verified: Verified
    kept: Path | None


def upgrade(
    path: Path,
    *,
    by: str,
    keys: Path | None = None,
    encrypted: bool = False,
    keep_old: bool = True,
    progress: Progress | None = None,
) -> Upgraded:
    """Puts an archive/2 in the place of an archive/1, with everything that was in it.

    Args:
        path: the archive's folder.
        by: who does it.
        keys: folder for the new archive's keys; beside it, or in its home, if None.
        encrypted: encrypt the items; receipts always are.
        keep_old: keep the old archive as ``<name>.archive1``, without a second copy of its bytes where
            the file system has hard links.
        progress: called with 1 for each event that was carried over.

    Raises:
        NotAnArchive: the folder is no archive/1.
        Damaged: it has faults, or the new one has; the old one stays where it is.
        Busy: another process is writing to it.
        BadInput: something else stands where the old archive would be kept.
    """
    old = Archive1(path)
    with _held(old):
        checked = verify1(path)
        if checked.faults:
            raise Damaged(
                f"{path}: {checked.faults[0].line()}; an archive with faults is not carried over: run "
                "'tahqiq verify'"
            )
        building, place = path.with_name(f".{path.name}.upgrade"), keys or keys_beside(path)
        new = _begun(building, place, encrypted=encrypted)
        _carry_over(old, new, by=by, progress=progress)
        verified = _require_same(old, new, place)
        kept = path.with_name(f"{path.name}.archive1") if keep_old else None
        if kept is not None:
            _keep(path, kept)
        move_folder(building, path, replaceable=is_archive1)
    return Upgraded(entries=checked.entries - 1, old_head=checked.root, verified=verified, kept=kept)


@contextmanager
def _held(old: Archive1) -> Iterator[None]:
    """The old archive, held as its own writers held it."""
    log = os.open(old.log, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        remedy = "wait until it has ended, then try again"
        raise Busy("another process is writing to it", file=str(old.path), remedy=remedy) from None
    finally:
        os.close(log)


def _begun(building: Path, keys: Path, *, encrypted: bool) -> Archive:
    """The new archive, as far as an earlier run came; one with other wishes begins again."""
    if building.exists():
        new = Archive.open(building, keys=keys)
        if new.about.encrypted == encrypted:
            return new
        shutil.rmtree(building)
    return Archive.create(building, keys=keys, encrypted=encrypted)


def _carry_over(old: Archive1, new: Archive, *, by: str, progress: Progress | None) -> None:
    """Seals what an earlier run did not come to: every event of the old log, then the log itself."""
    done = new.head().size - 1
    for _ in new.seal_many(islice(_sources(old, by), done, None)):
        if progress is not None:
            progress(1)


def _sources(old: Archive1, by: str) -> Iterator[tuple[Path, Receipt]]:
    for entry, said in old.events():
        yield old.place(entry.item), _receipt(entry, said, old.receipt(entry.receipt), by=by)
    note = "the custody log of the archive/1 that was upgraded; new receipts hold the old ones"
    yield old.log, Receipt(by=by, original_name="custody.jsonl", how=HOW, note=note)


def _receipt(entry: Entry, said: StoredReceipt1, spelled: bytes, *, by: str) -> Receipt:
    """What the new receipt states: of the item what the old one did, and the old one as it was."""
    return Receipt(
        by=by,
        how=HOW,
        original_name=said.true_name,
        source_address=said.source_address,
        legal_basis=said.legal_basis,
        note=said.note,
        captured_at=datetime.fromisoformat(said.captured_at) if said.captured_at else None,
        parent_sha256=said.parent_sha256,
        operation=said.operation,
        stated={EARLIER: {"line": entry.line().decode(), "receipt": spelled.decode()}},
    )


def earlier(receipt: StoredReceipt) -> tuple[Entry, StoredReceipt1] | None:
    """The line of the old log and the old receipt that a receipt carries; None where it carries none.

    Raises:
        Damaged: they are not as archive/1 wrote them.
    """
    held = receipt.stated.get(EARLIER)
    if not isinstance(held, dict):
        return None
    line, spelled = str(held.get("line")).encode(), str(held.get("receipt")).encode()
    entry = Entry.parse(line)
    if hashlib.sha256(spelled).hexdigest() != entry.receipt:
        raise Damaged("the earlier receipt is not the one its log speaks of")
    return entry, StoredReceipt1.parse(spelled)


def _require_same(old: Archive1, new: Archive, keys: Path) -> Verified:
    """The new archive is sound, and holds the old one event by event.

    Raises:
        Damaged: it does not.
    """
    verified = verify(Path(new.path), keys=keys)
    carried = (stated for event, stated in new.receipts() if event.event != CREATED)
    same = not verified.faults
    for wanted, stated in zip_longest(old.events(), carried):
        if wanted is None:  # the old log itself, the last of the new
            same = same and stated is not None and stated.original_name == "custody.jsonl"
        else:
            same = same and stated is not None and earlier(stated) == wanted
    if not same:
        raise Damaged(f"{new.path}: what was carried over is not what was there: remove it, and try again")
    return verified


def _keep(path: Path, kept: Path) -> None:
    """The old archive under a second name, by hard links where there are any."""
    log = (path / "log" / "custody.jsonl").read_bytes()

    def is_the_same(folder: Path) -> bool:
        return is_archive1(folder) and Archive1(folder).log.read_bytes() == log

    with replacing_folder(kept, replaceable=is_the_same) as folder:
        shutil.copytree(path, folder, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or one that allows no more of them
        shutil.copy2(source, target)
