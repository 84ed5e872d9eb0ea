"""What screens show of sealed bytes: their custody, and words, never pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.record import Record
from django.conf import settings

from desk.conftest import Enter
from tahqiq.casebook.models import Item, Text
from tahqiq.desk.custody import SHOWN, custody, opening_words
from tahqiq.desk.home import Home
from tahqiq.seal import Archive, Receipt


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    yield settings.HOME
    settings.HOME = before


def _sealed(record: Record, home: Home, content: bytes) -> Item:
    receipt = Receipt(by="amal", original_name="note.txt", legal_basis="public source")
    sealed = Archive.at(home.archive).seal_bytes(content, receipt)
    return record.new(Item, sha256=sealed.sha256, size=sealed.size, media_type=sealed.media_type)


def test_the_item_s_page_tells_its_custody_and_its_words(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, "أربعة قتلى <b>".encode())
    page = (
        enter("editor", case=record.case).get(f"/desk/cases/{record.slug}/items/{item.pk}/").content.decode()
    )
    assert "note.txt" in page and "public source" in page
    assert "أربعة قتلى &lt;b&gt;" in page


def test_only_the_beginning_of_a_long_text_is_shown(record: Record, home: Home) -> None:
    words = opening_words(_sealed(record, home, b"word " * 10_000))
    assert words is not None
    assert len(words) == SHOWN


def test_pictures_have_no_words(record: Record, home: Home) -> None:
    assert opening_words(_sealed(record, home, b"\x89PNG\r\n\x1a\n" + bytes(100))) is None


def test_an_extracted_text_is_shown_before_the_bytes(record: Record) -> None:
    assert opening_words(record.one(Item)) == "four killed"


def test_a_removed_item_shows_what_happened_and_no_words(record: Record, home: Home, enter: Enter) -> None:
    item = _sealed(record, home, b"her words")
    text = record.new(Text, item=item, sha256="34" * 32, content="her words")
    archive = Archive.open(home.archive)
    assert opening_words(item) == text.content
    archive.request_removal(item.sha256, Receipt(by="amal", original_name="", note="consent withdrawn"))
    archive.remove(item.sha256, Receipt(by="basma", original_name=""))
    assert opening_words(item) is None
    page = (
        enter("editor", case=record.case).get(f"/desk/cases/{record.slug}/items/{item.pk}/").content.decode()
    )
    assert "Removal requested (UTC)" in page and "Lawfully removed (UTC)" in page
    assert "consent withdrawn" in page and "her words" not in page


def test_an_item_that_is_not_in_the_archive_is_told(record: Record, home: Home) -> None:
    _sealed(record, home, b"another")
    missing = record.new(Item, sha256="12" * 32, media_type="text/plain")
    assert not custody(missing)
    assert opening_words(missing) is None


def test_a_home_without_an_archive_is_told(record: Record, home: Home) -> None:
    missing = record.new(Item, sha256="12" * 32, media_type="text/plain")
    assert custody(missing) is None
    assert opening_words(missing) is None
