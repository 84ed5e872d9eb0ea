"""The desk as a real browser shows it: no errors, no overflow, in both languages; the ways in.

That every screen is accessible is asked in test_every_screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import chromium
import pytest
from casebook.record import Record
from django.urls import reverse
from playwright.sync_api import Page, Request
from pytest_django.live_server_helper import LiveServer

from desk.conftest import PASSWORD, Enter
from desk.test_second_factor import code as app_code
from tahqiq.casebook.models import Correction, Incident, Item, Release

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser"),
]

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def _page(language: str, width: int, **wishes: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, with nothing of another's in it, and what it complains of."""
    complaints: list[str] = []
    with chromium.started() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800}, locale=language, **wishes)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda request: complaints.append(request.url) if _failed(request) else None)
        try:
            yield page, complaints
        finally:
            page.close()


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
def test_screens_are_whole_and_say_nothing_wrong(
    live_server: LiveServer, record: Record, enter: Enter, language: str, width: int
) -> None:
    enter("editor", "auditor", case=record.case, language=language)
    begin = f"/desk/cases/{record.slug}/"
    names = ("incidents", "claims", "sign-off", "sources", "releases", "imports", "audit")
    screens = ["", *(f"{name}/" for name in names), f"incidents/{record.one(Incident).pk}/"]
    screens += ["letters/", f"letters/{record.one(Correction).pk}/"]
    screens += [f"items/{record.one(Item).pk}/", f"releases/{record.one(Release).pk}/"]
    with _page(language, width) as (page, complaints):
        page.goto(f"{live_server.url}/desk/login/")
        page.fill("[name=username]", "basma")
        page.fill("[name=password]", PASSWORD)
        page.click("button.main")
        assert page.url == f"{live_server.url}{begin}"
        for screen in screens:
            page.goto(f"{live_server.url}{begin}{screen}")
            assert page.get_attribute("html", "lang") == language
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, screen
        page.click(".who form[action$='/logout/'] button")
        assert page.url == f"{live_server.url}/desk/login/"
    assert complaints == []


@pytest.mark.parametrize(("language", "scheme"), list(product(("en", "ar"), ("light", "dark"))))
def test_the_shell_is_accessible_at_every_width_and_in_every_light(
    live_server: LiveServer, record: Record, enter: Enter, language: str, scheme: Literal["light", "dark"]
) -> None:
    enter("administrator", case=record.case, language=language)
    account = reverse("desk:account")
    screens = [account, reverse("desk:password"), reverse("mfa_activate_totp"), reverse("mfa_add_webauthn")]
    screens += [reverse("account_reauthenticate"), reverse("desk:members", args=[record.slug])]
    looked_at = 390 if (language == "en") == (scheme == "light") else 1280  # every pair of the three once
    with _page(language, 1280, color_scheme=scheme) as (page, complaints):
        _come_in(page, live_server, account)
        for screen, width in product([*screens, "/desk/login/"], (390, 1280)):
            if screen == "/desk/login/":
                page.context.clear_cookies()
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{live_server.url}{screen}")
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, screen
            if width == looked_at:
                assert _violations(page) == [], (screen, width)
    assert complaints == []


def _come_in(page: Page, server: LiveServer, then: str, name: str = "basma") -> None:
    """Through the door, as far as the password leads; the page behind it is loaded, its scripts too."""
    page.goto(f"{server.url}/desk/login/?next={then}")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url(lambda address: urlsplit(address).path != "/desk/login/")


def test_the_menu_shows_the_screens_of_the_case_and_works_without_scripts(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    enter("publisher", case=record.case)
    case = reverse("desk:case", args=[record.slug])
    with _page("en", 1280) as (page, complaints):
        _come_in(page, live_server, case)
        page.click("#wagtail-sidebar >> text=Releases")
        page.wait_for_url(f"**{reverse('desk:releases', args=[record.slug])}")
        assert page.locator("#wagtail-sidebar >> text=Audit trail").count() == 0
    with _page("en", 390, java_script_enabled=False) as (page, complaints):
        _come_in(page, live_server, case)
        assert not page.locator("#wagtail-sidebar").is_visible()
        page.click("nav.nav >> text=Releases")
        page.wait_for_url(f"**{reverse('desk:releases', args=[record.slug])}")
        page.click(".who form[action$='/logout/'] button")
        page.wait_for_url("**/desk/login/")
    assert complaints == []


def test_an_app_is_added_and_asked_for_at_the_next_visit(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    enter("editor", case=record.case)
    with _page("en", 1280) as (page, complaints):
        _come_in(page, live_server, reverse("desk:account"))
        page.click("text=Add an authenticator app")
        secret = page.inner_text(".key code")
        assert page.locator(".square svg").bounding_box()["width"] > 150  # type: ignore[index]
        page.fill("[name=code]", app_code(secret))
        page.click("button.main")
        spare = re.findall(r"\b\d{8}\b", page.inner_text(".codes"))[0]
        page.click(".who form[action$='/logout/'] button")
        _come_in(page, live_server, reverse("desk:account"))
        assert page.url == f"{live_server.url}{reverse('mfa_authenticate')}"
        page.fill("[name=code]", spare)
        page.click("button.main")
        assert page.url == f"{live_server.url}{reverse('desk:account')}"
        assert "9 codes unused" in page.inner_text("main")
    assert complaints == []


def test_a_passkey_is_made_and_opens_the_door_alone_or_as_second_step(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    enter("editor", case=record.case)
    account = f"{live_server.url}{reverse('desk:account')}"
    with _page("ar", 390) as (page, complaints):
        _give_device(page)
        _come_in(page, live_server, reverse("desk:account"))
        page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
        page.wait_for_url(f"**{reverse('mfa_add_webauthn')}")
        page.click("button.main")
        page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
        page.click(".who form[action$='/logout/'] button")
        page.click("form[data-passkey=login] button")
        page.wait_for_url("**/desk/cases/**")
        page.click(".who form[action$='/logout/'] button")
        _come_in(page, live_server, reverse("desk:account"))
        page.click("form[data-passkey=get] button")
        page.wait_for_url(account)
        page.goto(f"{live_server.url}{reverse('mfa_reauthenticate_webauthn')}")
        page.click("button.main")
        page.wait_for_url("**/desk/cases/**")
        page.goto(account)
        page.click("a[href$='/remove/']")
        page.click("button.main")
        page.wait_for_url(account)
        assert page.locator(f"a[href='{reverse('mfa_add_webauthn')}']").count() == 1
    assert complaints == []


def test_a_passkey_that_the_device_refuses_is_told_in_words(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    """A browser holds a refusal back, for up to a minute, so that haste tells a page nothing: not here."""
    enter("editor", case=record.case)
    with _page("en", 1280) as (page, _):
        page.add_init_script("navigator.credentials.create = () => Promise.reject(new DOMException('no'));")
        _come_in(page, live_server, reverse("mfa_add_webauthn"))
        page.click("button.main")
        page.wait_for_selector("text=The passkey was not used")


def _give_device(page: Page) -> None:
    """A virtual authenticator (WebAuthn level 2, section 11) in the browser of this page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    can = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind | can})
