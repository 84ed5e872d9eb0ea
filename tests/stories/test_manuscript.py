"""A folder of files is read as a manuscript, or refused in one line that names file and entry."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from casebook.record import Record, actor
from casebook.telling.manuscripts import figures

from tahqiq.casebook.models import Item, StoryVersion
from tahqiq.casebook.telling import MediaShelf, Untellable
from tahqiq.seal import Archive
from tahqiq.stories.bringing import bring_built_in, bring_story
from tahqiq.stories.manuscript import read_manuscript
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import WrittenImage, WrittenText

STORY = """
format = "story/1"
slug = "after"
title = { en = "After", ar = "بعد" }
summary = { en = "What was said", ar = "ما قيل" }
"""
CHAPTER = """
title = { en = "The river", ar = "النهر" }
summary = { en = "A city", ar = "مدينة" }
content_note = { en = "Deaths", ar = "قتلى" }
[[blocks]]
kind = "text"
id = "first"
words = { en = "There were {{ claim toll figure }}.", ar = "كانوا {{ claim toll figure }}." }
[[blocks]]
kind = "image"
id = "river"
picture = { item = "river.svg", alt = { en = "A river", ar = "نهر" }, credit = { en = "Ours", ar = "لنا" } }
"""
RIVER = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path d="M0 0L9 9"/></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    at = tmp_path / "story"
    (at / "media").mkdir(parents=True)
    (at / "story.toml").write_text(STORY)
    (at / "01-the-river.toml").write_text(CHAPTER)
    (at / "media" / "river.svg").write_bytes(RIVER)
    return at


def test_files_become_a_manuscript(folder: Path) -> None:
    files = read_manuscript(folder)
    (chapter,) = files.manuscript.chapters
    words, seen = chapter.blocks
    sha256 = hashlib.sha256(RIVER).hexdigest()
    assert chapter.slug == "the-river"
    assert isinstance(words, WrittenText) and isinstance(seen, WrittenImage)
    assert (seen.picture.item, files.media) == (sha256, {sha256: folder / "media" / "river.svg"})


def test_chapters_come_in_the_order_of_their_numbers(folder: Path) -> None:
    (folder / "02-a-home.toml").write_text(CHAPTER)
    assert [each.slug for each in read_manuscript(folder).manuscript.chapters] == ["the-river", "a-home"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("story.toml", "slug = ", "cannot be read"),
        ("story.toml", STORY + 'colour = "red"', "colour"),
        ("01-the-river.toml", CHAPTER.replace("river.svg", "../story.toml"), "no file of media/"),
        ("01-the-river.toml", CHAPTER.replace("river.svg", "lake.svg"), "media/lake.svg cannot be read"),
        ("01-the-river.toml", CHAPTER.replace('"text"', '"poem"'), "poem"),
        ("01-the-river.toml", CHAPTER.replace("words", "wrods"), "wrods"),
    ],
)
def test_what_is_wrong_names_its_file(folder: Path, name: str, content: str, problem: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(BadInput, match=problem) as refused:
        read_manuscript(folder)
    assert str(folder / name) in str(refused.value)


def test_a_folder_without_chapters_is_none(folder: Path) -> None:
    (folder / "01-the-river.toml").unlink()
    with pytest.raises(BadInput, match="no chapter here"):
        read_manuscript(folder)


@pytest.mark.django_db
def test_it_is_sealed_and_submitted_once(record: Record, folder: Path, tmp_path: Path) -> None:
    figures(record)
    shelf = MediaShelf(Archive.at(tmp_path / "archive"), tmp_path / "renditions")
    files = read_manuscript(folder)
    first, again = (bring_story(actor(), record.case, files, shelf=shelf) for _ in range(2))
    assert (first.sealed, again.sealed, again.version) == (1, 0, first.version)
    item = Item.objects.get(sha256=next(iter(files.media)))
    assert (item.media_type, item.source.slug) == ("image/svg+xml", "made-for-the-story")
    assert StoryVersion.objects.get().standing == "submitted"


@pytest.mark.django_db
def test_what_cannot_be_told_is_not_submitted(record: Record, folder: Path, tmp_path: Path) -> None:
    shelf = MediaShelf(Archive.at(tmp_path / "archive"), tmp_path / "renditions")
    with pytest.raises(Untellable, match="the-river › first › words › en: no accepted claim is called toll"):
        bring_story(actor(), record.case, read_manuscript(folder), shelf=shelf)
    assert not StoryVersion.objects.exists()


@pytest.mark.django_db
def test_a_hostile_drawing_is_refused_where_it_stands(record: Record, folder: Path, tmp_path: Path) -> None:
    figures(record)
    (folder / "media" / "river.svg").write_bytes(RIVER.replace(b"<path", b"<script/><path"))
    shelf = MediaShelf(Archive.at(tmp_path / "archive"), tmp_path / "renditions")
    with pytest.raises(
        Untellable, match=r"picture\.item: this file cannot be shown: a drawing may not hold <script>"
    ):
        bring_story(actor(), record.case, read_manuscript(folder), shelf=shelf)


@pytest.mark.django_db
def test_the_story_of_a_case_comes_with_it(record: Record, folder: Path, tmp_path: Path) -> None:
    files = read_manuscript(folder)
    archive = Archive.at(tmp_path / "archive")
    first, again = (bring_built_in(actor(), record.case, files, archive=archive) for _ in range(2))
    assert (first.version.standing, again.version, again.sealed) == ("built_in", first.version, 0)
