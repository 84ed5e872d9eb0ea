"""The wall of names: everybody listed, in the order of the days, each in both scripts.

A person whose name is not shown has a place like everybody else. Beside the pages stands an index of
the names by their letters in either script, for whoever looks for one (`search.words`); the pages read
without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from markupsafe import Markup

from tahqiq.publish.edition import Edition, Link, Page, sheets
from tahqiq.publish.incidents import CHRONOLOGICAL
from tahqiq.publish.people import Named, named
from tahqiq.publish.shelves import Held
from tahqiq.vocab.rows import IncidentRow, VictimRow

PER_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The people of one incident, or of none.

    Attributes:
        people: None for each whose name is not shown.
    """

    anchor: str
    date: Markup
    title: Markup | str
    incident: Link | None
    people: tuple[Named | None, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """The wall, some hundred names a page."""
    each = _people(edition)
    for path, sheet in sheets("names/index", edition.shelves.count(VictimRow), PER_PAGE):
        shown = islice(each, PER_PAGE)
        days = [
            _day(edition, key, group) for key, group in groupby(shown, key=lambda held: held.row.incident)
        ]
        yield Page(path=path, template="wall.html", values={"days": days, "sheet": sheet})


def _people(edition: Edition) -> Iterator[Held[VictimRow]]:
    """Everybody, incident by incident, oldest first; those of no incident last."""
    for incident in edition.shelves.each(IncidentRow, order=CHRONOLOGICAL):
        yield from edition.shelves.of(VictimRow, "incident", incident.row.id)
    yield from edition.shelves.each(VictimRow, "incident IS NULL")


def _day(edition: Edition, key: str | None, people: Iterator[Held[VictimRow]]) -> Day:
    tongue = edition.tongue
    found = edition.shelves.get(IncidentRow, key) if key else None
    shown = tuple(named(edition, held) if held.name else None for held in people)
    if found is None:
        title = tongue.word("Not tied to one incident")
        return Day(anchor="no-incident", date=Markup(""), title=title, incident=None, people=shown)
    row = found.row
    return Day(
        anchor=f"on-{found.name}",
        date=tongue.date(row.from_date, row.to_date),
        title=tongue.pick(row, "title") or tongue.pick(row, "location"),
        incident=edition.incident_link(row.id),
        people=shown,
    )
