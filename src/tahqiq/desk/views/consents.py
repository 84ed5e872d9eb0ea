"""Consents: who allowed what, what rests on it, and taking it back by two people."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tahqiq.casebook import actions
from tahqiq.casebook.actions.withdrawal import Reach, what_remains
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Consent, Purpose, Withdrawal
from tahqiq.casebook.resting import resting_on
from tahqiq.desk import asked
from tahqiq.desk.archive import desk_archive
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.desk.withdrawing import reach_of
from tahqiq.vocab.errors import BadInput, NotPermitted

PAGE = 50
#: Who sees consents: those who record them, those who approve that one is taken back, those who hear.
_SEES = (Permission.CONSENT, Permission.APPROVE, Permission.HEAR)


def _demand(visit: Visit) -> None:
    if not any(visit.may(each) for each in _SEES):
        raise NotPermitted(f"{visit.actor.name} may not see consents")


def _reach() -> Reach:
    return reach_of(settings.HOME, desk_archive())


@require_safe
@in_case()
def listing(visit: Visit) -> HttpResponse:
    """Consents by pseudonym, and the withdrawals under way."""
    _demand(visit)
    page = Paginator(Consent.objects.filter(case=visit.case), PAGE).get_page(visit.request.GET.get("page"))
    waiting = Withdrawal.objects.filter(case=visit.case, state__in=("proposed", "approved"))
    return visit.show(
        "consents",
        page=page,
        purposes=list(Purpose),
        rows=[(each, [getattr(each, purpose.value) for purpose in Purpose]) for each in page],
        waiting=waiting.select_related("consent"),
        today=timezone.now().date(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_case(Permission.CONSENT)
def new(visit: Visit) -> HttpResponse:
    """Records what a person allowed, purpose by purpose."""
    posted = visit.request.POST
    if visit.request.method != "POST":
        return visit.show("consent_new", purposes=list(Purpose), today=timezone.now().date())
    given_on = asked.day(posted, "given_on")
    subject, language = asked.line(posted, "subject"), asked.line(posted, "language", 35)
    if given_on is None or not subject or not language:
        raise BadInput("a consent has a pseudonym, a language, and the day it was given")
    allowed = [each for each in Purpose if posted.get(each.value) == "1"]
    if allowed and Purpose.KEEP not in allowed:
        raise BadInput("nothing is used that may not be kept", remedy="tick 'keep' as well")
    made = actions.record_consent(
        visit.actor,
        visit.case,
        subject=subject,
        purposes=allowed,
        language=language,
        given_on=given_on,
        expires_on=asked.day(posted, "expires_on"),
        guardian=asked.line(posted, "guardian"),
        minor=posted.get("minor") == "1",
    )
    messages.success(visit.request, _("The consent is recorded."))
    return redirect("desk:consent", visit.case.slug, made.pk)


@require_safe
@in_case()
def consent(visit: Visit, consent_id: UUID) -> HttpResponse:
    """One consent, and everything that rests on it: what would change if it were taken back."""
    _demand(visit)
    found = _consent(visit, consent_id)
    only = _purposes(visit.request.GET)
    resting = resting_on(found, served=_reach().served, purposes=only)
    return visit.show(
        "consent",
        consent=found,
        only=only,
        single=[each for each in Purpose if each is not Purpose.KEEP and getattr(found, each.value)],
        purposes=[(each, getattr(found, each.value)) for each in Purpose],
        found=resting.plain(),
        sha256=resting.sha256(),
        withdrawals=found.withdrawals.all(),
        today=timezone.now().date(),
    )


def _purposes(asked_for: QueryDict) -> list[Purpose]:
    """The purposes that alone are taken back; none, the whole consent.

    Raises:
        BadInput: no such purpose.
    """
    try:
        return [Purpose(each) for each in asked_for.getlist("only")[: len(Purpose)]]
    except ValueError as error:
        raise BadInput("choose one of the words offered") from error


@require_POST
@in_case(Permission.CONSENT, recent=True)
def propose(visit: Visit, consent_id: UUID) -> HttpResponse:
    """Proposes to take the consent back; somebody else approves."""
    posted = visit.request.POST
    made = actions.propose_withdrawal(
        visit.actor,
        _consent(visit, consent_id),
        destroy=posted.get("destroy") == "1",
        reason=asked.line(posted, "reason", asked.LONG),
        seen=asked.line(posted, "seen"),
        served=_reach().served,
        purposes=_purposes(posted),
    )
    messages.success(visit.request, _("The withdrawal is proposed. A second person approves it."))
    return redirect("desk:withdrawal", visit.case.slug, made.pk)


@require_safe
@in_case()
def withdrawal(visit: Visit, withdrawal_id: UUID) -> HttpResponse:
    """One withdrawal: what was found, who proposed and approved it, how far it is."""
    _demand(visit)
    found = _withdrawal(visit, withdrawal_id)
    now = _now(found) if found.state == "proposed" else ""
    return visit.show(
        "withdrawal",
        withdrawal=found,
        found=found.found,
        purposes=[Purpose(each) for each in found.purposes],
        remains=what_remains(found),
        unchanged=now == found.sha256,
        yours=found.proposed_by == visit.actor.name,
    )


@require_POST
@in_case(Permission.APPROVE, recent=True)
def approve(visit: Visit, withdrawal_id: UUID) -> HttpResponse:
    """Approves exactly what was on the screen, and carries it out; or goes on where it stopped."""
    found, reach = _withdrawal(visit, withdrawal_id), _reach()
    if found.state == "proposed":
        seen = asked.line(visit.request.POST, "seen")
        found = actions.approve_withdrawal(visit.actor, found, seen=seen, served=reach.served)
    actions.carry_out_withdrawal(visit.actor, found, reach=reach)
    messages.success(visit.request, _("The consent is withdrawn, in the record and in everything served."))
    return redirect("desk:withdrawal", visit.case.slug, found.pk)


@require_POST
@in_case(Permission.CONSENT)
def drop(visit: Visit, withdrawal_id: UUID) -> HttpResponse:
    """Drops a proposal."""
    found = actions.drop_withdrawal(visit.actor, _withdrawal(visit, withdrawal_id))
    messages.success(visit.request, _("The proposal is dropped."))
    return redirect("desk:consent", visit.case.slug, found.consent_id)


def _now(withdrawal: Withdrawal) -> str:
    """The hash of what rests on the consent at this moment."""
    purposes = [Purpose(each) for each in withdrawal.purposes]
    return resting_on(withdrawal.consent, served=_reach().served, purposes=purposes).sha256()


def _consent(visit: Visit, consent_id: UUID) -> Consent:
    return get_object_or_404(Consent.objects.select_related("case"), pk=consent_id, case=visit.case)


def _withdrawal(visit: Visit, withdrawal_id: UUID) -> Withdrawal:
    held = Withdrawal.objects.select_related("case", "consent__case")
    return get_object_or_404(held, pk=withdrawal_id, case=visit.case)
