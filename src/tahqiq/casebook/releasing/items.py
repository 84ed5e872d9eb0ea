"""Sealed items and the texts taken from them as release rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef

from tahqiq.casebook.models import Claim, Item, Text
from tahqiq.casebook.releasing.reading import NO_CONSENT, Leaving, stream
from tahqiq.vocab.rows import ItemRow, Withheld

_WORDS = ("title_en", "title_ar", "url", "text", "text_ar", "text_ar_by")


def items(leaving: Leaving) -> Iterator[ItemRow]:
    """All items by SHA-256, then the texts taken from them that accepted claims cite."""
    found = Item.objects.filter(case=leaving.case).select_related("parent")
    for item in stream(found.annotate(may_leave=leaving.words_may_leave("")), "sha256", "id"):
        yield _row(leaving, item, item.may_leave, _item(leaving, item))
    yield from _texts(leaving)


def _row(leaving: Leaving, item: Item, may_leave: bool, plain: dict[str, Any]) -> ItemRow:
    named = item.source_id not in leaving.nameless
    held = () if may_leave and named else _WORDS
    withhold = [Withheld(field=name, reason=NO_CONSENT) for name in held]
    return Item.release_policy.apply(ItemRow, plain, withhold=withhold)


def _item(leaving: Leaving, item: Item) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "sha256": item.sha256,
        "source": leaving.sources[item.source_id],
        "title_en": item.title_en,
        "title_ar": item.title_ar,
        "media_type": item.media_type,
        "size": item.size,
        "url": item.url,
        **(_own_words(item) if item.own_words else {}),
        "parent_sha256": item.parent.sha256 if item.parent is not None else "",
        "operation": item.operation,
    }


def _own_words(item: Item) -> dict[str, Any]:
    """Our own note in its own words, with its Arabic translation and who made it."""
    texts = list(Text.objects.filter(item=item).order_by("sha256", "id"))
    original = next((text for text in texts if text.original_id is None), None)
    arabic = next((text for text in texts if text.language == "ar" and text.original_id is not None), None)
    return {
        "text": original.content if original is not None else None,
        "text_ar": arabic.content if arabic is not None else None,
        "text_ar_by": arabic.translator if arabic is not None else "",
    }


def _texts(leaving: Leaving) -> Iterator[ItemRow]:
    """A text taken from an item is a derived sealed item (HOUSE, rule 3)."""
    cited = Claim.objects.accepted().filter(item=OuterRef("item"), text_sha256=OuterRef("sha256"))
    found = Text.objects.filter(Exists(cited), case=leaving.case).exclude(sha256=F("item__sha256"))
    found = found.select_related("item").annotate(may_leave=leaving.words_may_leave())
    for text in stream(found, "sha256", "id"):
        plain = {
            "id": str(text.pk),
            "sha256": text.sha256,
            "source": leaving.sources[text.item.source_id],
            "title_en": text.item.title_en,
            "title_ar": text.item.title_ar,
            "media_type": "text/plain",
            "size": len(text.content.encode()),
            "url": text.item.url,
            "parent_sha256": text.item.sha256,
            "operation": f"{text.extractor} {text.version}",
        }
        yield _row(leaving, text.item, text.may_leave, plain)
