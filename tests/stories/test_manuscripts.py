"""Pages become a manuscript; cues are read as typed; what keeps it from being told is shown in place."""

from __future__ import annotations

from typing import Any

import pytest
from casebook.record import Record, in_role
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.casebook.telling import Fault
from tahqiq.desk.models import Account
from tahqiq.stories.authoring import drafting
from tahqiq.stories.authoring.cues import cues, typed
from tahqiq.stories.authoring.manuscripts import chapter_of, manuscript_of
from tahqiq.stories.authoring.marking import mark
from tahqiq.stories.authoring.models import ChapterPage, StoryPage
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.stories import CueRef, WrittenBlock

LINE = {"en": "Words", "ar": "كلمات"}
PICTURE = {"item": "AB" * 32, "alt": LINE, "credit": LINE, "focus_x": None, "focus_y": 0.2, "graphic": True}
SOUND = {
    "item": "",
    "cues": "0:00 0:02 Said",
    "speaker": LINE,
    "spoken_on": "",
    "consent": "",
    "synthetic": True,
}
VALUES: dict[str, dict[str, Any]] = {
    "text": {"heading": LINE, "words": {"en": "One\r\n\r\nTwo ", "ar": "واحد"}},
    "image": {"picture": PICTURE, "caption": LINE, "bleed": True},
    "pair": {"before": PICTURE, "after": PICTURE, "before_label": LINE, "after_label": LINE, "caption": LINE},
    "audio": {"title": LINE, "en": SOUND, "ar": SOUND},
    "video": {
        "item": "",
        "title": LINE,
        "poster": PICTURE,
        "cues": {"en": "0 1 A", "ar": ""},
        "caption": LINE,
    },
    "quote": {"claim": " key ", "passage": "", "translation": LINE, "translated_by": LINE},
    "portrait": {"person": "", "name": LINE, "words": LINE, "picture": [PICTURE], "consent": "x"},
    "map": {"title": LINE, "place": "x", "zoom": None, "layers": ["incidents"], "words": LINE},
    "timeline": {"title": LINE, "moments": [{"when": "2017-10", "words": LINE}]},
    "chart": {"title": LINE, "of": "toll", "subject": "deaths", "words": LINE},
    "document": {"claim": "x", "title": LINE, "words": LINE},
    "aside": {"title": LINE, "words": LINE},
}


def chapter(*kinds: str) -> ChapterPage:
    """A chapter that nobody has kept, with blocks of these kinds."""
    raw = [
        {"type": kind, "value": VALUES[kind], "id": f"{n:08d}-aaaa-4aaa-8aaa-aaaaaaaaaaaa"}
        for n, kind in enumerate(kinds)
    ]
    page = ChapterPage(slug="river", title_en="The river", title_ar="النهر")
    page.body = ChapterPage._meta.get_field("body").to_python(__import__("json").dumps(raw))
    return page


@pytest.mark.django_db
def test_every_kind_of_block_becomes_one_of_the_format() -> None:
    made = chapter_of(chapter(*VALUES))
    kinds = [each.__struct_config__.tag for each in made.blocks]
    assert kinds == list(VALUES)
    assert {each.__struct_config__.tag for each in WrittenBlock.__args__} == set(VALUES)
    assert [each.id for each in made.blocks] == [f"b-{n:08d}aaaa" for n in range(len(VALUES))]
    text, image = made.blocks[0], made.blocks[1]
    assert text.words.en == "One\n\nTwo"  # type: ignore[union-attr]
    assert image.picture.item == "ab" * 32  # type: ignore[union-attr]
    assert (image.picture.focus_x, image.picture.focus_y) == (0.5, 0.2)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_manuscript_holds_the_latest_drafts_in_their_order() -> None:
    record = Record()
    who = in_role("editor", record.case, "basma")
    account = Account.objects.create_account("basma", "a sentence for tests only")
    story = drafting.make_story(who, record.case, slug="after", title_en="After")
    for slug in ("one", "two"):
        made = drafting.make_chapter(who, record.case, story, slug=slug, title_en=slug)
    made.title_ar = "اثنان"
    first = drafting.save(who, record.case, made, by=account)
    made.title_ar = "غيره"
    drafting.save(who, record.case, made, by=account)
    drafting.move(who, record.case, ChapterPage.objects.get(slug="two"), up=True)
    assert [each.slug for each in manuscript_of(story).chapters] == ["two", "one"]
    assert manuscript_of(story).chapters[0].title.ar == "غيره"
    drafting.restore(who, record.case, ChapterPage.objects.get(slug="two"), first, by=account)
    assert manuscript_of(story).chapters[0].title.ar == "اثنان"
    assert StoryPage.objects.get().case == record.case


@pytest.mark.django_db
def test_an_address_is_one_and_nobodys_else() -> None:
    record = Record()
    who = in_role("editor", record.case)
    drafting.make_story(who, record.case, slug="after")
    for slug in ("after", "Not One", "", "../x"):
        with pytest.raises(BadInput):
            drafting.make_story(who, record.case, slug=slug)
    with pytest.raises(NotPermitted):
        drafting.make_story(in_role("auditor", record.case), record.case, slug="other")


@pytest.mark.django_db
def test_faults_stand_at_their_fields() -> None:
    page = chapter("text", "image", "timeline")
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=None)
    ids = [each.id for each in chapter_of(page).blocks]

    def fault(block: str, field: str, language: str = "ar") -> Fault:
        return Fault(chapter="river", block=block, field=field, language=language, message="No chapters")

    told = [
        fault("", "title"),
        fault(ids[0], "words"),
        fault(ids[1], "picture.alt"),
        fault(ids[1], "picture.nowhere", ""),
        fault(ids[2], "moments.1.words"),
        fault("b-gone", "words"),
    ]
    assert mark(form, told, stream="body", language="en") == [told[-1]]
    assert form.errors["title_ar"]
    (error,) = form.errors["body"].as_data()
    assert set(error.block_errors) == {0, 1, 2}
    assert list(error.block_errors[0].block_errors["words"].block_errors) == ["ar"]
    deep = error.block_errors[1].block_errors["picture"]
    assert "ar" in deep.block_errors["alt"].block_errors and deep.non_block_errors
    assert 0 in error.block_errors[2].block_errors["moments"].block_errors


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("0:00 0:04.5 It was morning.", (CueRef(start=0, end=4.5, words="It was morning."),)),
        ("WEBVTT\n\n1\n00:01.000 --> 01:02,500\nLater", (CueRef(start=1, end=62.5, words="Later"),)),
        ("1:00:00 1:00:01 x", (CueRef(start=3600, end=3601, words="x"),)),
        ("", ()),
    ],
)
def test_cues_are_read(said: str, read: tuple[CueRef, ...]) -> None:
    assert cues(said) == read


@pytest.mark.parametrize("said", ["hello", "0:05 0:04 x", "0:00 0:04 a\n0:03 0:05 b"])
def test_cues_without_times_or_backwards_are_refused_by_their_line(said: str) -> None:
    with pytest.raises(BadInput, match=r"line \d"):
        cues(said)


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=8), st.text("ab ج", min_size=1))
def test_what_is_typed_reads_back(lengths: list[int], words: str) -> None:
    at, said = 0.0, []
    for length in lengths:
        said.append(CueRef(start=at, end=round(at + length / 10, 3), words=words.strip() or "x"))
        at = said[-1].end
    assert cues(typed(tuple(said))) == tuple(said)
