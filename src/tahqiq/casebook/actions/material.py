"""Bringing sources, sealed items, texts and recovery sites into a case; keeping incidents apart."""

from __future__ import annotations

import hashlib

from tahqiq.casebook import signing, versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import item_id, source_id
from tahqiq.casebook.models import Case, Incident, Item, Source, Text
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.parties import SourceKind


@action(Permission.RECORD)
def add_source(
    act: Act,
    case: Case,
    *,
    slug: str,
    name_en: str,
    name_ar: str = "",
    kind: SourceKind = SourceKind.OTHER,
    url: str = "",
) -> Source:
    """A source of the case; one that is there already stays as it is."""
    source, new = Source.objects.get_or_create(
        case=case,
        slug=slug,
        defaults={
            "id": source_id(case.slug, slug),
            "name_en": name_en,
            "name_ar": name_ar,
            "kind": str(kind),
            "url": url,
        },
    )
    if new:
        act.note(source, after={"slug": slug, "kind": str(kind)})
    return source


@action(Permission.RECORD)
def add_item(
    act: Act,
    case: Case,
    *,
    sha256: str,
    size: int,
    media_type: str,
    source: Source,
    title_en: str = "",
    title_ar: str = "",
    url: str = "",
    parent: Item | None = None,
    operation: str = "",
    own_words: bool = False,
    consent_needed: bool = False,
) -> Item:
    """A sealed item, known by its hash; one that is there already stays as it is.

    Args:
        parent, operation: what it was derived from, and how.
        own_words: it is our own note, whose words may be published.
        consent_needed: its words need a person's consent.
    """
    item, new = Item.objects.get_or_create(
        case=case,
        sha256=sha256,
        defaults={
            "id": item_id(case.slug, sha256),
            "size": size,
            "media_type": media_type,
            "source": source,
            "title_en": title_en,
            "title_ar": title_ar,
            "url": url,
            "parent": parent,
            "operation": operation,
            "own_words": own_words,
            "consent_needed": consent_needed,
        },
    )
    if new:
        act.note(item, after={"sha256": sha256, "source": source.slug})
    return item


@action(Permission.RECORD)
def add_text(
    act: Act,
    item: Item,
    *,
    content: str,
    extractor: str,
    version: str,
    language: str = "",
    original: Text | None = None,
    translator: str = "",
) -> Text:
    """Words taken from an item, or a translation of such words by a named person or machine.

    Raises:
        BadInput: a translation without a translator, or a translator of nothing.
    """
    if (original is None) != (translator == ""):
        raise BadInput("a translation names its original and its translator")
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    text, new = Text.objects.get_or_create(
        case=item.case,
        item=item,
        sha256=sha256,
        language=language,
        defaults={
            "id": imported_id(f"case:{item.case.slug}", "text", item.sha256, sha256, language),
            "content": content,
            "extractor": extractor,
            "version": version,
            "original": original,
            "translator": translator,
        },
    )
    if new:
        act.note(text, after={"sha256": sha256, "extractor": extractor, "translator": translator})
    return text


@action(Permission.RECORD)
def keep_apart(act: Act, incident: Incident, *, why_en: str, why_ar: str = "") -> Incident:
    """Keeps an incident out of the case's totals, for a reason that readers see.

    Raises:
        BadInput: no reason is given.
    """
    if not why_en.strip():
        raise BadInput("an incident is kept apart for a reason; none was given")
    return _count(act, incident, counted=False, why_en=why_en, why_ar=why_ar)


@action(Permission.RECORD)
def count_in(act: Act, incident: Incident) -> Incident:
    """Lets an incident into the case's totals again."""
    return _count(act, incident, counted=True, why_en="", why_ar="")


def _count(act: Act, incident: Incident, *, counted: bool, why_en: str, why_ar: str) -> Incident:
    before = {"counted": incident.counted, "why": incident.not_counted_en}
    after = {"counted": counted, "why": why_en}
    if before != after:
        values = {"counted": counted, "not_counted_en": why_en, "not_counted_ar": why_ar}
        versions.write(incident, values)
        act.note(incident, before=before, after=after)
        signing.lapse(act, [incident.pk])
    return incident
