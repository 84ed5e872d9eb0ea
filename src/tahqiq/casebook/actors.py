"""Who acts, and what each may do.

A role is a class that lists permissions; nobody inherits one by accident. The one who checks is
not the one who publishes: whoever grades cannot sign that grade off, and whoever makes a release
cannot approve it (the database refuses it too).
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist

from tahqiq.vocab.errors import BadInput, NotPermitted


class Permission(StrEnum):
    """One thing that somebody may be allowed to do in a case."""

    VIEW = "view"
    CREATE_CASE = "create_case"
    RECORD = "record"
    IMPORT = "import"
    PROPOSE = "propose"
    DECIDE = "decide"
    JUDGE = "judge"
    JOIN = "join"
    GRADE = "grade"
    SIGN_OFF = "sign_off"
    CONSENT = "consent"
    NAME = "name"
    RELEASE = "release"
    APPROVE = "approve"
    AUDIT = "audit"
    ADMINISTER = "administer"
    READ_LETTERS = "read_letters"
    ASK = "ask"
    HEAR = "hear"
    INTERVIEW = "interview"
    OPEN_VAULT = "open_vault"


class Role:
    """What a person in this role may do in a case."""

    slug: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]


class Recorder(Role):
    """Brings material in and proposes what it says."""

    slug = "recorder"
    permissions = frozenset(
        {Permission.VIEW, Permission.RECORD, Permission.IMPORT, Permission.PROPOSE, Permission.CONSENT}
    )


class Reviewer(Role):
    """Decides about claims and pairs of records."""

    slug = "reviewer"
    permissions = frozenset({Permission.VIEW, Permission.PROPOSE, Permission.DECIDE, Permission.JUDGE})


class Editor(Role):
    """Grades, signs off what others graded, decides on names, makes releases."""

    slug = "editor"
    permissions = frozenset(
        {
            Permission.VIEW,
            Permission.RECORD,
            Permission.DECIDE,
            Permission.JUDGE,
            Permission.JOIN,
            Permission.GRADE,
            Permission.SIGN_OFF,
            Permission.NAME,
            Permission.RELEASE,
            Permission.READ_LETTERS,
        }
    )


class Publisher(Role):
    """Approves releases that somebody else made."""

    slug = "publisher"
    permissions = frozenset({Permission.VIEW, Permission.APPROVE})


class Auditor(Role):
    """Reads everything, the audit entries too, and changes nothing."""

    slug = "auditor"
    permissions = frozenset({Permission.VIEW, Permission.AUDIT})


class Administrator(Role):
    """Looks after cases, accounts and roles; decides nothing about the record."""

    slug = "administrator"
    permissions = frozenset(
        {Permission.VIEW, Permission.CREATE_CASE, Permission.ADMINISTER, Permission.AUDIT}
    )


class Listener(Role):
    """Reads what people who speak entrusted to the record, under their pseudonyms; changes nothing."""

    slug = "listener"
    permissions = frozenset({Permission.VIEW, Permission.HEAR})


class Interviewer(Role):
    """Meets people who speak, and visits sites; records what they say and allow."""

    slug = "interviewer"
    permissions = frozenset(
        {
            Permission.VIEW,
            Permission.HEAR,
            Permission.INTERVIEW,
            Permission.RECORD,
            Permission.PROPOSE,
            Permission.CONSENT,
        }
    )


class Keeper(Role):
    """Keeps the vault: opens, for a reason, who somebody is; needs a key of their own as well."""

    slug = "keeper"
    permissions = frozenset({Permission.VIEW, Permission.OPEN_VAULT})


ROLES: Mapping[str, type[Role]] = {
    role.slug: role
    for role in (
        Recorder,
        Reviewer,
        Editor,
        Publisher,
        Auditor,
        Administrator,
        Listener,
        Interviewer,
        Keeper,
    )
}

#: Who checks is not who publishes: nobody is one of each in the same case.
_CHECKS, _PUBLISHES = frozenset({"reviewer", "editor"}), frozenset({"publisher"})


def demand_apart(roles: Iterable[str]) -> None:
    """Refuses roles that one person may not have together in a case: who checks is not who publishes.

    >>> demand_apart(["recorder", "reviewer"])
    >>> demand_apart(["editor", "publisher"])
    Traceback (most recent call last):
    tahqiq.vocab.errors.BadInput: nobody checks a case and publishes it as well ...

    Raises:
        BadInput: one role checks, another publishes.
    """
    held = set(roles)
    if held & _CHECKS and held & _PUBLISHES:
        remedy = f"choose between {' and '.join(sorted(_CHECKS))}, and {' and '.join(_PUBLISHES)}"
        raise BadInput("nobody checks a case and publishes it as well", remedy=remedy)


#: What the person at the machine may do without an account: everything that proposes, nothing that approves.
LOCAL = frozenset(
    {
        Permission.VIEW,
        Permission.CREATE_CASE,
        Permission.RECORD,
        Permission.IMPORT,
        Permission.PROPOSE,
        Permission.GRADE,
        Permission.NAME,
        Permission.CONSENT,
        Permission.RELEASE,
        Permission.AUDIT,
        Permission.INTERVIEW,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts, known by name in every audit entry.

    Attributes:
        name: user name, or the local operator's.
        account: id of the account, '' for the local operator.
        everywhere: permissions in every case.
        in_case: case slug → permissions there.
    """

    name: str
    account: str = ""
    everywhere: frozenset[Permission] = frozenset()
    in_case: Mapping[str, frozenset[Permission]] = field(default_factory=dict)

    def may(self, permission: Permission, case: str = "") -> bool:
        """Whether the actor may do this in the case; '' asks whether in any."""
        granted = [self.in_case.get(case, frozenset())] if case else self.in_case.values()
        return permission in self.everywhere or any(permission in each for each in granted)

    def demand(self, permission: Permission, case: str = "") -> None:
        """Refuses an actor who may not.

        Raises:
            NotPermitted: naming the actor, the permission, the case, and the roles that have it.
        """
        if self.may(permission, case):
            return
        roles = ", ".join(slug for slug, role in ROLES.items() if permission in role.permissions)
        where = f" in the case {case}" if case else ""
        raise NotPermitted(
            f"{self.name} may not {permission.replace('_', ' ')}{where} (roles that may: {roles})"
        )


def local_operator() -> Actor:
    """The person at the machine: may propose, import, grade and write releases, never approve."""
    return Actor(name=f"local operator ({getpass.getuser()})", everywhere=LOCAL)


def reader() -> Actor:
    """Anybody who reads the public site: may ask for a correction, and nothing else."""
    return Actor(name="a reader of the site", everywhere=frozenset({Permission.ASK}))


def actor_named(username: str) -> Actor:
    """The person with this account, with what their roles permit, case by case.

    Raises:
        BadInput: nobody active has that user name.
    """
    try:
        account = get_user_model()._default_manager.get(username=username, is_active=True)
    except ObjectDoesNotExist:
        raise BadInput(f"nobody is called {username}", remedy="see the accounts in the desk") from None
    return actor_of(account)


def actor_of(account: object) -> Actor:
    """An account as an actor; it has ``pk``, ``username`` and ``memberships``."""
    granted: dict[str, frozenset[Permission]] = {}
    for membership in account.memberships.select_related("case"):  # type: ignore[attr-defined]
        role = ROLES.get(membership.role)
        if role is not None:
            before = granted.get(membership.case.slug, frozenset())
            granted[membership.case.slug] = before | role.permissions
    return Actor(name=account.username, account=str(account.pk), in_case=granted)  # type: ignore[attr-defined]
