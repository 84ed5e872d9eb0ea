"""Accounts and roles: every change one function, with actor, permission, transaction and audit entry.

A one-time password is made here, shown once, and kept as a hash only.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import ROLES, Actor, Permission, demand_apart, local_operator
from tahqiq.casebook.models import Case
from tahqiq.desk.models import Account, CaseAccess, Membership, SecondFactor
from tahqiq.vocab.errors import BadInput

#: How long a one-time password waits to be used.
ONE_TIME_LASTS = timedelta(days=2)
#: Letters that nobody mistakes for another when reading them from a screen.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ADMINISTRATOR = "administrator"


def create_one_time_account(
    username: str,
    roles: Iterable[str],
    case: Case,
    *,
    actor: Actor | None = None,
    without_factors: bool = False,
) -> str:
    """Makes an account, or gives the one of that name another password, and its roles in a case.

    Whoever has the machine can do this: it is the way the first person gets in, and the audit
    entry says that it was done so. The account's earlier password and sessions end.

    Args:
        username: kept in Unicode's NFKC form.
        roles: slugs of ``tahqiq.casebook.actors.ROLES``; the account has these in the case and no others.
        case: where.
        actor: an administrator of the case; where none is named, whoever has the machine does it.
        without_factors: take the account's second factors away, for somebody who lost theirs.

    Returns:
        A password that opens the door once, within two days, to choose another.

    Raises:
        BadInput: there is no such role, or two of them are kept apart.
        NotPermitted: the actor does not administer the case, or every case the account is a member of.
    """
    wanted = _known(roles)
    act = Act(
        actor=actor if actor is not None else local_operator(),
        permission=Permission.ADMINISTER,
        name="create_one_time_account",
    )
    if actor is not None:
        act.demand(case)
        _demand_everywhere(act, Account.normalize_username(username))
    password = one_time_password()
    with act.batch():
        account = _account(username, password)
        _demand_an_administrator(case, account, wanted)
        _replace(account, case, wanted)
        gone = _forget(account) if without_factors else 0
        before, after = ({"factors": gone}, {"factors": 0}) if gone else ({}, {})
        act.note_by_id(case, "account", str(account.pk), before=before, after={**after, "roles": wanted})
    return password


@action(Permission.ADMINISTER)
def set_roles(act: Act, case: Case, account: Account, *, roles: Iterable[str]) -> None:
    """Gives a person exactly these roles in the case; none takes them out of it.

    Whoever loses a role loses their sessions too.

    Raises:
        BadInput: there is no such role, two are kept apart, they are one's own, or nobody would
            be left to look after the case.
    """
    wanted = _known(roles)
    _demand_another(act, account)
    before = _roles(account, case)
    if before == wanted:
        return
    _demand_an_administrator(case, account, wanted)
    _replace(account, case, wanted)
    if set(before) - set(wanted):
        account.end_sessions()
    act.note_by_id(case, "account", str(account.pk), before={"roles": before}, after={"roles": wanted})


@action(Permission.ADMINISTER)
def give_one_time_password(act: Act, case: Case, account: Account) -> str:
    """Gives a member another way in: a password that opens the door once, within two days.

    Raises:
        BadInput: the person is no member of the case.
        NotPermitted: the actor does not administer every case the person is a member of: the
            password would open those too.
    """
    _demand_member(case, account)
    _demand_everywhere(act, account.username)
    password = one_time_password()
    account.set_one_time_password(password, timezone.now() + ONE_TIME_LASTS)
    account.end_sessions()
    act.note_by_id(case, "account", str(account.pk), before={}, after={"password": "one-time"})
    return password


@action(Permission.ADMINISTER)
def switch(act: Act, case: Case, account: Account, *, on: bool) -> None:
    """Switches an account off, its sessions with it, or on again.

    Raises:
        BadInput: it is one's own, the person is no member of the case, or nobody would be left to
            look after one of their cases.
        NotPermitted: the actor does not administer every case the person is a member of.
    """
    _demand_another(act, account)
    _demand_member(case, account)
    _demand_everywhere(act, account.username)
    if account.is_active == on:
        return
    if not on:
        for each in Case.objects.filter(memberships__account=account).distinct():
            _demand_an_administrator(each, account, [])
        account.end_sessions()
    Account.objects.filter(pk=account.pk).update(is_active=on)
    account.is_active = on
    act.note_by_id(case, "account", str(account.pk), before={"active": not on}, after={"active": on})


@action(Permission.ADMINISTER)
def forget_factors(act: Act, case: Case, account: Account) -> int:
    """Takes away every second factor of somebody who has lost theirs, and gives how many there were.

    Raises:
        BadInput: they are one's own, or the person is no member of the case.
        NotPermitted: the actor does not administer every case the person is a member of.
    """
    _demand_another(act, account)
    _demand_member(case, account)
    _demand_everywhere(act, account.username)
    gone = _forget(account)
    if gone:
        account.end_sessions()
        act.note_by_id(case, "account", str(account.pk), before={"factors": gone}, after={"factors": 0})
    return gone


@action(Permission.ADMINISTER)
def demand_second_factor(act: Act, case: Case, *, of: SecondFactor) -> None:
    """Says of whom the case demands a second factor."""
    found = CaseAccess.objects.filter(case=case).first()
    before = found.second_factor if found is not None else ""
    if before == of:
        return
    CaseAccess.objects.update_or_create(case=case, defaults={"second_factor": str(of)})
    act.note(case, before={"second_factor": before}, after={"second_factor": str(of)})


def note_factor(account: Account, *, added: bool, kind: str) -> None:
    """Enters in each case of a person that they added a second factor, or took one away."""
    act = Act(
        actor=Actor(name=account.username, account=str(account.pk)),
        permission=Permission.VIEW,
        name="add_factor" if added else "remove_factor",
    )
    with act.batch():
        for case in Case.objects.filter(memberships__account=account).distinct():
            act.note_by_id(case, "account", str(account.pk), before={}, after={"factor": kind})


def one_time_password() -> str:
    """A password of four groups of five letters, about 99 bits, easy to type from a screen.

    >>> len(one_time_password())
    23
    """
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _account(username: str, password: str) -> Account:
    """The account of that name, old or new, with a one-time password."""
    name = Account.normalize_username(username)
    account = Account.objects.filter(username=name).first() or Account(username=name, display_name=name)
    account.is_active = True
    account.set_one_time_password(password, timezone.now() + ONE_TIME_LASTS)
    return account


def _forget(account: Account) -> int:
    """Takes the second factors of an account away, and tells how many there were."""
    from allauth.mfa.models import Authenticator

    gone, _ = Authenticator.objects.filter(user_id=account.pk).delete()
    return int(gone)


def _known(roles: Iterable[str]) -> list[str]:
    """The roles in order, once each, if they exist and may go together."""
    wanted = sorted(set(roles))
    if unknown := [role for role in wanted if role not in ROLES]:
        raise BadInput(f"there is no role called {unknown[0]}", remedy=f"roles are {', '.join(ROLES)}")
    demand_apart(wanted)
    return wanted


def _roles(account: Account, case: Case) -> list[str]:
    return sorted(Membership.objects.filter(account=account, case=case).values_list("role", flat=True))


def _replace(account: Account, case: Case, roles: Iterable[str]) -> None:
    Membership.objects.filter(account=account, case=case).delete()
    Membership.objects.bulk_create(Membership(account=account, case=case, role=role) for role in roles)


def _demand_another(act: Act, account: Account) -> None:
    """Nobody changes their own roles, or switches themselves off."""
    if str(account.pk) == act.actor.account:
        raise BadInput("another administrator has to do this for you")


def _demand_member(case: Case, account: Account) -> None:
    if not Membership.objects.filter(account=account, case=case).exists():
        raise BadInput("this person is not a member of the case")


def _demand_everywhere(act: Act, username: str) -> None:
    """What concerns a whole account takes an administrator of every case that it opens."""
    for membership in Membership.objects.of(username).select_related("case"):
        act.demand(membership.case)


def _demand_an_administrator(case: Case, account: Account, wanted: Iterable[str]) -> None:
    """Refuses to take the last administrator out of a case that has one."""
    there = Membership.objects.filter(case=case, role=_ADMINISTRATOR, account__is_active=True)
    is_one = there.filter(account=account).exists()
    if is_one and _ADMINISTRATOR not in wanted and not there.exclude(account=account).exists():
        raise BadInput("the last administrator of a case cannot be taken out of it")
