"""The records a reader may look for: incidents, people, places, sources; in this order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from tahqiq.publish import labels, people
from tahqiq.publish.search.places import Places
from tahqiq.publish.shelves import Held, Shelves
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.rows import IncidentRow, SourceRow, VictimRow
from tahqiq.vocab.wording import LANGUAGES

Kind = Literal["incident", "person", "place", "source"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_TONGUES = tuple(Tongue(language) for language in LANGUAGES)


class Both(NamedTuple):
    """The same in English and in Arabic; '' where it is not said in one."""

    en: str = ""
    ar: str = ""


NOT_SAID = Both()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a reader finds.

    Attributes:
        path: below the language's folder; '' for a place, which the explorer shows.
        title, beneath, when: what a line of results shows; ``when`` in words.
        code: the public code of the incident; '' for what belongs to none.
        also: other words it is found by, as strong as its title.
        prose: running text it is found by, weakly.
        days: ISO dates it is found by.
        count: incidents at a place; 0 for anything else.
    """

    kind: Kind
    path: str
    title: Both
    beneath: Both = NOT_SAID
    when: Both = NOT_SAID
    code: str = ""
    also: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    count: int = 0


def records(shelves: Shelves, places: Places) -> Iterator[Record]:
    """Every record of a release; ``places`` collects where incidents were, and gives them back."""
    for held in shelves.each(IncidentRow, order="from_date = '', from_date, n"):
        places.add(held.row)
        yield _incident(held)
    yield from filter(None, (_person(shelves, held) for held in shelves.each(VictimRow)))
    for place in places.each(shelves):
        yield Record(kind="place", path="", title=Both(place.en, place.ar), count=place.incidents)
    yield from filter(None, map(_source, shelves.each(SourceRow)))


def _incident(held: Held[IncidentRow]) -> Record:
    row = held.row
    place = Both(row.location_en or "", row.location_ar or "")
    title = Both(row.title_en or "", row.title_ar or "")
    return Record(
        kind="incident",
        path=f"incidents/{held.name}.html",
        title=title if any(title) else place,
        beneath=place if any(title) and place != title else Both(),
        when=when(row.from_date, row.to_date),
        code=row.code,
        also=row.previous_codes,
        prose=(row.summary_en or "", row.summary_ar or ""),
        days=(row.from_date, row.to_date),
    )


def _person(shelves: Shelves, held: Held[VictimRow]) -> Record | None:
    """A person whose name the release holds; one without a name is found by the incident."""
    row, path = held.row, people.href(held)
    if not path:
        return None
    incident = shelves.get(IncidentRow, row.incident) if row.incident else None
    about = _incident(incident) if incident is not None else None
    return Record(
        kind="person",
        path=path,
        title=Both(row.name_en or "", row.name_ar or ""),
        beneath=Both(incident.row.location_en or "", incident.row.location_ar or "") if incident else Both(),
        when=about.when if about is not None else Both(),
        code=about.code if about is not None else "",
        also=tuple(people.other_spellings(shelves, row)),
    )


def _source(held: Held[SourceRow]) -> Record | None:
    """A source whose name may be shown."""
    row = held.row
    if not row.name_en and not row.name_ar:
        return None
    kind = Both(*(str(tongue.label(labels.SOURCE_KINDS, row.kind)) for tongue in _TONGUES))
    return Record(
        kind="source",
        path=f"sources/{held.name}.html",
        title=Both(row.name_en or "", row.name_ar or ""),
        beneath=kind,
        also=(row.slug,),
    )


@lru_cache(maxsize=8192)
def when(first: str, last: str) -> Both:
    """When, in words of both languages; '' where it is not known.

    >>> when("2017-08", "2017-08").en
    'August 2017'
    """
    if not first and not last:
        return Both()
    try:
        span = DateSpan.parse(first, last)
    except ValueError:
        return Both()
    return Both(*(span.text(language) for language in LANGUAGES))
