"""What waits for whom in a case: each with how many, where to, and whether it waits for who looks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tahqiq.casebook import incident_lines
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import (
    AnswerProposal,
    Claim,
    Correction,
    FollowUp,
    IncidentLine,
    Job,
    JobState,
    Release,
    Suggestion,
    WelfareFlag,
    Withdrawal,
)
from tahqiq.desk.health import last_verified
from tahqiq.desk.templatetags.wording import language
from tahqiq.desk.views.visit import Visit
from tahqiq.vocab.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One kind of thing that waits.

    Attributes:
        n: how many; told: how many of what, in words.
        mine: it waits for who looks; ``for_whom``: the link's words, or for whom it waits.
        href: where it is done; '' where who looks has nothing to do there.
    """

    n: int
    told: str
    mine: bool
    for_whom: str
    href: str = ""


def tasks(visit: Visit) -> list[Task]:
    """What waits, what waits for who looks first; corrections only for those who may read letters."""
    found = [_claims(visit), *_answers(visit), _assessments(visit), _releases(visit)]
    found += _withdrawals(visit)
    if visit.may(Permission.HEAR):
        found += _care(visit)
    if visit.may(Permission.JUDGE):
        found.append(_pairs(visit))
    if visit.may(Permission.READ_LETTERS):
        found.append(_letters(visit))
    found += _work(visit)
    if visit.may(Permission.AUDIT):
        found += _faults(visit)
    return sorted(found, key=lambda task: not (task.mine and task.n))


def _task(
    visit: Visit, n: int, told: tuple[str, str], permission: Permission, words: tuple[str, str], to: str
) -> Task:
    """A task for those who have a permission; ``words``: said to them, and of them to others."""
    mine = visit.may(permission)
    return Task(
        n=n,
        told=counted(*told, n, language()),
        mine=mine,
        for_whom=words[0] if mine else words[1],
        href=reverse(f"desk:{to}", args=[visit.case.slug]) if mine else "",
    )


def _claims(visit: Visit) -> Task:
    n = Claim.objects.filter(case=visit.case).proposed().count()
    words = _("Waits for you: accept or reject"), _("Waits for a reviewer or an editor")
    return _task(visit, n, ("{n} claim proposed", "{n} claims proposed"), Permission.DECIDE, words, "claims")


def _answers(visit: Visit) -> list[Task]:
    """Answers of armed actors that were read in their statements."""
    n = AnswerProposal.objects.filter(case=visit.case, status="proposed").count()
    told = "{n} answer that was read", "{n} answers that were read"
    words = _("Waits for you: accept or reject"), _("Waits for a reviewer or an editor")
    return [_task(visit, n, told, Permission.DECIDE, words, "claims")] if n else []


def _assessments(visit: Visit) -> Task:
    incident_lines.renew()
    waiting = IncidentLine.objects.filter(case_id=visit.case.pk, to_sign=True)
    made = waiting.aggregate(n=Count("pk"), others=Count("pk", filter=~Q(drafted_by=visit.actor.name)))
    told = "{n} assessment to sign off", "{n} assessments to sign off"
    words = _("Waits for you, if somebody else made it"), _("Waits for an editor who did not make it")
    task = _task(visit, made["n"], told, Permission.SIGN_OFF, words, "assessments")
    return task if made["others"] or not task.mine else _yours(task)


def _releases(visit: Visit) -> Task:
    waiting = Release.objects.filter(case=visit.case, status="unapproved")
    made = waiting.aggregate(n=Count("id"), others=Count("id", filter=~Q(created_by=visit.actor.name)))
    told = "{n} release to approve", "{n} releases to approve"
    words = _("Waits for you, if somebody else made it"), _("Waits for a publisher")
    task = _task(visit, made["n"], told, Permission.APPROVE, words, "releases")
    return task if made["others"] or not task.mine else _yours(task)


def _yours(task: Task) -> Task:
    """What all was made by who looks: it waits for somebody else."""
    words = _("Yours: somebody else has to do it") if task.n else task.for_whom
    return Task(n=task.n, told=task.told, mine=False, for_whom=words, href=task.href)


def _withdrawals(visit: Visit) -> list[Task]:
    """Consents that somebody else proposed to take back, and withdrawals that were interrupted."""
    if not visit.may(Permission.APPROVE):
        return []
    waiting = Withdrawal.objects.filter(case=visit.case, state__in=("proposed", "approved"))
    n = waiting.exclude(proposed_by=visit.actor.name).count()
    told = "{n} consent to withdraw", "{n} consents to withdraw"
    words = _("Waits for you: look and approve"), ""
    return [_task(visit, n, told, Permission.APPROVE, words, "consents")] if n else []


def _care(visit: Visit) -> list[Task]:
    """Worries about people who spoke that stand, and what was promised them and is due."""
    today = timezone.now().date()
    raised = WelfareFlag.objects.filter(case=visit.case, lowered_at=None).count()
    owed = FollowUp.objects.filter(case=visit.case, done_at=None, due_on__lte=today).count()
    words = _("Waits for you: look after them"), _("Waits for an interviewer")
    kinds = (
        (raised, ("{n} worry about somebody who spoke", "{n} worries about people who spoke")),
        (owed, ("{n} promise due", "{n} promises due")),
    )
    found = [_task(visit, n, told, Permission.INTERVIEW, words, "interviews") for n, told in kinds if n]
    there = reverse("desk:interviews", args=[visit.case.slug])
    return [replace(task, href=there) for task in found]


def _pairs(visit: Visit) -> Task:
    n = Suggestion.objects.filter(case=visit.case).unjudged(by=visit.actor.name).count()
    words = _("Waits for you: one, or two?"), ""
    return _task(visit, n, ("{n} pair to judge", "{n} pairs to judge"), Permission.JUDGE, words, "pairs")


def _letters(visit: Visit) -> Task:
    n = Correction.objects.filter(case=visit.case).waiting().count()
    told = "{n} letter of a reader", "{n} letters of readers"
    words = _("Waits for you: read and decide"), ""
    return _task(visit, n, told, Permission.READ_LETTERS, words, "letters")


def _work(visit: Visit) -> list[Task]:
    """Work under way, and work of who looks that ended badly."""
    ended_badly = Q(state__in=[JobState.FAILED, JobState.INTERRUPTED], asked_by=visit.actor.name)
    under_way = Q(state__in=[JobState.WAITING, JobState.RUNNING])
    jobs = Job.objects.filter(case=visit.case)
    n = jobs.aggregate(open=Count("id", filter=under_way), bad=Count("id", filter=ended_badly))
    href = reverse("desk:work", args=[visit.case.slug])
    running = counted("{n} piece of work under way", "{n} pieces of work under way", n["open"], language())
    bad = counted("{n} piece of work ended badly", "{n} pieces of work ended badly", n["bad"], language())
    found = [
        Task(n=n["open"], told=running, mine=False, for_whom=_("See how far it is"), href=href),
        Task(n=n["bad"], told=bad, mine=True, for_whom=_("Yours: begin it again?"), href=href),
    ]
    return [task for task in found if task.n]


def _faults(visit: Visit) -> list[Task]:
    """Faults that the last verification of the archive found; one never verified waits too."""
    last = last_verified(settings.HOME.logs)
    href = reverse("desk:work", args=[visit.case.slug])
    if last is None:
        told = _("The archive has never been verified")
        return [Task(n=1, told=told, mine=True, for_whom=_("Verify it"), href=href)]
    faults = last.get("faults")
    if not isinstance(faults, int) or not faults:
        return []
    told = counted("{n} fault in the archive", "{n} faults in the archive", faults, language())
    return [Task(n=faults, told=told, mine=True, for_whom=_("See the last verification"), href=href)]
