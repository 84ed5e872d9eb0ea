"""A whole story: from the manuscript and the record on a day to the rows of a release and their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from tahqiq.casebook.models import Case
from tahqiq.casebook.releasing.reading import Leaving
from tahqiq.casebook.telling import blocks, pictures
from tahqiq.casebook.telling.faults import Fault
from tahqiq.casebook.telling.ground import Ground
from tahqiq.casebook.telling.scene import CannotTell, Scene
from tahqiq.casebook.telling.shelf import MediaShelf
from tahqiq.casebook.telling.slugs import is_slug
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.stories import (
    FORMAT,
    Block,
    Both,
    ChapterRow,
    DocumentBlock,
    Manuscript,
    Picture,
    QuoteBlock,
    StoryRow,
    WrittenChapter,
)
from tahqiq.vocab.wording import LANGUAGES, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story as a release would carry it.

    Attributes:
        chapters: chapter by chapter, each in every language.
        media: (path below the release's ``media``, the file).
        faults: what keeps it from leaving; with any, holes stand where something could not be told.
    """

    story: StoryRow
    chapters: tuple[ChapterRow, ...]
    media: tuple[tuple[str, Path], ...]
    faults: tuple[Fault, ...]


def tell(
    case: Case,
    manuscript: Manuscript,
    *,
    on: date | None = None,
    media: MediaShelf | None = None,
    version: int = 1,
    leaving: Leaving | None = None,
) -> Told:
    """Tells a story from the record as it stands.

    Args:
        on: the day on which consents must hold; today (UTC) where not given.
        media: the originals, and where renditions go; without it pictures and sounds have no files.
        version: which version of the story this is.
        leaving: a release that is being read, whose day is then the day.
    """
    leaving = leaving or Leaving(case, on=on or timezone.now().date())
    teller = _Teller(Ground(leaving), manuscript, media)
    chapters = [teller.chapter(each, position) for position, each in enumerate(manuscript.chapters, 1)]
    story = teller.story(version)
    return Told(
        story=story,
        chapters=tuple(row for rows in chapters for row in rows),
        media=tuple(sorted(teller.media.items())),
        faults=tuple(dict.fromkeys([*_unfit(manuscript), *teller.faults])),
    )


def faults(case: Case, manuscript: Manuscript, *, media: MediaShelf | None = None) -> list[Fault]:
    """Everything that keeps a manuscript from being told, where it stands and in which language."""
    return list(tell(case, manuscript, media=media).faults)


class _Teller:
    """One story being told, chapter by chapter, in each language."""

    def __init__(self, ground: Ground, manuscript: Manuscript, media: MediaShelf | None) -> None:
        self._ground, self._manuscript, self._shelf = ground, manuscript, media
        self._chapters = frozenset(each.slug for each in manuscript.chapters)
        self.faults: list[Fault] = []
        self.media: dict[str, Path] = {}

    def chapter(self, written: WrittenChapter, position: int) -> list[ChapterRow]:
        """A chapter in every language."""
        return [self._chapter(written, position, language) for language in LANGUAGES]

    def _chapter(self, written: WrittenChapter, position: int, language: Language) -> ChapterRow:
        scene = self._scene(written.slug, language)
        title, summary = (
            scene.line(getattr(written, name), name, required=True) for name in ("title", "summary")
        )
        note = scene.line(written.content_note, "content_note", required=True)
        told = tuple(block for each in written.blocks if (block := blocks.told(scene, each)) is not None)
        return ChapterRow(
            id=str(
                imported_id(
                    "chapter", str(self._ground.case.pk), self._manuscript.slug, written.slug, language
                )
            ),
            story=self._manuscript.slug,
            slug=written.slug,
            language=language,
            position=position,
            title=title,
            summary=summary,
            content_note=note,
            blocks=told,
            values=tuple(scene.values),
            claims=tuple(sorted(_claims(scene, told))),
            translated_by=_of(written.translated_by, language),
        )

    def story(self, version: int) -> StoryRow:
        """The story itself."""
        written = self._manuscript
        scenes = {language: self._scene("", language) for language in LANGUAGES}
        covers = self._covers(scenes)
        said = {
            (name, language): scene.line(getattr(written, name), name, required=True)
            for language, scene in scenes.items()
            for name in ("title", "summary")
        }
        return StoryRow(
            id=str(imported_id("story", str(self._ground.case.pk), written.slug)),
            slug=written.slug,
            version=version,
            cover=covers.get("en"),
            cover_ar=covers.get("ar"),
            title_en=said["title", "en"],
            title_ar=said["title", "ar"],
            summary_en=said["summary", "en"],
            summary_ar=said["summary", "ar"],
        )

    def _covers(self, scenes: dict[Language, Scene]) -> dict[Language, Picture]:
        """The cover, described in each language; none where there is none or it cannot be told."""
        cover = self._manuscript.cover
        if cover is None:
            return {}
        try:
            return {language: pictures.picture(scene, cover, "cover") for language, scene in scenes.items()}
        except CannotTell:
            return {}

    def _scene(self, chapter: str, language: Language) -> Scene:
        return Scene(
            ground=self._ground,
            shelf=self._shelf,
            story=self._manuscript.slug,
            chapters=self._chapters,
            chapter=chapter,
            language=language,
            faults=self.faults,
            media=self.media,
        )


def _of(both: Both, language: Language) -> str:
    return both.ar if language == "ar" else both.en


def _claims(scene: Scene, told: tuple[Block, ...]) -> set[str]:
    """Everything claimed that a chapter rests on."""
    quoting = (each.claim for each in told if isinstance(each, QuoteBlock | DocumentBlock) and each.claim)
    return {claim for value in scene.values for claim in value.claims} | set(quoting)


def _unfit(manuscript: Manuscript) -> Iterator[Fault]:
    """What is wrong with the manuscript itself, whatever the record says."""
    whole = {"chapter": "", "block": "", "language": ""}
    if manuscript.format != FORMAT:
        yield Fault(
            **whole, field="format", message="{it} is no format of stories known here", it=manuscript.format
        )
    if not is_slug(manuscript.slug):
        yield Fault(
            **whole,
            field="slug",
            message="{it} is no address: small letters, digits and hyphens",
            it=manuscript.slug,
        )
    if not manuscript.chapters:
        yield Fault(**whole, field="chapters", message="a story has at least one chapter")
    for slug, n in Counter(each.slug for each in manuscript.chapters).items():
        if n > 1 or not is_slug(slug):
            message = (
                "two chapters have the address {it}"
                if n > 1
                else "{it} is no address: small letters, digits and hyphens"
            )
            yield Fault(**{**whole, "chapter": slug}, field="slug", message=message, it=slug)
    for chapter in manuscript.chapters:
        for id_, n in Counter(each.id for each in chapter.blocks).items():
            if n > 1 or not is_slug(id_):
                message = (
                    "two blocks have the id {it}"
                    if n > 1
                    else "{it} is no address: small letters, digits and hyphens"
                )
                yield Fault(chapter=chapter.slug, block=id_, language="", field="id", message=message, it=id_)
