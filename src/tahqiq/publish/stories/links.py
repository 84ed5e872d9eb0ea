"""Where a story leads: its live values to their trails, its words to pages of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tahqiq.publish.edition import Edition
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.incidents import trail
from tahqiq.publish.people import href as person_href
from tahqiq.publish.quotes import address
from tahqiq.publish.says import href as says_href
from tahqiq.publish.shelves import Held
from tahqiq.publish.slugs import slug
from tahqiq.vocab.rows import (
    AssessmentRow,
    ClaimRow,
    IncidentRow,
    ItemRow,
    PartyRow,
    PopulationRow,
    SiteRow,
    SourceRow,
    VictimRow,
)
from tahqiq.vocab.stories import LiveValue

R = TypeVar("R")

#: From a page of a story to the folder of its language, and to the site.
UP, ROOT = "../../", "../../../"
#: The lists that are counted, by what an expression calls them; each is the list itself, and no trail.
LISTS = {
    "sources": "sources/index.html",
    "items": "items/index.html",
    "claims": "claims/index.html",
    "sites": "sites/index.html",
}
_PAGES = {
    "method": "method.html",
    "explorer": "map.html",
    "incidents": "incidents/index.html",
    "people": "names/index.html",
    "sources": "sources/index.html",
    "downloads": "downloads.html",
    "check": "check.html",
    "corrections": "corrections.html",
    "answers": "totals/index.html",
}
#: Parts of an incident that its assessment gives.
_ASSESSED = {"killed", "injured", "grade"}


def opens(edition: Edition, value: LiveValue) -> str:
    """Where a live value opens, below the language's folder.

    Raises:
        UnfitRelease: it names nothing that the release holds.
    """
    kind, _, rest = value.expression.partition(" ")
    if kind == "count" and rest in LISTS:
        return LISTS[rest]
    if kind == "total":
        return _total(edition, rest.split())
    if value.incident and kind == "incident":
        return _incident(edition, value, rest.rpartition(" ")[2])
    if len(value.claims) == 1:
        return address(_held(edition, ClaimRow, value.claims[0]))[1]
    if value.person:
        return _person(edition, value.person)
    if value.population:
        return says_href(_held(edition, PopulationRow, value.population))
    if value.incident:
        return f"incidents/{_held(edition, IncidentRow, value.incident).name}.html"
    if value.claims:
        return address(_held(edition, ClaimRow, value.claims[0]))[1]
    raise UnfitRelease(f"a number of a story has no trail: {value.expression!r}", file="chapters.jsonl")


def is_trail(value: LiveValue) -> bool:
    """Whether what it opens tells what it rests on; else it is the list that was counted."""
    return not value.expression.startswith("count ")


def leads_to(edition: Edition, target: str) -> str:
    """Where words lead, as written on a page of the story.

    Raises:
        UnfitRelease: to nothing that the site has.
    """
    kind, _, key = target.partition(":")
    if kind == "chapter":
        return f"{slug(key)}.html"
    found = _TARGETS.get(kind)
    if found is None:
        raise UnfitRelease(f"words of a story lead to {target!r}", file="chapters.jsonl")
    return f"{UP}{found(edition, key)}"


def _incident(edition: Edition, value: LiveValue, part: str) -> str:
    """What its assessment gives opens that; its day and place open what is claimed, or its own page."""
    held = _held(edition, IncidentRow, value.incident)
    href = f"incidents/{held.name}.html"
    if part in _ASSESSED:
        assessments = edition.shelves.of(AssessmentRow, "incident", held.row.id)
        heading = next((each for each in assessments if each.row.heads), None)
        return trail(heading, href) if heading is not None else f"{href}#found-here"
    return href


def _total(edition: Edition, words: list[str]) -> str:
    kind, rest = words[0], words[1:]
    if kind == "killed":
        return f"totals/killed-{slug(rest[0] if rest else 'all')}.html"
    if kind == "grade":
        return f"totals/grade-{slug(rest[0])}.html"
    if kind == "victims":
        return "totals/people.html"
    if kind == "incidents":
        return "totals/incidents.html"
    name = edition.shelves.name_of(PartyRow, rest[0]) or slug(rest[0])
    if kind == "conceded":
        return f"totals/conceded-{name}.html"
    responses = edition.totals.responses.get(rest[0])
    some = responses is not None and getattr(responses, rest[1], False)
    return f"totals/answers-{name}-{slug(rest[1])}.html" if some else f"totals/answers-{name}.html"


def _person(edition: Edition, key: str) -> str:
    """A page of one's own; else the place among the people of the incident."""
    held = _held(edition, VictimRow, key)
    if own := person_href(held):
        return own
    if not held.row.incident:
        return "totals/people.html"
    incident = _held(edition, IncidentRow, held.row.incident)
    return f"incidents/{incident.name}.html#v-{held.row.id}"


def _held(edition: Edition, kind: type[R], key: str) -> Held[R]:
    held = edition.shelves.get(kind, key)
    if held is None:
        raise UnfitRelease(f"a story names what the release does not hold: {key!r}", file="chapters.jsonl")
    return held


def _page_of(kind: type[Any], folder: str) -> Callable[[Edition, str], str]:
    return lambda edition, key: f"{folder}/{_held(edition, kind, key).name}.html"


def _site(edition: Edition, key: str) -> str:
    return f"sites/index.html#site-{_held(edition, SiteRow, key).row.id}"


def _page(_edition: Edition, key: str) -> str:
    if key not in _PAGES:
        raise UnfitRelease(f"words of a story lead to a page that is none: {key!r}", file="chapters.jsonl")
    return _PAGES[key]


_TARGETS: Mapping[str, Callable[[Edition, str], str]] = {
    "incident": _page_of(IncidentRow, "incidents"),
    "claim": lambda edition, key: address(_held(edition, ClaimRow, key))[1],
    "source": _page_of(SourceRow, "sources"),
    "person": _person,
    "item": _page_of(ItemRow, "items"),
    "population": lambda edition, key: says_href(_held(edition, PopulationRow, key)),
    "site": _site,
    "page": _page,
}
