"""The pages of a story: its contents, and its chapters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.shelves import Held, Shelves
from tahqiq.publish.slugs import slug
from tahqiq.publish.stories.blocks import Blocks
from tahqiq.publish.stories.pictures import PictureView, picture_view
from tahqiq.publish.stories.wording import Teller, plain, spoken
from tahqiq.vocab.stories import (
    AsideBlock,
    Block,
    ChapterRow,
    DocumentBlock,
    MapBlock,
    PortraitBlock,
    QuoteBlock,
    StoryRow,
    TextBlock,
    TimelineBlock,
)
from tahqiq.vocab.wording import LANGUAGES

FOLDER = "story"
_ROOT = "../"  # from a page in the language's own folder to the site
#: Words a minute of silent reading (Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047: 238 English,
#: 138 Arabic), slower here: a reader of this stops.
_A_MINUTE = {"en": 200, "ar": 130}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A chapter as a list of contents shows it.

    Attributes:
        place: 'Chapter 3 of 8'. ``minutes``: how long it takes to read.
        lang: of its words, where they are not in the language of the page.
    """

    href: str
    title: str
    summary: str
    content_note: str
    place: str
    number: str
    minutes: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A story as a front shows it.

    Attributes:
        href: its contents; ``begin``: its first chapter, both below the language's folder.
    """

    title: Markup
    summary: Markup
    href: str
    begin: str
    cover: PictureView | None
    length: str


def folders(shelves: Shelves) -> Iterator[str]:
    """The folder of every story, below a language's.

    Raises:
        UnfitRelease: one cannot stand in an address.
    """
    for held in shelves.each(StoryRow):
        yield f"{FOLDER}/{_name(held.row.slug)}"


def pages(edition: Edition) -> Iterator[Page]:
    """The contents of every story, and its chapters."""
    for held in edition.shelves.each(StoryRow):
        yield from _Story(edition, held.row).pages()


def leads(edition: Edition) -> list[Lead]:
    """Every story, as the front shows it."""
    return [_Story(edition, held.row).lead() for held in edition.shelves.each(StoryRow)]


class _Story:
    """One story in one language."""

    def __init__(self, edition: Edition, row: StoryRow) -> None:
        self._edition, self._row = edition, row
        self._folder = f"{FOLDER}/{_name(row.slug)}"
        self._chapters = _chapters(edition, row)

    def pages(self) -> Iterator[Page]:
        entries = [self._entry(row, number) for number, row in enumerate(self._chapters, start=1)]
        yield Page(path=f"{self._folder}/index.html", template="story.html", values=self._contents(entries))
        for at, row in enumerate(self._chapters):
            values = {
                **self._shared(entries),
                "chapter": entries[at],
                "blocks": self._blocks(row),
                "before": entries[at - 1] if at else None,
                "after": entries[at + 1] if at + 1 < len(entries) else None,
                "translated_by": self._edition.tongue.said(row.translated_by),
            }
            yield Page(path=f"{self._folder}/{entries[at].href}", template="chapter.html", values=values)

    def lead(self) -> Lead:
        tongue, row = self._edition.tongue, self._row
        first = f"{_name(self._chapters[0].slug)}.html" if self._chapters else "index.html"
        return Lead(
            title=tongue.pick(row, "title"),
            summary=tongue.pick(row, "summary"),
            href=f"{self._folder}/index.html",
            begin=f"{self._folder}/{first}",
            cover=picture_view(self._edition, row.cover, root=_ROOT) if row.cover is not None else None,
            length=tongue.counted("{n} chapter", "{n} chapters", len(self._chapters)),
        )

    def _contents(self, entries: list[Entry]) -> dict[str, object]:
        cover = self._row.cover
        minutes = sum(_minutes(row) for row in self._chapters)
        return {
            **self._shared(entries),
            "summary": self._edition.tongue.pick(self._row, "summary"),
            "cover": picture_view(self._edition, cover) if cover is not None else None,
            "length": self._edition.tongue.counted("{n} minute to read", "{n} minutes to read", minutes),
            "count": self._edition.tongue.counted("{n} chapter", "{n} chapters", len(entries)),
        }

    def _shared(self, entries: list[Entry]) -> dict[str, object]:
        return {"story_title": self._edition.tongue.pick(self._row, "title"), "entries": entries}

    def _blocks(self, row: ChapterRow) -> object:
        return Blocks(row, Teller(self._edition, row.values)).shown()

    def _entry(self, row: ChapterRow, number: int) -> Entry:
        tongue = self._edition.tongue
        place = tongue.word("Chapter {n} of {all}")
        return Entry(
            href=f"{_name(row.slug)}.html",
            title=row.title,
            summary=row.summary,
            content_note=row.content_note,
            place=place.format(n=tongue.count(number), all=tongue.count(len(self._chapters))),
            number=tongue.count(number),
            minutes=tongue.counted("{n} minute to read", "{n} minutes to read", _minutes(row)),
            lang=row.language if row.language != tongue.language else "",
        )


def _chapters(edition: Edition, story: StoryRow) -> list[ChapterRow]:
    """The chapters in this language; one that is only in the other is shown in that."""
    own = edition.tongue.language
    found: dict[str, ChapterRow] = {}
    for held in _of(edition, story):
        if held.row.language not in LANGUAGES:
            raise UnfitRelease(f"not a language: {held.row.language!r}", file="chapters.jsonl")
        if held.row.slug not in found or held.row.language == own:
            found[held.row.slug] = held.row
    return sorted(found.values(), key=lambda row: (row.position, row.slug))


def _of(edition: Edition, story: StoryRow) -> tuple[Held[ChapterRow], ...]:
    return edition.shelves.of(ChapterRow, "story", story.slug)


def _name(given: str) -> str:
    """A slug as a name of a file; 'index' is the contents'."""
    if slug(given) != given or given == "index":
        raise UnfitRelease(f"not a name for a page of a story: {given!r}", file="chapters.jsonl")
    return given


def _minutes(row: ChapterRow) -> int:
    words = sum(spoken(_texts(block)) for block in row.blocks)
    return max(1, math.ceil(words / _A_MINUTE.get(row.language, 200)))


def _texts(block: Block) -> list[str]:
    """What of a block is read, in words; recordings are heard."""
    match block:
        case TextBlock() | AsideBlock() | MapBlock() | PortraitBlock():
            return [plain(block.words)]
        case QuoteBlock():
            return [block.words, block.translation]
        case DocumentBlock():
            return [block.before, block.passage, block.after, plain(block.words)]
        case TimelineBlock():
            return [plain((*each.words, each.when)) for each in block.moments]
        case _:
            return []
