"""How work in the background is shown."""

from __future__ import annotations

from django import template
from django.utils import timezone

from tahqiq.casebook.models import Job, JobState
from tahqiq.desk.jobs import words as called
from tahqiq.desk.templatetags.wording import language, said_of
from tahqiq.vocab.wording import isolate, word

register = template.Library()


@register.filter
def job_kind(job: Job) -> str:
    """What the work does."""
    return said_of(called.KINDS, job.kind)


@register.filter
def job_step(job: Job) -> str:
    """What is being done; nothing before the first step."""
    return said_of(called.STEPS, job.step) if job.step else ""


@register.filter
def job_state(job: Job) -> str:
    """The state; a job whose worker has fallen silent is interrupted, whether noted so yet or not."""
    lost = job.is_lost(timezone.now())
    return said_of(called.STATES, JobState.INTERRUPTED.value if lost else job.state)


@register.filter
def job_far(job: Job) -> str:
    """How far it is: '1,200 of 4,800', or how many where nobody knows of how many."""
    if job.total is None:
        return isolate(f"{job.done:,}", language()) if job.done else ""
    marks = {"n": isolate(f"{job.done:,}", language()), "all": isolate(f"{job.total:,}", language())}
    return word("{n} of {all}", language()).format(**marks)


@register.filter
def job_may_again(job: Job) -> bool:
    """Whether it may be begun again."""
    ended_badly = job.over and job.state != JobState.FINISHED
    return ended_badly or job.is_lost(timezone.now())
