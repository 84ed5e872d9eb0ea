"""Asking for work: the job and its place in the queue are noted together, or neither."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tahqiq.casebook.actions.jobs import ask_for_job, wait_again
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Case, Job, JobKind
from tahqiq.desk.jobs.running import work_on


def enqueue(actor: Actor, case: Case, kind: JobKind, **arguments: Any) -> Job:
    """Asks for a piece of work; the same work asked for while it waits is one job.

    Args:
        kind: what is to be done.
        arguments: plain values that the kind needs, as ``doing`` says; none of them private.

    Raises:
        NotPermitted: the actor may not have this done.
    """
    with transaction.atomic():
        before = set(Job.objects.filter(case=case, kind=kind).waiting().values_list("pk", flat=True))
        job = ask_for_job(actor, case, kind=kind, arguments=arguments)
        if job.pk not in before:
            work_on.enqueue(str(job.pk))
    return job


def begin_again(actor: Actor, job: Job) -> Job:
    """Puts work that ended badly back into the queue.

    Raises:
        NotPermitted: the actor may not have this done.
        BadInput: it has been done, or a worker still has it.
    """
    with transaction.atomic():
        waiting = wait_again(actor, job)
        work_on.enqueue(str(waiting.pk))
    return waiting
