"""Accepted claims as release rows, each with its quote and, of our own notes, the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from tahqiq.casebook.models import Claim, Text
from tahqiq.casebook.models.claim import ClaimQuerySet
from tahqiq.casebook.releasing.reading import (
    NO_CONSENT,
    Leaving,
    by_incident,
    chunks,
    first_and_last,
    optional,
)
from tahqiq.vocab.rows import ClaimRow, Withheld

#: The most code points of its paragraph shown on either side of a quote.
AROUND = 1200
#: What a person's words are, and what is told of them.
_WORDS = [
    "quote",
    "context_before",
    "context_after",
    "statement_en",
    "statement_ar",
    "statement_ar_by",
    "of_whom",
    "basis",
    "note",
    "place",
]


def claims(leaving: Leaving) -> Iterator[ClaimRow]:
    """Accepted claims: those of incidents first, incident by incident, then the others."""
    for chunk in chunks(by_incident(accepted(leaving))):
        yield from claim_rows(leaving, chunk)


def accepted(leaving: Leaving) -> ClaimQuerySet:
    """The claims that may leave, each with what decides about its words."""
    found = Claim.objects.accepted().filter(case=leaving.case)
    found = found.annotate(may_leave=leaving.words_may_leave(), own_words=F("item__own_words"))
    return found.annotate(item_sha256=F("item__sha256"))


def claim_rows(leaving: Leaving, claims: Sequence[Any]) -> Iterator[ClaimRow]:
    """Some of ``accepted`` as rows."""
    known, texts = _accepted(claims), _own_texts(claims)
    for claim in claims:
        text = texts.get((claim.item_id, claim.text_sha256), "") if claim.own_words else ""
        plain = _claim(leaving, claim, known, text)
        held = () if claim.may_leave else _WORDS
        withhold = [Withheld(field=name, reason=NO_CONSENT) for name in held]
        yield Claim.release_policy.apply(ClaimRow, plain, withhold=withhold)


def _accepted(claims: Sequence[Claim]) -> set[UUID]:
    """Which of the claims that these point to leave with the release."""
    named = {id_ for each in claims for id_ in (each.within_id, each.supersedes_id) if id_ is not None}
    return set(Claim.objects.accepted().filter(id__in=named).values_list("id", flat=True)) if named else set()


def _own_texts(claims: Sequence[Any]) -> dict[tuple[UUID, str], str]:
    """The texts of our own notes that these claims quote."""
    noted = {claim.item_id for claim in claims if claim.own_words}
    if not noted:
        return {}
    found = Text.objects.filter(item__in=noted).values_list("item_id", "sha256", "content")
    return {(item, sha256): content for item, sha256, content in found}


def _claim(leaving: Leaving, claim: Any, accepted: set[UUID], text: str) -> dict[str, Any]:
    from_date, to_date = first_and_last(claim.span_start, claim.span_end)
    said_from, said_to = first_and_last(claim.said_start, claim.said_end)
    told = claim.item_id not in leaving.veiled_words
    start, end = (claim.start or 0, claim.end or 0) if told else (0, 0)
    before, after = _paragraph(text, start, end)
    return {
        "id": leaving.claim(claim.pk),
        "incident": optional(claim.incident_id),
        "population": leaving.populations[claim.population_id] if claim.population_id is not None else None,
        "site": optional(claim.site_id),
        "item": leaving.item(claim.item_id),
        "text_sha256": _hash(leaving, claim),
        "locator": claim.locator,
        "start": start,
        "end": end,
        "record": claim.record or 0,
        "columns": tuple(claim.columns),
        "key": claim.source_key if told else "",
        "quote": claim.quote,
        "context_before": before,
        "context_after": after,
        "statement_en": claim.statement_en,
        "statement_ar": claim.statement_ar,
        "statement_ar_by": claim.statement_ar_by,
        "effect": claim.effect,
        "category": claim.category,
        "of_whom": claim.of_whom,
        "unit": claim.unit,
        "min": claim.min,
        "max": claim.max,
        "hedge": claim.hedge,
        "negated": claim.negated,
        "stance": claim.stance,
        "scope": claim.scope,
        "source": leaving.sources[claim.source_id],
        "chain": tuple(_link(link, named=claim.may_leave) for link in claim.chain),
        "basis": claim.basis,
        "blamed": claim.blamed,
        "place": claim.place,
        "from_date": from_date,
        "to_date": to_date,
        "said_from": said_from,
        "said_to": said_to,
        "said_note": claim.said_note,
        "standard": claim.standard,
        "note": claim.note,
        "within": leaving.claim(claim.within_id) if claim.within_id in accepted else None,
        "supersedes": leaving.claim(claim.supersedes_id) if claim.supersedes_id in accepted else None,
    }


def _hash(leaving: Leaving, claim: Any) -> str:
    """The hash of what a claim quotes: the item's own bytes, or a text taken from it."""
    if claim.text_sha256 == claim.item_sha256:
        return leaving.item_hash(claim.item_id, claim.text_sha256)
    return leaving.text_hash(claim.item_id, claim.text_sha256)


def _paragraph(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the quote's own paragraph before and after it."""
    return text[:start].rpartition("\n")[2][-AROUND:], text[end:].partition("\n")[0][:AROUND]


def _link(link: dict[str, str], *, named: bool) -> dict[str, str]:
    """A link of the chain of attribution; where words are withheld it keeps kind and role alone."""
    return link if named else {**link, "name": ""}
