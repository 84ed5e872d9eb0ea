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
FOUND = 302
NOT_FOUND = 404
FAULT = 500


#: Screens that ask for more than to see the case: for one of these permissions as well.
WITH_NAMES = frozenset(
    {
        *(Permission.RECORD, Permission.DECIDE, Permission.JUDGE, Permission.NAME, Permission.CONSENT),
        Permission.HEAR,
    }
)
OF_CASE = "desk/cases/<slug:slug>/"
BESIDES: dict[str, frozenset[Permission]] = {
    **dict.fromkeys(
        (f"{OF_CASE}{kind}/<uuid:record_id>/history/" for kind in ("people", "missing")), WITH_NAMES
    ),
    **dict.fromkeys(
        ("people", "person", "show_item", "item_picture", "item_film", "item_original"), WITH_NAMES
    ),
    **dict.fromkeys(("missing", "one_missing", "family_requests", "comparisons", "comparison"), WITH_NAMES),
    **dict.fromkeys(
        ("consents", "consent", "withdrawal"),
        frozenset({Permission.CONSENT, Permission.APPROVE, Permission.HEAR}),
    ),
    **dict.fromkeys(
        (
            *("stories", "story", "story_history", "chapter_history"),
            *("preview_story", "preview_version", "previewed"),
        ),
        frozenset({Permission.RECORD, Permission.SIGN_OFF}),
    ),
    "vault": frozenset({Permission.OPEN_VAULT, Permission.INTERVIEW, Permission.ADMINISTER}),
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


def test_strangers_and_members_of_another_case_find_nothing(record: Record, enter: Enter) -> None:
    elsewhere = Record(slug="mosul").case
    member = enter(*ROLES, case=elsewhere, name="member-elsewhere")
    nobody = enter(case=elsewhere, name="member-of-nothing")
    wrong = []
    for screen in of_cases():
        address = screen.address(record)
        for method in METHODS:
            found = {getattr(browser, method)(address).status_code for browser in (member, nobody)}
            wrong += [f"{method} {screen}: {found}"] * bool(found - {NOT_FOUND, OTHER_METHOD})
            answer = getattr(Client(), method)(address)
            sent_to_the_door = answer.status_code == FOUND and "/login/" in answer["Location"]
            wrong += [f"a stranger, {method} {screen}"] * (
                not sent_to_the_door and answer.status_code != OTHER_METHOD
            )
    assert wrong == []


def test_an_id_of_another_case_is_as_unknown_as_a_guessed_one(record: Record, enter: Enter) -> None:
    """Somebody with every role in one case asks, under its address, for what belongs to another."""
    theirs = Record(slug="mosul")
    browser = enter(*ROLES, case=theirs.case, name="all-roles")
    before, wrong = AuditEntry.objects.count(), []
    for screen in (each for each in of_cases() if any(name.endswith("_id") for name in each.wanted)):
        address = screen.address(record, slug=theirs.slug)
        guessed = re.sub(ID, "00000000-0000-4000-8000-000000000000", address)
        assert guessed != address
        for method in METHODS:
            told, blind = (getattr(browser, method)(each).status_code for each in (address, guessed))
            if told != blind or told not in {NOT_FOUND, OTHER_METHOD, BAD}:
                wrong.append(f"{method} {screen}: {told}, and {blind} for a guess")
    assert wrong == []
    assert AuditEntry.objects.count() == before


def test_each_permission_is_somebodys_and_nobody_both_checks_and_publishes() -> None:
    held = {role: cls.permissions for role, cls in ROLES.items()}
    in_cases = set(Permission) - {Permission.ASK}
    assert set().union(*held.values()) == in_cases
    for role, permissions in held.items():
        assert not permissions >= {Permission.RELEASE, Permission.APPROVE}, role
        assert not (Permission.ADMINISTER in permissions and Permission.DECIDE in permissions), role
