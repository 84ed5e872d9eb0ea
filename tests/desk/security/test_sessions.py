"""Requests forged on another site, and sessions that somebody else has kept."""

from __future__ import annotations

from casebook.record import Record
from django.conf import settings
from django.test import Client

from desk.conftest import Enter
from desk.security.screens import screens
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import AuditEntry

REFUSED, OTHER_METHOD = 403, 405


def test_a_form_of_another_site_changes_nothing(record: Record, enter: Enter) -> None:
    browser = enter(*ROLES, case=record.case)
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = browser.cookies
    before = AuditEntry.objects.count()
    answers = {str(screen): forged.post(screen.address(record)).status_code for screen in screens()}
    assert {name: status for name, status in answers.items() if status not in {REFUSED, OTHER_METHOD}} == {}
    assert AuditEntry.objects.count() == before


def test_a_stolen_session_ends_with_the_logout(record: Record, enter: Enter) -> None:
    browser = enter("editor", case=record.case)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    screen = f"/desk/cases/{record.slug}/"
    assert stolen.get(screen).status_code == 200
    browser.post("/desk/logout/")
    answer = stolen.get(screen)
    assert answer.status_code == 302 and "/login/" in answer["Location"]
