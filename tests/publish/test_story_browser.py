"""A story as a real browser shows it: by keyboard, by ear, in both languages, still, on paper, scriptless."""

from __future__ import annotations

from collections.abc import Iterator

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Page, expect
from ranges import ranges
from serving import served

from publish.reading import Site
from publish.telling import FIRST, SECOND, SLUG

pytestmark = [pytest.mark.browser, debian_chromium.needed]

STREET, MANY = f"story/{SLUG}/{FIRST}.html", f"story/{SLUG}/{SECOND}.html"
FOCUSED = "document.activeElement"


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


def test_the_keyboard_reaches_all_there_is_to_do_in_the_order_of_reading(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    expect(page.locator("[data-ready] .play")).to_be_visible()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"{FOCUSED}.closest('[data-blocks] > [id]')?.id ?? {FOCUSED}.className"))
    ordered = [each for n, each in enumerate(reached) if each and each not in reached[:n]]
    blocks = [each for each in ordered if page.locator(f"[data-blocks] > #{each}").count()]
    expected = ["opening", "picture", "covered", "pair", "spoken", "unspoken", "film", "voice", "person"]
    assert blocks == expected
    assert ordered.index("person") < ordered.index("onward-next")


def test_the_slider_between_two_pictures_moves_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/{STREET}")
    slider = page.locator(".pair-range")
    slider.focus()
    page.keyboard.press("End")
    assert slider.input_value() == "100"
    assert slider.get_attribute("aria-valuetext") == "قبل: 100 %؛ بعد: 0 %"
    assert page.locator(".pair-frame").evaluate("frame => frame.style.getPropertyValue('--at')") == "100%"


def test_a_covered_picture_is_fetched_only_when_it_is_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    picture = page.locator("#covered img")
    assert not picture.is_visible()
    page.locator("#covered summary").focus()
    page.keyboard.press("Enter")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => getComputedStyle(image).filter") == "grayscale(1)"


def test_nothing_speaks_by_itself_and_the_transcript_follows_what_does(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/en/{STREET}")
    page.locator("#spoken").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.locator("#spoken audio").evaluate("sound => sound.paused")
    assert not [url for url in asked if url.endswith(".wav")]
    page.get_by_role("button", name="Captions").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#spoken .cue[aria-current]")).to_have_text("The first line.")
    expect(page.locator(".player-caption")).to_have_text("The first line.")
    expect(page.locator("#spoken .cue[aria-current]")).to_have_text("The second line.", timeout=8000)
    page.get_by_role("button", name="Pause").click()
    assert page.locator("#spoken audio").evaluate("sound => sound.paused")


def test_a_line_of_the_transcript_leads_to_its_moment(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/{STREET}")
    page.get_by_role("button", name="السطر الأخير.").click()
    expect(page.locator("#spoken .cue[aria-current]")).to_have_text("السطر الأخير.")
    assert page.locator("#spoken audio").evaluate("sound => sound.currentTime") >= 4
    assert "من" in (page.locator(".seek").get_attribute("aria-valuetext") or "")


def test_captions_are_a_file_that_browsers_read(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    cues = page.evaluate(
        """async () => {
          const track = document.querySelector('#spoken track');
          track.track.mode = 'hidden';
          await new Promise((done) => track.addEventListener('load', done));
          return [...track.track.cues].map(({startTime, text}) => [startTime, text]);
        }"""
    )
    assert cues == [[0, "The first line."], [2, "The second line."], [4, "The last line."]]


@pytest.mark.parametrize(("block", "language", "other"), [("voice", "en", "ar"), ("know", "ar", "en")])
def test_a_change_of_language_keeps_the_place(
    page: Page, address: str, block: str, language: str, other: str
) -> None:
    page.goto(f"{address}/{language}/{STREET}")
    page.evaluate("block => document.getElementById(block).scrollIntoView({behavior: 'instant'})", block)
    page.locator("a[data-keeps-place]").click()
    page.wait_for_url(f"**/{other}/{STREET}#{block}")
    expect(page.locator(f"#{block}")).to_be_in_viewport()


@pytest.mark.parametrize("way", ["twice", "link"])
def test_the_way_out_leaves_nothing_to_come_back_to(page: Page, address: str, way: str) -> None:
    page.goto(f"{address}/en/index.html")
    page.goto(f"{address}/en/{STREET}")
    if way == "twice":
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    else:
        page.locator(".out a[data-leave]").click()
    page.wait_for_url("**/leave.html")
    assert "street" not in page.locator("body").inner_text()
    page.go_back()
    assert page.url.endswith("/en/index.html")


def test_escape_once_only_closes_a_trail(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    page.locator("#opening .n").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith(STREET)


def test_a_number_opens_its_trail_to_the_sealed_item_in_place(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    page.get_by_role("link", name="1,200–1,400").first.click()
    trail = page.get_by_role("dialog")
    expect(trail.locator("[data-quote]").first).to_be_visible()
    assert trail.locator("[data-hash]").first.is_visible()
    assert page.url.endswith(STREET)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_range_is_read_from_its_lower_end(page: Page, address: str, language: str) -> None:
    for path in (STREET, MANY):
        page.goto(f"{address}/{language}/{path}")
        shown, wrong = ranges(page)
        assert "1,200–1,400" in shown
        assert wrong == []


def test_the_days_of_a_scene_are_chosen_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{MANY}")
    slider, marks = page.locator("#scene input"), page.locator("#scene g[data-mark]:not([hidden])")
    assert marks.count() == 2
    slider.focus()
    page.keyboard.press("Home")
    assert marks.count() == 1
    expect(page.locator("#scene output")).to_contain_text("1 January 2017")
    assert page.locator("#scene li[data-mark]:not([hidden])").count() == 2


def test_whoever_wants_stillness_has_it(chromium: Browser, address: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/en/{MANY}")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "document.getAnimations().filter((each) => each.timeline === document.timeline).length"
    assert page.evaluate(moving) == 0
    context.close()


def test_it_reads_without_scripts_and_from_a_disk(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.folder / "ar" / STREET).as_uri())
    for words in ("يروي هذا الفصل عن وفيات.", "السطر الأخير.", "قبل", "بعد"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    assert page.locator("#pair img").count() == 2
    page.locator("#opening .n").first.click()
    page.wait_for_url("**/claims/**")
    page.goto((site.folder / "en" / MANY).as_uri())
    expect(page.locator("#scene svg").first).to_be_visible()
    page.locator("#scene summary").click()
    expect(page.get_by_text("The Cedar house")).to_be_visible()
    context.close()


def test_from_a_disk_it_works_but_for_the_live_map(page: Page, site: Site) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site.folder / "en" / MANY).as_uri())
    expect(page.locator("#scene input")).to_be_visible()
    expect(page.get_by_role("button", name="Open the live map")).to_have_count(0)
    page.goto((site.folder / "en" / STREET).as_uri())
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#spoken .cue[aria-current]")).to_have_text("The first line.")
    assert complaints == []


def test_on_paper_all_words_stand_and_nothing_to_press(page: Page, address: str) -> None:
    page.goto(f"{address}/en/{STREET}")
    page.emulate_media(media="print")
    for words in ("The last line.", "This chapter tells of deaths.", "We read a note."):
        expect(page.get_by_text(words).first).to_be_visible()
    for gone in (".out", ".player", ".onward", ".pair-range", ".content-ways", "#covered img"):
        expect(page.locator(gone).first).to_be_hidden()


def test_nothing_moves_while_a_chapter_is_read(page: Page, address: str) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const each of list.getEntries()) window.moved += each.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{address}/en/{STREET}")
    for _ in range(12):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    assert page.evaluate("window.moved") < 0.01
