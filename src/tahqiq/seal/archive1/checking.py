"""Checking a whole archive/1, byte by byte, without writing anything under it.

Every file is hashed against its own name, every line of the custody log against its own
hash and the line before, and both against each other. The walk comes before the log, so
that an archive may be checked while it grows: whatever stands in its place was logged first.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from pathlib import Path

from tahqiq.seal.archive1 import ledger
from tahqiq.seal.archive1.inventory import Found, Inventory
from tahqiq.seal.archive1.layout import Layout
from tahqiq.seal.errors import Damaged, NotAnArchive
from tahqiq.seal.scratch import scratch
from tahqiq.seal.verified import Fault, Verified
from tahqiq.vocab.ids import is_sha256

_TABLES = """
CREATE TABLE found (
    kind TEXT, sha256 TEXT, waiting INTEGER, size INTEGER, problem TEXT,
    item TEXT, stated_size INTEGER, parent TEXT, PRIMARY KEY (kind, sha256, waiting)
) WITHOUT ROWID;
CREATE TABLE logged (receipt TEXT PRIMARY KEY, item TEXT) WITHOUT ROWID;
"""
_BY_ITEM = "CREATE INDEX logged_item ON logged (item)"


def verify1(path: Path, *, progress: Callable[[int], None] | None = None) -> Verified:
    """Checks everything under an archive's folder, in memory that does not grow with it.

    Args:
        path: the archive's folder; it may be read-only.
        progress: called with the size of each file once it has been checked.

    Raises:
        NotAnArchive: the folder holds nothing of an archive.
    """
    layout = Layout(Path(path))
    if not any(place.exists() for place in (layout.format_file, layout.log, layout.objects)):
        raise NotAnArchive("not an archive", file=str(path))
    inventory = Inventory(layout)
    with scratch() as known:
        known.executescript(_TABLES)
        for found in inventory.files():
            _keep(known, found)
            if progress is not None:
                progress(found.size)
        log = _Log(inventory, known)
        log.read()
        known.execute(_BY_ITEM)
        _compare(inventory, known)
        items, size = known.execute(_ITEMS).fetchone()
    return Verified(
        items=items,
        entries=log.count,
        bytes=size,
        root=log.head,
        vouched=_VOUCHED,
        faults=tuple(inventory.faults),
        notes=(*inventory.notes, *_writable(inventory)),
    )


def _keep(known: sqlite3.Connection, found: Found) -> None:
    known.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(found))


@dataclass(slots=True)
class _Log:
    """Reads the custody log line by line, each against the one before."""

    inventory: Inventory
    known: sqlite3.Connection
    count: int = 0
    head: str = ledger.BEGINNING
    _chained: bool = True
    _next: int = field(default=0)

    def read(self) -> None:
        path = self.inventory.layout.log
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                self.inventory.fault(path, "not a plain file")
                return
            with path.open("rb") as log:
                for line in ledger.lines(log):
                    self._take(line)
        except OSError as error:
            self.inventory.fault(path, f"cannot be read: {error.strerror}")
            return
        if not self.count:
            self.inventory.fault(path, "has no beginning")

    def _take(self, line: bytes) -> None:
        if ledger.torn(line):
            name = self.inventory.named(self.inventory.layout.log)
            self.inventory.notes.append(f"{name}: the last line was interrupted, and never acknowledged")
            return
        self.count += 1
        try:
            entry = ledger.Entry.parse(line)
        except Damaged as error:
            self._fault(str(error))
            self._chained, self._next = False, self._next + 1
            return
        self._check(entry)
        self.head, self._chained, self._next = entry.hash, True, entry.seq + 1

    def _check(self, entry: ledger.Entry) -> None:
        follows = not self._chained or entry.prev == self.head
        if entry.seq != self._next or not follows:
            self._fault("does not follow the line before: a line is missing, added or moved")
        if entry.seq == 0:
            wrong = (entry.event, entry.item, entry.receipt, entry.prev) != _CREATION
        else:
            wrong = entry.event != ledger.SEALED or not (is_sha256(entry.item) and is_sha256(entry.receipt))
        if wrong:
            self._fault("states no event known here")
        elif entry.seq and not self._record(entry):
            self._fault("repeats the receipt of an earlier line")

    def _record(self, entry: ledger.Entry) -> bool:
        insert = "INSERT OR IGNORE INTO logged VALUES (?, ?)"
        return self.known.execute(insert, (entry.receipt, entry.item)).rowcount == 1

    def _fault(self, problem: str) -> None:
        name = self.inventory.named(self.inventory.layout.log)
        self.inventory.faults.append(Fault(f"{name} line {self.count}", problem))


_VOUCHED = (
    "the chain of its lines alone: archive/1 has no signed head, so a log that was cut at the end and "
    "whose objects were removed with it cannot be told from a shorter one"
)
_CREATION = (ledger.CREATED, "", "", ledger.BEGINNING)
_ITEMS = """
SELECT count(DISTINCT item), coalesce(sum(size), 0) FROM (
    SELECT DISTINCT logged.item, found.size FROM logged
    LEFT JOIN found ON found.kind = 'object' AND found.sha256 = logged.item
)"""
_LOGGED = "(SELECT item AS sha256, 'object' AS kind FROM logged UNION SELECT receipt, 'receipt' FROM logged)"
_MISSING = f"SELECT kind, sha256 FROM {_LOGGED} EXCEPT SELECT kind, sha256 FROM found ORDER BY 1, 2"  # noqa: S608 - constant
_FOUND = f"""
SELECT found.kind, found.sha256, found.waiting, found.problem,
    (found.kind, found.sha256) IN (SELECT kind, sha256 FROM {_LOGGED}),
    (SELECT count(*) FROM found AS twin WHERE twin.kind = found.kind AND twin.sha256 = found.sha256)
FROM found ORDER BY 1, 2, 3"""  # noqa: S608 - constant
_DISAGREEING = """
SELECT receipt.sha256, receipt.waiting, receipt.item <> logged.item,
    object.problem = '' AND receipt.stated_size <> object.size,
    receipt.parent <> '' AND NOT EXISTS (SELECT 1 FROM logged WHERE item = receipt.parent)
FROM found AS receipt
JOIN logged ON logged.receipt = receipt.sha256
LEFT JOIN found AS object ON object.kind = 'object' AND object.sha256 = logged.item
WHERE receipt.kind = 'receipt' AND receipt.problem = '' ORDER BY 1"""


def _compare(inventory: Inventory, known: sqlite3.Connection) -> None:
    """Sets what was found against what was logged."""
    for kind, sha256 in known.execute(_MISSING).fetchall():
        _look_again(inventory, known, kind, sha256)
    for kind, sha256, waiting, problem, logged, copies in known.execute(_FOUND):
        path = _path(inventory.layout, kind, sha256, waiting=bool(waiting))
        if waiting and not logged:
            inventory.notes.append(f"{inventory.named(path)}: was interrupted before it was acknowledged")
            continue
        for wrong in _wrong_with(problem, logged=bool(logged), copy=bool(waiting) and copies > 1):
            inventory.fault(path, wrong)
        if waiting:
            inventory.notes.append(f"{inventory.named(path)}: acknowledged, and not yet in its place")
    for sha256, waiting, other_item, other_size, no_parent in known.execute(_DISAGREEING):
        path = _path(inventory.layout, "receipt", sha256, waiting=bool(waiting))
        for problem in _disagreement(other_item, other_size, no_parent):
            inventory.fault(path, problem)


def _look_again(inventory: Inventory, known: sqlite3.Connection, kind: str, sha256: str) -> None:
    """Something logged was not met on the walk: it came in meanwhile, or it is missing."""
    place = _path(inventory.layout, kind, sha256, waiting=False)
    staged = _path(inventory.layout, kind, sha256, waiting=True)
    for path in (staged, place, place):  # it may move from the first to the second under our eyes
        found = inventory.look_at(path, waiting=path == staged)
        if found is not None:
            _keep(known, found)
            return
    inventory.fault(place, "is in the custody log, and missing")


def _path(layout: Layout, kind: str, sha256: str, *, waiting: bool) -> Path:
    if kind == "object":
        return layout.staged_object(sha256) if waiting else layout.object(sha256)
    return layout.staged_receipt(sha256) if waiting else layout.receipt(sha256)


def _wrong_with(problem: str, *, logged: bool, copy: bool) -> Iterator[str]:
    if problem:
        yield problem
    if not logged:
        yield "has no line in the custody log"
    if copy:
        yield "is a second copy of what stands in its place"


def _disagreement(other_item: int | None, other_size: int | None, no_parent: int | None) -> Iterator[str]:
    if other_item:
        yield "the receipt speaks of another item than the custody log"
    if other_size:
        yield "the receipt states another size"
    if no_parent:
        yield "the receipt names a parent that is not sealed"


def _writable(inventory: Inventory) -> Iterator[str]:
    if inventory.writable:
        yield f"objects: {inventory.writable} of the files may be written to"
