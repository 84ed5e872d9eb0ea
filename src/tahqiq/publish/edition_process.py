"""``python -m tahqiq.publish.edition_process RELEASE SCRATCH SITE BASE``, tasks on stdin; see `writing`."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from tahqiq.publish.editions import Editions
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.writing import NUMBER, UNFIT

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
    """Does tasks as long as there are any; an unfit release is told as words, not as a traceback."""
    _die_with_parent()
    release, scratch, site = (Path(each) for each in arguments[:3])
    reports = Reports()
    try:
        with closing(Editions(release, scratch, site, arguments[3])) as editions:
            gc.freeze()  # templates, words and layouts stay to the end
            gc.set_threshold(20_000)  # pages leave hardly a cycle behind
            while number := os.read(sys.stdin.fileno(), NUMBER.size):
                editions.tasks[NUMBER.unpack(number)[0]](reports.add)
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
