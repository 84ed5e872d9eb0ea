"""Pages of quotes: a stretch of text with its quotes marked, or the cells of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tahqiq.publish.edition import Edition, Page
from tahqiq.publish.quotes import (
    Quote,
    answer_quote,
    assessment_quote,
    claim_quote,
    listing_quote,
    statement_quote,
)
from tahqiq.publish.shelves import Passage
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    ClaimRow,
    ListingRow,
    StatementRow,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text: the anchors of quotes that begin here, and whether it is quoted."""

    text: str
    begins: tuple[str, ...]
    quoted: bool


def pages(edition: Edition) -> Iterator[Page]:
    """One page for each passage."""
    for passage in edition.shelves.passages():
        yield _page(edition, passage)


def _page(edition: Edition, passage: Passage) -> Page:
    item = edition.item(passage.item)
    quotes = list(_quotes(edition, passage.name))
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


def _quotes(edition: Edition, name: str) -> Iterator[Quote]:
    shelves = edition.shelves
    for assessment in shelves.each(AssessmentRow, "passage = ?", name):
        yield assessment_quote(edition, assessment)
    for claim in shelves.each(ClaimRow, "passage = ?", name):
        yield claim_quote(edition, claim, whole=True)
    for answer in shelves.each(AnswerRow, "passage = ?", name):
        yield answer_quote(edition, answer)
    for statement in shelves.each(StatementRow, "passage = ?", name):
        yield statement_quote(edition, statement)
    for listing in shelves.each(ListingRow, "passage = ?", name):
        yield listing_quote(edition, listing)


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
