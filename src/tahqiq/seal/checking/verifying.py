"""Checking a whole archive, byte by byte, without writing anything under it.

The log is read first, with its receipts and wrapped keys; then what stands on the shelves is compared
with what the log vouches for, and read. Whatever came in meanwhile is told from what has no place.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tahqiq.seal.archive1 import is_archive1, verify1
from tahqiq.seal.checking.book import Book, KeyAtOdds
from tahqiq.seal.checking.envelopes import Lines
from tahqiq.seal.checking.hashing import check_all, sha256
from tahqiq.seal.checking.heads import Held, compare, vouched
from tahqiq.seal.checking.log import Log
from tahqiq.seal.checking.meanwhile import Meanwhile, since
from tahqiq.seal.checking.objects import Choice, How, Shelves
from tahqiq.seal.checking.opening import Opener, Plain, plain_jobs
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Folder, Remote, Sight
from tahqiq.seal.checking.surroundings import (
    Said,
    check_incoming,
    check_root,
    check_stamps,
    said,
    surplus,
)
from tahqiq.seal.checkpoint import Checkpoint, parse
from tahqiq.seal.errors import Damaged, NoKeys, NotAnArchive
from tahqiq.seal.keyring import Keyring, keys_beside
from tahqiq.seal.layout import ABOUT, FOLDERS, FORMAT_FILE, KEYS, page_place
from tahqiq.seal.stores import open_store
from tahqiq.seal.verified import Verified

#: The share that is read where a sample is asked for and no share named.
SHARE = 0.01

_STRANGER = "no event of the custody log speaks of it"
_SPEECHLESS = "no event that could be read speaks of it"

Progress = Callable[[int], None]


def verify(
    place: Path | str,
    *,
    public_key: bytes | None = None,
    head: Checkpoint | None = None,
    how: How = "full",
    share: float = SHARE,
    seed: int | None = None,
    keys: Path | None = None,
    seen: bool = True,
    trusted: bytes | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Checks everything under an archive, in memory that does not grow with it.

    The log, receipts and wrapped keys are checked whole however the objects are. An archive of the
    earlier format is always read whole, and has no keys and heads to be compared.

    Args:
        place: the archive's folder, which may be read-only, or its address ('s3://…').
        public_key: the key that its heads must be signed with, 32 bytes; None takes its own word for it.
        head: a head held by whoever verifies, which this archive must have grown from.
        how: 'full' reads every object with SHA-256, 'quick' with BLAKE3, 'sampled' a share with SHA-256.
        share: of the objects, from 0 to 1, for 'sampled'.
        seed: chooses which; drawn if None, and stated in the notes.
        keys: folder of the archive's keys; looked for beside it if None. What can be opened is opened.
        seen: compare with the last head this home saw, if it is there.
        trusted: PEM certificates that stamps must lead to; without them their signatures stay unchecked.
        progress: called with the size of each object once it has been read.

    Raises:
        NotAnArchive: there is nothing of an archive.
    """
    place = place if isinstance(place, str) and "://" in place else Path(place)
    if isinstance(place, Path) and is_archive1(place):
        return verify1(place, progress=progress)
    sight = _sight(place)
    drawn = secrets.randbits(32) if seed is None else seed
    with Book.opened() as book:
        return _Check(
            place=place,
            sight=sight,
            book=book,
            public_key=public_key,
            choice=Choice(how=how, share=share, seed=drawn),
            keyring=Keyring(keys or keys_beside(place)),
            trusted=trusted,
            progress=progress,
        ).run(head, seen=seen)


def _sight(place: Path | str) -> Sight:
    sight: Sight = Folder(place) if isinstance(place, Path) else Remote(open_store(place))
    if not any(sight.look(name) for name in (FORMAT_FILE, ABOUT, *FOLDERS)):
        raise NotAnArchive("not an archive", file=sight.place)
    return sight


@dataclass(slots=True, kw_only=True)
class _Check:
    """One check, part by part."""

    place: Path | str
    sight: Sight
    book: Book
    public_key: bytes | None
    choice: Choice
    keyring: Keyring
    trusted: bytes | None
    progress: Progress | None
    report: Report = field(default_factory=Report)

    def run(self, head: Checkpoint | None, *, seen: bool) -> Verified:
        """All of it."""
        said_of_itself = said(self.sight, self.report)
        opener = self._opener(said_of_itself)
        held = self._held(head, seen=seen)
        log = self._log(said_of_itself, held, opener)
        shelves = Shelves(
            sight=self.sight,
            report=self.report,
            book=self.book,
            choice=self.choice,
            last_page=log.pages - 1,
            progress=self.progress,
        )
        shelves.check()
        if opener is not None and opener.about.encrypted and self.choice.how != "quick":
            self._check_plain()
        check_root(self.sight, self.report)
        self._check_strangers(log, shelves)
        stamps = self._check_stamps()
        holding = compare(held, log, self.report)
        self._note(shelves)
        return self._verified(log, vouched(log, holding, own_key=self.public_key is None, stamps=stamps))

    def _opener(self, said_of_itself: Said) -> Opener | None:
        """What opens receipts, if the right key is at hand."""
        about = said_of_itself.about
        if about is None or not self.keyring.can_open:
            self.report.note("the receipts stay closed: the archive's key is not at hand")
            return None
        try:
            right = self.keyring.check == about.key_check
        except NoKeys as error:
            self.report.note(f"the receipts stay closed: {error}")
            return None
        if not right:
            self.report.note("the receipts stay closed: the key at hand is another archive's")
            return None
        return Opener(keyring=self.keyring, about=about, book=self.book)

    def _held(self, head: Checkpoint | None, *, seen: bool) -> list[Held]:
        """The heads that are held against the log."""
        held = [] if head is None else [Held(head, "the head that was given")]
        try:
            last = self.keyring.seen() if seen else None
        except Damaged as error:
            self.report.note(f"the last head that was seen here cannot be read: {error}")
            last = None
        return held if last is None else [*held, Held(last, "the last head that was seen here")]

    def _log(self, said_of_itself: Said, held: list[Held], opener: Opener | None) -> Log:
        about = said_of_itself.about
        key = self.public_key
        if about is not None and key is not None and about.public_key != key:
            self.report.fault(ABOUT, "names another public key than the one that was given")
        log = Log(
            sight=self.sight,
            report=self.report,
            book=self.book,
            lines=Lines(self.sight, self.report, self.book, identity=said_of_itself.sha256, opener=opener),
            origin="" if about is None else about.origin,
            public_key=about.public_key if key is None and about is not None else key,
            watched=frozenset(each.head.size for each in held),
        )
        log.read()
        return log

    def _check_plain(self) -> None:
        """Decrypts what was read, and hashes what was sealed."""
        store = open_store(self.place)
        jobs = (job for job in plain_jobs(self.book) if self.choice.takes(job.name.rpartition("/")[2]))
        known = {fault.where for fault in self.report.faults}
        for result in check_all(Plain(store, self.keyring), jobs, sha256):
            if result.problem and result.job.name not in known:
                self.report.fault(result.job.name, f"as it was sealed: {result.problem}")

    def _check_strangers(self, log: Log, shelves: Shelves) -> None:
        """Names that the log did not know, or that were not met: what came or went meanwhile is no fault."""
        strangers = [*shelves.strangers, *surplus(self.sight, self.report, pages=log.pages)]
        at_odds = list(self.book.keys_at_odds())
        intended = check_incoming(self.sight, self.report)
        newer = since(self.sight, pages=log.pages) if strangers or shelves.absent or at_odds else Meanwhile()
        for name in strangers:
            if name in newer.placed or self.sight.look(name) is None:
                continue
            if name in intended:
                self.report.note(f"{name}: belongs to a commit that was never acknowledged")
            else:
                self.report.fault(name, _SPEECHLESS if self.book.gaps else _STRANGER)
        for name in shelves.absent:
            if name.rpartition("/")[2] not in newer.destroyed:
                self.report.fault(name, "is in the custody log, and missing")
        self._check_removals(at_odds, newer, last_page=log.pages - 1)

    def _check_removals(self, at_odds: list[KeyAtOdds], newer: Meanwhile, *, last_page: int) -> None:
        for key in at_odds:
            where = f"{page_place(KEYS, key.page)} line {key.line}"
            if key.destroyed_on is not None:
                self.report.undestroyed(where, last=key.destroyed_on == last_page)
            elif key.receipt not in newer.destroyed:
                self.report.fault(where, "the key is gone, and no removal speaks of it")
        for name in self.book.destroyed_and_never_sealed():
            self.report.fault(name, "was removed, and never sealed")

    def _check_stamps(self) -> int:
        def head_at(size: int) -> Checkpoint | None:
            text = self.book.head_at(size)
            return None if text is None else parse(text)

        store = open_store(self.place)
        return check_stamps(self.sight, self.report, store, head_at=head_at, trusted=self.trusted)

    def _note(self, shelves: Shelves) -> None:
        if removed := self.book.removals():
            items = f"{removed:,} {'item was' if removed == 1 else 'items were'} lawfully removed"
            self.report.note(f"{items}: tombstones in the log name what was destroyed")
        if shelves.writable:
            self.report.note(f"objects: {shelves.writable:,} of the files may be written to")
        if self.choice.how == "sampled":
            share = f"{100 * self.choice.share:g} %"
            self.report.note(
                f"a sample of {share} was read, {shelves.read:,} objects (--seed {self.choice.seed})"
            )
        if self.choice.how == "quick":
            self.report.note("objects were read with BLAKE3, the rest with SHA-256")

    def _verified(self, log: Log, sentence: str) -> Verified:
        items, size = self.book.totals()
        return Verified(
            items=items,
            entries=log.entries,
            bytes=size,
            root=log.head.root.hex() if log.head else "",
            faults=tuple(self.report.faults),
            notes=tuple(self.report.notes),
            vouched=sentence,
            head=log.head,
        )
