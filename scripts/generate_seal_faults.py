"""Writes docs/seal-faults.md from the faults that the tests make; a test fails when the page is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


class Row(Protocol):
    """A row of the table of faults, as ``tests/seal/checking/faults.py`` has them."""

    part: str
    done: str
    given: str
    says: list[str]
    notes: list[str]


class Interruption(Protocol):
    """A row of the table of interruptions."""

    happens: str
    work: str
    holds: str
    every: int


ROWS: tuple[Row, ...] = import_module("seal.checking.faults").ROWS
INTERRUPTIONS: tuple[Interruption, ...] = import_module("seal.checking.interruptions").INTERRUPTIONS

PAGE = ROOT / "docs" / "seal-faults.md"
_GIVEN = {
    "head": "holding a later head",
    "seen": "in the home that saw a later head",
    "key": "holding the public key",
}
_CALLS = {1: "call", 2: "2nd call", 3: "3rd call", 9: "9th call"}
_OPENING = """\
# What can go wrong with an archive, and what is said

Written by `scripts/generate_seal_faults.py` from the rows that `tests/seal/checking/test_faults.py` and
`tests/seal/test_interruption.py` carry out: each fault below is made in a real archive, and `tahqiq
verify` must print these lines and no others. '…' stands for words that differ from archive to archive.
Any line of fault ends the command with exit code 1. Besides this table `bench/seal_flips.py` flips every
single bit of every file of a small archive, plain and encrypted, and verifies it with no key at hand: each
must be named.
"""
_INTERRUPTED = """\
## Interruptions and failing disks

Every system call that changes the disk is counted, and the work is stopped before it, or in the middle of
it: at each call, or in every test run at every second, third or ninth of them, as the table says.

| what happens | while | at each | what holds |
|---|---|---|---|
"""


def section(part: str, rows: Iterable[Row]) -> str:
    """The faults of one part of an archive, as a table."""
    lines = [f"## {part}", "", "| what is done | what is said |", "|---|---|"]
    for row in rows:
        done = f"{row.done}, {_GIVEN[row.given]}" if row.given else row.done
        lines.append(f"| {done} | {_said(row)} |")
    return "\n".join(lines)


def _said(row: Row) -> str:
    faults = [f"`{line}`" for line in row.says]
    notes = [f"no fault; a note: `{line}`" for line in row.notes]
    nothing = "nothing: the head it vouches for is stated, and that no other was held against it"
    return "<br>".join([*faults, *notes]) or nothing


def page() -> str:
    """The whole page."""
    parts = [section(part, rows) for part, rows in groupby(ROWS, key=lambda row: row.part)]
    interrupted = "".join(
        f"| {row.happens} | {row.work} | {_CALLS[row.every]} | {row.holds} |\n" for row in INTERRUPTIONS
    )
    return "\n\n".join([_OPENING.strip(), *parts, _INTERRUPTED + interrupted])


def main() -> int:
    """Writes the page."""
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE}: {len(ROWS)} faults, {len(INTERRUPTIONS)} interruptions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
