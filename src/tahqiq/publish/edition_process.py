"""``python -m tahqiq.publish.edition_process RELEASE SCRATCH SITE LANGUAGE BASE``; see `editions`."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

from tahqiq.publish.editions import UNFIT, write
from tahqiq.publish.errors import UnfitRelease
from tahqiq.vocab.wording import LANGUAGES

_EVERY = 25  # pages a report
_PR_SET_PDEATHSIG = 1


class Reports:
    """Tells on stdout how many pages were written since it last did."""

    def __init__(self) -> None:
        self.waiting = 0

    def add(self, pages: int) -> None:
        """So many more; told when there are enough of them."""
        self.waiting += pages
        if self.waiting >= _EVERY:
            self.tell()

    def tell(self) -> None:
        """Tells what was not told yet."""
        say(str(self.waiting))
        self.waiting = 0


def say(line: str) -> None:
    """One line in one write: lines of two processes on one pipe stay whole (POSIX, up to PIPE_BUF)."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def main(arguments: list[str]) -> None:
    """Writes one language; an unfit release is told as words, not as a traceback."""
    _die_with_parent()
    release, scratch, site = (Path(each) for each in arguments[:3])
    language = next(each for each in LANGUAGES if each == arguments[3])
    reports = Reports()
    try:
        write(release, scratch, site, language, arguments[4], reports.add)
    except UnfitRelease as error:
        say(f"{UNFIT}{error}")
        return
    reports.tell()


def _die_with_parent() -> None:
    """A killed publisher leaves nobody writing (Linux; elsewhere the closed pipe ends us)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
