"""A small story in both languages, over the record of ``casebook.record``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from casebook.record import NOW, Record
from tahqiq.casebook.models import Assessment, Claim, Item, Place
from tahqiq.casebook.telling import MediaShelf
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.stories import (
    FORMAT,
    Both,
    Manuscript,
    PictureRef,
    WrittenBlock,
    WrittenChapter,
    WrittenChart,
    WrittenImage,
    WrittenText,
)

DAY = date(2026, 11, 24)


def both(words: str) -> Both:
    """The same in both languages, the Arabic told apart."""
    return Both(en=words, ar=f"ع {words}")


def text(words: str, id_: str = "first") -> WrittenText:
    return WrittenText(id=id_, words=both(words))


def story(*blocks: WrittenBlock, **changed: Any) -> Manuscript:
    """A story of one chapter with these blocks."""
    chapter = WrittenChapter(
        slug="the-river",
        title=both("The river"),
        summary=both("A city"),
        content_note=both("Death"),
        blocks=blocks,
    )
    told = Manuscript(
        format=FORMAT, slug="after", title=both("After"), summary=both("What was said"), chapters=(chapter,)
    )
    return msgspec.structs.replace(told, **changed)


def figures(record: Record) -> Claim:
    """A claim that was accepted, known by a key, and the incident's assessment heading the totals."""
    claim = record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW, source_key="toll")
    record.new(Assessment, claims=[str(claim.pk)])
    Place.objects.filter(case=record.case).update(name_ar="بدو")
    return claim


def shelf(folder: Path) -> MediaShelf:
    return MediaShelf(Archive.at(folder / "archive"), folder / "renditions")


def sealed(record: Record, kept: MediaShelf, content: bytes | Path, **values: Any) -> Item:
    """An original in the archive and in the case."""
    (made,) = kept.archive.seal_many([(content, Receipt(by="amal", original_name="original"))])
    said = {"sha256": made.sha256, "size": made.size, "media_type": made.media_type, **values}
    return record.new(Item, **said)


def photograph(path: Path, size: tuple[int, int] = (1800, 900)) -> Path:
    """A picture with a place and a name in it that must not leave."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = picture.getexif()
    exif[0x010F], exif[0x9C9D if False else 0x013B] = "Canary camera", "Canary Name"
    exif.get_ifd(0x8825)[2] = (35.0, 57.0, 12.0)
    picture.save(path, "JPEG", exif=exif, comment=b"Canary comment")
    return path


def image(item: Item, id_: str = "picture", **changed: Any) -> WrittenImage:
    ref = PictureRef(item=item.sha256, alt=both("A grey slope"), credit=both("Drawn by us"))
    return WrittenImage(id=id_, picture=msgspec.structs.replace(ref, **changed))


def chart(of: str, subject: str = "", id_: str = "chart") -> WrittenChart:
    return WrittenChart(id=id_, title=both("Who says how many"), of=of, subject=subject)
