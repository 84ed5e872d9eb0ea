"""Every kind of page, served: nothing asked of another host, a strict policy kept, ranges in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import chromium as debian_chromium
import pytest
from playwright.sync_api import Page
from ranges import ranges
from serving import served

import tahqiq.publish
from publish.reading import Element, Site
from publish.test_browser import KINDS

TEMPLATES = Path(tahqiq.publish.__file__).parent / "templates"
LANGUAGES = ("en", "ar")
GATES = {"gateway": "index.html", "missing": "404.html", "leave": "leave.html"}
#: Kinds of pages on which the invented case has a range to show.
WITH_RANGES = {
    "front",
    "map",
    "incidents",
    "incident",
    "totals",
    "says",
    "trail",
    "source",
    "person",
    "chapter",
}
#: What `default-src 'none'` gives back; a policy of its own for the workers of the map and of the search.
ALLOWED = {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:"}


def _kinds() -> set[str]:
    """The kinds of pages there are templates for, by the class that each gives its body."""
    told = re.compile(r"{% block kind %}([a-z]+){% endblock %}|<body class=\"page-([a-z]+)\"")
    found = {
        one or other for path in TEMPLATES.glob("*.html") for one, other in told.findall(path.read_text())
    }
    return found - {"plain"}  # what a page would be that says nothing of itself


def _page_of(site: Site, name: str) -> str:
    return str(min(site.folder.glob(name)).relative_to(site.folder))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[tuple[str, str], str]:
    """One page for each kind that the tests name, by language and name."""
    of_languages = {
        (language, kind): _page_of(site, f"{language}/{kind}") for language in LANGUAGES for kind in KINDS
    }
    return of_languages | {("", name): name for name in GATES.values()}


def test_no_kind_of_page_is_left_out(site: Site, pages: dict[tuple[str, str], str]) -> None:
    seen = {
        site.page(path).all("body")[0].attributes["class"].removeprefix("page-") for path in pages.values()
    }
    assert seen == _kinds()


def test_every_page_has_a_strict_policy_and_nothing_that_it_forbids(site: Site) -> None:
    for path in site.paths():
        page = site.page(path)
        (policy,) = (each for each in page.all("meta", "http-equiv"))
        told = policy.attributes["content"]
        assert told.startswith("default-src 'none'; "), path
        sources = {word for part in told.rstrip(";").split("; ") for word in part.split()[1:]}
        assert sources <= ALLOWED, (path, sources - ALLOWED)
        assert not [each.tag for each in page.walk() if _is_inline(each)], path


def _is_inline(element: Element) -> bool:
    """A script or a style of the page itself, or of one of its elements."""
    told = element.attributes
    runs = element.tag == "script" and "src" not in told and "json" not in told.get("type", "")
    return runs or element.tag == "style" or any(name == "style" or name.startswith("on") for name in told)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with debian_chromium.started() as browser:
        yield browser.new_page(viewport={"width": 390, "height": 800})


@pytest.mark.browser
@debian_chromium.needed
def test_served_pages_ask_nobody_else_and_show_each_range_from_its_lower_end(
    page: Page, site: Site, pages: dict[tuple[str, str], str]
) -> None:
    asked: list[str] = []
    complaints: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append((page.url, message.text)))
    page.route("**/corrections/open", lambda route: route.fulfill(body=""))  # a desk's, which is not here
    with_ranges: dict[str, set[str]] = {language: set() for language in ("", *LANGUAGES)}
    with served(site.folder) as address:
        for (language, _name), path in pages.items():
            page.goto(f"{address}/{path}")
            if path.endswith("map.html"):
                page.locator(".rows-body .row .n").first.wait_for()
            shown, wrong = ranges(page)
            assert wrong == [], path
            if shown:
                with_ranges[language].add(page.evaluate("document.body.className").removeprefix("page-"))
        assert {url.startswith(address) for url in asked} == {True}
    assert [each for each in complaints if not each[0].endswith("/404.html")] == []
    assert with_ranges["ar"] == with_ranges["en"]
    assert with_ranges["ar"] >= WITH_RANGES
