"""The words that claims stand in: from the record, from the archive, and gone where they were removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.record import OTHER_SHA, Record
from tahqiq.casebook.models import Item, Text
from tahqiq.casebook.words import sealed_words
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.errors import BadInput

pytestmark = pytest.mark.django_db
RECEIPT = Receipt(by="amal", original_name="a.txt")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "archive")


def _item(record: Record, archive: Archive, content: bytes) -> Item:
    sealed = archive.seal_bytes(content, RECEIPT)
    return record.new(Item, sha256=sealed.sha256, size=sealed.size)


def test_a_kept_text_is_its_own(record: Record) -> None:
    text = record.one(Text)
    assert sealed_words(record.case, OTHER_SHA) == text.content


def test_an_item_without_one_is_read_from_the_archive(record: Record, archive: Archive) -> None:
    item = _item(record, archive, "أربعة قتلى".encode())
    assert sealed_words(record.case, item.sha256, archive) == "أربعة قتلى"
    with pytest.raises(BadInput, match="holds no sealed text"):
        sealed_words(record.case, item.sha256)


def test_bytes_that_are_no_text_or_are_not_there_are_refused(record: Record, archive: Archive) -> None:
    picture = _item(record, archive, b"\xff\xd8\xff\x00")
    with pytest.raises(BadInput, match="no running text"):
        sealed_words(record.case, picture.sha256, archive)
    missing = record.new(Item, sha256="12" * 32)
    with pytest.raises(BadInput, match="does not hold"):
        sealed_words(record.case, missing.sha256, archive)


def test_another_case_s_words_are_not_this_one_s(record: Record, archive: Archive) -> None:
    item = _item(record, archive, b"words")
    with pytest.raises(BadInput, match="holds no sealed text"):
        sealed_words(Record(slug="mosul").case, item.sha256, archive)


def test_words_of_what_was_removed_are_gone(record: Record, archive: Archive) -> None:
    item = _item(record, archive, b"her words")
    text = record.new(Text, item=item, sha256="34" * 32, content="her words")
    archive.request_removal(item.sha256, RECEIPT)
    archive.remove(item.sha256, Receipt(by="basma", original_name=""))
    with pytest.raises(BadInput, match="lawfully removed"):
        sealed_words(record.case, text.sha256, archive)
