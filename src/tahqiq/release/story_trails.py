"""Follows what a story names: values to their claims, words to the record, pictures to their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from tahqiq.vocab.stories import (
    NOTES,
    PAGES,
    ChapterRow,
    ChartBlock,
    DocumentBlock,
    LiveValue,
    Mark,
    Picture,
    PortraitBlock,
    QuoteBlock,
    Rendition,
    Shown,
    Span,
    StoryRow,
)

#: kind of a way into the record → the table it leads into; a 'page' is the site's own.
_TARGETS = {
    "incident": "incidents",
    "claim": "claims",
    "source": "sources",
    "person": "victims",
    "item": "items",
    "population": "populations",
    "site": "sites",
    "chapter": "chapters",
}
_Part = msgspec.Struct


def story_references(row: StoryRow | ChapterRow) -> Iterator[tuple[str, str, str]]:
    """(target table, id or slug, field) for everything a story or chapter points to."""
    for field, part in _parts(row):
        for target, value in _named(part):
            if value:
                yield target, value, field


def story_faults(row: StoryRow | ChapterRow, files: Collection[str]) -> Iterator[str]:
    """Values without a trail, figures that cannot be, ways that are none, files that are not there.

    Args:
        files: every file the manifest names.
    """
    values = len(row.values) if isinstance(row, ChapterRow) else 0
    for field, part in _parts(row):
        for problem in _faults(part, values, files):
            yield f"{field}: {problem}"


def _parts(row: StoryRow | ChapterRow) -> Iterator[tuple[str, _Part]]:
    """Everything a row is made of, with the field it stands in."""
    names = ("blocks", "values") if isinstance(row, ChapterRow) else ("cover", "cover_ar")
    for name in names:
        yield from ((name, part) for part in _within(getattr(row, name)))


def _within(value: object) -> Iterator[_Part]:
    if isinstance(value, tuple):
        for each in value:
            yield from _within(each)
    elif isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from _within(getattr(value, name))


def _named(part: _Part) -> Iterator[tuple[str, str]]:
    """The tables and ids that one part names; '' where it names none."""
    match part:
        case Span(target=target) | Mark(target=target):
            kind, _, key = target.partition(":")
            if kind in _TARGETS:
                yield _TARGETS[kind], key
        case LiveValue():
            yield from (("claims", claim) for claim in part.claims)
            yield from (
                ("incidents", part.incident),
                ("populations", part.population),
                ("victims", part.person),
            )
        case Picture():
            yield "items", part.item
        case QuoteBlock():
            yield "claims", part.claim
        case PortraitBlock():
            yield "victims", part.person
        case DocumentBlock():
            yield from (("items", part.item), ("claims", part.claim))
        case ChartBlock():
            yield "parties" if part.of == "answers" else "populations", part.subject


def _faults(part: _Part, values: int, files: Collection[str]) -> Iterator[str]:
    match part:
        case LiveValue():
            yield from _without_trail(part)
        case Span(value=int(at)) | Shown(value=at) if not 0 <= at < values:
            yield f"there is no value {at}"
        case Span(target=target) | Mark(target=target) if target:
            kind, _, key = target.partition(":")
            if kind not in _TARGETS and (kind != "page" or key not in PAGES):
                yield f"{target!r} leads nowhere"
        case Rendition() if part.path not in files:
            yield f"{part.path} is not in the release"


def _without_trail(value: LiveValue) -> Iterator[str]:
    if not value.claims and value.note not in NOTES:
        yield f"{value.expression!r} leads to no claim, and does not say where its trail ends"
    low, high = value.min, value.max
    if (low or 0) < 0 or (high is not None and high < (low or 0)):
        yield f"{value.expression!r} gives {low} to {high}, which is no range"
