"""The one way anything gets into an archive, in an order that survives ``kill -9`` anywhere.

1. bytes and receipt are staged in ``incoming/`` and flushed to the disk;
2. lines are appended to the custody log and flushed: this is the commit, for many at once;
3. what is logged is renamed into place and the folders flushed.

Before 2 nothing was promised, so the next writer removes what lies staged; after 2
everything was, so the next writer finishes step 3. An object without a line in the log
can therefore never come from an interruption: it is always a fault.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tahqiq import __version__
from tahqiq.durable import sync_folder
from tahqiq.seal import intake, ledger
from tahqiq.seal.errors import Busy, Damaged, NotSealed
from tahqiq.seal.filing import create, write_all
from tahqiq.seal.layout import PARTIAL, Layout
from tahqiq.seal.receipts import Receipt, stored, utc
from tahqiq.seal.recovery import put_in_place, recover

TOOL = f"tahqiq {__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An item that is sealed.

    Attributes:
        new: these bytes were not in the archive before.
        receipt: SHA-256 of the receipt.
    """

    sha256: str
    size: int
    media_type: str
    new: bool
    receipt: str


@contextmanager
def writing(layout: Layout, *, wait_seconds: float) -> Iterator[Writer]:
    """The archive, held by this process alone and put in order.

    Raises:
        Busy: another process held it for ``wait_seconds``.
        Damaged: its log is not as it was left.
    """
    log = os.open(layout.log, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _lock(log, layout, wait_seconds)
        yield Writer(layout=layout, log=log, head=recover(layout, log))
    finally:
        os.close(log)


def _lock(log: int, layout: Layout, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            return fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                remedy = "wait until it has ended, then try again"
                raise Busy("another process is writing to it", file=str(layout.root), remedy=remedy) from None
            time.sleep(0.02)


@dataclass(slots=True, kw_only=True)
class Writer:
    """Stages items, then commits them together."""

    layout: Layout
    log: int
    head: ledger.Entry
    _staged: list[Sealed] = field(default_factory=list)
    _lines: list[bytes] = field(default_factory=list)
    _files: list[Path] = field(default_factory=list)

    def stage(self, source: Path | bytes, receipt: Receipt) -> None:
        """Brings bytes and receipt into ``incoming/``, on the disk but not yet promised.

        Raises:
            Unsealable: the source or the receipt cannot be kept.
            NotSealed: the parent named in the receipt is not in the archive.
            Damaged: the archive holds other bytes under this content's hash.
            OSError: the archive's disk failed.
        """
        self._require_parent(receipt)
        content, new = self._stage_object(source)
        at = utc(datetime.now(UTC))
        spelled = stored(
            receipt,
            item=content.sha256,
            size=content.size,
            media_type=content.media_type,
            modified_at=content.modified_at,
            sealed_at=at,
            tool=TOOL,
        ).canonical()
        digest = hashlib.sha256(spelled).hexdigest()
        self._stage_receipt(digest, spelled)
        event = self.head.after(event=ledger.SEALED, item=content.sha256, receipt=digest, at=at, tool=TOOL)
        self.head = event
        self._lines.append(event.line())
        self._staged.append(
            Sealed(
                sha256=content.sha256,
                size=content.size,
                media_type=content.media_type,
                new=new,
                receipt=digest,
            )
        )

    def commit(self) -> list[Sealed]:
        """Promises everything staged, then puts it in place.

        Raises:
            OSError: the archive's disk failed; the next writer completes or removes what was staged.
        """
        sync_folder(self.layout.incoming)
        self._append(b"".join(self._lines))
        put_in_place(self.layout, self._files)
        return self._staged

    def discard(self) -> None:
        """Removes what was staged and not committed."""
        for path in self._files:
            path.unlink(missing_ok=True)

    def _require_parent(self, receipt: Receipt) -> None:
        parent = receipt.parent_sha256
        known = not parent or self.layout.object(parent).exists()
        if not known and all(sealed.sha256 != parent for sealed in self._staged):
            raise NotSealed(f"the parent {parent} is not sealed", file=receipt.original_name)

    def _stage_object(self, source: Path | bytes) -> tuple[intake.Content, bool]:
        part = self.layout.incoming / f"{secrets.token_hex(16)}{PARTIAL}"
        kept = False
        try:
            content = _receive(source, part)
            kept = not self._held(content.sha256)
            if kept:
                staged = self.layout.staged_object(content.sha256)
                _make_folder(self.layout.object(content.sha256).parent)
                part.rename(staged)
                self._files.append(staged)
        finally:
            if not kept:
                part.unlink(missing_ok=True)
        return content, kept

    def _stage_receipt(self, digest: str, spelled: bytes) -> None:
        staged = self.layout.staged_receipt(digest)
        self._files.append(staged)
        _make_folder(self.layout.receipt(digest).parent)
        create(staged, spelled, mode=0o400)

    def _held(self, sha256: str) -> bool:
        """Whether the archive, or this batch, has these bytes; what it has is read, not believed."""
        if self.layout.staged_object(sha256).exists():
            return True
        held = self.layout.object(sha256)
        if not held.exists():
            return False
        with held.open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == sha256
        if not same:
            raise Damaged(
                f"{held.relative_to(self.layout.root)}: the bytes kept are not those that were sealed"
            )
        return True

    def _append(self, lines: bytes) -> None:
        before, done = os.fstat(self.log).st_size, False
        try:
            write_all(self.log, lines)
            os.fsync(self.log)
            done = True
        finally:
            if not done:
                # If even this fails, recovery treats whole lines as promised and cuts a torn one.
                with contextlib.suppress(OSError):
                    os.ftruncate(self.log, before)
                    os.fsync(self.log)


def _receive(source: Path | bytes, part: Path) -> intake.Content:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        content = intake.copy(source, descriptor)
        os.fchmod(descriptor, 0o444)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return content


def _make_folder(folder: Path) -> None:
    """Made before the commit, so that a full disk shows before anything is promised."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(folder.parent)
