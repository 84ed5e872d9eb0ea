"""People, pairs, releases, audit and work in a real browser: by keyboard, without scripts, accessible."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import chromium
import pytest
from casebook.record import NOW, Record
from django.db import connection
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.conftest import Enter
from desk.test_browser import _come_in, _page, _violations
from desk.test_pairs import EVIDENCE
from tahqiq.casebook.models import Job, Judgement, Release, Suggestion, Victim

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser"),
]


@pytest.fixture
def pairs(record: Record) -> list[Suggestion]:
    """Three pairs of people, in the order of asking."""
    Suggestion.objects.all().delete()
    made = []
    for rank in range(3):
        one, other = record.new(Victim, name_en="Salma Test"), record.new(Victim, name_ar="سلمى تجربة")
        left, right = sorted((one.pk, other.pk), key=lambda id_: id_.hex)
        told = {"kind": "victim", "left": left, "right": right, "rank": rank, "evidence": EVIDENCE}
        made.append(record.new(Suggestion, **told))
    return made


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/"


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 1280, "dark"), ("ar", 390, "light")])
def test_every_screen_is_whole_and_accessible(
    live_server: LiveServer,
    record: Record,
    pairs: list[Suggestion],
    enter: Enter,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    enter("editor", "publisher", "auditor", case=record.case, language=language)
    pair, person, release = pairs[0], Victim.objects.get(pk=pairs[0].left), record.one(Release)
    record.new(Judgement, kind="victim", left=pair.left, right=pair.right, verdict="same", judged_by="basma")
    failed = record.new(Job, state="failed", finished_at=NOW, refusal="ValueError")
    done = {"incidents": 5, "counts": {"new": 5}, "differing": 1, "by_grade": {}}
    graded = record.new(Job, state="finished", finished_at=NOW, result=done)
    screens = ["people/?q=salma", f"people/{person.pk}/", f"people/{person.pk}/edit/"]
    screens += [f"pairs/{pair.pk}/", "pairs/?of=incident", "work/", "audit/"]
    screens += [f"work/{job.pk}/" for job in (record.one(Job), failed, graded)]
    screens += [f"releases/compare/?before={release.pk}&after={release.pk}"]
    with _page(language, width, color_scheme=scheme) as (page, complaints):
        _come_in(page, live_server, _begin(record))
        for screen in screens:
            page.goto(f"{live_server.url}{_begin(record)}{screen}")
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, screen
            assert _violations(page) == [], screen
    assert complaints == []


def _said() -> list[tuple[str, bool]]:
    found = Judgement.objects.filter(judged_by="basma").order_by("judged_at")
    return [(each.verdict, each.withdrawn_at is not None) for each in found]


def test_pairs_are_judged_by_keyboard_alone(
    live_server: LiveServer, record: Record, pairs: list[Suggestion], enter: Enter
) -> None:
    enter("reviewer", case=record.case, language="ar")
    onward, back = "ArrowLeft", "ArrowRight"  # Arabic goes on to the left
    with _page("ar", 1280) as (page, complaints):
        _come_in(page, live_server, f"{_begin(record)}pairs/")
        _at(page, pairs[0])
        for key, there in ((onward, pairs[1]), (back, pairs[0]), ("m", pairs[1]), ("z", pairs[0])):
            page.keyboard.press(key)
            _at(page, there)
        page.locator("#reason").press("n")
        assert page.input_value("#reason") == "n", "what is typed into a field is no answer"
        page.keyboard.press("Escape")
        for key, there in (("u", pairs[1]), ("n", pairs[2])):
            page.keyboard.press(key)
            _at(page, there)
    assert complaints == []
    assert _said() == [("same", True), ("unsure", False), ("different", False)]


def _at(page: Page, pair: Suggestion) -> None:
    page.wait_for_url(lambda url: str(pair.pk) in url)
    page.wait_for_load_state()


def test_everything_works_without_scripts(
    live_server: LiveServer, record: Record, pairs: list[Suggestion], enter: Enter
) -> None:
    enter("editor", case=record.case)
    with _page("en", 1280, java_script_enabled=False) as (page, _):
        _come_in(page, live_server, f"{_begin(record)}pairs/")
        page.click("text=Not a match")
        _at(page, pairs[1])
        page.click("text=Take it back")
        _at(page, pairs[0])
        page.goto(f"{live_server.url}{_begin(record)}work/")
        page.click("button:has-text('Grade the case')")
        assert "Waiting" in page.inner_text("[data-state]")
        page.click("button:has-text('Cancel')")
        page.click("button:has-text('Begin again')")
        assert "Waiting" in page.inner_text("[data-state]")


def _now(job: Job, **values: Any) -> None:
    """Changes a job as a worker would, from elsewhere: the browser has this thread."""

    def write() -> None:
        Job.objects.filter(pk=job.pk).update(**values)
        connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(write).result()


def test_a_page_follows_the_work_until_it_is_over(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    enter("editor", case=record.case)
    job = record.one(Job)
    _now(job, beat_at=NOW.replace(year=2126))
    with _page("en", 1280) as (page, complaints):
        _come_in(page, live_server, f"{_begin(record)}work/{job.pk}/")
        expect(page.locator("[data-state]")).to_have_text("Under way")
        _now(job, step="grading", done=5, total=20)
        expect(page.locator("[data-far]")).to_have_text("5 of 20", timeout=9000)
        assert page.locator("progress").get_attribute("value") == "25"
        result = {"incidents": 20, "counts": {}, "differing": 0, "by_grade": {}}
        _now(job, state="finished", finished_at=NOW, result=result)
        expect(page.locator("h2")).to_have_text("What came of it", timeout=9000)
    assert complaints == []
