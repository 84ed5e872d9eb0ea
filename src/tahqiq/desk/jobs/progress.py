"""How far a job is, and whether to stop: told by the work, written down beside it.

The work itself only changes numbers in memory. A thread with a connection of its own writes them to
the job every second, says that the worker lives, and reads whether somebody wants it stopped: so a
long step gives a sign of life too, and a release may be read in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TypeVar
from uuid import UUID

from django.db import OperationalError, connection
from django.utils import timezone

from tahqiq.casebook.models import Job, JobState

T = TypeVar("T")
#: Seconds between two signs of life.
EVERY = 1.0


class Stopped(Exception):
    """The work ended before its end.

    Args:
        state: what the job is then: 'cancelled' by a person, 'interrupted' by the worker's own end.
    """

    def __init__(self, state: JobState) -> None:
        self.state = state
        super().__init__(state.value)


@dataclass(slots=True)
class Progress:
    """What the work tells of itself.

    Attributes:
        step: what is being done, as a slug; ``done`` of ``total`` of it, None where nobody knows.
        stop: why to stop at the next check; None to go on.
    """

    step: str = ""
    done: int = 0
    total: int | None = None
    stop: JobState | None = None

    def begin(self, step: str, total: int | None = None) -> None:
        """The next step begins.

        Raises:
            Stopped: somebody wants an end.
        """
        self.check()
        self.step, self.done, self.total = step, 0, total

    def advance(self, n: int = 1) -> None:
        """``n`` more are done.

        Raises:
            Stopped: somebody wants an end.
        """
        self.done += n
        self.check()

    def reach(self, done: int) -> None:
        """So many are done by now.

        Raises:
            Stopped: somebody wants an end.
        """
        self.done = done
        self.check()

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """The same things, counted as they pass."""
        for thing in things:
            yield thing
            self.advance()

    def check(self) -> None:
        """Call it between batches.

        Raises:
            Stopped: somebody wants an end.
        """
        if self.stop is not None:
            raise Stopped(self.stop)


def write_down(job: UUID, progress: Progress) -> None:
    """Writes how far a job is, with a sign of life, and reads whether it shall be cancelled."""
    running = Job.objects.filter(pk=job, state=JobState.RUNNING)
    running.update(step=progress.step, done=progress.done, total=progress.total, beat_at=timezone.now())
    if progress.stop is None and running.filter(cancel_at__isnull=False).exists():
        progress.stop = JobState.CANCELLED


@contextmanager
def beating(job: UUID, progress: Progress) -> Iterator[None]:
    """Writes the progress down every second, in a thread of its own, as long as the work lasts."""
    over = Event()
    thread = Thread(target=_beat, args=(job, progress, over), name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: UUID, progress: Progress, over: Event) -> None:
    try:
        while not over.wait(EVERY):
            _try_to_write(job, progress)
    finally:
        connection.close()


def _try_to_write(job: UUID, progress: Progress) -> None:
    """One sign of life; where the database is busy, the next one will do."""
    try:
        write_down(job, progress)
    except OperationalError:
        connection.close()
