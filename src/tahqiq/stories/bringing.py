"""A manuscript's media come into a case: sealed in the archive, recorded as items of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tahqiq.casebook.actions import add_item, add_source, record_built_in_story, submit_story
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import Case, Item, Source, StoryVersion
from tahqiq.casebook.telling import MediaShelf
from tahqiq.seal import Archive, Receipt
from tahqiq.stories.manuscript import Files
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.wording import Language, isolate_foreign, word

#: The source of pictures and sounds that were made for stories.
OUR_MEDIA = "made-for-the-story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What bringing a story in did; ``sealed``: media that were not in the archive before."""

    version: StoryVersion
    sealed: int


def bring_story(actor: Actor, case: Case, files: Files, *, shelf: MediaShelf) -> Brought:
    """Seals a manuscript's media and submits it; a second person approves it at the desk.

    Raises:
        NotPermitted: the actor may not record in this case.
        Untellable: something in it cannot be told; its media are sealed all the same.
    """
    actor.demand(Permission.RECORD, case.slug)
    sealed = _bring_media(actor, case, files.media, shelf.archive, how="tahqiq import story")
    version = submit_story(actor, case, files.manuscript, media=shelf)
    return Brought(version=version, sealed=sealed)


def bring_built_in(actor: Actor, case: Case, files: Files, *, archive: Archive) -> Brought:
    """Seals the media of a case's own story and records it; the same files again change nothing."""
    actor.demand(Permission.IMPORT, case.slug)
    sealed = _bring_media(actor, case, files.media, archive, how="built-in case")
    return Brought(version=record_built_in_story(actor, case, files.manuscript), sealed=sealed)


def _bring_media(actor: Actor, case: Case, media: Mapping[str, Path], archive: Archive, *, how: str) -> int:
    """Seals what is not sealed yet, and records what the case does not hold yet."""
    new = {sha256: path for sha256, path in media.items() if not archive.has(sha256)}
    receipts = ((path, _receipt(actor, path, how)) for path in new.values())
    sealed = sum(1 for _ in archive.seal_many(receipts))
    source = _our_source(actor, case) if media else None
    for sha256, path in media.items():
        if source is not None and not Item.objects.filter(case=case, sha256=sha256).exists():
            _record(actor, case, sha256, path, source)
    return sealed


def _receipt(actor: Actor, path: Path, how: str) -> Receipt:
    return Receipt(by=actor.name, original_name=path.name, how=how, legal_basis="made by us")


def _our_source(actor: Actor, case: Case) -> Source:
    name = "Pictures and sound made for the story"
    return add_source(
        actor, case, slug=OUR_MEDIA, name_en=name, name_ar=word(name, "ar"), kind=SourceKind.OTHER
    )


def _record(actor: Actor, case: Case, sha256: str, path: Path, source: Source) -> None:
    add_item(
        actor,
        case,
        sha256=sha256,
        size=path.stat().st_size,
        media_type=media_type_of(path),
        source=source,
        title_en=_title(path, "en"),
        title_ar=_title(path, "ar"),
    )


def _title(path: Path, language: Language) -> str:
    return word("For the story: {name}", language).replace("{name}", isolate_foreign(path.name))


_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}


def media_type_of(path: Path) -> str:
    """The type that a file's ending names; what it is shows when it is told.

    >>> media_type_of(Path("river.svg"))
    'image/svg+xml'
    """
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")
