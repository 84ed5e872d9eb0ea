"""One process that works: takes what waits, one after the other, until it is told to end.

The queue is django-tasks' own (``django_tasks_db``): two workers never take one task, on SQLite
because writers queue, on PostgreSQL by ``SKIP LOCKED``. A worker that dies leaves its job without a
sign of life; the next look of any worker calls it interrupted.
"""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from threading import Event
from types import FrameType
from typing import Any

from django.db import close_old_connections, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

from tahqiq.casebook.models import Job, JobState
from tahqiq.desk.jobs.running import stop_now

#: Seconds between two looks at the queue while nothing waits.
EVERY = 1.0
#: Seconds between two looks for jobs whose worker has died, and how long finished tasks are kept.
_SWEEP, _KEPT = 30.0, timedelta(days=14)


class Worker:
    """Works until it is told to end.

    Args:
        once: end when nothing waits any more.
    """

    def __init__(self, *, once: bool = False) -> None:
        self.once = once
        self.done = 0
        self._end = Event()
        self._name = get_random_string(32)
        self._runner = TaskRunner(
            queue_names=["default"],
            interval=EVERY,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self._name,
            excluded_queue_names=[],
        )

    def end(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ends after the work under way, which stops at its next check and is then interrupted."""
        self._end.set()
        stop_now()

    def heed_signals(self) -> None:
        """Ctrl-C and SIGTERM end it in good order."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.end)

    def run(self) -> int:
        """Works.

        Returns:
            How many tasks it took.
        """
        swept = 0.0
        while not self._end.is_set():
            close_old_connections()
            swept = swept - EVERY if swept > 0 else self._sweep()
            taken = self._take()
            if taken is not None:
                self._runner.run_task(taken)
                self.done += 1
            elif self.once:
                break
            else:
                self._end.wait(EVERY)
        return self.done

    def _take(self) -> DBTaskResult[Any, Any] | None:
        """The task that waits longest, claimed; None where none waits."""
        waiting = DBTaskResult.objects.ready().filter(backend_name="default")
        if not waiting.exists():  # a look costs no lock
            return None
        with transaction.atomic():
            found = waiting.get_locked()
            if found is not None:
                found.claim(self._name)
        return found

    def _sweep(self) -> float:
        """Calls jobs interrupted whose worker died, and forgets tasks that ended long ago."""
        now = timezone.now()
        Job.objects.lost(now).update(state=JobState.INTERRUPTED, finished_at=now)
        DBTaskResult.objects.finished().filter(finished_at__lt=now - _KEPT).delete()
        return _SWEEP


def end_with(worker: Worker, pipe: int) -> None:
    """Ends the worker when the other end of a pipe is closed: its parent has gone, in whatever way."""

    def wait() -> None:
        with open(pipe, "rb", closefd=False) as parent:
            parent.read()
        worker.end()

    threading.Thread(target=wait, name="parent", daemon=True).start()
