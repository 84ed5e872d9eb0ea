"""A story in a release leads to what the release holds, or the check says where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from release.sample import ROWS, SHA, release
from tahqiq.release import check
from tahqiq.vocab.stories import (
    AsideBlock,
    Block,
    ChapterRow,
    ChartBlock,
    DocumentBlock,
    ImageBlock,
    LiveValue,
    MapBlock,
    Mark,
    Picture,
    PortraitBlock,
    QuoteBlock,
    Rendition,
    Shown,
    Span,
    StoryRow,
    TextBlock,
)

VALUE = LiveValue(expression="claim c1 figure", text="5–7", min=5, max=7, claims=("c1",))
DRAWN = Rendition(path="media/stories/after/a.avif", media_type="image/avif", size=3, width=4, height=2)
LOST = Rendition(path="media/b.avif", media_type="image/avif", size=1)
SEEN = Picture(files=(DRAWN,), alt="A slope", credit="Ours", item="i1")
STORY = StoryRow(id="y1", slug="after", title_en="After", title_ar="بعد", cover=SEEN, cover_ar=SEEN)
CHAPTER = ChapterRow(
    id="h1",
    story="after",
    slug="the-river",
    language="en",
    position=1,
    title="The river",
    summary="A city",
    content_note="Death",
    blocks=(),
    claims=("c1",),
)


def words(*spans: Span) -> TextBlock:
    return TextBlock(id="first", words=(spans,))


def leads(target: str) -> TextBlock:
    return words(Span(text="there", target=target))


WHOLE: tuple[Block, ...] = (
    words(Span(text="In all "), Span(text="5–7", value=0)),
    *(leads(f"{kind}:{key}") for kind, key in (("incident", "n1"), ("claim", "c1"), ("source", "airwars"))),
    *(leads(f"{kind}:{key}") for kind, key in (("person", "v1"), ("item", "i1"), ("population", "g1"))),
    *(leads(f"{kind}:{key}") for kind, key in (("page", "method"), ("chapter", "the-river"), ("item", SHA))),
    ImageBlock(id="seen", picture=SEEN),
    QuoteBlock(id="said", words="…", lang="en", speaker="x", claim="c1"),
    PortraitBlock(id="who", name="A name", person="v1"),
    DocumentBlock(id="page", item="i1", claim="c1", title="A note", passage="…"),
    MapBlock(
        id="where",
        title="x",
        lat=1,
        lon=2,
        zoom=3,
        marks=(Mark(layer="incidents", text="x", precision="city"),),
    ),
    ChartBlock(
        id="c", title="x", of="who_says", subject="bodies", shown=(Shown(label="x", text="5", value=0),)
    ),
    ChartBlock(id="d", title="x", of="answers", subject="coalition", shown=()),
    ChartBlock(id="e", title="x", of="toll", shown=()),
    AsideBlock(id="how", title="How we know", words=()),
)


def faults(
    tmp_path: Path, *blocks: Block, values: tuple[LiveValue, ...] = (VALUE,), **of_story: Any
) -> list[str]:
    """What the check says of a release with a story of these blocks."""
    (tmp_path / "a.avif").write_bytes(b"pic")
    chapter = replace(CHAPTER, blocks=blocks, values=values)
    told = [*ROWS, ("stories", replace(STORY, **of_story)), ("chapters", chapter)]
    release(tmp_path / "r", rows=told, media=[("stories/after/a.avif", tmp_path / "a.avif")])
    return [str(fault) for fault in check(tmp_path / "r")]


def test_a_story_that_leads_everywhere_is_sound(tmp_path: Path) -> None:
    known = [
        VALUE,
        LiveValue(expression="total incidents", text="1 incident", min=1, max=1, note="totals"),
        LiveValue(expression="person v1 name", text="A name", person="v1", note="person", incident="n1"),
    ]
    assert faults(tmp_path, *WHOLE, values=tuple(known)) == []


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (leads("incident:n9"), "incidents.jsonl"),
        (leads("claim:c9"), "claims.jsonl"),
        (leads("chapter:other"), "chapters.jsonl"),
        (leads("page:secret"), "leads nowhere"),
        (leads("https://example.org"), "leads nowhere"),
        (words(Span(text="5", value=7)), "no value 7"),
        (QuoteBlock(id="q", words="", lang="", speaker="", claim="c9"), "c9 is not in claims.jsonl"),
        (PortraitBlock(id="w", name="x", person="v9"), "v9 is not in victims.jsonl"),
        (DocumentBlock(id="d", item="i9", claim="c1", title="", passage=""), "i9 is not in items.jsonl"),
        (
            ImageBlock(id="i", picture=Picture(files=(), alt="", credit="", item="i9")),
            "i9 is not in items.jsonl",
        ),
        (
            ImageBlock(id="i", picture=Picture(files=(LOST,), alt="", credit="")),
            "media/b.avif is not in the release",
        ),
        (
            MapBlock(
                id="m",
                title="",
                lat=0,
                lon=0,
                zoom=1,
                marks=(Mark(layer="incidents", text="", precision="city", target="incident:n9"),),
            ),
            "n9 is not in incidents.jsonl",
        ),
        (
            ChartBlock(id="c", title="", of="toll", shown=(Shown(label="", text="", value=3),)),
            "no value 3",
        ),
        (
            ChartBlock(id="c", title="", of="answers", subject="nobody", shown=()),
            "nobody is not in parties.jsonl",
        ),
    ],
)
def test_what_leads_nowhere_is_named(tmp_path: Path, block: Block, problem: str) -> None:
    found = faults(tmp_path, block)
    assert len(found) == 1 and problem in found[0] and found[0].startswith("chapters.jsonl: row 1"), found


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (LiveValue(expression="claim x figure", text="5", min=5), "leads to no claim"),
        (LiveValue(expression="claim x figure", text="5", note="believe us"), "leads to no claim"),
        (LiveValue(expression="claim x figure", text="5", claims=("c9",)), "c9 is not in claims.jsonl"),
        (LiveValue(expression="x", text="7–5", min=7, max=5, note="totals"), "no range"),
        (LiveValue(expression="x", text="-1", min=-1, note="totals"), "no range"),
        (LiveValue(expression="x", text="5", note="totals", incident="n9"), "n9 is not in incidents.jsonl"),
    ],
)
def test_a_number_without_a_trail_is_named(tmp_path: Path, value: LiveValue, problem: str) -> None:
    found = faults(tmp_path, values=(value,))
    assert len(found) == 1 and problem in found[0], found


def test_a_chapter_of_no_story_and_a_cover_of_no_item_are_named(tmp_path: Path) -> None:
    lost = Picture(files=(), alt="", credit="", item="i9")
    assert faults(tmp_path, slug="before", cover=lost) == [
        "chapters.jsonl: row 1: story after is not in stories.jsonl",
        "stories.jsonl: row 1: cover i9 is not in items.jsonl",
    ]
