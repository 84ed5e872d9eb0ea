"""Every role at every screen of a case: who may not do it is refused, and nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from casebook.record import Record
from django.db import transaction
from django.test import Client

from desk.conftest import Enter
from desk.security.screens import Screen, screens
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.models import AuditEntry

METHODS = ("get", "post")
REFUSED = 403
#: A screen that takes only the other method says so before it asks who knocks.
OTHER_METHOD = 405
#: What was asked is not whole, which is said before it is looked for.
BAD = 400
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NOT_FOUND = 404
FAULT = 500


#: Screens that ask for more than to see the case: for one of these permissions as well.
WITH_NAMES = frozenset(
    {Permission.RECORD, Permission.DECIDE, Permission.JUDGE, Permission.NAME, Permission.CONSENT}
)
BESIDES: dict[str, frozenset[Permission]] = {
    **dict.fromkeys(
        ("people", "person", "desk/cases/<slug:slug>/people/<uuid:record_id>/history/"), WITH_NAMES
    ),
    **dict.fromkeys(("show_item", "item_picture", "item_film", "item_original"), WITH_NAMES),
    **dict.fromkeys(("cancel_work", "work_again"), frozenset({Permission.GRADE})),  # as the job here
}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _demanded(screen: Screen) -> frozenset[Permission | None]:
    """For one of which permissions a screen asks; one that shares its name with others goes by its route."""
    found: frozenset[Permission | None] = frozenset({screen.permission})
    return BESIDES.get(screen.route, BESIDES.get(screen.name, found))


def of_cases() -> list[Screen]:
    return [screen for screen in screens() if screen.of_a_case]


def test_every_screen_of_a_case_says_what_it_asks_for() -> None:
    assert [screen.route for screen in of_cases() if screen.permission is None] == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_at_every_screen(record: Record, enter: Enter, role: str) -> None:
    browser = enter(role, case=record.case, name=f"a-{role}")
    wrong = []
    for screen in of_cases():
        may = bool(ROLES[role].permissions & _demanded(screen))
        for method in METHODS:
            with undone():
                before = AuditEntry.objects.count()
                status = getattr(browser, method)(screen.address(record)).status_code
                changed = AuditEntry.objects.count() != before
            refused = status in {REFUSED, OTHER_METHOD} and not changed
            if status >= FAULT or (status == REFUSED if may else not refused):
                wrong.append(f"{role} {method} {screen.name}: {status}")
    assert wrong == []


@pytest.mark.parametrize("screen", of_cases(), ids=str)
def test_strangers_and_members_of_another_case_find_nothing(
    record: Record, enter: Enter, screen: Screen
) -> None:
    elsewhere = Record(slug="mosul").case
    member = enter(*ROLES, case=elsewhere, name="member-elsewhere")
    nobody = enter(case=elsewhere, name="member-of-nothing")
    for method in METHODS:
        for browser in (member, nobody):
            assert getattr(browser, method)(screen.address(record)).status_code in {NOT_FOUND, OTHER_METHOD}
        answer = getattr(Client(), method)(screen.address(record))
        assert answer.status_code in {302, OTHER_METHOD}
        assert answer.status_code == OTHER_METHOD or "/login/" in answer["Location"]


@pytest.mark.parametrize(
    "screen", [each for each in of_cases() if any(name.endswith("_id") for name in each.wanted)], ids=str
)
def test_an_id_of_another_case_is_as_unknown_as_a_guessed_one(
    record: Record, enter: Enter, screen: Screen
) -> None:
    """Somebody with every role in one case asks, under its address, for what belongs to another."""
    theirs = Record(slug="mosul")
    browser = enter(*ROLES, case=theirs.case, name="all-roles")
    address = screen.address(record, slug=theirs.slug)
    guessed = re.sub(ID, "00000000-0000-4000-8000-000000000000", address)
    assert guessed != address
    before = AuditEntry.objects.count()
    for method in METHODS:
        answers = [getattr(browser, method)(each) for each in (address, guessed)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].status_code in {NOT_FOUND, OTHER_METHOD, BAD}, (method, address)
    assert AuditEntry.objects.count() == before


def test_each_permission_is_somebodys_and_nobody_both_checks_and_publishes() -> None:
    held = {role: cls.permissions for role, cls in ROLES.items()}
    in_cases = set(Permission) - {Permission.ASK}
    assert set().union(*held.values()) == in_cases
    for role, permissions in held.items():
        assert not permissions >= {Permission.RELEASE, Permission.APPROVE}, role
        assert not (Permission.ADMINISTER in permissions and Permission.DECIDE in permissions), role
