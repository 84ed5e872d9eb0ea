"""What pages of a folder share is rendered once, and what differs is never another page's."""

from __future__ import annotations

import pytest

from publish.opened import Opened
from publish.reading import Element, read
from publish.releases import made
from tahqiq.publish.edition import Edition, Page, Sheet
from tahqiq.publish.editions import everywhere
from tahqiq.publish.layout import Layouts

LONG = "word " * 200


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return Opened(made(incidents=0), tmp_path_factory.mktemp("layout")).edition()


@pytest.fixture
def layouts(edition: Edition) -> Layouts:
    return Layouts(edition.tongue, {**everywhere(edition), "base": "https://record.example/"})


def _page(layouts: Layouts, path: str, title: str) -> Element:
    values = {"title": title, "lines": [], "sheet": Sheet(1, 1, path, path, "", "")}
    return read(layouts.rendered(Page(path=path, template="trail.html", values=values)).decode())


def _one(page: Element, tag: str, name: str, value: str) -> Element:
    return next(each for each in page.all(tag, name) if each.attributes[name] == value)


def _content(page: Element, name: str, value: str) -> str:
    return _one(page, "meta", name, value).attributes["content"]


def test_each_page_has_its_own_title_description_main_part_and_address(layouts: Layouts) -> None:
    first, second = (_page(layouts, f"totals/{name}.html", name * 3) for name in ("a", "b"))
    for page, name in ((first, "a"), (second, "b")):
        assert page.all("title")[0].words().startswith(f"\u2068{name * 3}\u2069 · ")
        assert page.all("h1")[0].words() == name * 3
        assert _content(page, "name", "description").startswith(f"\u2068{name * 3}\u2069 · ")
        assert _content(page, "property", "og:title") == f"\u2068{name * 3}\u2069"
        address = f"https://record.example/en/totals/{name}.html"
        assert _one(page, "link", "rel", "canonical").attributes["href"] == address
        assert _content(page, "property", "og:url") == address


def test_a_hostile_title_is_text_wherever_it_stands(layouts: Layouts) -> None:
    page = _page(layouts, "totals/x.html", '<img src=x>"><script>')
    assert not page.all("img")
    assert all(script.attributes.get("src", "").startswith("../../assets/") for script in page.all("script"))
    assert page.all("h1")[0].words() == '<img src=x>"><script>'


def test_a_long_description_ends_between_words(layouts: Layouts) -> None:
    told = _content(_page(layouts, "totals/x.html", LONG), "name", "description")
    assert len(told) <= 300
    assert told.endswith("word...")


def test_the_navigation_knows_the_folder_of_a_page(layouts: Layouts) -> None:
    page = _page(layouts, "totals/x.html", "x")
    current = [link.attributes["href"] for link in page.all("a", "aria-current")]
    assert current == ["../totals/index.html"]
