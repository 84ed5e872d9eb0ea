"""A scene's live map, opened by whoever asks for it; it sets out from the scene that was seen last."""

from __future__ import annotations

import chromium as debian_chromium
import pytest
from playwright.sync_api import expect
from serving import served

from publish.reading import Site
from publish.telling import SECOND, SLUG

pytestmark = [pytest.mark.browser, debian_chromium.needed]

MANY = f"story/{SLUG}/{SECOND}.html"
SEEN = "JSON.parse(sessionStorage.getItem('tahqiq-scene'))"


def test_it_opens_only_when_asked_and_shows_the_marks_of_the_scene(site: Site) -> None:
    with debian_chromium.started(drawing=True) as chromium, served(site.folder) as address:
        context = chromium.new_context(viewport={"width": 900, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/en/{MANY}")
        assert not [url for url in asked if "/map" in url]
        page.get_by_role("button", name="Open the live map").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#scene .map-mark")).to_have_count(2, timeout=20_000)
        assert page.evaluate("document.activeElement.tagName") == "CANVAS"
        page.locator("#scene input").focus()
        page.keyboard.press("Home")
        expect(page.locator("#scene .map-mark")).to_have_count(1)
        assert page.evaluate(SEEN)["zoom"] == 13
        assert {url.startswith(address) for url in asked if url.startswith("http")} == {True}
        context.close()
