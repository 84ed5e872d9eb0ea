"""One page for each person whose name may be shown: its spellings, and what is known from whom."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from tahqiq.publish.edition import Edition, Link, Page
from tahqiq.publish.incidents import Person, person
from tahqiq.publish.names import family, is_romanised, name_in_latin, spellings
from tahqiq.publish.shelves import Held, Shelves
from tahqiq.vocab.rows import IncidentRow, ListingRow, VictimRow


class Named(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name on a list, and the page of whoever bore it.

    Attributes:
        other: the name in the other script; romanised by us where ``ours`` says so.
    """

    name: Markup
    other: Markup
    ours: bool
    href: str


def pages(edition: Edition, incident: str | None) -> Iterator[Page]:
    """Those of one incident's people, with None of people of no incident; nobody's whose name is withheld."""
    shelves = edition.shelves
    people = (
        shelves.each(VictimRow, "incident IS NULL")
        if incident is None
        else shelves.of(VictimRow, "incident", incident)
    )
    for held in people:
        if held.name:
            yield Page(path=href(held), template="person.html", values=_values(edition, held))


def href(held: Held[VictimRow]) -> str:
    """The page of a person; '' where the name is not shown."""
    return f"people/{held.name}.html" if held.name else ""


def named(edition: Edition, held: Held[VictimRow]) -> Named:
    """A name in both scripts."""
    tongue, row = edition.tongue, held.row
    ours = is_romanised(row) and tongue.language == "en"
    other = row.name_en if tongue.language == "ar" else row.name_ar
    if ours:
        shown = tongue.words(name_in_latin(row), "en")
    else:
        shown = tongue.words(other, tongue.other) if row.name_en and row.name_ar else Markup("")
    return Named(name=tongue.pick(row, "name"), other=shown, ours=ours, href=href(held))


def other_spellings(shelves: Shelves, row: VictimRow) -> list[str]:
    """How else the sources that list a person spell the name; of cells that are withheld nothing."""
    quotes = (held.row.quote or "" for held in shelves.of(ListingRow, "victim", row.id))
    return spellings(row, [cell for quote in quotes for cell in quote.split("\n")])


def _values(edition: Edition, held: Held[VictimRow]) -> dict[str, object]:
    shown = person(edition, held, listed=False)
    return {
        "bearer": named(edition, held),
        "person": shown,
        "spellings": [edition.tongue.words(each) for each in other_spellings(edition.shelves, held.row)],
        "family": list(_family(edition, held)),
        **_incident(edition, shown, held.row.incident),
    }


def _incident(edition: Edition, shown: Person, key: str | None) -> dict[str, object]:
    """When and where, as the incident's page says."""
    found = edition.shelves.get(IncidentRow, key) if key else None
    link: Link | None = shown.incident
    if found is None:
        return {"incident": None, "title": "", "date": "", "place": ""}
    tongue, row = edition.tongue, found.row
    return {
        "incident": link,
        "title": tongue.pick(row, "title"),
        "date": tongue.date(row.from_date, row.to_date),
        "place": tongue.pick(row, "location"),
    }


def _family(edition: Edition, held: Held[VictimRow]) -> Iterator[Named]:
    """Others listed for the same incident whose names end in the same word; more is not claimed."""
    mine = family(held.row)
    if not mine or not held.row.incident:
        return
    for each in edition.shelves.of(VictimRow, "incident", held.row.incident):
        if each.name and each.row.id != held.row.id and mine & family(each.row):
            yield named(edition, each)
