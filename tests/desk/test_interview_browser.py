"""An interview in a real browser: passages are marked by keyboard alone, with the time of the recording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from casebook.record import DAY, Record, in_role
from django.conf import settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from desk.conftest import Enter
from desk.test_claims_desk_browser import page_of, violations
from tahqiq.casebook import actions
from tahqiq.casebook.importing.testimony import keep_recording, keep_transcript
from tahqiq.casebook.models import Interview, Passage, Purpose
from tahqiq.desk.home import Home
from tahqiq.seal import Archive

pytestmark = [
    pytest.mark.browser,
    chromium.needed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("one_browser"),
]
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb" * 400


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def heard(home: Home, transactional_db: None) -> Interview:
    """An interview in Arabic with a recording and a transcript with times."""
    record = Record()
    who, archive = in_role("interviewer", record.case, "huda"), Archive.at(home.archive)
    consent = actions.record_consent(
        who, record.case, subject="W1", purposes=(Purpose.KEEP,), language="ar", given_on=DAY
    )
    said: dict[str, Any] = {"pseudonym": "W1", "interviewer": "huda", "language": "ar"}
    made = actions.record_interview(who, record.case, consent=consent, **said)
    keep_recording(who, made, SOUND, archive=archive)
    made.refresh_from_db()
    words = "[00:05] كنا تسعة\n[01:10] ثم سقط السقف\n[01:20] لم يأت أحد"
    keep_transcript(who, made, words, transcriber="huda", archive=archive)
    return Interview.objects.select_related("case", "recording").get(pk=made.pk)


def test_a_passage_is_marked_by_keyboard_alone(
    live_server: LiveServer, heard: Interview, enter: Enter
) -> None:
    client = enter("interviewer", case=heard.case, name="huda", language="ar")
    slug = heard.case.slug
    client.post(reverse("desk:show_item", args=[slug, heard.recording_id]), {"veil": "grey"})
    address = live_server.url + reverse("desk:interview", args=[slug, heard.pk])
    with page_of(live_server, client) as (page, complaints):
        page.goto(address)
        assert violations(page) == []
        for key in ("j", "j", ".", ".", "t", ".", "t", "m"):
            page.keyboard.press(key)
        assert page.input_value("#passage-words") == "ثم سقط السقف"
        assert (page.input_value("#from_time"), page.input_value("#to_time")) == ("00:10", "00:15")
        assert page.evaluate("document.activeElement.id") == "knowledge"
        page.select_option("#knowledge", "saw")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".claim blockquote")
        page.keyboard.press("k")
        assert [each for each in complaints if "media" not in each.lower()] == []
    passage = Passage.objects.get(interview=heard)
    assert (passage.from_ms, passage.to_ms, passage.knowledge) == (10_000, 15_000, "saw")
    assert passage.text.content[passage.start : passage.end] == "ثم سقط السقف"
