"""Lists of what the record is made of: sources, sealed items, claims, people, recovery sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

from tahqiq.publish import labels
from tahqiq.publish.edition import PER_PAGE, Edition, Link, Page, sheets
from tahqiq.publish.incidents import Person, person
from tahqiq.publish.quotes import Quote, claim_quote
from tahqiq.publish.shelves import Held
from tahqiq.vocab.labels import SITE_KINDS
from tahqiq.vocab.rows import ClaimRow, ItemRow, RemainsRow, SiteRow, SourceRow, VictimRow

#: The file of a release that holds those identified.
_REMAINS = "remains.jsonl"
_OF_NOTHING_ELSE = "incident IS NULL AND population IS NULL AND site IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source on a page."""

    link: Link
    kind: Markup | str
    note: Markup
    url: str
    withheld: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """A sealed item on a page."""

    title: Markup
    href: str
    sha256: str
    size: str
    media_type: str
    source: Link
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundView:
    """Somebody recovered and identified, whose family was told; the person where the name is published.

    Attributes:
        row: its id in ``remains.jsonl``, where the trail of the count ends.
    """

    anchor: str
    row: str
    method: Markup | str
    recovered: Markup
    person: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """A place where bodies were recovered.

    Attributes:
        found: those identified, whose families were told. ``identified``: how many, in words.
        trail: where that number leads: to each of them.
    """

    anchor: str
    trail: str
    name: Markup
    kind: Markup | str
    note: Markup
    precision: Markup | str
    generic: bool
    row: SiteRow
    claims: tuple[Quote, ...]
    found: tuple[FoundView, ...]
    identified: str


def pages(edition: Edition) -> Iterator[Page]:
    """All of them."""
    yield from _source_lists(edition)
    yield from _item_lists(edition)
    for item in edition.shelves.each(ItemRow):
        yield from _item_pages(edition, item)
    yield from _claim_lists(edition)
    yield from _victim_lists(edition)
    yield from _site_lists(edition)


def source_view(edition: Edition, held: Held[SourceRow]) -> SourceView:
    """A source as a page shows it."""
    tongue, row = edition.tongue, held.row
    return SourceView(
        link=edition.source(row.id),
        kind=tongue.label(labels.SOURCE_KINDS, row.kind),
        note=tongue.pick(row, "note"),
        url=row.url or "",
        withheld=tongue.withheld(row.withheld, "name_en", "name_ar", "url", "note_en"),
    )


def item_view(edition: Edition, held: Held[ItemRow]) -> ItemView:
    """A sealed item as a page shows it."""
    row = held.row
    return ItemView(
        title=edition.item_title(held),
        href=f"items/{held.name}.html",
        sha256=row.sha256,
        size="" if row.size is None else edition.tongue.counted("{n} byte", "{n} bytes", row.size),
        media_type=row.media_type,
        source=edition.source(row.source),
        url=row.url or "",
    )


def _source_lists(edition: Edition) -> Iterator[Page]:
    each = edition.shelves.each(SourceRow)
    for path, sheet in sheets("sources/index", edition.shelves.count(SourceRow)):
        views = [source_view(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="sources.html", values={"views": views, "sheet": sheet})


def _item_lists(edition: Edition) -> Iterator[Page]:
    each = edition.shelves.each(ItemRow)
    for path, sheet in sheets("items/index", edition.shelves.count(ItemRow)):
        views = [item_view(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="items.html", values={"views": views, "sheet": sheet})


def _item_pages(edition: Edition, held: Held[ItemRow]) -> Iterator[Page]:
    shelves, row = edition.shelves, held.row
    parent = shelves.get(ItemRow, row.parent_sha256) if row.parent_sha256 else None
    each = shelves.passages("item = ?", row.id)
    for path, sheet in sheets(f"items/{held.name}", shelves.count_passages("item = ?", row.id)):
        passages = [
            (f"claims/{passage.name}.html", edition.incident_link(passage.incident), passage)
            for passage in islice(each, PER_PAGE)
        ]
        values = {
            "row": row,
            "view": item_view(edition, held),
            "parent_href": f"items/{parent.name}.html" if parent is not None else "",
            "passages": passages,
            "sheet": sheet,
        }
        yield Page(path=path, template="item.html", values=values)


def _claim_lists(edition: Edition) -> Iterator[Page]:
    """Every claim; and, first, those about neither an incident nor a population nor a site."""
    shelves, word = edition.shelves, edition.tongue.word
    parts = (
        ("claims/index", "claims.html", word("All claims"), ""),
        ("claims/index-context", "context.html", word("Findings, answers and context"), _OF_NOTHING_ELSE),
    )
    for stem, template, title, where in parts:
        each = shelves.each(ClaimRow, where)
        for path, sheet in sheets(stem, shelves.count(ClaimRow, where)):
            quotes = [claim_quote(edition, claim, listed=True) for claim in islice(each, PER_PAGE)]
            values = {"title": title, "quotes": quotes, "sheet": sheet, "all": not where}
            yield Page(path=path, template=template, values=values)


def _victim_lists(edition: Edition) -> Iterator[Page]:
    each = edition.shelves.each(VictimRow)
    for path, sheet in sheets("victims/index", edition.shelves.count(VictimRow)):
        people = [person(edition, held) for held in islice(each, PER_PAGE)]
        yield Page(path=path, template="victims.html", values={"people": people, "sheet": sheet})


def _site_lists(edition: Edition) -> Iterator[Page]:
    each = edition.shelves.each(SiteRow)
    for path, sheet in sheets("sites/index", edition.shelves.count(SiteRow)):
        views = [_site_view(edition, held.row, path) for held in islice(each, PER_PAGE)]
        released = edition.manifest.files.get(_REMAINS)
        sha256 = released.sha256 if released is not None else ""
        values = {"views": views, "sheet": sheet, "file": _REMAINS, "file_sha256": sha256}
        yield Page(path=path, template="sites.html", values=values)


def _found_view(edition: Edition, row: RemainsRow) -> FoundView:
    held = edition.shelves.get(VictimRow, row.victim) if row.victim else None
    return FoundView(
        anchor=f"found-{row.id}",
        row=row.id,
        method=edition.tongue.label(labels.PRIMARY_IDENTIFIERS, row.method),
        recovered=edition.tongue.date(row.recovered_from, row.recovered_to),
        person=person(edition, held) if held is not None else None,
    )


def _site_view(edition: Edition, row: SiteRow, path: str) -> SiteView:
    tongue = edition.tongue
    found = [_found_view(edition, each.row) for each in edition.shelves.of(RemainsRow, "site", row.id)]
    one, many = "{n} person recovered here was identified", "{n} people recovered here were identified"
    return SiteView(
        anchor=f"site-{row.id}",
        trail=f"{path}#identified-{row.id}",
        name=tongue.pick(row, "name") or escape(tongue.word("A site without a name")),
        kind=tongue.label(SITE_KINDS, row.kind),
        note=tongue.pick(row, "note"),
        precision=tongue.label(labels.PRECISIONS, row.precision),
        generic=tongue.hedge_of_place(row.precision),
        row=row,
        claims=tuple(claim_quote(edition, each) for each in edition.shelves.of(ClaimRow, "site", row.id)),
        found=tuple(found),
        identified=tongue.counted(one, many, len(found)) if found else "",
    )
