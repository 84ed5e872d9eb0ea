"""A story from the first word to the published page, in a real browser: nothing is shown otherwise there."""

from __future__ import annotations

import io
import math
import re
import struct
import wave
from pathlib import Path

import chromium
import pytest
from casebook.record import NOW, Record, in_role
from desk.conftest import Enter
from desk.test_claims_desk_browser import page_of, violations
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from tahqiq.casebook import actions
from tahqiq.casebook.models import Claim, Incident, Release, StoryVersion
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.desk.home import Home
from tahqiq.publish import publish
from tahqiq.release import approve
from tahqiq.stories.authoring.models import StoryPage

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser", "tree"),
]
KEY = bytes(range(32))


@pytest.fixture
def claim(home: Home, tree: None) -> Claim:
    """An accepted claim of four killed, with a place to look at."""
    record = Record()
    record.one(Incident)
    return record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW)


def picture() -> bytes:
    """A drawing of ours as a JPEG whose metadata say where it was made."""
    drawn = Image.new("RGB", (640, 360), "#8aa")
    ImageDraw.Draw(drawn).rectangle((80, 120, 560, 300), fill="#c96")
    exif = Image.Exif()
    exif[0x010E] = "taken in Raqqa by somebody"
    out = io.BytesIO()
    drawn.save(out, "JPEG", exif=exif)
    return out.getvalue()


def sound() -> bytes:
    """Two seconds of a tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        tone = (int(9000 * math.sin(at / 16_000 * 440 * math.tau)) for at in range(32_000))
        file.writeframes(b"".join(struct.pack("<h", each) for each in tone))
    return out.getvalue()


def test_what_is_previewed_is_what_is_published(
    live_server: LiveServer, claim: Claim, home: Home, enter: Enter, tmp_path: Path
) -> None:
    writer = enter("editor", case=claim.case, name="basma")
    with page_of(live_server, writer) as (page, complaints):
        page.set_default_timeout(8_000)
        desk = f"{live_server.url}/desk/cases/{claim.case.slug}/stories/"
        bring(page, desk, tmp_path)
        begin(page, desk)
        write_chapter(page, claim)
        assert violations(page) == []
        page.get_by_role("button", name="Keep the draft").click()
        page.get_by_text("The draft is kept.").wait_for()
        previews = {language: previewed(page, language) for language in ("en", "ar")}
        submit(page, desk)
        assert complaints == []
    version = StoryVersion.objects.get()
    assert (version.standing, version.submitted_by) == ("submitted", "basma")
    refused = writer.post(
        reverse("desk:approve_story", args=["raqqa", version.pk]), {"digest": version.digest}
    )
    assert refused.status_code == 403
    second = enter("editor", case=claim.case, name="huda")
    with page_of(live_server, second) as (page, complaints):
        page.goto(desk)
        page.get_by_role("link", name="Preview of this version").click()
        page.locator("h1").get_by_text("After the war").wait_for()
        page.goto(desk)
        page.get_by_role("button", name="Approve this version").click()
        page.get_by_text("Approved. The next release carries it.").wait_for()
        assert complaints == []
    site = published(claim, home, tmp_path / "site")
    for language, shown in previews.items():
        for name, html in shown.items():
            there = (site / language / "story" / "after-the-war" / name).read_text("utf-8")
            assert released(there) == released(html), name


def bring(page: Page, desk: str, folder: Path) -> None:
    """Brings a picture and a sound in."""
    for name, content in (("river.jpg", picture()), ("voice.wav", sound())):
        (folder / name).write_bytes(content)
        page.goto(f"{desk}media/")
        page.get_by_label("Files").set_input_files(folder / name)
        page.get_by_label("Graphic: death, wounds or bodies").select_option("no")
        page.get_by_label("Consent of the person shown or heard").select_option("nobody")
        page.get_by_role("button", name="Seal it").click()
        page.get_by_text("Sealed. It can be chosen").wait_for()


def begin(page: Page, desk: str) -> None:
    """Begins a story and its first chapter, in both languages."""
    page.goto(f"{desk}new/")
    fill(page, {"#title_en": "After the war", "#title_ar": "بعد الحرب", "#slug": "after-the-war"})
    page.get_by_role("button", name="Begin it").click()
    fill(page, {"[name=summary_en]": "What was found.", "[name=summary_ar]": "ما وُجد."})
    page.get_by_role("button", name="Keep the draft").click()
    page.get_by_text("The draft is kept.").wait_for()
    page.locator(".crumb").get_by_role("link", name="After the war").click()
    fill(page, {"#title_en": "The river", "#title_ar": "النهر", "#slug": "the-river"})
    page.get_by_role("button", name="Add it").click()


def fill(page: Page, fields: dict[str, str]) -> None:
    for selector, words in fields.items():
        page.locator(selector).fill(words)


def write_chapter(page: Page, claim: Claim) -> None:
    """Words with live values, a picture, a commentary, a map scene."""
    fill(
        page,
        {
            "[name=summary_en]": "A city on a river.",
            "[name=summary_ar]": "مدينة على نهر.",
            "[name=content_note_en]": "It speaks of the dead.",
            "[name=content_note_ar]": "فيه حديث عن القتلى.",
        },
    )
    words = add(page, "Text")
    words.locator("textarea[lang=en]").fill("They counted ")
    choose(page, words.locator("textarea[lang=en]"), claim.source.name_en, f"claim {claim.pk} figure")
    words.locator("textarea[lang=ar]").fill(f"أحصوا {{{{ claim {claim.pk} figure }}}} قتلى.")
    words.locator(".live-values bdi[lang=ar]").first.wait_for()
    words.locator("textarea[lang=en]").press_sequentially(" and {{ claim nobody figure }}")
    words.locator(".live-values .at-fault").wait_for()
    english = words.locator("textarea[lang=en]")
    english.fill(english.input_value().replace(" and {{ claim nobody figure }}", " people."))
    scene = add(page, "Picture")
    choose(page, scene.locator("[data-pick=pictures]"), "river", "")
    both(scene, "alt", "A drawing of a river", "رسم نهر")
    both(scene, "credit", "Ours", "من عملنا")
    voice = add(page, "Commentary")
    both(voice, "title", "How we know", "كيف نعرف")
    for language, said in (("en", "It was counted."), ("ar", "أُحصي.")):
        part = voice.locator(f"[data-contentpath={language}]").filter(has=page.locator("[data-pick=sounds]"))
        choose(page, part.locator("[data-pick=sounds]"), "voice", "")
        part.locator("[data-contentpath=cues] textarea").fill(f"0:00 0:01.5 {said}")
        both(part, "speaker", "A synthetic voice", "صوت اصطناعي")
        part.locator("[data-contentpath=synthetic] input").check()
    place = add(page, "Map scene")
    both(place, "title", "Where it is", "أين يقع")
    choose(page, place.locator("[data-pick=places]"), "Badou", "")
    place.get_by_label("Incidents").check()


def add(page: Page, kind: str) -> Locator:
    """Adds a block at the end, and gives it."""
    page.locator("[data-contentpath=body] > * .c-sf-add-button, .c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    block = page.locator("[data-streamfield-child]").last
    block.locator("input[type=text], textarea").first.wait_for()
    return block


def choose(page: Page, field: Locator, words: str, insert: str) -> None:
    """Chooses from the record what fits some words: the first, or what puts these words in."""
    field.locator("xpath=..").get_by_role("button").last.click()
    page.locator("#choosing-words").fill(words)
    found = page.locator(
        f"#chosen-from [data-insert*='{insert}']" if insert else "#chosen-from [data-insert]"
    )
    page.wait_for_timeout(700)
    found.first.click()
    assert field.input_value() != ""


def both(block: Locator, path: str, english: str, arabic: str) -> None:
    """Fills a line in both languages."""
    fields = block.locator(f"[data-contentpath={path}]").first
    fields.locator("input[lang=en]").fill(english)
    fields.locator("input[lang=ar]").fill(arabic)


def previewed(page: Page, language: str) -> dict[str, str]:
    """The pages of the preview of what was kept, as they were served."""
    story = StoryPage.objects.get()
    answer = page.request.get(re.sub(r"/stories/.*", f"/stories/{story.translation_key}/preview/", page.url))
    assert answer.ok, answer.text()[:2000]
    found = {}
    for name in ("index.html", "the-river.html"):
        address = re.sub(r"/(en|ar)/story/", f"/{language}/story/", answer.url).replace("index.html", name)
        shown = page.request.get(address)
        assert shown.ok
        found[name] = shown.text()
    assert "⟦" not in found["the-river.html"]
    return found


def submit(page: Page, desk: str) -> None:
    page.goto(f"{desk}{StoryPage.objects.get().translation_key}/")
    page.get_by_role("button", name="Submit it to a second person").click()
    page.get_by_text("Submitted. A second person can approve it now.").wait_for()


def published(claim: Claim, home: Home, site: Path) -> Path:
    """The site of an approved release of the case."""
    maker, publisher = in_role("editor", claim.case, "basma"), in_role("publisher", claim.case, "nour")
    written = write_release(maker, claim.case, releases=home.releases, signing_key=KEY)
    assert written.untold == {}
    actions.approve_release(publisher, Release.objects.get(case=claim.case))
    approve(
        written.folder, approvals=actions.approvals_of(claim.case, written.manifest.content), signing_key=KEY
    )
    publish(written.folder, site)
    return site


def released(html: str) -> str:
    """A page without what names its release: the release line, and the mark of one that is not approved."""
    return re.sub(r'<aside class="preview".*?</aside>\s*', "", html)
