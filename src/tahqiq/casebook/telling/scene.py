"""One chapter being told in one language: words resolved, values gathered, faults noted where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tahqiq.casebook.telling.faults import Fault
from tahqiq.casebook.telling.ground import Ground, Several
from tahqiq.casebook.telling.live import NoValue, live
from tahqiq.casebook.telling.shelf import MediaShelf
from tahqiq.casebook.telling.words import Piece, expressions, paragraphs
from tahqiq.vocab.stories import PAGES, TARGETS, Both, LiveValue, Paragraph, Rendition, Span, Words
from tahqiq.vocab.wording import Language

_BRACES = re.compile(r"\{\{|\}\}")
#: What stands in a draft where something could not be told; no story with one leaves.
HOLE = "⟦…⟧"


class CannotTell(ValueError):
    """A block cannot be told; the fault is noted."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """Where the telling is, and what it has gathered.

    Attributes:
        chapters: slugs of the story's chapters, for ways between them.
        block: id of the block being told; '' for the chapter itself.
        values: the live values of the chapter so far, each once.
        media: path below the release's ``media`` → the file, for the whole story.
    """

    ground: Ground
    shelf: MediaShelf | None
    story: str
    chapters: frozenset[str]
    chapter: str
    language: Language
    faults: list[Fault]
    media: dict[str, Path]
    block: str = ""
    values: list[LiveValue] = field(default_factory=list)

    def fault(self, where: str, message: str, it: str = "", remedy: str = "", *, both: bool = False) -> None:
        """Notes what an author has to mend; ``both``: it is wrong in whichever language."""
        self.faults.append(
            Fault(
                chapter=self.chapter,
                block=self.block,
                field=where,
                language="" if both else self.language,
                message=message,
                it=it,
                remedy=remedy,
            )
        )

    def stop(self, where: str, message: str, it: str = "", remedy: str = "") -> CannotTell:
        """Notes a fault that leaves nothing of the block to tell; to be raised."""
        self.fault(where, message, it, remedy, both=True)
        return CannotTell(message)

    @contextmanager
    def within(self, block: str) -> Iterator[None]:
        """Tells a block; what is noted inside names it."""
        self.block = block
        try:
            yield
        finally:
            self.block = ""

    def words(self, both: Both, where: str, *, required: bool = False) -> Words:
        """Running words with their markup resolved."""
        return tuple(
            tuple(self._span(piece, where) for piece in paragraph)
            for paragraph in paragraphs(self._written(both, where, required=required))
        )

    def line(self, both: Both, where: str, *, required: bool = False) -> str:
        """One line of plain words; live values in it are part of the line."""
        return self.plain(self._written(both, where, required=required), where)

    def plain(self, text: str, where: str) -> str:
        """Words without markup but for live values."""
        told = []
        for words, expression in expressions(text):
            if expression is None:
                self._demand_whole(words, where)
                told.append(words)
            else:
                value = self.value(expression, where)
                told.append(HOLE if value is None else self.values[value].text)
        return "".join(told).strip()

    def paragraph(self, text: str, where: str) -> Paragraph:
        """One paragraph with markup, however it is broken into lines."""
        return tuple(self._span(piece, where) for part in paragraphs(text) for piece in part)

    def value(self, expression: str, where: str) -> int | None:
        """The position of a live value among the chapter's; None where it has none, and that is noted."""
        try:
            return self.add(live(self.ground, expression, self.language))
        except NoValue as problem:
            self.fault(where, problem.message, problem.it, problem.remedy)
            return None

    def add(self, value: LiveValue) -> int:
        """The position of a value among the chapter's; the same one stands there once."""
        if value not in self.values:
            self.values.append(value)
        return self.values.index(value)

    def keep(self, made: Mapping[Rendition, Path]) -> tuple[Rendition, ...]:
        """Files that the release will carry, below the folder of the story."""
        kept = []
        for rendition, file in made.items():
            below = f"stories/{self.story}/{rendition.path}"
            self.media[below] = file
            kept.append(msgspec.structs.replace(rendition, path=f"media/{below}"))
        return tuple(kept)

    def _written(self, both: Both, where: str, *, required: bool) -> str:
        own, other = (both.ar, both.en) if self.language == "ar" else (both.en, both.ar)
        if not own.strip() and (required or other.strip()):
            self.fault(where, "this is not written yet in this language", remedy="write it, or translate it")
        return own

    def _demand_whole(self, words: str, where: str) -> None:
        if _BRACES.search(words):
            self.fault(
                where, "braces are opened or closed alone", remedy="a live value stands between {{ and }}"
            )

    def _span(self, piece: Piece, where: str) -> Span:
        if piece.expression is not None:
            return self._live(piece, piece.expression, where)
        self._demand_whole(piece.text, where)
        target = self._target(*piece.target, where) if piece.target is not None else ""
        return Span(text=piece.text, target=target, em=piece.em, strong=piece.strong)

    def _live(self, piece: Piece, expression: str, where: str) -> Span:
        if piece.target is not None:
            remedy = "write the value outside the link"
            self.fault(where, "a live value opens its own trail and leads nowhere else", remedy=remedy)
        value = self.value(expression, where)
        text = HOLE if value is None else self.values[value].text
        return Span(text=text, value=value, em=piece.em, strong=piece.strong)

    def _target(self, kind: str, key: str, where: str) -> str:
        """Where words lead, with the ids of the release; '' where nothing is there, and that is noted."""
        try:
            found = _TARGETS[kind](self, key) if kind in TARGETS else None
        except Several:
            found = None
        if found is None:
            self.fault(where, "the words lead to {it}, which the record does not have", f"{kind}:{key}")
            return ""
        return f"{kind}:{found}"


def _incident(scene: Scene, key: str) -> str | None:
    row = scene.ground.incident(key)
    return None if row is None else row.id


def _claim(scene: Scene, key: str) -> str | None:
    row = scene.ground.claim(key)
    return None if row is None else row.id


def _person(scene: Scene, key: str) -> str | None:
    row = scene.ground.person(key)
    return None if row is None else row.id


def _source(scene: Scene, key: str) -> str | None:
    found = scene.ground.source(key)
    return None if found is None else scene.ground.leaving.source(found.pk)


def _item(scene: Scene, key: str) -> str | None:
    found = scene.ground.item(key)
    return None if found is None else scene.ground.leaving.item(found.pk)


def _population(scene: Scene, key: str) -> str | None:
    found = scene.ground.population(key)
    return None if found is None else str(found.pk)


def _site(scene: Scene, key: str) -> str | None:
    found = scene.ground.site(key)
    return None if found is None else str(found.pk)


_TARGETS: Mapping[str, Callable[[Scene, str], str | None]] = {
    "incident": _incident,
    "claim": _claim,
    "source": _source,
    "person": _person,
    "item": _item,
    "population": _population,
    "site": _site,
    "chapter": lambda scene, key: key if key in scene.chapters else None,
    "page": lambda scene, key: key if key in PAGES else None,
}
