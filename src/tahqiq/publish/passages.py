"""Pages of quotes: a stretch of text with its quotes marked, or the cells of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.quotes import (
    Quote,
    answer_quote,
    assessment_quote,
    claim_quote,
    listing_quote,
    statement_quote,
)
from tahqiq.publish.shelves import Held, Passage, Shelves
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    ClaimRow,
    ListingRow,
    StatementRow,
)

R = TypeVar("R")

#: Rows that quote, in the order in which a page shows them, and how each is quoted.
_QUOTED: dict[type[Any], Callable[[Edition, Held[Any]], Quote]] = {
    AssessmentRow: assessment_quote,
    ClaimRow: partial(claim_quote, whole=True),
    AnswerRow: answer_quote,
    StatementRow: statement_quote,
    ListingRow: listing_quote,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text: the anchors of quotes that begin here, and whether it is quoted."""

    text: str
    begins: tuple[str, ...]
    quoted: bool


def pages(edition: Edition, incident: str | None) -> Iterator[Page]:
    """One page for each passage of one incident; with None, for each of all that are of none."""
    shelves = edition.shelves
    found = shelves.passages("incident IS NULL") if incident is None else shelves.passages_of(incident)
    for passage in found:
        yield _page(edition, passage)


def _page(edition: Edition, passage: Passage) -> Page:
    item = edition.item(passage.item)
    quotes = list(_quotes(edition, passage))
    withheld = any(quote.withheld is not None for quote in quotes)
    text = item.row.text if passage.kind == "span" and not withheld else None
    values = {
        "item": item.row,
        "item_title": edition.item_title(item),
        "item_href": f"items/{item.name}.html",
        "source": edition.source(item.row.source),
        "incident": edition.incident_link(passage.incident),
        "kind": passage.kind,
        "quotes": quotes,
        "stretches": stretches(text, quotes) if text else [],
        "translation": item.row.text_ar if text and edition.tongue.language == "ar" else None,
        "href": f"claims/{passage.name}.html",
    }
    return Page(path=f"claims/{passage.name}.html", template="passage.html", values=values)


def _quotes(edition: Edition, passage: Passage) -> Iterator[Quote]:
    for kind, quoted in _QUOTED.items():
        for held in _held(edition.shelves, kind, passage):
            yield quoted(edition, held)


def _held(shelves: Shelves, kind: type[R], passage: Passage) -> Iterable[Held[R]]:
    """Its rows of a kind; what a table says of one incident is looked up by the incident."""
    if passage.incident is None:
        return shelves.each(kind, "passage = ?", passage.name)
    return (held for held in shelves.of(kind, "incident", passage.incident) if held.passage == passage.name)


def stretches(text: str, quotes: list[Quote]) -> list[Stretch]:
    """A text cut wherever a quote begins or ends; a quote that is not where it says marks nothing.

    Args:
        text: the whole text.
        quotes: what is quoted from it, by offsets in code points.
    """
    standing = [quote for quote in quotes if quote.words and text[quote.start : quote.end] == quote.words]
    cuts = sorted({0, len(text), *(quote.start for quote in standing), *(quote.end for quote in standing)})
    pieces = []
    for start, end in pairwise(cuts):
        begins = tuple(quote.anchor for quote in standing if quote.start == start)
        quoted = any(quote.start <= start and end <= quote.end for quote in standing)
        pieces.append(Stretch(text[start:end], begins, quoted))
    return pieces
