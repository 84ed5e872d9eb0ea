"""The claims desk in a real browser: by keyboard alone, without scripts, in both languages."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromium
import pytest
from casebook.record import Record, actor
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from desk.conftest import Enter
from desk.told import said, told
from tahqiq.casebook import actions
from tahqiq.casebook.importing.plans import try_out
from tahqiq.casebook.models import Claim, ImportPlan, Incident, Item, Source, Text
from tahqiq.desk.home import Home
from tahqiq.desk.plan_columns import mapping_of, suggested
from tahqiq.desk.plans import places
from tahqiq.seal import Archive, Receipt

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser"),
]

AXE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"


@contextmanager
def page_of(
    server: LiveServer, client: Client, *, width: int = 1280, scripts: bool = True, **wishes: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page of somebody who has logged in, and what it complains of."""
    complaints: list[str] = []
    with chromium.started() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, **wishes
        )
        cookies = [
            {"name": name, "value": it.value, "url": f"{server.url}/desk/"}
            for name, it in client.cookies.items()
        ]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda it: complaints.append(it.text) if it.type == "error" else None)
        page.on("dialog", lambda it: complaints.append(f"a dialog: {it.message}"))
        try:
            yield page, complaints
        finally:
            context.close()


def violations(page: Page, *, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core finds by these of its rules, or by all; run outside the page's own policy."""
    session = page.context.new_cdp_session(page)
    wishes = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    faults = f"axe.run({json.dumps(wishes)}).then(r => r.violations.map(v => v.id + v.nodes[0].html))"
    run = f"{AXE.read_text('utf-8')};{faults}"
    asked = {"expression": run, "awaitPromise": True, "returnByValue": True}
    found: list[str] = session.send("Runtime.evaluate", asked)["result"]["value"]
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


def _plan(record: Record, content: bytes) -> ImportPlan:
    """A table that was uploaded, mapped and tried out."""
    receipt = Receipt(by="amal", original_name="t.csv")
    sealed = Archive.at(settings.HOME.archive).seal_bytes(content, receipt)
    file = {"name": "t.csv", "sha256": sealed.sha256, "size": sealed.size, "media_type": "text/csv"}
    plan = record.new(ImportPlan, files=[file], source="a-list", source_name="A list")
    kind, made = suggested(plan, places())
    roles = {at: each.role for at, each in enumerate(made.columns)}
    text = mapping_of(kind, made, roles, plan, incident="", encoding="")
    actions.map_plan(actor(), plan, mapping=text)
    return try_out(actor(), ImportPlan.objects.get(pk=plan.pk), places())


def _photo(record: Record) -> Item:
    """A sealed picture."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(stream, "PNG")
    sealed = Archive.at(settings.HOME.archive).seal_bytes(
        stream.getvalue(), Receipt(by="amal", original_name="photo.png")
    )
    return record.new(Item, sha256=sealed.sha256, size=sealed.size, media_type="image/png")


TABLE = b"Code,Date,Place,Killed\nX1,2017-06-08,Old town,3\nX2,never,Old town,two\n"


def test_keyboard_alone_goes_through_a_text_with_ten_claims(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    item = told(record)
    incident = record.one(Incident)
    other = record.new(Source, slug="other", name_en="Another paper")
    later = record.new(Item, sha256="77" * 32, source=other, media_type="text/plain")
    said(record, later, "8 people died", "8 people died", 8, text_sha256="77" * 32)
    client = enter("reviewer", case=record.case)
    with page_of(live_server, client) as (page, complaints):
        page.goto(f"{live_server.url}/desk/cases/{record.slug}/claims/desk/{item.pk}/")
        keys = page.keyboard
        keys.press("?")
        assert page.locator("dialog[open]").is_visible()
        keys.press("Escape")
        # The incident, once, above all claims.
        page.locator("#about").focus()
        keys.type(incident.code)
        keys.press("Escape")
        assert page.locator("[aria-current=true][data-claim]").count() == 1
        keys.press("j")
        keys.press("k")
        for _ in range(8):
            chosen = page.locator("[data-claim][aria-current]").get_attribute("data-claim")
            keys.press("a")
            page.wait_for_selector(f'[data-claim="{chosen}"][data-status="accepted"]')
        chosen = page.locator("[data-claim][aria-current]").get_attribute("data-claim")
        keys.press("r")
        keys.type("the words say something else")
        keys.press("Enter")
        page.wait_for_selector(f'[data-claim="{chosen}"][data-status="rejected"]')
        # Take the last decision back, and decide anew.
        for _ in range(9):
            keys.press("j")
        while page.locator("[data-claim][aria-current]").get_attribute("data-claim") != chosen:
            keys.press("k")
        keys.press("u")
        page.wait_for_selector(f'[data-claim="{chosen}"][data-status="withdrawn"]')
        keys.press("r")
        keys.type("once more")
        keys.press("Enter")
        page.wait_for_selector(f'[data-claim="{chosen}"][data-status="rejected"]')
        # The tenth is corrected: its form is filled and sent by keyboard too.
        assert page.locator('[data-claim][aria-current][data-status="proposed"]').count() == 1
        keys.press("c")
        page.wait_for_url("**/correct/")
        page.locator("#id_high").focus()
        keys.press("Control+a")
        keys.type("99")
        keys.press("Enter")
        page.wait_for_url("**/claims/desk/**")
        keys.press("n")
        page.wait_for_url(lambda address: address.endswith("/") and str(item.pk) not in address)
    assert complaints == []
    statuses = sorted(Claim.objects.filter(item=item).values_list("status", flat=True))
    assert statuses == ["accepted"] * 9 + ["rejected"] * 2
    assert Claim.objects.filter(item=item, status="accepted", incident=incident).count() == 8
    assert Claim.objects.get(item=item, max=99).status == "accepted"


def test_a_double_is_accepted_only_by_pressing_twice(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    item = told(record)
    told(record, source=record.new(Source, slug="reprint", name_en="The Reprint"))
    client = enter("reviewer", case=record.case)
    with page_of(live_server, client) as (page, complaints):
        page.goto(f"{live_server.url}/desk/cases/{record.slug}/claims/desk/{item.pk}/")
        page.locator("[data-doubles]").first.evaluate("each => each.dataset.claim")
        page.locator("[data-doubles] [data-to-words]").first.focus()
        chosen = page.locator("[data-claim][aria-current]")
        while chosen.get_attribute("data-doubles") is None:
            page.keyboard.press("j")
        page.keyboard.press("a")
        assert "said already" in (page.locator("[data-said]").text_content() or "")
        assert page.locator('[data-status="accepted"]').count() == 0
        page.keyboard.press("a")
        page.wait_for_selector('[data-status="accepted"]')
    assert complaints == []


def test_words_of_a_hostile_text_are_selected_and_made_into_a_claim(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    content = f"𝄞 Six 𝄞 people died, {hostile} the mayor said.\nThe rest fled."
    item = record.new(Item, sha256="55" * 32, media_type="text/plain", title_en=hostile)
    record.new(Incident, code=hostile, title_en=hostile)
    record.new(Text, item=item, sha256="55" * 32, content=content)
    client = enter("reviewer", case=record.case)
    select = """words => {
        const walk = document.createTreeWalker(document.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + words.length);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }}"""
    with page_of(live_server, client) as (page, complaints):
        page.goto(f"{live_server.url}/desk/cases/{record.slug}/claims/desk/{item.pk}/")
        page.evaluate(select, "people died")
        page.keyboard.press("m")
        page.wait_for_url("**/new/**")
        assert page.input_value("#id_quote") == "people died"
        page.evaluate(select, "The rest fled")
        page.click("[data-take] button")
        assert page.input_value("#id_quote") == "The rest fled"
        page.evaluate(select, "people died")
        page.click("[data-take] button")
        page.fill("#id_low", "6")
        page.fill("#id_high", "6")
        page.click("button.main")
        page.wait_for_url("**/claims/desk/**")
        assert page.locator("mark").text_content() == "people died"
    assert complaints == []
    made = Claim.objects.get(item=item)
    assert (made.quote, made.start) == ("people died", content.index("people"))


def test_without_scripts_every_decision_is_a_form(
    live_server: LiveServer, record: Record, enter: Enter
) -> None:
    item = told(record)
    client = enter("reviewer", case=record.case)
    with page_of(live_server, client, scripts=False, width=390) as (page, _):
        page.goto(f"{live_server.url}/desk/cases/{record.slug}/claims/")
        page.click(f"a[href*='{item.pk}']")
        claim = page.locator("[data-claim]").first
        key = claim.get_attribute("data-claim")
        claim.locator("button[value=accept]").click()
        assert page.locator(f'[data-claim="{key}"]').get_attribute("data-status") == "accepted"
        page.locator(f'[data-claim="{key}"] button[value=take_back]').click()
        assert page.locator(f'[data-claim="{key}"]').get_attribute("data-status") == "withdrawn"
        page.locator("[data-claim][data-status=proposed] [data-correct]").first.click()
        page.fill("#id_low", "1")
        page.click("button.main")
        assert page.locator('[data-claim][data-status="accepted"]').count() == 1


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 1280, "light"), ("ar", 390, "dark")],
)
def test_the_desk_s_screens_are_whole_and_accessible(
    live_server: LiveServer, record: Record, home: Home, enter: Enter, language: str, width: int, scheme: str
) -> None:
    item, plan, photo = told(record), _plan(record, TABLE), _photo(record)
    told(record, source=record.new(Source, slug="reprint", name_en="The Reprint"))
    claim = Claim.objects.filter(item=item).first()
    assert claim is not None
    client = enter("editor", "reviewer", "recorder", case=record.case, language=language)
    begin = f"{live_server.url}/desk/cases/{record.slug}/"
    screens = [
        "claims/",
        f"claims/desk/{item.pk}/",
        f"claims/{claim.pk}/correct/",
        f"claims/desk/{item.pk}/new/",
    ]
    screens += ["items/", f"items/{item.pk}/", f"claims/desk/{record.one(Item).pk}/"]
    screens += [f"items/{photo.pk}/", "imports/new/", f"imports/plans/{plan.pk}/"]
    with page_of(live_server, client, width=width, color_scheme=scheme) as (page, complaints):
        for screen in screens:
            page.goto(begin + screen)
            assert page.get_attribute("html", "lang") == language
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, screen
            assert violations(page) == [], screen
    assert complaints == []
