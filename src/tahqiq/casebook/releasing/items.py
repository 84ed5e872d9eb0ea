"""Sealed items and the texts taken from them as release rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from tahqiq.casebook.models import Answer, Assessment, Claim, Item, Listing, Statement, Text
from tahqiq.casebook.releasing.reading import NO_CONSENT, Leaving, stream
from tahqiq.vocab.ids import is_veiled, veiled_id
from tahqiq.vocab.rows import ItemRow, Withheld

_WORDS = ("title_en", "title_ar", "url", "text", "text_ar", "text_ar_by")
#: What cites an item in a release, beside accepted claims.
_CITING = (Answer, Assessment, Listing, Statement)


def items(leaving: Leaving) -> Iterator[ItemRow]:
    """All items by SHA-256, then the texts taken from them that accepted claims cite.

    What somebody entrusted to us, and may not leave as what it is, leaves only where something cites it:
    under no hash, no size, and no id that follows from either.
    """
    found = Item.objects.filter(case=leaving.case).exclude(id__in=_silent(leaving)).select_related("parent")
    for item in stream(found.annotate(may_leave=leaving.words_may_leave("")), "sha256", "id"):
        yield _row(leaving, item, item.may_leave, _item(leaving, item))
    yield from _texts(leaving)


def _silent(leaving: Leaving) -> set[UUID]:
    """Veiled items that nothing in a release cites: it does not say that they are held."""
    veiled = set(leaving.veiled)
    cited = set(Claim.objects.accepted().filter(item__in=veiled).values_list("item", flat=True))
    for kind in _CITING:
        standing = kind._default_manager.filter(item__in=veiled, withdrawn_at=None)
        cited.update(standing.values_list("item", flat=True))
    return veiled - cited


def _row(leaving: Leaving, item: Item, may_leave: bool, plain: dict[str, Any]) -> ItemRow:
    named = item.source_id not in leaving.nameless
    held: tuple[str, ...] = () if may_leave and named else _WORDS
    if is_veiled(plain["sha256"]):
        held = (*held, "size")
    withhold = [Withheld(field=name, reason=NO_CONSENT) for name in held]
    return Item.release_policy.apply(ItemRow, plain, withhold=withhold)


def _item(leaving: Leaving, item: Item) -> dict[str, Any]:
    parent = item.parent if item.parent_id not in leaving.veiled and item.pk not in leaving.veiled else None
    return {
        "id": leaving.item(item.pk),
        "sha256": leaving.item_hash(item.pk, item.sha256),
        "source": leaving.sources[item.source_id],
        "title_en": item.title_en,
        "title_ar": item.title_ar,
        "media_type": item.media_type,
        "size": item.size,
        "url": item.url,
        **(_own_words(item) if item.own_words else {}),
        "parent_sha256": parent.sha256 if parent is not None else "",
        "operation": item.operation if parent is not None else "",
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
        secret = leaving.veiled_words.get(text.item_id)
        plain = {
            "id": str(text.pk if secret is None else veiled_id(secret, "text", str(text.pk))),
            "sha256": leaving.text_hash(text.item_id, text.sha256),
            "source": leaving.sources[text.item.source_id],
            "title_en": text.item.title_en,
            "title_ar": text.item.title_ar,
            "media_type": "text/plain",
            "size": len(text.content.encode()),
            "url": text.item.url,
            "parent_sha256": "" if text.item_id in leaving.veiled else text.item.sha256,
            "operation": f"{text.extractor} {text.version}",
        }
        yield _row(leaving, text.item, text.may_leave, plain)
