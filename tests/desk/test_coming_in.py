"""The door: who comes in, how long, and how everybody gets out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casebook.record import Record
from django.conf import settings
from django.test import Client
from django.utils import timezone

from desk.conftest import PASSWORD, Enter
from tahqiq.desk import doors
from tahqiq.desk.accounts import create_one_time_account
from tahqiq.desk.models import Account, LoginFailures

pytestmark = pytest.mark.django_db
CHOSEN = "quite another sentence"


def _log_in(browser: Client, username: str, password: str) -> int:
    return browser.post("/desk/login/", {"username": username, "password": password}).status_code


def _inside(browser: Client) -> bool:
    return browser.get("/desk/").status_code == 200 or browser.get("/desk/").url != "/desk/login/?next=/desk/"  # type: ignore[attr-defined]


def test_nobody_sees_anything_without_logging_in(record: Record) -> None:
    for path in (
        "/desk/",
        f"/desk/cases/{record.slug}/",
        f"/desk/cases/{record.slug}/audit/",
        "/desk/password/",
    ):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/desk/login/")


def test_wrong_passwords_and_unknown_names_are_refused_alike(client: Client) -> None:
    Account.objects.create_account("basma", PASSWORD)
    wrong = client.post("/desk/login/", {"username": "basma", "password": "no"})
    unknown = client.post("/desk/login/", {"username": "nobody", "password": "no"})
    assert b"do not belong together" in wrong.content
    assert wrong.status_code == unknown.status_code == 200
    assert b"do not belong together" in unknown.content


def test_an_inactive_account_stays_outside(client: Client) -> None:
    Account.objects.create_account("basma", PASSWORD, is_active=False)
    assert _log_in(client, "basma", PASSWORD) == 200


def test_logging_out_ends_the_session_on_the_server(record: Record, enter: Enter) -> None:
    browser = enter("editor", case=record.case)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert _inside(stolen)
    assert browser.post("/desk/logout/").status_code == 302
    assert not _inside(stolen)
    assert not _inside(browser)


def test_logging_out_needs_a_post(enter: Enter) -> None:
    browser = enter()
    assert browser.get("/desk/logout/").status_code == 405
    assert _inside(browser)


@pytest.mark.parametrize("path", ["/desk/login/", "/desk/logout/", "/desk/language/"])
def test_posts_without_a_token_are_refused(path: str) -> None:
    Account.objects.create_account("basma", PASSWORD)
    answer = Client(enforce_csrf_checks=True).post(path, {"username": "basma", "password": PASSWORD})
    assert answer.status_code == 403
    assert b"This form has expired" in answer.content


def test_an_idle_session_ends(enter: Enter) -> None:
    browser = enter()
    session = browser.session
    session[doors.SEEN] = session[doors.SEEN] - settings.SESSION_COOKIE_AGE - 1
    session.save()
    assert not _inside(browser)


def test_a_session_ends_in_the_end_however_busy(enter: Enter) -> None:
    browser = enter()
    session = browser.session
    session[doors.BEGAN] = session[doors.BEGAN] - settings.SESSION_ABSOLUTE_AGE - 1
    session.save()
    assert not _inside(browser)


def test_a_used_session_goes_on(enter: Enter) -> None:
    browser = enter()
    session = browser.session
    earlier = session[doors.SEEN] - settings.SESSION_COOKIE_AGE // 2
    session[doors.SEEN] = earlier
    session.save()
    assert _inside(browser)
    assert browser.session[doors.SEEN] > earlier


def test_the_one_time_password_lets_in_once_and_only_to_choose_another(record: Record) -> None:
    password = create_one_time_account("basma", ["editor"], record.case)
    first, second = Client(), Client()
    assert _log_in(first, "basma", password) == 302
    assert _log_in(second, "basma", password) == 200, "it opens the door once"
    assert first.get(f"/desk/cases/{record.slug}/")["Location"] == "/desk/password/"
    same = first.post("/desk/password/", {"new_password1": password, "new_password2": password})
    assert b"Choose another" in same.content
    assert (
        first.post("/desk/password/", {"new_password1": CHOSEN, "new_password2": CHOSEN}).status_code == 302
    )
    assert first.get(f"/desk/cases/{record.slug}/").status_code == 200, "this session goes on"
    assert _log_in(second, "basma", password) == 200
    assert _log_in(second, "basma", CHOSEN) == 302


def test_a_one_time_password_expires(record: Record, client: Client) -> None:
    password = create_one_time_account("basma", ["editor"], record.case)
    Account.objects.update(password_expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post("/desk/login/", {"username": "basma", "password": password})
    assert b"has expired" in answer.content
    assert not _inside(client)


@pytest.mark.parametrize("weak", ["short", "basmabasmabasma", "passwordpassword1"[:8]])
def test_a_weak_password_is_refused(record: Record, client: Client, weak: str) -> None:
    password = create_one_time_account("basmabasma", ["editor"], record.case)
    _log_in(client, "basmabasma", password)
    answer = client.post("/desk/password/", {"new_password1": weak, "new_password2": weak})
    assert answer.status_code == 200
    assert Account.objects.get(username="basmabasma").must_change_password


def test_guessing_makes_one_wait_even_with_the_right_password(client: Client) -> None:
    Account.objects.create_account("basma", PASSWORD)
    for _ in range(5):
        _log_in(client, "basma", "wrong")
    answer = client.post("/desk/login/", {"username": "basma", "password": PASSWORD})
    assert answer.status_code == 429
    assert b"Too many attempts" in answer.content
    LoginFailures.objects.update(last_at=timezone.now() - timedelta(minutes=20))
    assert _log_in(client, "basma", PASSWORD) == 302


def test_a_success_forgives_the_name() -> None:
    Account.objects.create_account("basma", PASSWORD)
    browser = Client()
    for _ in range(4):
        _log_in(browser, "basma", "wrong")
    assert _log_in(browser, "basma", PASSWORD) == 302
    assert LoginFailures.objects.count() == 1, "the address goes on being counted"


def test_what_was_typed_is_not_kept() -> None:
    _log_in(Client(REMOTE_ADDR="192.0.2.7"), "somebody", "wrong")
    kept = " ".join(LoginFailures.objects.values_list("door", flat=True))
    assert "somebody" not in kept and "192.0.2.7" not in kept


@pytest.mark.parametrize(
    "next_",
    ["https://example.org/", "//example.org/desk/", "/elsewhere/", "/desk/../elsewhere/", "/desk/\\..\\x"],
)
def test_one_is_never_led_out_of_the_desk(client: Client, next_: str) -> None:
    Account.objects.create_account("basma", PASSWORD)
    answer = client.post("/desk/login/", {"username": "basma", "password": PASSWORD, "next": next_})
    assert answer["Location"] == "/desk/"


def test_one_comes_back_to_where_one_wanted_to_go(record: Record, client: Client) -> None:
    Account.objects.create_account("basma", PASSWORD)
    wanted = f"/desk/cases/{record.slug}/audit/"
    answer = client.post("/desk/login/", {"username": "basma", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == wanted


def test_the_language_is_kept_for_the_account_and_at_the_door(enter: Enter) -> None:
    browser = enter()
    assert (
        browser.post("/desk/language/", {"language": "ar", "next": "/desk/password/"}).url
        == "/desk/password/"
    )  # type: ignore[attr-defined]
    assert Account.objects.get().language == "ar"
    assert b'dir="rtl"' in browser.get("/desk/password/").content
    browser.post("/desk/logout/")
    assert b'dir="rtl"' in browser.get("/desk/login/").content
    assert browser.post("/desk/language/", {"language": "xx"}).status_code == 400


def test_the_browser_chooses_the_language_of_the_door(client: Client) -> None:
    answer = client.get("/desk/login/", headers={"accept-language": "ar"})
    assert b'lang="ar"' in answer.content
    assert answer["Content-Language"] == "ar"


def test_cookies_are_for_the_desk_alone(enter: Enter) -> None:
    browser = enter()
    browser.get("/desk/password/")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = browser.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/desk/"


def test_every_answer_carries_the_policies(client: Client) -> None:
    answer = client.get("/desk/login/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
