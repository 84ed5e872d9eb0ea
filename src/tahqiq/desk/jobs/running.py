"""One job, from the queue to its end: every way in which it may end is noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from tahqiq.casebook.actors import Actor, actor_of, local_operator
from tahqiq.casebook.models import Job, JobKind, JobState
from tahqiq.desk.jobs.progress import Progress, Stopped, beating
from tahqiq.desk.jobs.work import Work
from tahqiq.desk.models import Account
from tahqiq.vocab.errors import BadInput, NotPermitted, Refusal

#: The work of this process: whoever is told to end stops it (``stop_now``).
_UNDER_WAY: dict[int, Progress] = {}


@task()
def work_on(job_id: str) -> str:
    """Does one job, unless it was cancelled meanwhile or is under way already.

    Returns:
        The state it ended in, or 'passed over'.
    """
    job = begin(UUID(job_id))
    if job is None:
        return "passed over"
    ending = Ending(job)
    progress = ending.progress
    _UNDER_WAY[id(progress)] = progress
    try:
        with ending, beating(job.pk, progress):
            ending.result = done(job, progress)
    finally:
        del _UNDER_WAY[id(progress)]
    return ending.state.value


def stop_now() -> None:
    """Asks the work of this process to stop at its next check; it is then interrupted."""
    for progress in list(_UNDER_WAY.values()):
        progress.stop = JobState.INTERRUPTED


def begin(job: UUID) -> Job | None:
    """Takes up a waiting job; None where it no longer waits. Of two workers only one gets it."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job, state=JobState.WAITING)
    taken = waiting.update(state=JobState.RUNNING, started_at=now, beat_at=now)
    if not taken:
        return None
    found = Job.objects.select_related("case").get(pk=job)
    found.runs += 1
    found.save(update_fields=["runs"])
    return found


def done(job: Job, progress: Progress) -> dict[str, Any]:
    """Does what the job says, as the person who asked for it, and gives what came of it.

    Raises:
        Stopped: somebody wanted an end.
        TahqiqError: as the work says.
    """
    from tahqiq.desk.jobs.doing import DOING

    work = Work(job=job, case=job.case, actor=acting(job), home=settings.HOME, progress=progress)
    return DOING[JobKind(job.kind)](work)


def acting(job: Job) -> Actor:
    """Who asked, with what they may do now.

    Raises:
        NotPermitted: the account is no longer active.
    """
    if not job.account:
        return local_operator()
    account = Account.objects.filter(pk=job.account, is_active=True).first()
    if account is None:
        raise NotPermitted(f"the account of {job.asked_by} is no longer active")
    return actor_of(account)


@dataclass(slots=True)
class Ending:
    """A context that notes how a job ended, whatever ends it.

    What the work refuses is told in its words. Of a fault of ours only the kind is told here; the
    task's own row keeps where it happened, and the fault goes on.

    Attributes:
        progress: how far it is.
        result: what came of it; set it before the context ends.
    """

    job: Job
    progress: Progress = field(default_factory=Progress)
    result: dict[str, Any] = field(default_factory=dict)
    state: JobState = JobState.FINISHED

    def __enter__(self) -> Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        refusal = ""
        match error:
            case None:
                self.state = JobState.FINISHED
            case Stopped():
                self.state = error.state
            case BadInput() | NotPermitted() | Refusal():
                self.state, refusal = JobState.REFUSED, str(error)
            case KeyboardInterrupt() | SystemExit():
                self.state = JobState.INTERRUPTED
            case _:
                self.state, refusal = JobState.FAILED, type(error).__name__
        self._note(refusal)
        return isinstance(error, Exception) and self.state is not JobState.FAILED

    def _note(self, refusal: str) -> None:
        Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING).update(
            state=self.state,
            finished_at=timezone.now(),
            result=self.result,
            refusal=refusal,
            step=self.progress.step,
            done=self.progress.done,
            total=self.progress.total,
        )
