"""Who belongs to a case, in which roles; for those who administer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.desk import accounts
from tahqiq.desk.access import demanded
from tahqiq.desk.forms import MemberForm
from tahqiq.desk.models import Account, Membership, SecondFactor
from tahqiq.desk.views.visit import Visit, in_case


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list."""

    account: Account
    roles: list[str]
    factor: bool


@require_safe
@in_case(Permission.ADMINISTER)
def members(visit: Visit) -> HttpResponse:
    """Everybody who belongs to the case."""
    return _page(visit, MemberForm())


@require_POST
@in_case(Permission.ADMINISTER, recent=True)
@sensitive_variables("password")
def add(visit: Visit) -> HttpResponse:
    """Brings somebody into the case, with a one-time password that is shown once, on this answer only."""
    form = MemberForm(visit.request.POST)
    if not form.is_valid():
        return _page(visit, form, status=400)
    name, roles = form.cleaned_data["username"], form.cleaned_data["roles"]
    known = Account.objects.filter(username=Account.normalize_username(name)).first()
    if known is not None and known.must_change_password is False:
        accounts.set_roles(visit.actor, visit.case, known, roles=roles)
        messages.success(visit.request, _("The roles are set. This person signs in as before."))
        return redirect("desk:members", visit.case.slug)
    password = accounts.create_one_time_account(name, roles, visit.case, actor=visit.actor)
    return _page(visit, MemberForm(), given=(name, password))


@require_POST
@in_case(Permission.ADMINISTER, recent=True)
def change(visit: Visit, account_id: UUID) -> HttpResponse:
    """Changes one member: their roles, their way in, whether they may come in at all."""
    account = get_object_or_404(
        Account.objects.filter(memberships__case=visit.case).distinct(), pk=account_id
    )
    act = _CHANGES.get(visit.request.POST.get("change", ""))
    return act(visit, account) if act is not None else HttpResponseBadRequest()


@require_POST
@in_case(Permission.ADMINISTER, recent=True)
def demand(visit: Visit) -> HttpResponse:
    """Says of whom the case demands a second factor."""
    of = visit.request.POST.get("second_factor", "")
    if of not in SecondFactor.values:
        return HttpResponseBadRequest()
    accounts.demand_second_factor(visit.actor, visit.case, of=SecondFactor(of))
    return _done(visit, _("The rule is set."))


def _set_roles(visit: Visit, account: Account) -> HttpResponse:
    accounts.set_roles(visit.actor, visit.case, account, roles=visit.request.POST.getlist("roles"))
    return _done(visit, _("The roles are set."))


def _remove(visit: Visit, account: Account) -> HttpResponse:
    accounts.set_roles(visit.actor, visit.case, account, roles=[])
    return _done(visit, _("This person no longer belongs to the case."))


@sensitive_variables("password")
def _password(visit: Visit, account: Account) -> HttpResponse:
    password = accounts.give_one_time_password(visit.actor, visit.case, account)
    return _page(visit, MemberForm(), given=(account.username, password))


def _off(visit: Visit, account: Account) -> HttpResponse:
    accounts.switch(visit.actor, visit.case, account, on=False)
    return _done(visit, _("The account is switched off, and its sessions have ended."))


def _on(visit: Visit, account: Account) -> HttpResponse:
    accounts.switch(visit.actor, visit.case, account, on=True)
    return _done(visit, _("The account is switched on."))


def _forget(visit: Visit, account: Account) -> HttpResponse:
    accounts.forget_factors(visit.actor, visit.case, account)
    return _done(visit, _("The second factors are taken away, and the sessions have ended."))


_CHANGES: dict[str, Callable[[Visit, Account], HttpResponse]] = {
    "roles": _set_roles,
    "remove": _remove,
    "password": _password,
    "off": _off,
    "on": _on,
    "forget": _forget,
}


def _done(visit: Visit, said: str) -> HttpResponse:
    messages.success(visit.request, said)
    return redirect("desk:members", visit.case.slug)


def _page(
    visit: Visit, form: MemberForm, *, given: tuple[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The list, with the form to add somebody, and a password that has just been made."""
    return visit.show(
        "members",
        status=status,
        form=form,
        members=_members(visit),
        given=given,
        roles=list(ROLES),
        demanded=demanded(visit.case),
        rules=SecondFactor.choices,
    )


def _members(visit: Visit) -> list[Member]:
    """Each member with their roles, and whether they have a second factor."""
    from allauth.mfa.models import Authenticator

    held: dict[UUID, list[str]] = {}
    for membership in Membership.objects.filter(case=visit.case, role__in=ROLES).order_by("role"):
        held.setdefault(membership.account_id, []).append(membership.role)
    strong = set(
        Authenticator.objects.filter(user_id__in=held)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    people = Account.objects.filter(pk__in=held).order_by("username")
    return [Member(each, held[each.pk], each.pk in strong) for each in people]
