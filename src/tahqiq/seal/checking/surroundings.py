"""Everything under an archive that is neither an object nor a page of its log."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tahqiq.seal.about import About
from tahqiq.seal.checking.pages_found import NO_PLACE, listed, numbered
from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Sight, read
from tahqiq.seal.errors import Damaged
from tahqiq.seal.layout import (
    ABOUT,
    FOLDERS,
    FORMAT,
    FORMAT_FILE,
    INCOMING,
    INTENT,
    KEYS,
    PARTIAL,
    RECEIPTS,
    STAMPS,
    is_arriving,
    page_place,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tahqiq.seal.checkpoint import Checkpoint
    from tahqiq.seal.stores import Store

#: Bytes; no archive.json and no intent is longer.
_LONGEST_ABOUT, _LONGEST_INTENT = 65_536, 16 << 20


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in archive.json.

    Attributes:
        sha256: of the file; '' where it cannot be read, or is not as it was written.
        about: what it says; None in the same case.
    """

    sha256: str = ""
    about: About | None = None


def said(sight: Sight, report: Report) -> Said:
    """Reads archive.json, and checks FORMAT; what is wrong with either is reported."""
    _check_format(sight, report)
    try:
        spelled = read(sight, ABOUT, at_most=_LONGEST_ABOUT)
    except OSError as error:
        report.unreadable(ABOUT, error)
        return Said()
    sha256 = hashlib.sha256(spelled).hexdigest()
    try:
        return Said(sha256, About.parse(spelled))
    except Damaged as error:
        report.fault(ABOUT, str(error).removeprefix(f"{ABOUT} "))
        return Said()


def _check_format(sight: Sight, report: Report) -> None:
    try:
        exact = read(sight, FORMAT_FILE, at_most=len(FORMAT)) == FORMAT
    except OSError as error:
        report.unreadable(FORMAT_FILE, error)
        return
    if not exact:
        report.fault(FORMAT_FILE, f"does not say exactly '{FORMAT.decode().strip()}'")


def check_root(sight: Sight, report: Report) -> None:
    """Nothing else stands beside what every archive has."""
    for seen in listed(sight, report, ""):
        if seen.name not in {*FOLDERS, ABOUT, FORMAT_FILE}:
            report.fault(seen.name, NO_PLACE)


def check_incoming(sight: Sight, report: Report) -> set[str]:
    """What is on its way in, or was when a writer was stopped; gives every name that intents state."""
    intended: set[str] = set()
    for seen in listed(sight, report, INCOMING):
        name = f"{INCOMING}/{seen.name}"
        if not is_arriving(name):
            report.fault(name, NO_PLACE)
        elif seen.kind != "file":
            report.fault(name, "not a plain file")
        elif name.endswith(PARTIAL):
            report.note(f"{name}: had not all arrived, and was never acknowledged")
        elif name.endswith(INTENT):
            intended |= _intended(sight, name)
            report.note(f"{name}: a commit was interrupted before it was acknowledged, or is being made now")
    return intended


def _intended(sight: Sight, name: str) -> set[str]:
    try:
        content = read(sight, name, at_most=_LONGEST_INTENT)
    except FileNotFoundError:  # it was carried out a moment ago
        return set()
    return set(content.decode("ascii", "replace").splitlines()[1:])


def surplus(sight: Sight, report: Report, *, pages: int) -> Iterator[str]:
    """Receipts and keys of pages that the log did not have when it was read."""
    for folder in (RECEIPTS, KEYS):
        for number in numbered(sight, report, folder):
            if number >= pages:
                yield page_place(folder, number)


def check_stamps(
    sight: Sight,
    report: Report,
    store: Store,
    *,
    head_at: Callable[[int], Checkpoint | None],
    trusted: bytes | None,
) -> int:
    """Checks every stamp against the head it is of; how many notes say that one holds."""
    for seen in (found := listed(sight, report, STAMPS)):
        if seen.kind != "file":
            report.fault(f"{STAMPS}/{seen.name}", "not a plain file")
    if not found:
        return 0
    from tahqiq.seal.stamping.checking import Holds, check

    holding = 0
    for each in check(store, head_at, trusted):
        if isinstance(each, str):
            holding += isinstance(each, Holds)
            report.note(each)
        else:
            report.faults.append(each)
    return holding
