"""What is destroyed goes from drafts: the blocks that name it, and copies of its words, in every version."""

from __future__ import annotations

from typing import Any

import pytest
from casebook.record import Record, in_role
from wagtail.models import Comment, Revision

from stories.test_manuscripts import PICTURE, VALUES
from tahqiq.casebook.echoes import Words
from tahqiq.casebook.models import Case
from tahqiq.casebook.trigger_rules import REMOVED
from tahqiq.desk.models import Account
from tahqiq.stories.authoring import drafting
from tahqiq.stories.authoring.forgetting import forget_in_drafts
from tahqiq.stories.authoring.models import ChapterPage, StoryPage

pytestmark = pytest.mark.django_db

SAID = "my uncle was in the cellar when the house came down"
LINE = {"en": "A street", "ar": "شارع"}


def written(case: Case) -> tuple[StoryPage, ChapterPage]:
    """A story with a cover and a chapter of three blocks, each kept in two versions."""
    who, account = (
        in_role("editor", case, "basma"),
        Account.objects.create_account("basma", "a sentence for tests only"),
    )
    story = drafting.make_story(who, case, slug="after", title_en="After", title_ar="بعد")
    story.cover = story._meta.get_field("cover").to_python([{"type": "picture", "value": PICTURE}])
    page = drafting.make_chapter(who, case, story, slug="river", title_en="The river", title_ar="النهر")
    kept: list[dict[str, Any]] = [
        {"type": "quote", "value": VALUES["quote"]},
        {"type": "image", "value": VALUES["image"]},
        {"type": "text", "value": {"heading": LINE, "words": {"en": f"He said: {SAID}.", "ar": "واحد"}}},
    ]
    page.body = page._meta.get_field("body").to_python(kept)
    for each in (story, page):
        each.save()
        for summary in (f"Where {SAID}", "Of a river"):
            each.summary_en = summary
            drafting.save(who, case, each, by=account)
    Comment.objects.create(page=page, user=account, text=f"Did he say {SAID}?", contentpath="body")
    return story, page


def kinds(page: ChapterPage) -> list[str]:
    return [block["type"] for block in page.body.raw_data]


def test_blocks_that_name_it_and_copies_of_the_words_go_from_every_version(record: Record) -> None:
    story, page = written(record.case)
    changed = forget_in_drafts(record.case, ["ab" * 32, "key"], Words.of([SAID]))
    assert changed == 2 + 4 + 1, "two pages, their versions, a remark"
    page, story = ChapterPage.objects.get(pk=page.pk), StoryPage.objects.get(pk=story.pk)
    assert (kinds(page), list(story.cover.raw_data)) == (["text"], [])
    (left,) = page.body.raw_data
    assert left["value"]["words"] == {"en": REMOVED, "ar": "واحد"}
    assert left["value"]["heading"] == LINE
    assert drafting.latest(page).summary_en == "Of a river"
    kept = repr(list(Revision.objects.values_list("content", "object_str")))
    kept += repr(list(Comment.objects.values_list("text", flat=True)))
    assert SAID not in kept and "ab" * 32 not in kept.lower()
    assert forget_in_drafts(record.case, ["ab" * 32, "key"], Words.of([SAID])) == 0


def test_what_names_nothing_of_it_stays(record: Record) -> None:
    _, page = written(record.case)
    assert forget_in_drafts(record.case, ["cd" * 32, "keys"], Words.of(["nobody said this at all here"])) == 0
    assert forget_in_drafts(record.case, [], Words.of([])) == 0
    assert kinds(ChapterPage.objects.get(pk=page.pk)) == ["quote", "image", "text"]


def test_drafts_of_another_case_stay(record: Record) -> None:
    _, page = written(record.case)
    assert forget_in_drafts(Record(slug="mosul").case, ["ab" * 32], Words.of([SAID])) == 0
    assert kinds(ChapterPage.objects.get(pk=page.pk)) == ["quote", "image", "text"]
