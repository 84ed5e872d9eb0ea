"""Pages of people, the chart and the form as a real browser shows them, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Page

from publish.reading import Site
from publish.test_browser import PLACES

pytestmark = [pytest.mark.browser, debian_chromium.needed]


class _Served(SimpleHTTPRequestHandler):
    """A static host, or one that takes letters."""

    takes_letters = False

    def do_GET(self) -> None:
        if self.path != "/corrections/open" or not self.takes_letters:
            return super().do_GET()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"open")
        return None

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


class _Open(_Served):
    takes_letters = True


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def static(site: Site) -> Iterator[str]:
    yield from _serving(site, _Served)


@pytest.fixture(scope="module")
def taking(site: Site) -> Iterator[str]:
    yield from _serving(site, _Open)


def _serving(site: Site, kind: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(site.folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Person Alder", "person-alder"),
        ("شخص سامر", "person-alder"),
        ("Samir", "person-alder"),
        ("Kareem", "person-birch"),
    ],
)
def test_a_name_is_found_on_the_wall_in_either_script_and_spelling(
    page: Page, static: str, asked: str, found: str
) -> None:
    page.goto(f"{static}/en/names/index.html")
    page.get_by_label("Find a name").fill(asked)
    first = page.locator(".find-name li a").first
    first.wait_for()
    assert found in (first.get_attribute("href") or "")
    first.click()
    assert page.locator("h1").is_visible()


def test_a_name_that_is_not_there_is_said_to_be_none(page: Page, static: str) -> None:
    page.goto(f"{static}/ar/names/index.html")
    page.get_by_label("ابحث عن اسم").fill("qqqqq")
    page.get_by_text("لا اسم هنا يطابق ذلك.").wait_for()


def test_from_a_disk_the_wall_stands_without_a_search(page: Page, site: Site) -> None:
    page.goto((site.folder / "en/names/index.html").as_uri())
    assert not page.locator(".find-name").is_visible()
    assert page.get_by_text("Person Alder").first.is_visible()


def test_on_a_static_host_there_is_a_text_to_copy_and_no_form(page: Page, static: str) -> None:
    page.goto(f"{static}/en/corrections.html?about=INV0001")
    page.locator("[data-when-open]").wait_for(state="hidden")
    assert page.get_by_role("button", name="Copy").is_visible()


def test_where_letters_are_taken_there_is_the_form_filled_in(page: Page, taking: str) -> None:
    page.goto(f"{taking}/en/corrections.html?about=INV0001")
    page.locator("[data-when-closed]").wait_for(state="hidden")
    assert page.get_by_label("Which page or code").input_value() == "INV0001"
    assert not page.locator("[name=website]").bounding_box() or page.locator("[name=website]").evaluate(
        "field => field.closest('.unseen').getBoundingClientRect().width <= 1"
    )


def test_without_scripts_both_ways_of_writing_are_explained(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.folder / "en/corrections.html").as_uri())
    assert page.locator("[data-when-open]").is_visible()
    assert page.locator("[data-when-closed]").is_visible()
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_figures_of_the_chart_read_from_their_lower_end(page: Page, site: Site, language: str) -> None:
    page.goto((site.folder / language / "totals/says-deaths.html").as_uri())
    range_ = page.locator(".said-list li", has=page.locator(".mark-range")).locator(".n")
    seen = range_.evaluate(PLACES)
    assert "".join(character for character, _ in sorted(seen, key=lambda pair: pair[1])) == "1,200–1,400"


@pytest.mark.parametrize(("language", "sign"), [("en", 1), ("ar", -1)])
def test_more_lies_where_reading_goes(page: Page, site: Site, language: str, sign: int) -> None:
    page.goto((site.folder / language / "totals/says-deaths.html").as_uri())
    less = page.locator(".mark-at_most .stop").bounding_box()
    more = page.locator(".mark-range .bar").bounding_box()
    tip = page.locator(".mark-at_least .tip").bounding_box()
    assert less is not None and more is not None and tip is not None
    assert sign * (more["x"] - less["x"]) > 0
    assert sign * (tip["x"] - more["x"]) > 0
