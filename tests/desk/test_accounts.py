"""Accounts made at the machine."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from casebook.record import Record

from tahqiq.casebook.models import AuditEntry
from tahqiq.desk.accounts import create_one_time_account, one_time_password
from tahqiq.desk.models import Account, Membership
from tahqiq.vocab.errors import BadInput


def test_the_account_has_exactly_these_roles_and_the_audit_says_so(record: Record) -> None:
    create_one_time_account("basma", ["editor", "reviewer"], record.case)
    create_one_time_account("basma", ["reviewer", "auditor"], record.case)
    roles = Membership.objects.of("basma").in_case(record.slug).values_list("role", flat=True)  # type: ignore[attr-defined]
    assert set(roles) == {"reviewer", "auditor"}
    told = AuditEntry.objects.filter(action="create_one_time_account")
    assert sorted(entry.after["roles"] for entry in told) == [["auditor", "reviewer"], ["editor", "reviewer"]]


def test_another_one_time_password_ends_the_earlier_one(record: Record) -> None:
    first = create_one_time_account("basma", ["editor"], record.case)
    second = create_one_time_account("basma", ["editor"], record.case)
    account = Account.objects.get()
    assert first != second
    assert not account.check_password(first)
    assert account.check_password(second)
    assert account.must_change_password


def test_the_password_is_kept_nowhere(record: Record) -> None:
    password = create_one_time_account("basma", ["editor"], record.case)
    kept = [*Account.objects.values_list("password", flat=True)]
    kept += [f"{entry.before} {entry.after}" for entry in AuditEntry.objects.all()]
    assert all(password not in each for each in kept)


def test_a_role_that_does_not_exist_is_refused_and_nothing_is_made(record: Record) -> None:
    with pytest.raises(BadInput, match="no role called king"):
        create_one_time_account("basma", ["king"], record.case)
    assert not Account.objects.exists()


def test_passwords_differ_and_avoid_letters_that_look_alike() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("il1o0O")


def test_whoever_has_the_machine_takes_lost_factors_away(record: Record) -> None:
    create_one_time_account("basma", ["editor"], record.case)
    TOTP.activate(Account.objects.get(), "JBSWY3DPEHPK3PXP")
    create_one_time_account("basma", ["editor"], record.case)
    assert Authenticator.objects.count() == 1
    create_one_time_account("basma", ["editor"], record.case, without_factors=True)
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(after__factors=0, before__factors=1).count() == 1
