"""Putting an archive in order before anything new is written to it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from tahqiq.durable import sync_folder
from tahqiq.seal import ledger
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import STAGED_OBJECT, STAGED_RECEIPT, Layout, is_partial
from tahqiq.seal.scratch import scratch


def recover(layout: Layout, log: int) -> ledger.Entry:
    """Completes what was promised, removes what never was, and returns the last entry.

    Args:
        layout: the archive's paths.
        log: the custody log, open for writing and locked.

    Raises:
        Damaged: the log's end is not what an interrupted writer leaves behind.
    """
    head = mend_end(layout, log)
    staged = sorted(entry.name for entry in os.scandir(layout.incoming)) if layout.incoming.exists() else []
    if staged:
        settle(layout, staged)
    layout.incoming.mkdir(mode=0o700, exist_ok=True)
    return head


def mend_end(layout: Layout, log: int) -> ledger.Entry:
    """The last entry; a line torn by an interruption is cut off, if nothing of it was promised."""
    last, rest = ledger.last_lines(log)
    try:
        head = ledger.Entry.parse(last)
    except Damaged as error:
        raise _damaged(str(error)) from error
    if not rest:
        return head
    if not ledger.torn(rest) or _acknowledged_beyond_log(layout):
        raise _damaged("the last line has lost a part of what was acknowledged")
    os.ftruncate(log, os.fstat(log).st_size - len(rest))
    os.fsync(log)
    return head


def settle(layout: Layout, staged: Iterable[str]) -> None:
    """Puts staged files in place that the log mentions, and removes the rest.

    Files with names no writer gives are left for ``verify`` to report.
    """
    waiting = {name for name in staged if layout.place_of(name) is not None}
    promised = _promised(layout, waiting)
    for name in staged:
        if name in waiting - promised or is_partial(name):
            (layout.incoming / name).unlink()
    put_in_place(layout, [layout.incoming / name for name in sorted(promised)])


def put_in_place(layout: Layout, staged: Iterable[Path]) -> None:
    """Renames logged files from ``incoming/`` to where they stay, and flushes the folders."""
    touched = {layout.incoming}
    for path in staged:
        place = layout.place_of(path.name)
        if place is None or place.exists():  # write-once: what stands there stays
            continue
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.rename(place)
        touched |= {place.parent, place.parent.parent}
    for folder in sorted(touched):
        sync_folder(folder)


def _promised(layout: Layout, waiting: set[str]) -> set[str]:
    """Those of the staged names that the log mentions."""
    found: set[str] = set()
    with layout.log.open("rb") as log:
        for entry in ledger.entries(log) if waiting else ():
            names = {f"{entry.item}{STAGED_OBJECT}", f"{entry.receipt}{STAGED_RECEIPT}"}
            found |= names & waiting
    return found


def _acknowledged_beyond_log(layout: Layout) -> bool:
    """Whether a receipt stands in its place that no whole line of the log mentions."""
    with scratch() as known:
        known.execute("CREATE TABLE logged (receipt TEXT PRIMARY KEY) WITHOUT ROWID")
        with layout.log.open("rb") as log:
            known.executemany(
                "INSERT OR IGNORE INTO logged VALUES (?)", ((entry.receipt,) for entry in ledger.entries(log))
            )
        in_place = (path.stem for path in layout.receipts.glob("*/*.json"))
        query = "SELECT 1 FROM logged WHERE receipt = ?"
        return any(known.execute(query, (receipt,)).fetchone() is None for receipt in in_place)


def _damaged(problem: str) -> Damaged:
    return Damaged(f"log/custody.jsonl: {problem}; nothing was written: run 'tahqiq verify'")
