"""A number's trail opens over the page, goes on, comes back, and is only followed where it must be."""

from __future__ import annotations

from collections.abc import Iterator

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Page, expect
from serving import served

from publish.reading import Site
from publish.test_browser import AXE, FAULTS, RULES

pytestmark = [pytest.mark.browser, debian_chromium.needed]

KILLED = ".heads .ranges .n"


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site.folder) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    yield context.new_page()
    context.close()


def test_it_shows_the_quote_and_the_hash_over_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    page.locator(KILLED).first.click()
    trail = page.get_by_role("dialog")
    expect(trail.locator("[data-quote]").first).to_be_visible()
    assert trail.locator("[data-hash]").first.is_visible()
    assert page.url.endswith("/en/incidents/inv0001.html")
    assert trail.get_by_role("heading").first.evaluate("element => element === document.activeElement")


@pytest.mark.parametrize("way", ["back", "escape", "button", "beside"])
def test_it_closes_and_the_focus_returns(page: Page, address: str, way: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    number = page.locator(KILLED).first
    number.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    if way == "back":
        page.go_back()
    elif way == "escape":
        page.keyboard.press("Escape")
    elif way == "button":
        page.get_by_role("button", name="Close").click()
    else:
        page.mouse.click(20, 400)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(number).to_be_focused()
    assert page.url.endswith("/en/incidents/inv0001.html")


def test_a_total_opens_its_incidents_and_they_open_their_quotes(page: Page, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.locator(".sum .figure .n").first.click()
    trail = page.get_by_role("dialog")
    expect(trail.locator("tbody tr").first).to_be_visible()
    first = trail.locator("h2").inner_text()
    trail.locator("td .n").first.click()
    expect(trail.locator("[data-quote]").first).to_be_visible()
    assert trail.locator("h2").inner_text() != first
    page.go_back()
    expect(trail.locator("h2")).to_have_text(first)
    page.go_back()
    expect(trail).to_be_hidden()
    page.go_forward()
    expect(trail.locator("h2")).to_have_text(first)


def test_going_back_quickly_closes_it_for_good(page: Page, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.locator(".sum .figure .n").first.click()
    trail = page.get_by_role("dialog")
    trail.locator("td .n").first.click()
    expect(trail.locator("[data-quote]").first).to_be_visible()
    page.evaluate("history.go(-1); setTimeout(() => history.go(-1))")
    expect(trail).to_be_hidden()
    page.wait_for_load_state("networkidle")
    expect(trail).to_be_hidden()


def test_links_in_it_lead_where_they_led(page: Page, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.locator(".sum .figure .n").first.click()
    page.get_by_role("dialog").locator("tbody th a").first.click()
    page.wait_for_url("**/en/incidents/inv0*.html")
    expect(page.locator("h1")).to_be_visible()


def test_it_can_be_opened_as_a_page_and_a_reload_shows_the_page_below(page: Page, address: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    page.locator(KILLED).first.click()
    page.get_by_role("link", name="Open this as a page of its own").click()
    page.wait_for_url("**/en/claims/**")
    page.go_back()
    expect(page.locator("h1")).to_be_visible()


def test_no_id_stands_twice_while_it_is_open(page: Page, address: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    page.locator(KILLED).first.click()
    expect(page.get_by_role("dialog").locator("[data-quote]").first).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_where_the_trail_cannot_be_had_the_link_is_followed(page: Page, address: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    page.route(
        "**/claims/**",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.locator(KILLED).first.click()
    page.wait_for_url("**/en/claims/**")


def test_a_click_that_asks_for_another_tab_gets_one(page: Page, address: str) -> None:
    page.goto(f"{address}/en/incidents/inv0001.html")
    with page.context.expect_page() as opened:
        page.locator(KILLED).first.click(modifiers=["ControlOrMeta"])
    assert "/en/claims/" in opened.value.url
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_from_a_disk_the_link_is_followed(page: Page, site: Site) -> None:
    page.goto((site.folder / "en" / "incidents" / "inv0001.html").as_uri())
    page.locator(KILLED).first.click()
    page.wait_for_url("**/claims/**")
    assert page.locator("[data-quote]").first.is_visible()


@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("ar", "light")])
def test_it_has_no_fault_that_axe_finds(chromium: Browser, address: str, language: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/{language}/incidents/inv0001.html")
    page.locator(KILLED).first.click()
    expect(page.get_by_role("dialog").locator("[data-quote]").first).to_be_visible()
    assert page.evaluate(FAULTS, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
