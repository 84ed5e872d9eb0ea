"""Making accounts: the password is made here, shown once, and kept as a hash only."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from tahqiq.casebook.acting import Act
from tahqiq.casebook.actors import ROLES, Actor, Permission, local_operator
from tahqiq.casebook.models import Case
from tahqiq.desk.models import Account, Membership
from tahqiq.vocab.errors import BadInput

#: How long a one-time password waits to be used.
ONE_TIME_LASTS = timedelta(days=2)
#: Letters that nobody mistakes for another when reading them from a screen.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def create_one_time_account(
    username: str, roles: Iterable[str], case: Case, *, actor: Actor | None = None
) -> str:
    """Makes an account, or gives the one of that name another password, and its roles in a case.

    Whoever has the machine can do this: it is the way the first person gets in, and the audit
    entry says that it was done so. The account's earlier password and sessions end.

    Args:
        username: kept in Unicode's NFKC form.
        roles: slugs of ``tahqiq.casebook.actors.ROLES``; the account has these in the case and no others.
        case: where.
        actor: an administrator of the case; where none is named, whoever has the machine does it.

    Returns:
        A password that opens the door once, within two days, to choose another.

    Raises:
        BadInput: there is no such role.
        NotPermitted: the actor does not administer the case, or every case the account is a member of.
    """
    wanted = sorted(set(roles))
    if unknown := [role for role in wanted if role not in ROLES]:
        raise BadInput(f"there is no role called {unknown[0]}", remedy=f"roles are {', '.join(ROLES)}")
    act = Act(
        actor=actor if actor is not None else local_operator(),
        permission=Permission.ADMINISTER,
        name="create_one_time_account",
    )
    if actor is not None:
        act.demand(case)
        for membership in Membership.objects.of(username).select_related("case"):
            act.demand(membership.case)  # else the new password would open another case to them
    password = one_time_password()
    with act.batch():
        account = _account(username, password)
        Membership.objects.filter(account=account, case=case).delete()
        Membership.objects.bulk_create(Membership(account=account, case=case, role=role) for role in wanted)
        act.note_by_id(case, "account", str(account.pk), before={}, after={"roles": wanted})
    return password


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
