"""What waits for whom: by role of who looks, and never one's own work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from casebook.record import NOW, Record

from desk.conftest import Enter
from tahqiq.casebook.actors import ROLES
from tahqiq.casebook.models import Correction, Job, Release
from tahqiq.desk import logs
from tahqiq.desk.home import Home


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    settings.HOME = Home.create(tmp_path / "home")
    return settings.HOME  # type: ignore[no-any-return]


def _page(enter: Enter, record: Record, *roles: str, name: str = "basma") -> str:
    browser = enter(*roles, case=record.case, name=name)
    return browser.get(f"/desk/cases/{record.slug}/").content.decode()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_is_told_what_waits_for_it(record: Record, enter: Enter, home: Home, role: str) -> None:
    Correction.objects.update(kind="", outcome="", said_en="", decided_by="", decided_at=None)
    page = _page(enter, record, role)
    mine = {
        "Waits for you: accept or reject": {"reviewer", "editor"},
        "Waits for you: one, or two?": {"reviewer", "editor"},
        "Waits for you: read and decide": {"editor"},
        "Waits for a publisher": set(ROLES) - {"publisher"},
        "The archive has never been verified": {"auditor", "administrator"},
    }
    for words, roles in mine.items():
        assert (words in page) == (role in roles), words


def test_what_one_made_waits_for_somebody_else(record: Record, enter: Enter) -> None:
    Release.objects.all().delete()
    record.new(Release, created_by="basma")
    page = _page(enter, record, "publisher")
    assert "Yours: somebody else has to do it" in page
    assert "Waits for you, if somebody else made it" not in page


def test_work_under_way_and_work_that_ended_badly_is_told(record: Record, enter: Enter) -> None:
    record.new(Job, state="interrupted", finished_at=NOW, asked_by="basma")
    page = _page(enter, record, "editor")
    assert "1 piece of work under way" in page and "1 piece of work ended badly" in page
    assert "ended badly" not in _page(enter, record, "reviewer", name="carla")


def test_faults_of_the_last_verification_wait_for_auditors(record: Record, enter: Enter, home: Home) -> None:
    logs.record(home.logs, "verified", faults=2, head="ab")
    assert "2 faults in the archive" in _page(enter, record, "auditor")
    assert "faults in the archive" not in _page(enter, record, "editor", name="carla")
    logs.record(home.logs, "verified", faults=0, head="ab")
    page = _page(enter, record, "auditor", name="dalia")
    assert "faults in the archive" not in page and "never been verified" not in page


def test_what_waits_for_who_looks_comes_first(record: Record, enter: Enter) -> None:
    page = _page(enter, record, "reviewer")
    assert page.index("1 claim proposed") < page.index("1 release to approve")
    assert page.index("1 pair to judge") < page.index("1 release to approve")


def test_the_overview_asks_a_constant_number_of_questions(
    record: Record, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(20):
        record.new(Job, arguments={"n": n})
    browser = enter("editor", "auditor", case=record.case)
    with django_assert_max_num_queries(32):
        browser.get(f"/desk/cases/{record.slug}/")
