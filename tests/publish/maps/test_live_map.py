"""The live map in a real browser, drawn by WebGL on the processor, from our own server under its policy."""

from __future__ import annotations

import functools
import io
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromium as debian_chromium
import numpy as np
import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Browser, Page
from scipy import ndimage
from serving import served

from publish.maps import elsewhere
from publish.maps.grounds import FEATURES, feature, file_of
from tahqiq.publish.maps.given import check_tiles
from tahqiq.publish.maps.ground import POINT_TILES, TILES, lay
from tahqiq.publish.maps.point_tiles import write_point_tiles
from tahqiq.publish.maps.spots import Points

pytestmark = [pytest.mark.browser, debian_chromium.needed]

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "src" / "tahqiq" / "assets" / "site"
AXE = ROOT / "site" / "node_modules" / "axe-core" / "axe.min.js"
Point = dict[str, float]
#: All four letters join: one stroke of ink if they do, four if they do not.
JOINED = "سلمى"
ATTACK = "</script><img src=x onerror=alert(1)>"
SPOT: list[Point] = [
    {"lon": 39.0, "lat": 35.95, "radius": 2, "grade": grade, "killed": 3} for grade in (0, 1, 2)
]
NEAR: Point = {"lon": 39.012, "lat": 35.95, "radius": 2, "grade": 3, "killed": 0}
ROUGH: Point = {"lon": 39.0, "lat": 35.97, "radius": 700, "grade": 1, "killed": 9}
NOWHERE: Point = {"grade": 1, "killed": 5}
HERE: list[Point] = [*SPOT, NEAR, ROUGH, NOWHERE]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started(drawing=True) as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "it"
    attacked = [feature("Point", "landmark", [39.02, 35.96], ATTACK, ATTACK)]
    joined = [feature("Point", "place", [39.05, 35.92], JOINED, JOINED)]
    folder.mkdir()
    released = file_of(folder / "release", [*FEATURES, *attacked, *joined])
    lay(folder, released=released, given=None)
    shutil.copytree(ASSETS, folder / "assets", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(Path(__file__).with_name("live.js"), folder / "live.js")
    (folder / "live.css").write_text("#map { block-size: 360px; inline-size: 480px; } main { padding: 0; }")
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


def _page(
    site: Path, name: str, language: str, points: list[Point], basemap: str = TILES, tiles: str = ""
) -> str:
    told = json.dumps({"basemap": basemap, "pointTiles": tiles, "points": points}).replace("<", "\\u003c")
    direction = "rtl" if language == "ar" else "ltr"
    (site / name).write_text(
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark"><title>Map</title>'
        '<link rel="icon" href="assets/icon.svg"><link rel="stylesheet" href="assets/site.css">'
        '<link rel="stylesheet" href="live.css"><script src="assets/map.js" defer></script>'
        '<script src="live.js" defer></script></head><body><main><h1>Map</h1><div id="map"></div></main>'
        f'<script type="application/json" id="points">{told}</script></body></html>',
        "utf-8",
    )
    return name


class Opened:
    """A page with a map, and all that it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[tuple[str, int]] = []
        self.complaints: list[str] = []
        page.on("response", lambda reply: self.asked.append((reply.url, reply.status)))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def open(self, url: str) -> Opened:
        self.page.goto(url)
        self.until(lambda: self.told("document.body.dataset.open !== undefined || seen.fault"))
        assert self.told("seen.fault") == ""
        return self.still()

    def told(self, expression: str) -> Any:
        return self.page.evaluate(f"() => {expression}")

    def until(self, met: Callable[[], object]) -> None:
        """The page's policy forbids Playwright's own waiting, which evaluates text."""
        deadline = time.monotonic() + 60
        while not met():
            assert time.monotonic() < deadline, self.complaints
            time.sleep(0.1)

    def still(self) -> Opened:
        self.until(lambda: self.page.locator("#map").get_attribute("aria-busy") == "false")
        return self

    def marks(self) -> list[str]:
        found: list[str] = self.page.locator(".map-mark").evaluate_all(
            "all => all.map(each => each.ariaLabel)"
        )
        return found

    def picture(self) -> Image.Image:
        return Image.open(io.BytesIO(self.page.locator("#map").screenshot())).convert("RGB")


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    context = chromium.new_context(viewport={"width": 520, "height": 500}, reduced_motion="reduce")
    yield Opened(context.new_page())
    context.close()


def test_tiles_come_in_ranges_from_our_server_and_nothing_from_elsewhere(
    opened: Opened, site: Path, address: str
) -> None:
    opened.open(f"{address}/{_page(site, 'all.html', 'en', HERE)}")
    assert {urlsplit(url).netloc for url, _ in opened.asked} == {urlsplit(address).netloc}
    assert {status for url, status in opened.asked if url.endswith(TILES)} == {206}
    assert opened.complaints == []
    assert _share_of("#f9f7f2", opened.picture()) > 0.5, "the drawn sheet does not show"


def test_a_host_that_knows_no_ranges_will_do(opened: Opened, site: Path) -> None:
    with _plain(site) as plain:
        opened.open(f"{plain}/{_page(site, 'plain.html', 'en', HERE)}")
    assert {status for url, status in opened.asked if url.endswith(TILES)} == {200}
    assert opened.complaints == []


def _share_of(colour: str, picture: Image.Image, near: int = 1) -> float:
    """The share of a picture that has a colour."""
    away = np.abs(np.asarray(picture, dtype=int) - ImageColor.getrgb(colour)[:3]).max(axis=2)
    return float((away <= near).mean())


@contextmanager
def _plain(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_every_incident_at_one_spot_is_selected(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'spot.html', 'en', SPOT)}")
    assert opened.marks() == ["Incidents here: 3"]
    opened.page.locator(".map-mark").click()
    assert opened.told("seen.selected") == [[0, 1, 2]]
    assert opened.page.locator(".map-mark").get_attribute("aria-pressed") == "true"
    opened.page.locator("#map").click(position={"x": 30, "y": 30})
    opened.until(lambda: opened.told("seen.selected") == [[0, 1, 2], []])
    assert opened.page.locator(".map-mark").get_attribute("aria-pressed") == "false"


def test_marks_that_touch_are_one_until_one_comes_closer(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'near.html', 'en', [*SPOT, NEAR])}")
    opened.until(lambda: len(opened.marks()) == 2)
    for _ in range(4):
        opened.page.get_by_title("Farther").click()
        opened.still()
    assert opened.marks() == ["Incidents here: 4"]
    opened.page.locator(".map-mark").click()
    opened.still()
    opened.until(lambda: sorted(opened.marks()) == ["Incidents here: 1", "Incidents here: 3"])
    assert opened.told("seen.selected") == []


def test_only_what_is_to_be_shown_is_shown(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'some.html', 'en', HERE)}")
    opened.told("seen.map.show(Uint32Array.of(1, 5))")
    assert opened.marks() == ["Incidents here: 1"]
    opened.told("seen.map.show(new Uint32Array(0))")
    assert opened.marks() == []


def test_a_place_known_roughly_is_an_area_and_no_point(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'rough.html', 'en', [ROUGH])}")
    mark = opened.page.locator(".map-mark")
    assert "map-mark-rough" in (mark.get_attribute("class") or "")
    bare = np.asarray(opened.picture(), dtype=int)
    opened.told("seen.map.show(new Uint32Array(0))")
    opened.until(lambda: np.abs(np.asarray(opened.picture(), dtype=int) - bare).any(axis=2).sum() > 2000)


def test_tiles_of_all_points_show_as_long_as_all_are_asked_for(
    opened: Opened, site: Path, address: str
) -> None:
    found = Points(codes=[f"R{place}" for place in range(40)])
    for place in range(40):
        found.lons.append(39.001 + place / 5000)
        found.lats.append(35.952)
        found.metres.append(1)
        found.places.append(place)
    write_point_tiles(found, site / POINT_TILES)
    opened.open(f"{address}/{_page(site, 'few.html', 'en', [*SPOT, NEAR])}")
    without = opened.picture()
    opened.open(f"{address}/{_page(site, 'many.html', 'en', [*SPOT, NEAR], tiles=POINT_TILES)}")
    assert {status for url, status in opened.asked if url.endswith(POINT_TILES)} == {206}
    assert _different(opened.picture(), without) > 0.001
    assert opened.marks() == ["Incidents here: 3", "Incidents here: 1"]
    fewer = "seen.map.show(Uint32Array.of(0, 1, 2))"
    opened.told(fewer)
    time.sleep(1)
    narrowed = opened.still().picture()
    opened.open(f"{address}/few.html").told(fewer)
    time.sleep(1)
    assert _different(narrowed, opened.still().picture()) < 0.001
    assert opened.complaints == []


def _different(one: Image.Image, other: Image.Image) -> float:
    """The share of two pictures that is not the same to the eye."""
    away = np.abs(np.asarray(one, dtype=int) - np.asarray(other, dtype=int)).max(axis=2)
    return float((away > 24).mean())


def test_the_keyboard_reaches_every_mark(opened: Opened, site: Path, address: str) -> None:
    apart: list[Point] = [
        {**NEAR, "lon": 38.95},
        {**NEAR, "lon": 39.05},
        {**NEAR, "lon": 39.05, "lat": 35.93},
    ]
    opened.open(f"{address}/{_page(site, 'keys.html', 'en', apart)}")
    assert len(opened.marks()) == 3
    assert opened.page.locator(".map-mark[tabindex='0']").count() == 1
    opened.page.locator(".map-mark[tabindex='0']").focus()
    chosen = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"):
        opened.page.keyboard.press(key)
        opened.page.keyboard.press("Enter")
        chosen.append(opened.told("seen.selected.at(-1)[0]"))
    assert chosen[1:] == [1, 2, 1]
    opened.page.keyboard.press("Escape")
    assert opened.told("document.activeElement.tagName") == "CANVAS"
    moves = opened.told("seen.moved.length")
    opened.page.keyboard.press("ArrowRight")
    opened.until(lambda: opened.told("seen.moved.length") > moves)


def test_arabic_names_are_joined(chromium: Browser, site: Path, address: str) -> None:
    context = chromium.new_context(
        device_scale_factor=2, viewport={"width": 520, "height": 500}, reduced_motion="reduce"
    )
    opened = Opened(context.new_page())
    around: list[Point] = [{**NEAR, "lon": 39.05 + x, "lat": 35.92} for x in (-0.004, 0.004)]
    opened.open(f"{address}/{_page(site, 'joined.html', 'ar', around)}")
    opened.told("seen.map.show(new Uint32Array(0))")
    opened.still()
    middle = np.asarray(opened.picture().crop((380, 290, 580, 430)).convert("L"))
    _, strokes = ndimage.label(middle < 120, structure=np.ones((3, 3)))
    context.close()
    assert strokes == 1
    assert opened.complaints == []


def test_in_arabic_the_map_speaks_arabic_and_its_parts_stand_on_the_other_side(
    opened: Opened, site: Path, address: str
) -> None:
    opened.open(f"{address}/{_page(site, 'ar.html', 'ar', HERE)}")
    closer = opened.page.get_by_title("تقريب").bounding_box()
    assert closer is not None
    assert closer["x"] < 200
    assert opened.page.locator(".map-credit").inner_text() == "مختلق: ليس للقياس"
    assert "م" in opened.page.locator(".maplibregl-ctrl-scale").inner_text()
    assert "الحوادث هنا: 3" in opened.marks()


def test_without_a_ground_there_are_lines_and_a_scale(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'bare.html', 'en', HERE, basemap='')}")
    assert _share_of("#ddd7ca", opened.picture(), near=6) > 0.001, "there are no lines"
    assert _share_of("#f3f0e8", opened.picture()) > 0.5, "there is no paper"
    assert opened.page.locator(".maplibregl-ctrl-scale").inner_text() != ""
    assert opened.page.locator(".map-credit").count() == 0
    assert opened.complaints == []


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_axe_finds_no_fault(chromium: Browser, site: Path, address: str, language: str, scheme: Any) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    opened = Opened(context.new_page())
    opened.open(f"{address}/{_page(site, f'axe-{language}.html', language, HERE)}")
    found = opened.page.evaluate(
        "() => axe.run({resultTypes: ['violations']}).then(found => found.violations)"
    )
    context.close()
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_a_map_that_is_closed_leaves_nothing(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'closed.html', 'en', HERE)}")
    opened.told("seen.map.close()")
    assert opened.page.locator("#map *").count() == 0
    assert opened.complaints == []


def test_a_browser_that_cannot_draw_says_so_and_leaves_the_page_as_it_was(
    opened: Opened, site: Path, address: str
) -> None:
    opened.page.add_init_script(
        "const context = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
        "  return kind.startsWith('webgl') ? null : context.call(this, kind, ...more); };"
    )
    opened.page.goto(f"{address}/{_page(site, 'none.html', 'en', HERE)}")
    opened.until(lambda: opened.told("seen.fault"))
    assert "webgl" in opened.told("seen.fault").lower()
    assert opened.page.locator("#map *").count() == 0


def test_the_ground_turns_dark_with_the_page(opened: Opened, site: Path, address: str) -> None:
    opened.open(f"{address}/{_page(site, 'turn.html', 'ar', HERE)}")
    before = opened.marks()
    opened.page.emulate_media(color_scheme="dark")
    opened.until(lambda: _share_of("#1b1b18", opened.picture()) > 0.5)
    assert opened.marks() == before
    assert opened.complaints == []


@pytest.mark.parametrize(("schema", "colour"), [("protomaps", "#f9f7f2"), ("pictures", "#8899aa")])
def test_ground_made_elsewhere_is_shown_with_whose_it_is(
    opened: Opened, site: Path, address: str, schema: str, colour: str
) -> None:
    given = elsewhere.made(schema, site / f"{schema}.pmtiles")
    check_tiles(given)
    opened.open(f"{address}/{_page(site, f'{schema}.html', 'en', HERE, basemap=given.name)}")
    assert _share_of(colour, opened.picture(), near=12) > 0.5
    assert opened.page.locator(".map-credit").inner_text() == "© Somebody else"
    assert opened.complaints == []
