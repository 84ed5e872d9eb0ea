"""Pages as a real browser shows them: order of digits, requests, widths, accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Page

from publish.reading import Site

pytestmark = [pytest.mark.browser, debian_chromium.needed]

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
KINDS = (
    "index.html",
    "map.html",
    "incidents/index.html",
    "incidents/inv0001.html",
    "incidents/inv0005.html",
    "claims/index.html",
    "claims/*-of-inv0001.html",
    "claims/[0-9a-f]*[0-9a-f].html",
    "items/index.html",
    "items/[0-9a-f]*.html",
    "sources/index.html",
    "sources/recorder.html",
    "victims/index.html",
    "totals/index.html",
    "totals/killed-all.html",
    "totals/answers-northern-army.html",
    "totals/says-deaths.html",
    "people/person-alder.html",
    "people/shakhas-munir.html",
    "names/index.html",
    "sources/recorder-listings.html",
    "corrections.html",
    "corrections-received.html",
    "sites/index.html",
    "method.html",
    "downloads.html",
    "search.html",
    "check.html",
    "story/the-house/index.html",
    "story/the-house/a-street.html",
    "story/the-house/how-many.html",
)
PAGES = [f"{language}/{kind}" for language in ("en", "ar") for kind in KINDS] + [
    "index.html",
    "404.html",
    "leave.html",
]
#: Where each character that shows ink begins, in the order in which it was written.
PLACES = """element => {
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    for (let at = 0; at < text.length; at += 1) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      const box = range.getClientRects()[0];
      if (/[0-9–,]/.test(text[at]) && box !== undefined) found.push([text[at], box.left]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def _open(page: Page, site: Site, name: str) -> None:
    found = sorted(site.folder.glob(name))
    page.goto(found[0].as_uri())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_range_is_read_from_its_lower_end_in_both_directions(page: Page, site: Site, language: str) -> None:
    _open(page, site, f"{language}/index.html")
    seen = page.locator(".sum .figure .n").first.evaluate(PLACES)
    as_seen = "".join(character for character, _ in sorted(seen, key=lambda pair: pair[1]))
    as_written = "".join(character for character, _ in seen)
    assert as_seen == as_written
    assert "–" in as_seen
    low, high = as_seen.split("–")
    assert int(low.replace(",", "")) < int(high.replace(",", ""))


def test_no_page_asks_anything_of_anybody(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for name in PAGES:
        _open(page, site, name)
    assert {urlsplit(url).scheme for url in asked} == {"file"}
    assert complaints == []


def test_a_page_on_a_disk_has_its_styles_and_its_fonts(page: Page, site: Site) -> None:
    _open(page, site, "ar/index.html")
    page.wait_for_function("document.fonts.status === 'loaded'")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Tahqiq Serif", "Tahqiq Naskh", "Tahqiq Sans", "Tahqiq Sans Arabic"} <= {
        family.strip('"') for family in loaded
    }
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def test_pages_read_without_scripts(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    _open(page, site, "en/incidents/inv0001.html")
    page.locator(".heads .n").first.click()
    page.wait_for_url("**/claims/**")
    assert page.locator("[data-quote]").first.is_visible()
    assert page.locator("[data-hash]").first.is_visible()
    context.close()


def test_no_page_is_wider_than_its_window(page: Page, site: Site) -> None:
    too_wide = []
    for name in PAGES:
        _open(page, site, name)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((name, width))
    assert too_wide == []


RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
CHECKED = {"light": RULES, "dark": ["color-contrast"]}
#: All that is right with a page would take four times as long to tell.
FAULTS = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault_that_axe_finds(chromium: Browser, site: Site, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    page = context.new_page()
    faults = []
    for name in PAGES:
        _open(page, site, name)
        found = page.evaluate(FAULTS, CHECKED[scheme])
        faults += [(name, fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]
    context.close()
    assert faults == []


def test_the_list_can_be_filtered_and_the_address_keeps_it(page: Page, site: Site) -> None:
    _open(page, site, "en/incidents/index.html")
    page.get_by_label("Grade").select_option("fair")
    shown = page.locator("tbody tr:visible")
    assert set(shown.locator(".grade").all_inner_texts()) == {"Fair"}
    assert "grade=fair" in page.url
    page.reload()
    assert set(page.locator("tbody tr:visible .grade").all_inner_texts()) == {"Fair"}
    page.get_by_label("Find on this page").fill("no such place")
    assert page.locator("tbody tr:visible").count() == 0


def test_the_filter_speaks_arabic_on_arabic_pages(page: Page, site: Site) -> None:
    _open(page, site, "ar/incidents/index.html")
    assert page.get_by_label("الدرجة").is_visible()


def test_the_first_key_reaches_the_content(page: Page, site: Site) -> None:
    _open(page, site, "en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
