"""Members of a case: roles, ways in, and what nobody may do alone."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from casebook.record import Record
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from desk.conftest import PASSWORD, Enter
from tahqiq.casebook.actors import actor_named
from tahqiq.casebook.models import AuditEntry
from tahqiq.desk import accounts
from tahqiq.desk.models import Account, CaseAccess, Membership, SecondFactor
from tahqiq.vocab.errors import BadInput, NotPermitted


@pytest.fixture
def chief(record: Record, enter: Enter) -> Client:
    """An administrator of the case, logged in."""
    return enter("administrator", case=record.case, name="amal")


@pytest.fixture
def basma(record: Record, enter: Enter) -> tuple[Account, Client]:
    """A member who is logged in."""
    browser = enter("editor", case=record.case)
    return Account.objects.get(username="basma"), browser


def _change(chief: Client, record: Record, account: Account, change: str, **more: object) -> int:
    address = reverse("desk:member", args=[record.slug, account.pk])
    return chief.post(address, {"change": change, **more}).status_code  # type: ignore[dict-item]


def _roles(record: Record, name: str = "basma") -> set[str]:
    return set(Membership.objects.of(name).in_case(record.slug).values_list("role", flat=True))  # type: ignore[attr-defined]


def test_somebody_is_brought_in_with_a_password_that_is_shown_once(record: Record, chief: Client) -> None:
    add = reverse("desk:add_member", args=[record.slug])
    page = chief.post(add, {"username": "dalia", "roles": ["recorder", "reviewer"]}).content.decode()
    password = re.search(r'<code dir="ltr">([a-z2-9-]{23})</code>', page)
    assert password is not None
    assert password[1] not in chief.get(reverse("desk:members", args=[record.slug])).content.decode()
    assert _roles(record, "dalia") == {"recorder", "reviewer"}
    answer = Client().post("/desk/login/", {"username": "dalia", "password": password[1]})
    assert answer.status_code == 302
    assert AuditEntry.objects.filter(action="create_one_time_account", actor="amal").count() == 1


def test_somebody_who_has_a_password_keeps_it(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    add = reverse("desk:add_member", args=[record.slug])
    assert chief.post(add, {"username": "basma", "roles": ["auditor"]}).status_code == 302
    assert Account.objects.get(username="basma").check_password(PASSWORD)
    assert _roles(record) == {"auditor"}


@pytest.mark.parametrize(
    "form",
    [{"username": "", "roles": ["editor"]}, {"username": "x"}, {"username": "a b", "roles": ["king"]}],
)
def test_a_form_that_says_too_little_changes_nothing(
    record: Record, chief: Client, form: dict[str, object]
) -> None:
    assert chief.post(reverse("desk:add_member", args=[record.slug]), form).status_code == 400
    assert Account.objects.count() == 1


def test_losing_a_role_ends_every_session(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    account, browser = basma
    assert browser.get("/desk/account/").status_code == 200
    assert _change(chief, record, account, "roles", roles=["auditor"]) == 302
    assert _roles(record) == {"auditor"}
    assert browser.get("/desk/account/").status_code == 302
    entry = AuditEntry.objects.get(action="set_roles")
    assert (entry.before, entry.after) == ({"roles": ["editor"]}, {"roles": ["auditor"]})


def test_gaining_a_role_ends_none_and_the_same_roles_change_nothing(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    account, browser = basma
    _change(chief, record, account, "roles", roles=["editor", "auditor"])
    _change(chief, record, account, "roles", roles=["auditor", "editor"])
    assert browser.get("/desk/account/").status_code == 200
    assert AuditEntry.objects.filter(action="set_roles").count() == 1


@pytest.mark.parametrize("checks", ["reviewer", "editor"])
def test_who_checks_does_not_publish(
    record: Record, chief: Client, basma: tuple[Account, Client], checks: str
) -> None:
    account, _ = basma
    assert _change(chief, record, account, "roles", roles=[checks, "publisher"]) == 400
    assert _roles(record) == {"editor"}
    with pytest.raises(BadInput, match="nobody checks a case and publishes it as well"):
        accounts.create_one_time_account("dalia", [checks, "publisher"], record.case)
    assert not Account.objects.filter(username="dalia").exists()


def test_taken_out_of_the_case_it_no_longer_exists_for_them(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    account, _ = basma
    assert _change(chief, record, account, "remove") == 302
    again = Client()
    again.post("/desk/login/", {"username": "basma", "password": PASSWORD})
    assert again.get(f"/desk/cases/{record.slug}/").status_code == 404


def test_a_new_way_in_ends_the_old_one(record: Record, chief: Client, basma: tuple[Account, Client]) -> None:
    account, browser = basma
    assert _change(chief, record, account, "password") == 200
    assert browser.get("/desk/account/").status_code == 302
    assert not Account.objects.get(username="basma").check_password(PASSWORD)


def test_switched_off_and_on(record: Record, chief: Client, basma: tuple[Account, Client]) -> None:
    account, browser = basma
    assert _change(chief, record, account, "off") == _change(chief, record, account, "off") == 302
    assert browser.get("/desk/account/").status_code == 302
    assert Client().post("/desk/login/", {"username": "basma", "password": PASSWORD}).status_code == 200
    assert _change(chief, record, account, "on") == 302
    assert Client().post("/desk/login/", {"username": "basma", "password": PASSWORD}).status_code == 302
    assert AuditEntry.objects.filter(action="switch").count() == 2


def test_a_lost_second_factor_is_taken_away(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    account, browser = basma
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    assert "has a second factor" in chief.get(reverse("desk:members", args=[record.slug])).content.decode()
    assert _change(chief, record, account, "forget") == _change(chief, record, account, "forget") == 302
    assert not Authenticator.objects.exists()
    assert browser.get("/desk/account/").status_code == 302
    assert AuditEntry.objects.filter(action="forget_factors").count() == 1


@pytest.mark.parametrize("change", ["roles", "remove", "off", "forget"])
def test_nobody_changes_themselves(record: Record, chief: Client, change: str) -> None:
    amal = Account.objects.get(username="amal")
    Membership.objects.create(account=amal, case=record.case, role="auditor")
    assert _change(chief, record, amal, change, roles=["administrator", "editor"]) == 400
    assert _roles(record, "amal") == {"administrator", "auditor"}
    assert Account.objects.get(username="amal").is_active


def test_the_last_administrator_stays(record: Record, enter: Enter) -> None:
    enter("administrator", case=record.case, name="amal")
    with pytest.raises(BadInput, match="the last administrator"):
        accounts.create_one_time_account("amal", ["editor"], record.case)
    enter("administrator", case=record.case, name="dalia")
    amal = Account.objects.get(username="amal")
    accounts.switch(actor_named("dalia"), record.case, amal, on=False)
    assert not Account.objects.get(username="amal").is_active


def test_what_concerns_a_whole_account_takes_every_case_of_it(
    record: Record, chief: Client, basma: tuple[Account, Client]
) -> None:
    elsewhere = Record(slug="mosul")
    account, _ = basma
    Membership.objects.create(account=account, case=elsewhere.case, role="editor")
    for change in ("password", "off", "forget"):
        assert _change(chief, record, account, change) == 403
    assert _change(chief, record, account, "roles", roles=["auditor"]) == 302
    with pytest.raises(NotPermitted):
        accounts.give_one_time_password(actor_named("amal"), elsewhere.case, account)


def test_members_of_another_case_are_not_found(record: Record, chief: Client, enter: Enter) -> None:
    elsewhere = Record(slug="mosul")
    enter("editor", case=elsewhere.case)
    stranger = Account.objects.get(username="basma")
    assert _change(chief, record, stranger, "off") == 404
    with pytest.raises(BadInput, match="not a member"):
        accounts.give_one_time_password(actor_named("amal"), record.case, stranger)


def test_an_unknown_change_is_refused(record: Record, chief: Client, basma: tuple[Account, Client]) -> None:
    assert _change(chief, record, basma[0], "crown") == 400


def test_the_case_says_of_whom_it_demands_a_second_factor(record: Record, chief: Client) -> None:
    address = reverse("desk:demand_factor", args=[record.slug])
    assert chief.post(address, {"second_factor": "the king"}).status_code == 400
    assert chief.post(address, {"second_factor": "everybody"}).status_code == 302
    assert CaseAccess.objects.get().second_factor == SecondFactor.EVERYBODY
    assert chief.get(reverse("desk:members", args=[record.slug]))["Location"] == "/desk/account/"
    accounts.demand_second_factor(actor_named("amal"), record.case, of=SecondFactor.EVERYBODY)
    assert AuditEntry.objects.filter(action="demand_second_factor").count() == 1


def test_changing_members_takes_a_recent_proof_and_then_goes_on(
    record: Record, chief: Client, basma: tuple[Account, Client], settings: Settings
) -> None:
    settings.RECENT = 0
    address = reverse("desk:member", args=[record.slug, basma[0].pk])
    asked = chief.post(address, {"change": "roles", "roles": ["auditor"]})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert _roles(record) == {"editor"}
    settings.RECENT = 300
    done = chief.post(asked["Location"], {"password": PASSWORD})
    assert done["Location"] == reverse("desk:members", args=[record.slug])
    assert _roles(record) == {"auditor"}


def test_the_account_page_lists_sessions_and_ends_the_others(record: Record, enter: Enter) -> None:
    here, there = enter("editor", case=record.case), Client()
    there.post("/desk/login/", {"username": "basma", "password": PASSWORD})
    page = here.get("/desk/account/").content.decode()
    assert page.count("this one") == 1 and "End all other sessions" in page
    assert here.post(reverse("desk:end_sessions"))["Location"] == "/desk/account/"
    assert there.get("/desk/account/").status_code == 302
    assert "End all other sessions" not in here.get("/desk/account/").content.decode()
