"""Who may do what: roles list it, the local operator never approves, accounts act case by case."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from casebook.record import Record, in_role
from tahqiq.casebook.actors import ROLES, Actor, Permission, actor_named, local_operator
from tahqiq.vocab.errors import BadInput, NotPermitted

#: Permission → the roles that have it: the whole matrix, so that a change of it is seen.
MATRIX = {
    Permission.VIEW: set(ROLES),
    Permission.CREATE_CASE: {"administrator"},
    Permission.RECORD: {"recorder", "editor", "interviewer"},
    Permission.IMPORT: {"recorder"},
    Permission.PROPOSE: {"recorder", "reviewer", "interviewer"},
    Permission.DECIDE: {"reviewer", "editor"},
    Permission.JUDGE: {"reviewer", "editor"},
    Permission.JOIN: {"editor"},
    Permission.GRADE: {"editor"},
    Permission.SIGN_OFF: {"editor"},
    Permission.CONSENT: {"recorder", "interviewer"},
    Permission.NAME: {"editor"},
    Permission.RELEASE: {"editor"},
    Permission.APPROVE: {"publisher"},
    Permission.AUDIT: {"auditor", "administrator"},
    Permission.ADMINISTER: {"administrator"},
    Permission.READ_LETTERS: {"editor"},
    Permission.ASK: set(),
    Permission.HEAR: {"listener", "interviewer"},
    Permission.INTERVIEW: {"interviewer"},
    Permission.OPEN_VAULT: {"keeper"},
}


@pytest.mark.parametrize("permission", Permission)
def test_the_matrix_of_roles(permission: Permission) -> None:
    assert {slug for slug, role in ROLES.items() if permission in role.permissions} == MATRIX[permission]


def test_who_makes_a_release_does_not_approve_it() -> None:
    assert not any({Permission.RELEASE, Permission.APPROVE} <= role.permissions for role in ROLES.values())


@pytest.mark.parametrize(
    "permission", [Permission.APPROVE, Permission.SIGN_OFF, Permission.DECIDE, Permission.ADMINISTER]
)
def test_the_local_operator_decides_nothing(permission: Permission) -> None:
    assert not local_operator().may(permission, "raqqa")


@pytest.mark.parametrize(
    "permission", [Permission.IMPORT, Permission.PROPOSE, Permission.GRADE, Permission.RELEASE]
)
def test_the_local_operator_proposes(permission: Permission) -> None:
    assert local_operator().may(permission, "raqqa")


def test_a_role_holds_in_its_case_alone(record: Record) -> None:
    actor = in_role("reviewer", record.case)
    assert actor.may(Permission.DECIDE, "raqqa")
    assert not actor.may(Permission.DECIDE, "mosul")
    assert actor.may(Permission.DECIDE)


def test_a_refusal_says_who_and_what_and_who_may() -> None:
    with pytest.raises(NotPermitted) as told:
        Actor(name="amal").demand(Permission.SIGN_OFF, "raqqa")
    assert str(told.value) == "amal may not sign off in the case raqqa (roles that may: editor)"


def _account(record: Record, *roles: str) -> Any:
    account = get_user_model()._default_manager.create(username="amal", password="x")
    for role in roles:
        account.memberships.create(case=record.case, role=role)  # type: ignore[attr-defined]
    return account


def test_an_account_acts_with_all_its_roles(record: Record) -> None:
    account = _account(record, "recorder", "publisher", "a role of tomorrow")
    actor = actor_named("amal")
    assert (actor.name, actor.account) == ("amal", str(account.pk))
    assert actor.may(Permission.IMPORT, "raqqa")
    assert actor.may(Permission.APPROVE, "raqqa")
    assert not actor.may(Permission.GRADE, "raqqa")


def test_nobody_acts_under_a_name_nobody_has(db: None) -> None:
    with pytest.raises(BadInput, match="nobody is called amal"):
        actor_named("amal")


def test_who_was_switched_off_acts_no_more(record: Record) -> None:
    account = _account(record, "editor")
    account.is_active = False
    account.save()
    with pytest.raises(BadInput, match="nobody is called amal"):
        actor_named("amal")
