"""Asking for work in the background, stopping it, and beginning it again.

What a job *does* is another action, done by a worker with what the person who asked may do at that
time; here is only who may ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Job, JobKind, JobState
from tahqiq.vocab.errors import BadInput

#: What a person needs to ask for each kind of work.
NEEDS: Mapping[JobKind, Permission] = {
    JobKind.GRADE: Permission.GRADE,
    JobKind.LINK: Permission.JUDGE,
    JobKind.RELEASE: Permission.RELEASE,
    JobKind.COMPARE: Permission.VIEW,
    JobKind.PUBLISH: Permission.APPROVE,
    JobKind.VERIFY: Permission.AUDIT,
    JobKind.TRIAL: Permission.IMPORT,
    JobKind.IMPORT: Permission.IMPORT,
    JobKind.REMAINS: Permission.JUDGE,
}
#: States in which a job may be begun again.
_AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED, JobState.INTERRUPTED, JobState.REFUSED})


@action(Permission.VIEW)
def ask_for_job(act: Act, case: Case, *, kind: JobKind, arguments: Mapping[str, Any]) -> Job:
    """Notes a piece of work for a worker; the same work asked for twice waits once.

    Args:
        arguments: plain values for JSON, none of them private.

    Raises:
        NotPermitted: the actor may not have this kind of work done.
    """
    act.actor.demand(NEEDS[kind], case.slug)
    Case.objects.select_for_update().get(pk=case.pk)  # of two who ask at once, the second sees the first's
    asked = dict(arguments)
    for standing in Job.objects.filter(case=case, kind=kind).waiting():
        if standing.arguments == asked:
            return standing
    made = Job.objects.create(
        case=case,
        kind=kind.value,
        arguments=asked,
        asked_by=act.actor.name,
        account=act.actor.account,
        asked_at=act.at,
    )
    act.note(made, after={"kind": kind.value})
    return made


@action(Permission.VIEW)
def cancel_job(act: Act, job: Job) -> Job:
    """Takes a waiting job off the list, or asks the worker of a running one to stop.

    A running job stops between two batches; what it committed until then stays.

    Raises:
        NotPermitted: the actor may not have such work done.
        BadInput: it is over.
    """
    current = Job.objects.select_for_update().get(pk=job.pk)
    act.actor.demand(NEEDS[JobKind(current.kind)], current.case.slug)
    if current.over:
        raise BadInput("this work is over")
    if current.cancel_at is not None:
        return current
    current.cancel_by, current.cancel_at = act.actor.name, act.at
    if current.state == JobState.WAITING or current.is_lost(act.at):
        current.state, current.finished_at = JobState.CANCELLED.value, act.at
    current.save(update_fields=["cancel_by", "cancel_at", "state", "finished_at"])
    act.note(current, after={"cancelled": True})
    return current


@action(Permission.VIEW)
def wait_again(act: Act, job: Job) -> Job:
    """Puts work that failed, was cancelled or interrupted back on the list, as the actor's own.

    Raises:
        NotPermitted: the actor may not have such work done.
        BadInput: it has been done, or a worker still has it.
    """
    current = Job.objects.select_for_update().get(pk=job.pk)
    act.actor.demand(NEEDS[JobKind(current.kind)], current.case.slug)
    if current.state not in _AGAIN and not current.is_lost(act.at):
        raise BadInput("only work that failed, was cancelled or interrupted can be begun again")
    before = current.state
    current.state, current.asked_by, current.account = (
        JobState.WAITING.value,
        act.actor.name,
        act.actor.account,
    )
    current.asked_at, current.cancel_by, current.refusal, current.result = act.at, "", "", {}
    current.cancel_at = current.started_at = current.beat_at = current.finished_at = None
    current.step, current.done, current.total = "", 0, None
    current.save()
    act.note(current, before={"state": before}, after={"state": current.state})
    return current
