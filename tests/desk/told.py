"""A text with claims, as the claims desk has it: sentences of our own, each with its figure."""

from __future__ import annotations

import hashlib

from casebook.record import Record

from tahqiq.casebook.models import Claim, Item, Source, Text

#: Ten sentences, in two languages; the first has one claim inside another.
SENTENCES = (
    ("Shelling killed 14 civilians, among them 3 children.", "killed 14 civilians", 14),
    ("The hospital said 20 people were wounded.", "20 people were wounded", 20),
    ("قال الدفاع المدني إن سبعة مدنيين قتلوا.", "سبعة مدنيين قتلوا", 7),
    ("Five more died on the way.", "Five more died", 5),
    ("Two medics were killed.", "Two medics were killed", 2),
    ("وأصيب تسعة بجروح.", "أصيب تسعة", 9),
    ("Six families left.", "Six families left", 6),
    ("Eleven people are missing.", "Eleven people are missing", 11),
    ("Four houses burnt down.", "Four houses burnt down", 4),
)


def text_of(sentences: tuple[tuple[str, str, int], ...] = SENTENCES) -> str:
    """The sentences, a paragraph each."""
    return "\n\n".join(sentence for sentence, _, _ in sentences)


def told(record: Record, *, source: Source | None = None) -> Item:
    """A sealed text with ten proposed claims, one inside another."""
    content = text_of()
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    whose = source or record.one(Source)
    if source is not None:
        sha256 = hashlib.sha256(f"{content}\n{source.slug}".encode()).hexdigest()
        content = f"{content}\n{source.slug}"
    item = record.new(Item, sha256=sha256, size=len(content.encode()), media_type="text/plain", source=whose)
    record.new(Text, item=item, sha256=sha256, content=content, extractor="text", version="1")
    for _, quote, count in SENTENCES:
        said(record, item, content, quote, count)
    said(record, item, content, "3 children", 3)
    return item


def said(record: Record, item: Item, content: str, quote: str, count: int, **values: object) -> Claim:
    """One proposed claim of a text."""
    start = content.index(quote)
    where = {"locator": "span", "start": start, "end": start + len(quote), "record": None, "columns": []}
    figure = {"quote": quote, "min": count, "max": count, "text_sha256": item.sha256, "item": item}
    return record.new(Claim, **{"incident": None, "source": item.source, **where, **figure, **values})
