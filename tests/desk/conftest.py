"""A case with one of everything, and people who log in through the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import chromium
import pytest
from casebook.record import KINDS, Record
from django.test import Client

from tahqiq.casebook.models import Approval, AuditEntry
from tahqiq.desk.models import Account, Membership

PASSWORD = "a sentence for tests only"
Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def quick_hashes(settings: pytest.FixtureRequest) -> None:
    """Real password hashes are slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def one_browser() -> Iterator[None]:
    """A browser that stays open for the tests of a module."""
    with chromium.kept_open():
        yield


@pytest.fixture
def record(db: None) -> Record:
    """A case with one of everything; its release waits for approval."""
    made = Record()
    for kind in KINDS:
        if kind not in (Approval, AuditEntry):
            made.one(kind)
    return made


@pytest.fixture
def enter(db: None) -> Enter:
    """Gives a browser with somebody logged in: ``enter("editor", case=case, name="basma")``."""

    def come_in(*roles: str, case: object = None, name: str = "basma", language: str = "en") -> Client:
        account = Account.objects.create_account(name, PASSWORD, language=language)
        Membership.objects.bulk_create(
            Membership(account=account, case=case, role=role)  # type: ignore[misc]
            for role in roles
        )
        browser = Client(enforce_csrf_checks=False)
        answer = browser.post("/desk/login/", {"username": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content
        return browser

    return come_in
