"""The desk as a real browser shows it: no errors, no overflow, accessible, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import chromium
import pytest
from casebook.record import Record
from playwright.sync_api import Page, Request
from pytest_django.live_server_helper import LiveServer

from desk.conftest import PASSWORD, Enter
from tahqiq.casebook.models import Incident, Item, Release

pytestmark = [pytest.mark.browser, chromium.needed, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def _page(language: str, width: int) -> Iterator[tuple[Page, list[str]]]:
    """A page of its own browser, and what it complains of."""
    complaints: list[str] = []
    with chromium.started() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800}, locale=language)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda request: complaints.append(request.url) if _failed(request) else None)
        yield page, complaints


def _failed(request: Request) -> bool:
    """Not one the browser itself dropped because the reader went on to the next page."""
    return request.failure != "net::ERR_ABORTED"


def _violations(page: Page) -> list[str]:
    """What axe-core finds; run outside the page's own policy, which forbids every script."""
    session = page.context.new_cdp_session(page)
    faults = "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + v.nodes[0].html))"
    run = f"{AXE.read_text('utf-8')};{faults}"
    asked = {"expression": run, "awaitPromise": True, "returnByValue": True}
    found: list[str] = session.send("Runtime.evaluate", asked)["result"]["value"]
    return found


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 390)])
def test_screens_are_whole_and_accessible(
    live_server: LiveServer, record: Record, enter: Enter, language: str, width: int
) -> None:
    enter("editor", "auditor", case=record.case, language=language)
    begin = f"/desk/cases/{record.slug}/"
    names = ("incidents", "claims", "sign-off", "sources", "releases", "imports", "audit")
    screens = ["", *(f"{name}/" for name in names), f"incidents/{record.one(Incident).pk}/"]
    screens += [f"items/{record.one(Item).pk}/", f"releases/{record.one(Release).pk}/"]
    with _page(language, width) as (page, complaints):
        page.goto(f"{live_server.url}/desk/login/")
        assert _violations(page) == []
        page.fill("[name=username]", "basma")
        page.fill("[name=password]", PASSWORD)
        page.click("button.main")
        assert page.url == f"{live_server.url}{begin}"
        for screen in screens:
            page.goto(f"{live_server.url}{begin}{screen}")
            assert page.get_attribute("html", "lang") == language
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, screen
            assert _violations(page) == [], screen
        page.click("text=تسجيل الخروج" if language == "ar" else "text=Log out")
        assert page.url == f"{live_server.url}/desk/login/"
    assert complaints == []
