"""Every kind of public page as a camera sees it: phone and desk, both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

import chromium
import pytest
from casebook.record import actor
from playwright.sync_api import Page
from publish.releases import made, write
from serving import served

from screens.camera import LANGUAGES, Scene, camera
from tahqiq.casebook.actions import grade_case
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.cases.loading import keep_basemap, load
from tahqiq.publish import publish
from tahqiq.seal import Archive

pytestmark = [pytest.mark.browser, chromium.needed]


@pytest.fixture
def raqqa(db: None, tmp_path: Path) -> Iterator[str]:
    """The built-in case, published and served."""
    amal = actor()
    loaded = load(Archive.at(tmp_path / "archive"), amal)
    keep_basemap(tmp_path / "basemaps")
    grade_case(amal, loaded.case)
    written = write_release(amal, loaded.case, releases=tmp_path / "releases", signing_key=bytes(32))
    publish(written.folder, tmp_path / "sites" / "it")
    with served(tmp_path / "sites" / "it") as address:
        yield address


@pytest.fixture
def invented(tmp_path: Path) -> Iterator[str]:
    """A case in which people are named: every one of them is made up."""
    publish(write(made(incidents=12), tmp_path / "invented"), tmp_path / "others" / "it")
    with served(tmp_path / "others" / "it") as address:
        yield address


def _asks(page: Page) -> None:
    """A reader asks for something, in the language of the page."""
    words = {"en": "school", "ar": "المدارس"}
    page.locator("input[type=search]").fill(words[page.get_attribute("html", "lang") or "en"])
    page.locator(".found li").first.wait_for()


def _scrolls_to_the_chart(page: Page) -> None:
    page.locator(".chart").evaluate("chart => chart.scrollIntoView()")


def _lets_the_way_out_be(page: Page) -> None:
    """The way out of a story stays in its corner while words pass beneath it."""
    page.locator(".out").evaluate("way => way.setAttribute('data-not-for-cameras', '')")


def _chapter(slug: str, *, shown: bool = False) -> Scene:
    address = f"story/raqqa-after/{slug}.html"
    return Scene(name=f"chapter-{slug}", address=address, shown=shown, ready=_lets_the_way_out_be)


RAQQA = (
    Scene(name="front", address="index.html"),
    Scene(name="story", address="story/raqqa-after/index.html", ready=_lets_the_way_out_be),
    _chapter("river", shown=True),
    _chapter("home"),
    _chapter("ground-and-sky"),
    _chapter("who-says"),
    _chapter("under-the-rubble"),
    _chapter("answers"),
    _chapter("disputed"),
    _chapter("how-we-know"),
    Scene(name="explorer", address="map.html"),
    Scene(name="incidents", address="incidents/index.html", shown=False),
    Scene(name="incident", address="incidents/rq-1.html"),
    Scene(name="incident-answered", address="incidents/rq-3.html", shown=False),
    Scene(
        name="who-says-how-many",
        address="totals/says-civilians-killed-by-coalition.html",
        ready=_scrolls_to_the_chart,
    ),
    Scene(name="totals", address="totals/index.html", shown=False),
    Scene(name="claims", address="claims/index.html", shown=False),
    Scene(name="sources", address="sources/index.html", shown=False),
    Scene(name="source", address="sources/un-commission.html"),
    Scene(name="search", address="search.html", ready=_asks),
    Scene(name="check", address="check.html"),
    Scene(name="corrections", address="corrections.html"),
    Scene(name="corrections-received", address="corrections-received.html", shown=False),
    Scene(name="method", address="method.html"),
    Scene(name="downloads", address="downloads.html", shown=False),
)
INVENTED = (
    Scene(name="person", address="people/person-alder.html"),
    Scene(name="wall-of-names", address="names/index.html"),
    Scene(name="people", address="victims/index.html", shown=False),
    Scene(name="incident-with-people", address="incidents/inv0005.html", shown=False),
)


def test_a_camera_finds_no_fault_with_the_public_pages(raqqa: str, invented: str) -> None:
    faults: list[str] = []
    with chromium.started() as browser:
        for language in LANGUAGES:
            with camera(browser, language) as seen:
                for server, scene in chain(product([raqqa], RAQQA), product([invented], INVENTED)):
                    seen.look(f"{server}/{language}/", scene)
            faults += seen.faults
    assert not faults, "\n".join(faults)
