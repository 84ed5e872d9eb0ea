"""One source's pages: everything it said here, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from markupsafe import escape
from msgspec.structs import replace

from tahqiq.publish import labels
from tahqiq.publish.catalogues import item_view, source_view
from tahqiq.publish.edition import PER_PAGE, Edition, Page, sheets
from tahqiq.publish.quotes import (
    Quote,
    answer_quote,
    assessment_quote,
    claim_quote,
    listing_quote,
    statement_quote,
)
from tahqiq.publish.shelves import Held
from tahqiq.publish.straight import marked
from tahqiq.vocab.rows import (
    AnswerRow,
    AssessmentRow,
    ClaimRow,
    ItemRow,
    ListingRow,
    SourceRow,
    StatementRow,
    VictimRow,
)


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of every source."""
    for source in edition.shelves.each(SourceRow):
        yield from _pages(edition, source)


def _pages(edition: Edition, held: Held[SourceRow]) -> Iterator[Page]:
    """Its claims first; each other kind of thing it said, where it said any, on pages of its own."""
    mine = (held.row.id, held.row.slug)
    counts = {name: edition.shelves.count(part.kind, part.where, *mine) for name, part in _PARTS.items()}
    there = [name for name in _PARTS if counts[name] or name == "claims"]
    items = edition.shelves.each(ItemRow, "source IN (?, ?)", *mine)
    values: dict[str, object] = {
        "view": source_view(edition, held),
        "items": [item_view(edition, item) for item in islice(items, PER_PAGE)],
        "parts": [
            (edition.tongue.label(labels.SOURCE_PARTS, name), f"{_stem(held, name)}.html") for name in there
        ],
    }
    for name in there:
        part, title = _PARTS[name], edition.tongue.label(labels.SOURCE_PARTS, name)
        each = edition.shelves.each(part.kind, part.where, *mine)
        for path, sheet in sheets(_stem(held, name), counts[name]):
            quotes = [part.quote(edition, row) for row in islice(each, PER_PAGE)]
            here = {"title": title, "quotes": quotes, "sheet": sheet}
            yield Page(path=path, template="source.html", values=values | here)


def _stem(source: Held[SourceRow], part: str) -> str:
    """Where the pages of a part lie, without number and ending (`slugs` keeps these endings free)."""
    return f"sources/{source.name}" if part == "claims" else f"sources/{source.name}-{part}"


def _graded(edition: Edition, held: Held[AssessmentRow]) -> Quote:
    return _of_incident(edition, assessment_quote(edition, held, listed=True), held.row.incident)


def _answered(edition: Edition, held: Held[AnswerRow]) -> Quote:
    return _of_incident(edition, answer_quote(edition, held, listed=True), held.row.incident)


def _stated(edition: Edition, held: Held[StatementRow]) -> Quote:
    return _of_incident(edition, statement_quote(edition, held, listed=True), held.row.incident)


def _of_incident(edition: Edition, quote: Quote, incident: str) -> Quote:
    """The quote with the code of its incident, which alone tells one from another on a list."""
    link = edition.incident_link(incident)
    return quote if link is None else replace(quote, title=marked(f"{link.name} · {escape(quote.title)}"))


def _listed(edition: Edition, held: Held[ListingRow]) -> Quote:
    """A person's entry, by the name where it may be shown."""
    quote, victim = listing_quote(edition, held, listed=True), edition.shelves.get(VictimRow, held.row.victim)
    name = edition.tongue.pick(victim.row, "name") if victim is not None else ""
    return replace(quote, title=name or escape(edition.tongue.word("A person whose name is not shown")))


@dataclass(frozen=True, slots=True)
class _Part:
    """One kind of thing that a source says: its rows, which of them are the source's, how quoted."""

    kind: type[Any]
    where: str
    quote: Callable[[Edition, Held[Any]], Quote]


_ITS_OWN, _CARRIED = "source IN (?, ?)", "item IN (SELECT id FROM items WHERE source IN (?, ?))"
_PARTS: dict[str, _Part] = {
    "claims": _Part(ClaimRow, _ITS_OWN, partial(claim_quote, listed=True)),
    "assessments": _Part(AssessmentRow, "passage != '' AND assessor IN (?, ?)", _graded),
    "listings": _Part(ListingRow, _ITS_OWN, _listed),
    "answers": _Part(AnswerRow, _CARRIED, _answered),
    "statements": _Part(StatementRow, _CARRIED, _stated),
}
