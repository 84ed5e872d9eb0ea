"""Two steps at the door: a code or a passkey after the password, and what a case demands."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from casebook.record import Record
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from desk.conftest import PASSWORD, Enter
from tahqiq.casebook.models import AuditEntry
from tahqiq.desk import doors
from tahqiq.desk.access import demanded, has_factor
from tahqiq.desk.adapters import Accounts, Factors
from tahqiq.desk.models import Account, CaseAccess, SecondFactor, UsedCode
from tahqiq.desk.models.used_code import REMEMBERED, first_use
from tahqiq.vocab.errors import CheckFailed

SECRET = "JBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, *, periods: int = 0) -> str:
    """What an authenticator app would show (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


@pytest.fixture
def basma(record: Record, enter: Enter) -> Account:
    """A member with an authenticator app and recovery codes, who is not logged in."""
    enter("editor", "auditor", case=record.case)
    account = Account.objects.get(username="basma")
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    account.end_sessions()
    return account


def _first_step(browser: Client) -> None:
    told = {"username": "basma", "password": PASSWORD, "next": "/desk/account/"}
    answer = browser.post("/desk/login/", told)
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_password_alone_opens_nothing(record: Record, basma: Account) -> None:
    browser = Client()
    _first_step(browser)
    assert browser.get("/desk/account/")["Location"].startswith("/desk/login/")
    assert browser.get(f"/desk/cases/{record.slug}/").status_code == 302


def test_the_code_leads_where_one_was_going(basma: Account) -> None:
    browser = Client()
    _first_step(browser)
    assert browser.get(reverse("mfa_authenticate")).status_code == 200
    answer = browser.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer["Location"] == "/desk/account/"
    assert browser.get("/desk/account/").status_code == 200


def test_a_code_works_once(basma: Account) -> None:
    now = code()
    for opens in (True, False):
        browser = Client()
        _first_step(browser)
        assert (browser.post(reverse("mfa_authenticate"), {"code": now}).status_code == 302) is opens


def test_a_code_works_once_whichever_process_it_comes_to(basma: Account) -> None:
    now = code()
    for opens in (True, False):
        browser = Client()
        _first_step(browser)
        cache.clear()  # as another process begins
        assert (
            browser.post(reverse("mfa_authenticate"), {"code": f"{now[:3]} {now[3:]}"}).status_code == 302
        ) is opens
    UsedCode.objects.update(used_at=timezone.now() - REMEMBERED - timedelta(seconds=1))
    assert first_use("somebody else", now, timezone.now())
    assert UsedCode.objects.count() == 1, "old ones are forgotten"


def test_a_recovery_code_works_once(basma: Account) -> None:
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for opens in (True, False):
        browser = Client()
        _first_step(browser)
        assert (browser.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 302) is opens


def test_guessing_codes_is_as_slow_as_guessing_passwords(basma: Account) -> None:
    browser = Client()
    _first_step(browser)
    for _ in range(5):
        answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "This code is not right" in answer.content.decode()
    assert "Too many attempts" in browser.post(reverse("mfa_authenticate"), {"code": code()}).content.decode()
    assert (
        "Too many attempts"
        in Client().post("/desk/login/", {"username": "basma", "password": PASSWORD}).content.decode()
    )


def test_the_right_password_does_not_forgive_wrong_codes(basma: Account) -> None:
    for _ in range(6):
        browser = Client()
        answer = browser.post("/desk/login/", {"username": "basma", "password": PASSWORD})
        if answer.status_code != 302:
            break
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 429


@pytest.mark.django_db(transaction=True)
def test_an_app_is_added_with_its_first_code_and_shows_recovery_codes_once(
    record: Record, enter: Enter
) -> None:
    browser, other = enter("editor", case=record.case), Client()
    other.post("/desk/login/", {"username": "basma", "password": PASSWORD})
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code dir="ltr">([A-Z2-7]+)</code>', page)
    assert secret is not None and "<svg role" in page and "data:image" not in page
    wrong = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code(secret[1])})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\d{8})</code>", browser.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    assert not re.findall(r"<code>(\d{8})</code>", browser.get(answer["Location"]).content.decode())
    assert has_factor(Account.objects.get())
    assert other.get("/desk/account/").status_code == 302  # other sessions have ended
    assert AuditEntry.objects.filter(case=record.case, action="add_factor").count() == 1


def test_new_recovery_codes_replace_the_old(basma: Account, record: Record) -> None:
    browser = Client()
    _first_step(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert browser.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    browser.post(reverse("mfa_generate_recovery_codes"))
    assert not set(old) & set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())


def test_an_app_is_taken_away_with_its_recovery_codes(basma: Account, record: Record) -> None:
    browser = Client()
    _first_step(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200
    assert browser.post(reverse("mfa_deactivate_totp"))["Location"] == "/desk/account/"
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(case=record.case, action="remove_factor").count() == 1
    assert browser.get("/desk/account/").status_code == 200  # this session goes on


def test_after_a_while_the_desk_asks_again_who_one_is(
    record: Record, enter: Enter, settings: Settings
) -> None:
    browser = enter("editor", case=record.case)
    settings.RECENT = 0
    asked = browser.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    settings.RECENT = 300
    session = browser.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 600
    session.save()
    assert browser.get(asked["Location"]).status_code == 200
    wrong = browser.post(asked["Location"], {"password": "not this one"})
    assert "This is not your password" in wrong.content.decode()
    assert browser.post(asked["Location"], {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200


def test_saying_again_who_one_is_has_the_waits_of_the_door(
    record: Record, enter: Enter, settings: Settings
) -> None:
    browser = enter("editor", case=record.case)
    settings.RECENT = 0
    for _ in range(5):
        browser.post(reverse("account_reauthenticate"), {"password": "not this one"})
    answer = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()


def test_a_code_says_again_who_one_is(basma: Account, settings: Settings) -> None:
    browser = Client()
    _first_step(browser)
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    settings.RECENT = 0
    page = browser.get(reverse("account_reauthenticate")).content.decode()
    assert reverse("mfa_reauthenticate") in page
    assert browser.get(reverse("mfa_reauthenticate")).status_code == 200
    settings.RECENT = 300
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert browser.post(reverse("mfa_reauthenticate"), {"code": spare}).status_code == 302


def test_another_password_takes_a_recent_proof(record: Record, enter: Enter, settings: Settings) -> None:
    browser = enter("editor", case=record.case)
    assert browser.get("/desk/password/").status_code == 200
    settings.RECENT = 0
    told = {"new_password1": "quite another sentence", "new_password2": "quite another sentence"}
    for asked in (browser.get("/desk/password/"), browser.post("/desk/password/", told)):
        assert asked["Location"] == f"{reverse('account_reauthenticate')}?next=/desk/password/"
    assert "quite another" not in str(dict(browser.session))  # it is typed again, and kept nowhere
    assert Account.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("rule", "role", "led_away"),
    [
        (SecondFactor.NOBODY, "editor", False),
        (SecondFactor.DECIDERS, "reviewer", False),
        (SecondFactor.DECIDERS, "editor", True),
        (SecondFactor.DECIDERS, "publisher", True),
        (SecondFactor.EVERYBODY, "reviewer", True),
    ],
)
def test_a_case_can_demand_a_second_factor(
    record: Record, enter: Enter, rule: SecondFactor, role: str, led_away: bool
) -> None:
    CaseAccess.objects.create(case=record.case, second_factor=rule)
    browser = enter(role, case=record.case)
    answer = browser.get(f"/desk/cases/{record.slug}/")
    assert (answer.status_code == 302) is led_away
    if led_away:
        assert "asks for a second factor" in browser.get(answer["Location"]).content.decode()
        TOTP.activate(Account.objects.get(), SECRET)
        assert browser.get(f"/desk/cases/{record.slug}/").status_code == 200


@pytest.mark.parametrize(("https", "rule"), [(True, SecondFactor.DECIDERS), (False, SecondFactor.NOBODY)])
def test_https_decides_what_a_case_that_says_nothing_demands(
    record: Record, settings: Settings, https: bool, rule: SecondFactor
) -> None:
    settings.HTTPS = https
    assert demanded(record.case) is rule


def test_secrets_are_unreadable_in_the_database(basma: Account, settings: Settings) -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert SECRET not in kept
    assert Factors().decrypt(kept) == SECRET
    settings.SECRET_KEY = "another key"
    with pytest.raises(CheckFailed, match="kept with another key"):
        Factors().decrypt(kept)


def test_a_switched_off_account_does_not_come_in_by_any_way(basma: Account) -> None:
    browser = Client()
    _first_step(browser)
    Account.objects.update(is_active=False)
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    assert browser.get("/desk/account/").status_code == 302


def test_no_key_lets_in_whoever_is_switched_off(basma: Account) -> None:
    browser = Client()
    request = browser.get("/desk/login/").wsgi_request
    assert Accounts().pre_login(request, basma) is None
    basma.is_active = False
    refused = Accounts().pre_login(request, basma)
    assert refused is not None and refused["Location"] == "/desk/login/"


def test_passkeys_are_offered_where_a_browser_can_have_them(record: Record, enter: Enter) -> None:
    browser = enter("editor", case=record.case)
    add = reverse("mfa_add_webauthn")
    assert add not in browser.get("/desk/account/").content.decode()
    assert add in browser.get("/desk/account/", headers={"host": "localhost"}).content.decode()
    assert browser.get(add, headers={"host": "localhost"}).status_code == 200


@pytest.mark.parametrize("offered", ["{}", '{"id": 1, "rawId": "AA", "type": "x", "response": {}}', "[]"])
def test_a_passkey_that_is_none_is_not_added(record: Record, enter: Enter, offered: str) -> None:
    browser, add = enter("editor", case=record.case), reverse("mfa_add_webauthn")
    assert browser.get(add, headers={"host": "localhost"}).status_code == 200
    told = {"name": "mine", "credential": offered, "passwordless": "on"}
    assert browser.post(add, told, headers={"host": "localhost"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_passkey_that_is_none_does_not_open(record: Record, enter: Enter) -> None:
    door = reverse("mfa_login_webauthn")
    browser = Client(headers={"host": "localhost", "x-requested-with": "XMLHttpRequest"})
    assert set(browser.get(door).json()) == {"request_options"}
    for offered in ("{}", '{"id": "AAAA", "response": {"userHandle": "????"}}', "no json", ""):
        assert browser.post(door, {"credential": offered})["Location"] == "/desk/login/"
    assert browser.get("/desk/account/").status_code == 302


def test_where_one_is_led_after_the_door_lies_in_the_desk(basma: Account) -> None:
    browser = Client()
    browser.post(
        "/desk/login/", {"username": "basma", "password": PASSWORD, "next": "https://elsewhere.org/"}
    )
    assert browser.session[doors.NEXT] == "/desk/"
