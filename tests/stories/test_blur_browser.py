"""Faces and plates made unrecognisable in a browser, by pointer and by numbers; the original stays."""

from __future__ import annotations

import io
from pathlib import Path

import chromium
import pytest
from casebook.record import Record
from desk.conftest import Enter
from desk.test_claims_desk_browser import page_of, violations
from django.urls import reverse
from PIL import Image, ImageChops
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from stories.test_authoring_browser import bring
from tahqiq.casebook.actions.story_media import BLURRED
from tahqiq.casebook.models import Item
from tahqiq.desk.home import Home
from tahqiq.seal import Archive

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser", "tree"),
]


def drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Draws over a part of the picture; shares of its width and height."""
    box = page.locator("[data-blurring]").bounding_box()
    assert box is not None
    for at, (x, y) in enumerate((begin, end)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.down() if at == 0 else page.mouse.up()


def opened(archive: Archive, item: Item) -> Image.Image:
    with archive.read(item.sha256) as stream:
        return Image.open(io.BytesIO(stream.read())).convert("RGB")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_parts_are_drawn_by_pointer_and_by_numbers(
    live_server: LiveServer, home: Home, enter: Enter, tmp_path: Path, language: str
) -> None:
    record = Record()
    with page_of(live_server, enter("editor", case=record.case, name="basma")) as (page, complaints):
        page.set_default_timeout(8_000)
        bring(page, f"{live_server.url}/desk/cases/{record.slug}/stories/", tmp_path)
        assert complaints == []
    original = Item.objects.get(media_type="image/jpeg")
    other = enter("editor", case=record.case, name="huda", language=language)
    with page_of(live_server, other) as (page, complaints):
        page.goto(live_server.url + reverse("desk:blur", args=[record.slug, original.pk]))
        drag(page, (0.1, 0.3), (0.3, 0.6))
        drag(page, (0.5, 0.5), (0.5, 0.5))  # a click is no part
        numbers = page.locator(".parts tbody tr").nth(1).locator("input")
        for field, number in zip(numbers.all(), ("70", "60", "20", "30"), strict=True):
            field.fill(number)
        page.locator(".parts tbody tr").nth(1).locator("select").select_option("rectangle")
        assert page.locator("[data-blurring] svg").locator("ellipse, rect").count() == 2
        assert violations(page) == []
        page.locator("form .main").last.click()
        page.wait_for_url(f"**{reverse('desk:story_media', args=[record.slug])}")
        assert complaints == []
    derived = Item.objects.get(parent=original)
    assert derived.operation == BLURRED
    archive = Archive.open(home.archive)
    changed = ImageChops.difference(opened(archive, original), opened(archive, derived)).convert("L")
    assert changed.crop((64, 108, 192, 216)).getextrema()[1] > 20, "where it was drawn by pointer"
    assert changed.crop((448, 216, 576, 324)).getextrema()[1] > 20, "where numbers say"
    assert changed.crop((256, 0, 400, 100)).getextrema()[1] < 20, "and nowhere else"
