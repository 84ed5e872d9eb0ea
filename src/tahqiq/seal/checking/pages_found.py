"""Numbered files of the log, the receipts and the keys: which there are, and their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tahqiq.seal.checking.report import Report
from tahqiq.seal.checking.sight import Seen, Sight, lines
from tahqiq.seal.layout import page_number

#: Bytes; a longer line stands in no archive, so that a giant one costs no memory.
LONGEST_LINE = 512 * 1024
NO_PLACE = "has no place in an archive"
_SHELF = re.compile(r"[0-9]{4,}", re.ASCII)


def listed(sight: Sight, report: Report, folder: str) -> list[Seen]:
    """The names in a folder; nothing, and a fault, where it is none or cannot be read."""
    try:
        return sight.listed(folder)
    except NotADirectoryError:
        report.fault(folder, "not a folder")
    except OSError as error:
        report.unreadable(folder, error)
    return []


def numbered(sight: Sight, report: Report, folder: str) -> Iterator[int]:
    """The numbers of the pages that stand there, smallest first; what else stands there is a fault."""
    shelves = listed(sight, report, folder)
    for shelf in sorted(shelves, key=lambda seen: (len(seen.name), seen.name)):
        if not _SHELF.fullmatch(shelf.name):
            report.fault(f"{folder}/{shelf.name}", NO_PLACE)
            continue
        for seen in listed(sight, report, f"{folder}/{shelf.name}"):
            name = f"{folder}/{shelf.name}/{seen.name}"
            number = page_number(name)
            if number is None:
                report.fault(name, NO_PLACE)
            else:  # one that is no plain file is named when it is read
                yield number


def lines_of(sight: Sight, report: Report, name: str) -> Iterator[bytes]:
    """The lines of a file without their newlines, as far as it can be read; the rest is a fault."""
    try:
        for line in lines(sight, name, longest=LONGEST_LINE):
            if not line.endswith(b"\n"):
                report.fault(name, "does not end where a line ends")
                return
            yield line[:-1]
    except FileNotFoundError:
        report.fault(name, "is missing")
    except OSError as error:
        report.unreadable(name, error)
