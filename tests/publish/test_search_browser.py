"""The search as a reader meets it: both scripts, inflected forms, the address, groups, from a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import chromium as debian_chromium
import pytest
from playwright.sync_api import Browser, Page, expect
from serving import served

from publish.releases import write
from publish.search.releases import searched
from publish.test_browser import AXE, FAULTS, RULES
from tahqiq.publish import publish

pytestmark = [pytest.mark.browser, debian_chromium.needed]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    publish(write(searched(), folder / "release"), folder / "sites" / "it")
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
    with debian_chromium.telephone(chromium) as (page, complaints):
        yield page
    assert complaints == []


def ask(page: Page, address: str, question: str, language: str = "en") -> None:
    page.goto(f"{address}/{language}/search.html?q={quote(question)}")
    answered(page, question)


def answered(page: Page, question: str) -> None:
    expect(page.locator("[data-found]")).to_have_attribute("data-answers", question)


def found(page: Page, group: str) -> list[str]:
    return [
        each.strip() for each in page.locator(f"[aria-labelledby=found-{group}] li > a").all_inner_texts()
    ]


def answers(page: Page, questions: Iterable[str], group: str) -> dict[str, list[str]]:
    """What is found for one question after another, typed into the same page."""
    titles = {}
    for question in questions:
        page.get_by_role("searchbox").fill(question)
        answered(page, question)
        titles[question] = found(page, group)
    return titles


def test_arabic_finds_inflected_and_variant_forms(page: Page, address: str) -> None:
    shelter, market = "ملجأ شارع الكتائب", "سوق الرقة السمراء"
    expected = dict.fromkeys(("كتائب", "والكتائب", "كتيبة", "قتل مدني", "المدنيون"), shelter)
    expected |= dict.fromkeys(("رقة", "الرقّه", "سمر", "inv0001", "INV 0001", "old1", "٢٠١٧-٠٢-٠٢"), market)
    page.goto(f"{address}/ar/search.html")
    titles = answers(page, expected, "incident")
    assert {question: each[:1] for question, each in titles.items()} == {
        question: [title] for question, title in expected.items()
    }


def test_a_name_is_found_in_either_script_and_by_another_spelling(page: Page, address: str) -> None:
    both = {"عبد الرحمن النجار", "Abdulrahman Najar"}
    questions = (
        "Abdulrahman",
        "عبدالرحمن",
        "Abd ar-Rahman Najjar",
        "عبد الرحمن نجار",
        "abdulr",
        "ʿAbd al-Raḥmān",
    )
    page.goto(f"{address}/en/search.html")
    for question, titles in answers(page, questions, "person").items():
        assert set(titles) >= both, question
    for question, titles in answers(page, ("ali hassan", "علي حسن"), "person").items():
        assert set(titles) >= {"Ali Hasan", "علي حسن"}, question


def test_a_place_is_found_however_it_is_spaced(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search.html")
    for question, titles in answers(page, ("كفر نبل", "Kafranbel", "kafr nabl"), "incident").items():
        assert set(titles) >= {"بستان كفر نبل المختلقة", "Kafranbel orchard"}, question


def test_results_stand_in_groups_with_dates_and_places_and_open(page: Page, address: str) -> None:
    ask(page, address, "market")
    line = page.locator("[aria-labelledby=found-incident] li").first
    expect(line.locator("p")).to_contain_text("INV0001")
    expect(line.locator("p")).to_contain_text("2 February 2017")
    expect(line.locator("p")).to_contain_text("Birch street")
    line.locator("a").click()
    page.wait_for_url("**/en/incidents/inv0001.html")


def test_a_place_opens_what_happened_there(page: Page, address: str) -> None:
    ask(page, address, "birch street")
    place = page.locator("[aria-labelledby=found-place] li a").first
    assert place.get_attribute("href") == "map.html#place=Birch+street"


def test_sources_are_found(page: Page, address: str) -> None:
    ask(page, address, "recorder")
    assert "The made-up recorder" in found(page, "source")


def test_pages_of_prose_are_found_with_the_words_that_answer(page: Page, address: str) -> None:
    ask(page, address, "replaced figure")
    story = page.locator("[aria-labelledby=found-story] li").first
    expect(story.locator("a")).to_have_text("Method")
    assert story.locator("mark").count() > 0
    story.locator("a").click()
    page.wait_for_url("**/en/method.html")


def test_prose_is_found_in_arabic_by_another_form(page: Page, address: str) -> None:
    ask(page, address, "المصدر", "ar")
    assert found(page, "story")


def test_the_question_stays_in_the_address_and_survives_reload_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search.html")
    page.get_by_role("searchbox").fill("market")
    answered(page, "market")
    page.wait_for_url("**/search.html?q=market")
    page.locator("[aria-labelledby=found-incident] li a").first.click()
    page.wait_for_url("**/incidents/**")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("market")
    expect(page.locator("[data-found] section").first).to_be_visible()


def test_where_nothing_holds_all_words_it_says_so(page: Page, address: str) -> None:
    ask(page, address, "market zzzzzz")
    expect(page.get_by_role("status")).to_have_text(
        "No record holds all of these words; these hold some of them."
    )
    ask(page, address, "zzzzzz")
    expect(page.get_by_role("status")).to_have_text("Nothing in this release answers to that.")


def test_what_is_asked_leaves_the_host_alone_and_no_more_is_loaded_than_needed(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, address, "market")
    assert all(url.startswith(address) for url in asked)
    assert all("market" not in url for url in asked if "search.html" not in url)


def test_it_works_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search.html")
    page.keyboard.type("2017")
    answered(page, "2017")
    assert page.get_by_role("button", name="Show more").count() == 0
    page.keyboard.press("Tab")
    expect(page.locator("[aria-labelledby=found-incident] li a").first).to_be_focused()


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_results_have_no_fault_that_axe_finds(
    chromium: Browser, address: str, language: str, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    context.add_init_script(path=AXE)
    page = context.new_page()
    ask(page, address, "الرقة birch", language)
    assert page.evaluate(FAULTS, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_from_a_disk_it_says_that_it_needs_a_server(page: Page, folder: Path) -> None:
    page.goto((folder / "en" / "search.html").as_uri())
    expect(page.locator("[data-why]")).to_contain_text("The search needs a web server")
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("link", name="Every incident, oldest first").is_visible()


def test_without_scripts_it_names_the_lists(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/search.html")
    assert page.get_by_role("link", name="Every incident, oldest first").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    context.close()
