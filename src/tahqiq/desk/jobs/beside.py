"""A worker beside the desk, so that one machine needs nothing else. Nothing here imports Django."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

#: Seconds that a worker has to leave its work in good order; and between its death and the next one.
_GRACE, _PAUSE = 10.0, 5.0


@contextmanager
def worker_beside(home: Path | None) -> Iterator[None]:
    """Runs ``tahqiq work`` for a home as long as the block lasts; one that dies is followed by another.

    It ends when its standard input is closed, so it never outlives us, however we end.

    Args:
        home: whose jobs; None for no worker.
    """
    if home is None:
        yield
        return
    over = Event()
    keeper = Thread(target=_keep, args=(home, over), name="worker", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(home: Path, over: Event) -> None:
    while not over.is_set():
        with subprocess.Popen(words_for(home), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as worker:  # noqa: S603 - ourselves
            while worker.poll() is None and not over.wait(0.2):
                pass
            _end(worker)
        over.wait(_PAUSE)


def words_for(home: Path) -> list[str]:
    """What starts a worker."""
    return [sys.executable, "-m", "tahqiq", "work", "--home", str(home), "--with-parent"]


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Closes its standard input and waits; a worker that does not heed it is killed."""
    if worker.stdin is not None:
        worker.stdin.close()
    try:
        worker.wait(_GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
