"""Stories at the desk: who sees what, what is chosen, checked, kept, compared, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.record import NOW, Record
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from stories.test_blurring import checkered

from desk.conftest import Enter
from desk.security.screens import written
from tahqiq.casebook.models import AuditEntry, Claim, Item, StoryVersion
from tahqiq.casebook.telling.shelf import forget
from tahqiq.desk.home import Home
from tahqiq.desk.story_choices import FOUND
from tahqiq.seal import Archive
from tahqiq.stories.authoring.models import CasePage, StoryPage


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own, with an archive."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    Archive.at(settings.HOME.archive)
    yield settings.HOME
    settings.HOME = before


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("of", [*FOUND, "nothing"])
def test_everything_is_found_by_its_words(record: Record, enter: Enter, of: str, language: str) -> None:
    browser = enter("editor", "interviewer", case=record.case, language=language)
    for words in ("", "a", "CS1640", "'\"<script>", "ا"):
        answer = browser.get(reverse("desk:choose_for_story", args=["raqqa"]), {"of": of, "words": words})
        assert answer.status_code == 200
        assert b"<script>" not in answer.content


def test_a_draft_is_kept_compared_and_restored(record: Record, enter: Enter) -> None:
    browser, (story, chapter) = enter("editor", case=record.case), written(record.case)
    address = reverse("desk:edit_chapter", args=["raqqa", story.translation_key, chapter.translation_key])
    for title in ("First", "<b>Second</b>"):
        page = browser.get(address)
        seen = page.context["seen"]
        sent = {"title_en": title, "body-count": "0", "seen": seen}
        assert browser.post(address, sent).status_code == 302
    assert browser.post(address, {**sent, "title_en": "Third"}).status_code == 409
    assert browser.post(address, {"title_en": "x"}).status_code == 400
    history = f"{address}history/"
    first, second = [each.pk for each in chapter.revisions.order_by("pk")][-2:]
    compared = browser.get(history, {"before": first, "after": second}).content.decode()
    assert '<span class="addition">' in compared and "<b>Second" not in compared
    assert browser.get(history, {"before": first, "after": "9" * 30}).status_code == 404
    assert browser.post(f"{history}restore/", {"version": first}).status_code == 302
    assert "First" in browser.get(address).content.decode()


def test_live_values_are_looked_up_as_they_are_typed(record: Record, enter: Enter) -> None:
    claim = record.new(Claim, record=11, status="accepted", decided_by="amal", decided_at=NOW)
    browser = enter("editor", case=record.case, language="ar")
    words = f"{{{{ claim {claim.pk} figure }}}} {{{{ claim <b>x figure }}}} {{{{ total incidents }}}}"
    page = browser.post(reverse("desk:check_values", args=["raqqa"]), {"words": words}).content.decode()
    assert page.count("<li") == 3 and page.count("at-fault") == 1
    assert '<bdi lang="en">' in page and '<bdi lang="ar">' in page and "<b>x" not in page


@pytest.mark.parametrize("name", ["evil.svg", "page.html"])
def test_what_is_no_picture_sound_or_film_is_refused(
    home: Home, record: Record, enter: Enter, name: str
) -> None:
    browser = enter("editor", case=record.case)
    file = SimpleUploadedFile(name, b"<html><script>alert(1)</script></html>")
    answer = browser.post(reverse("desk:story_media", args=["raqqa"]), {"file": file, "graphic": "no"})
    assert answer.status_code == 400
    assert not Item.objects.filter(source__slug="story-media").exists()


def test_a_picture_without_a_consent_is_withheld_and_its_blur_is_derived(
    home: Home, record: Record, enter: Enter
) -> None:
    browser = enter("editor", case=record.case)
    address = reverse("desk:story_media", args=["raqqa"])
    file = SimpleUploadedFile("face.png", checkered())
    assert browser.post(address, {"file": file, "graphic": "yes", "consent": ""}).status_code == 302
    brought = Item.objects.get(source__slug="story-media")
    assert (brought.consent_needed, brought.consent, brought.guarded, brought.graphic) == (
        True,
        None,
        True,
        "yes",
    )
    shown = browser.get(reverse("desk:story_picture", args=["raqqa", brought.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    blur = reverse("desk:blur", args=["raqqa", brought.pk])
    rows = {"shape": ["ellipse", "rectangle"], "left": ["10", ""], "top": ["10", ""]}
    rows |= {"width": ["20", ""], "height": ["20", ""]}
    assert browser.post(blur, rows).status_code == 302
    made = Item.objects.get(parent=brought)
    assert (made.operation, made.guarded, made.graphic) == ("blurred", True, "yes")
    assert Archive.open(home.archive).derived(brought.sha256) == [made.sha256]
    assert AuditEntry.objects.filter(action="keep_blurred", target_id=str(brought.pk)).exists()
    for wrong in ({**rows, "left": ["x", ""]}, {**rows, "left": ["95", ""]}, {}):
        assert browser.post(blur, wrong).status_code == 400


def test_a_story_with_a_fault_is_not_submitted(record: Record, enter: Enter) -> None:
    browser, (story, _chapter) = enter("editor", case=record.case), written(record.case)
    before = StoryVersion.objects.count()
    submit = reverse("desk:submit_story", args=["raqqa", story.translation_key])
    page = browser.post(submit, follow=True).content.decode()
    assert "It cannot be submitted yet" in page and 'class="faults"' in page
    assert StoryVersion.objects.count() == before


def test_a_version_is_scheduled_and_withdrawn(record: Record, enter: Enter) -> None:
    browser, version = enter("editor", case=record.case), record.one(StoryVersion)
    at = [record.slug, version.pk]
    assert (
        browser.post(reverse("desk:schedule_story", args=at), {"not_before": "2099-01-31"}).status_code == 302
    )
    assert browser.post(reverse("desk:schedule_story", args=at), {"not_before": "soon"}).status_code == 400
    assert browser.post(reverse("desk:withdraw_story", args=at), {"reason": ""}).status_code == 400
    assert browser.post(reverse("desk:withdraw_story", args=at), {"reason": "a mistake"}).status_code == 302
    version.refresh_from_db()
    assert str(version.not_before) == "2099-01-31" and version.withdrawn_reason == "a mistake"
    wrong = browser.post(reverse("desk:approve_story", args=at), {"digest": "00"})
    assert wrong.status_code == 400


def test_a_preview_holds_nothing_outside_it(record: Record, enter: Enter) -> None:
    browser, (story, _chapter) = enter("editor", case=record.case), written(record.case)
    shown = browser.get(reverse("desk:preview_story", args=["raqqa", story.translation_key]))
    assert shown.status_code == 302
    page = browser.get(shown["Location"])
    assert page.status_code == 200 and b"The river" in page.content
    key = shown["Location"].split("/previews/")[1].split("/")[0]
    for path in ("../../../../keys/django.key", "en/../../../x", "nowhere.html", "en"):
        assert browser.get(f"/desk/cases/raqqa/stories/previews/{key}/{path}").status_code == 404
    forget(settings.HOME.path, "ab" * 32)  # a lawful removal leaves no preview behind
    assert browser.get(shown["Location"]).status_code == 404
    browser.get(reverse("desk:preview_story", args=["raqqa", story.translation_key]))
    assert browser.get(shown["Location"]).status_code == 200
    elsewhere = Record(slug="mosul").case
    stranger = enter("editor", case=elsewhere, name="stranger")
    other = shown["Location"].replace("/raqqa/", "/mosul/")
    assert stranger.get(shown["Location"]).status_code == stranger.get(other).status_code == 404


def test_colleagues_comment_on_a_block_and_settle_it(record: Record, enter: Enter) -> None:
    browser, (story, chapter) = enter("editor", case=record.case), written(record.case)
    address = reverse("desk:edit_chapter", args=["raqqa", story.translation_key, chapter.translation_key])
    said = browser.post(f"{address}comments/", {"about": "", "words": "<b>Who says so?</b>"})
    assert said.status_code == 302
    page = browser.get(address).content.decode()
    assert "&lt;b&gt;Who says so?" in page and "It is dealt with" in page
    key = browser.get(address).context["comments"][0].pk
    assert browser.post(f"{address}comments/", {"settle": key}).status_code == 302
    assert "It is dealt with" not in browser.get(address).content.decode()
    assert browser.post(f"{address}comments/", {"settle": "0"}).status_code == 404
    assert browser.post(f"{address}comments/", {"words": " "}).status_code == 400


def test_the_list_asks_a_constant_number_of_questions(
    record: Record, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    above = CasePage.of(record.case)
    for n in range(12):
        above.refresh_from_db()
        above.add_child(instance=StoryPage(slug=f"story-{n}", title_en=f"Story {n}", live=False))
        record.new(StoryVersion, number=n + 2)
    browser = enter("editor", case=record.case)
    with django_assert_max_num_queries(14):
        assert b"Story 11" in browser.get(reverse("desk:stories", args=["raqqa"])).content
