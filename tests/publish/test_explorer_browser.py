"""The explorer as a reader meets it: conditions, address, list, timeline, downloads, without scripts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Download, Page, expect
from serving import served

from publish.explorer_alone import publish_explorer
from publish.reading import Site
from publish.releases import made, write
from publish.test_browser import AXE, FAULTS, PLACES, RULES
from tahqiq.publish.explorer_columns import CATEGORIES
from tahqiq.vocab.places import Precision

pytestmark = [pytest.mark.browser, debian_chromium.needed]

MANY = 600


def _placed(number: int, row: Any) -> Any:
    """Places with words to find, and a few traps for spreadsheets."""
    words = {
        0: ("=HYPERLINK(1)", "شارعُ المدرسة"),
        1: ("Al-Badu quarter", "حي البدو"),
        2: ("the Badu quarter", "حيّ البَدو"),
        3: ('+School, "north"', "مدرسه"),
    }
    english, arabic = words.get(number, (row.location_en, row.location_ar))
    when = {4: ("2017-05", "2017-07"), 5: ("", "2017-02-01"), 6: ("2019-07-07", "2019-07-07"), 7: ("", "")}
    dates = when.get(number)
    changes: dict[str, Any] = {"title_en": english, "title_ar": arabic}
    if dates is not None:
        changes |= {"from_date": dates[0], "to_date": dates[1]}
    return replace(row, **changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer")
    release = made(incidents=12)
    rows = release.tables["incidents"]
    rows[:] = [_placed(number, row) for number, row in enumerate(rows)]
    publish_explorer(write(release, folder / "release"), folder / "sites" / "it", with_incidents=True)
    return folder / "sites" / "it"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with debian_chromium.started() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 800, "height": 800}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []


def opened(page: Page, address: str, hash_: str = "", language: str = "en") -> Page:
    page.goto(f"{address}/{language}/map.html{hash_}")
    page.wait_for_selector("[data-ready]", state="attached")
    return page


def codes(page: Page) -> list[str]:
    return [text.strip() for text in page.locator('[data-part="list"] [role="rowheader"]').all_inner_texts()]


def found(page: Page) -> str:
    return page.locator("[data-part=status]").inner_text()


def test_every_condition_narrows_the_list_and_all_together(page: Page, address: str) -> None:
    opened(page, address)
    expect(page.locator("[data-part=status]")).to_have_text("Incidents: 12 of 12")
    page.get_by_label("Fair").check()
    assert codes(page) == ["INV0001", "INV0011", "INV0006"]
    page.get_by_label("What the military answered").select_option("non_credible")
    assert codes(page) == ["INV0001", "INV0006"]
    page.get_by_label("Among those harmed").select_option("children")
    page.get_by_label("Attributed to").select_option("northern_army")
    page.locator("[name=from]").fill("2017-03-01")
    assert codes(page) == ["INV0006"]
    page.get_by_role("button", name="Clear all conditions").click()
    assert found(page) == "Incidents: 12 of 12"


def test_grades_may_be_chosen_together(page: Page, address: str) -> None:
    opened(page, address, "#grade=fair,confirmed")
    assert set(page.locator('[data-part="list"] .grade').all_inner_texts()) == {"Fair", "Confirmed"}


def test_an_incident_without_an_answer_can_be_asked_for(page: Page, address: str) -> None:
    opened(page, address, "#answer=none")
    assert codes(page) == ["INV0002", "INV0008", "INV0011", "INV0005"]  # the last has no first day


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2017-06-15", "2017-06-15", {"INV0004", "INV0007"}),  # a month's span; nothing known at all
        ("2017-01-20", "2017-01-31", {"INV0005", "INV0007"}),  # no start known: reaches back without limit
        ("2017-02-02", "2017-02-02", {"INV0001", "INV0007"}),
    ],
)
def test_dates_match_where_they_may_overlap(
    page: Page, address: str, first: str, last: str, expected: set[str]
) -> None:
    opened(page, address, f"#from={first}&to={last}")
    assert set(codes(page)) == expected


def test_what_is_asked_for_survives_reload_back_and_sharing(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_label("Weak").check()
    page.get_by_label("Place, title or code").fill("badu")
    expect(page.locator("[data-part=status]")).to_have_text("Incidents: 1 of 12")
    page.wait_for_url("**#place=badu&grade=weak")
    shared = page.url
    page.get_by_label("Order").select_option("range")
    page.wait_for_url("**order=range")
    page.reload()
    page.wait_for_selector("[data-ready]", state="attached")
    expect(page.locator("[data-part=status]")).to_have_text("Incidents: 1 of 12")
    assert page.get_by_label("Order").input_value() == "range"
    page.get_by_role("link", name="INV0002").click()
    page.wait_for_url("**/incidents/inv0002.html")
    page.go_back()
    expect(page.locator("[data-part=status]")).to_have_text("Incidents: 1 of 12")
    page.go_back()
    assert page.get_by_label("Order").input_value() == "date"
    page.go_back()
    expect(page.get_by_label("Place, title or code")).to_have_value("")
    assert page.get_by_label("Weak").is_checked()
    page.go_back()
    expect(page.locator("[data-part=status]")).to_have_text("Incidents: 12 of 12")
    opened(page, address, f"#{shared.partition('#')[2]}")
    assert page.get_by_label("Weak").is_checked()


def test_a_link_within_the_page_does_not_lose_what_is_asked_for(page: Page, address: str) -> None:
    opened(page, address, "#grade=fair")
    page.evaluate("document.querySelector('.skip').click()")
    page.wait_for_function("() => location.hash === '#grade=fair'")
    assert codes(page) == ["INV0001", "INV0011", "INV0006"]


def test_an_address_with_anything_in_it_does_no_harm(page: Page, address: str) -> None:
    hostile = "#grade=<b>,fair&order=x&from=2017-99-99&blamed=nobody&within=a,b,c,1e999&place=%00"
    opened(page, address, hostile)
    assert found(page) == "Incidents: 3 of 12"
    expect(page.locator("[name=from]")).to_have_value("")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("البدو", {"INV0001", "INV0002"}),
        ("بدو", {"INV0001", "INV0002"}),
        ("مَدرسة", {"INV0000", "INV0003"}),
        ("al badu", {"INV0001", "INV0002"}),
        ("inv0007", {"INV0007"}),
        ("old7", {"INV0007"}),
        ("larch street", {"INV0007"}),
        ("treet", set()),
    ],
)
def test_places_are_found_by_words_in_either_script(
    page: Page, address: str, words: str, expected: set[str]
) -> None:
    opened(page, address)
    page.get_by_label("Place, title or code").fill(words)
    message = f"Incidents: {len(expected)} of 12" if expected else "No incident meets every condition."
    expect(page.locator("[data-part=status]")).to_have_text(message)
    assert set(codes(page)) == expected


def test_the_timeline_is_worked_by_keyboard(page: Page, address: str) -> None:
    opened(page, address)
    first = page.locator(".bar").first
    assert first.get_attribute("aria-label") == "January 2017: 1"
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[name=from]")).to_have_value("2017-02-01")
    expect(page.locator("[name=to]")).to_have_value("2017-02-28")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[name=to]")).to_have_value("2017-03-31")
    pressed = page.locator('.bar[aria-pressed="true"]')
    assert pressed.count() == 2
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.bar") == "0"


def test_the_timeline_is_worked_by_drawing_over_it(page: Page, address: str) -> None:
    opened(page, address, "#grade=confirmed")
    page.locator(".bars").scroll_into_view_if_needed()
    bars = page.locator(".bar")
    start, end = bars.nth(5).bounding_box(), bars.nth(2).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 2, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 2, end["y"] + 20, steps=3)
    page.mouse.up()
    expect(page.locator("[name=from]")).to_have_value("2017-03-01")
    expect(page.locator("[name=to]")).to_have_value("2017-06-30")


def test_in_arabic_the_timeline_runs_from_the_right(page: Page, address: str) -> None:
    opened(page, address, language="ar")
    first, second = (page.locator(".bar").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"]
    page.locator(".bar").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.bar") == "1"


def test_orders_put_the_highest_and_the_best_established_first(page: Page, address: str) -> None:
    opened(page, address, "#order=range")
    ranges = page.locator('[data-part="list"] [role="row"] .n').all_inner_texts()
    assert ranges[0] == "5–7"
    assert ranges[-1] == "Unknown"
    page.get_by_label("Order").select_option("grade")
    assert page.locator('[data-part="list"] .grade').first.inner_text() == "Confirmed"


def test_each_row_links_to_its_page_and_its_number_to_the_trail(
    page: Page, address: str, folder: Path
) -> None:
    opened(page, address)
    hrefs = page.locator('[data-part="list"] a').evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    site = Site(folder)
    for href in hrefs:
        target, fragment = site.follow("en/map.html", href)
        site.landing(target, fragment)
    number = page.locator('[data-part="list"] a.n').first
    assert number.get_attribute("data-trail") == ""


def test_a_range_is_read_from_its_lower_end_in_arabic(page: Page, address: str) -> None:
    opened(page, address, "#place=inv0005", language="ar")
    expect(page.locator('[data-part="list"] .n')).to_have_count(1)
    seen = page.locator('[data-part="list"] .n').evaluate(PLACES)
    assert "".join(character for character, _ in sorted(seen, key=lambda pair: pair[1])) == "5–7"


def test_the_list_is_also_a_plain_table_in_pages(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_label("As a plain list in pages").check()
    table = page.get_by_role("table", name="Incidents found")
    assert table.locator("tbody tr").count() == 12
    assert table.locator("thead th").all_inner_texts()[0] == "Incident"
    page.wait_for_url("**#list=plain")


def test_the_list_tells_assistive_technology_where_each_row_stands(page: Page, address: str) -> None:
    opened(page, address)
    table = page.locator('[data-part="list"] [role="table"]')
    assert table.get_attribute("aria-rowcount") == "13"
    rows = table.locator(".rows-body [role=row]").evaluate_all(
        "rows => rows.map(r => r.getAttribute('aria-rowindex'))"
    )
    assert rows == [str(at) for at in range(2, 2 + len(rows))]
    assert page.locator("output[data-part=status]").count() == 1


#: Stands in for the live map: it keeps what it is told, and does what a reader would do with it.
MAP = """globalThis.tahqiqMap = { openMap: (container, options) => {
  const told = { options, shown: [], selected: [], fitted: 0 };
  globalThis.told = told;
  return Promise.resolve({
    show: (ids) => told.shown.push([...ids]), select: (ids) => told.selected.push(ids),
    fit: () => { told.fitted += 1; }, close: () => {},
  });
} };"""


@pytest.fixture
def mapped(page: Page, address: str) -> Page:
    """The page with its map open."""
    page.route("**/assets/map.js", lambda route: route.fulfill(content_type="text/javascript", body=MAP))
    opened(page, address)
    page.get_by_role("button", name="Open the live map").click()
    page.wait_for_function("() => globalThis.told?.shown.length > 0")
    return page


def test_the_map_is_fetched_only_when_it_is_opened(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address)
    page.wait_for_timeout(500)
    assert [url for url in asked if url.endswith(("/map.js", ".pmtiles", "worker.js"))] == []


def test_the_map_gets_points_no_more_exact_than_they_are_known(mapped: Page) -> None:
    points = mapped.evaluate(
        "Object.fromEntries(Object.entries(told.options.points).map(([k, v]) => [k, [...v]]))"
    )
    assert mapped.evaluate("told.options.language") == "en"
    drawn = [radius for radius in points["radius"] if radius == radius]
    assert len(drawn) == 6
    assert set(drawn) == {Precision.STREET.metres}
    assert {
        round(lat, 3) for lat, radius in zip(points["lat"], points["radius"], strict=True) if radius == radius
    } == {35.95}
    assert mapped.evaluate("told.fitted") == 1


def test_what_is_asked_for_is_what_the_map_shows(mapped: Page) -> None:
    mapped.get_by_label("Fair").check()
    mapped.wait_for_function("() => told.shown.at(-1).length === 3")


def test_several_incidents_at_one_spot_are_listed(mapped: Page) -> None:
    mapped.evaluate("told.options.onSelect([0, 2, 4])")
    spot = mapped.locator("[data-part=spot]")
    expect(spot.get_by_role("heading")).to_have_text("At this spot: 3")
    assert spot.locator("tbody tr").count() == 3
    assert mapped.evaluate("document.activeElement.tagName") == "H2"
    spot.get_by_role("button", name="Close").click()
    assert not spot.is_visible()
    mapped.evaluate("told.options.onSelect([])")
    assert mapped.evaluate("told.selected.at(-1)") == []


def test_a_row_in_focus_is_shown_on_the_map(mapped: Page) -> None:
    mapped.locator(".rows-body a").first.focus()
    mapped.wait_for_function("() => told.selected.length > 0")
    assert mapped.evaluate("told.selected") == [[0]]


def test_the_list_may_follow_the_map(mapped: Page) -> None:
    box = mapped.get_by_label("Only what the map shows")
    assert not box.is_visible()
    mapped.evaluate("told.options.onMoved([39, 35, 40, 36])")
    box.check()
    assert found(mapped) == "Incidents: 6 of 12"
    mapped.wait_for_url("**#within=39.0000%2C35.0000%2C40.0000%2C36.0000")
    mapped.evaluate("told.options.onMoved([10, 10, 11, 11])")
    assert found(mapped) == "No incident meets every condition."
    mapped.get_by_role("button", name="Clear all conditions").click()
    assert found(mapped) == "Incidents: 12 of 12"


def test_a_browser_that_cannot_draw_maps_keeps_the_picture_and_the_list(page: Page, address: str) -> None:
    refusing = "globalThis.tahqiqMap = { openMap: () => Promise.reject(new Error('no WebGL')) };"
    page.route("**/assets/map.js", lambda route: route.fulfill(content_type="text/javascript", body=refusing))
    opened(page, address)
    page.get_by_role("button", name="Open the live map").click()
    expect(page.locator("[data-part=map-fault]")).to_contain_text("cannot be shown here")
    assert page.locator(".map-picture").is_visible()
    assert len(codes(page)) > 0


def test_a_trail_that_is_closed_leaves_the_list_where_it_was(page: Page, many: str) -> None:
    opened(page, many)
    page.locator('[data-part="list"]').evaluate("list => { list.scrollTop = 3000; }")
    page.evaluate("history.pushState({}, '')")
    page.go_back()
    page.wait_for_timeout(200)
    assert page.locator('[data-part="list"]').evaluate("list => list.scrollTop") == 3000


def test_a_short_record_is_counted_by_weeks(page: Page, many: str) -> None:
    opened(page, many)
    assert page.locator(".bar").count() == 53
    label = page.locator(".bar").first.get_attribute("aria-label")
    assert label is not None
    assert label.startswith("26 December 2016 – 1 January 2017: ")
    shown = page.locator(".bar[data-label]").first.get_attribute("data-label")
    assert shown == "2017-01"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("many")
    site = folder / "sites" / "it"
    publish_explorer(write(made(incidents=MANY), folder / "release"), site)
    with served(site) as address:
        yield address


def test_only_what_is_in_the_window_exists_and_focus_is_kept(page: Page, many: str) -> None:
    opened(page, many)
    rows = page.locator(".rows-body [role=row]")
    assert rows.count() < 60
    page.locator(".rows-body a").first.focus()
    page.locator('[data-part="list"]').evaluate("list => { list.scrollTop = list.scrollHeight; }")
    page.locator(f'.rows-body [aria-rowindex="{MANY + 1}"]').wait_for()
    assert rows.count() < 60
    assert page.evaluate("document.activeElement.closest('[role=row]').getAttribute('aria-rowindex')") == "2"


def test_plain_pages_are_turned(page: Page, many: str) -> None:
    opened(page, many, "#list=plain")
    table = page.get_by_role("table", name="Incidents found")
    assert table.locator("tbody tr").count() == 100
    page.get_by_role("button", name="Next page").click()
    expect(page.locator(".pager")).to_contain_text("Page 2 of 6")
    assert page.evaluate("document.activeElement.tagName") == "TABLE"


def saved(page: Page, button: str) -> tuple[bytes, str, Download]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    checksum = page.locator("[data-part=saved] .hash").inner_text()
    return content, checksum, waiting.value


def test_the_csv_is_exactly_what_is_found_and_runs_no_formula(page: Page, address: str) -> None:
    opened(page, address, "#grade=confirmed,contested")
    content, checksum, download = saved(page, "CSV")
    assert hashlib.sha256(content).hexdigest() == checksum
    assert content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["code"] for row in rows] == ["INV0000", "INV0003", "INV0008", "INV0010", "INV0005"]
    assert {row["release"][:12] for row in rows} == {download.suggested_filename.split("-")[1]}
    by_code = {row["code"]: row for row in rows}
    assert by_code["INV0000"]["place_en"] == "'=HYPERLINK(1)"
    assert by_code["INV0003"]["place_en"] == '\'+School, "north"'
    assert by_code["INV0003"]["place_ar"] == "مدرسه"
    assert (by_code["INV0005"]["from_date"], by_code["INV0005"]["to_date"]) == ("", "2017-02-01")
    assert (by_code["INV0005"]["killed_min"], by_code["INV0005"]["killed_max"]) == ("5", "7")
    assert by_code["INV0003"]["lat"] == ""
    assert not [cell for row in rows for cell in row.values() if cell[:1] in {"=", "+", "@", "\t"}]


def test_the_geojson_is_exactly_what_is_found_and_draws_no_general_place(page: Page, address: str) -> None:
    opened(page, address, "#grade=weak,discounted")
    content, checksum, _ = saved(page, "GeoJSON")
    assert hashlib.sha256(content).hexdigest() == checksum
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    assert len(collection["release"]) == 64
    assert collection["filter"] == "grade=weak%2Cdiscounted"
    features = {feature["properties"]["code"]: feature for feature in collection["features"]}
    assert set(features) == {"INV0002", "INV0004", "INV0007", "INV0009"}
    assert features["INV0002"]["geometry"] == {"type": "Point", "coordinates": [39.01, 35.95]}
    assert features["INV0002"]["properties"]["metres"] == 229
    assert features["INV0007"]["geometry"] is None
    assert features["INV0004"]["properties"]["killed_max"] is None
    assert set(features["INV0002"]["properties"]["harmed"].split("; ")) <= set(CATEGORIES)


def test_an_empty_selection_can_be_saved(page: Page, address: str) -> None:
    opened(page, address, "#from=1990-01-01&to=1990-01-02&grade=fair")
    content, _, _ = saved(page, "GeoJSON")
    assert json.loads(content)["features"] == []


def test_the_page_reads_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/map.html")
    assert page.locator("noscript p").is_visible()
    assert not page.locator("[name=from]").is_visible()
    page.get_by_role("link", name="Every incident, oldest first").click()
    page.wait_for_url("**/incidents/index.html")
    context.close()


def test_from_a_disk_the_page_says_what_needs_a_server(page: Page, folder: Path) -> None:
    page.goto((folder / "en" / "map.html").as_uri())
    assert "need a server" in page.locator("[data-part=status]").inner_text()
    assert not page.locator("[name=from]").is_visible()
    assert not page.get_by_role("button", name="CSV").is_visible()
    assert page.get_by_role("link", name="Every incident, oldest first").is_visible()


def test_columns_that_cannot_be_read_are_said_to_be_so(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/numbers-*.json", lambda route: route.fulfill(status=404, body=""))
    page.goto(f"{address}/en/map.html")
    expect(page.locator("[data-part=status]")).to_contain_text("could not be read")
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_fault_that_axe_finds(chromium: Browser, address: str, language: str, scheme: str) -> None:
    context = chromium.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": 390, "height": 800}
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    opened(page, address, "#grade=fair,weak&from=2017-01-01&to=2017-12-31", language)
    faults = page.evaluate(FAULTS, RULES)
    context.close()
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_no_wider_than_its_window(page: Page, address: str, many: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for site in (address, many):
        opened(page, site, language="ar")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
