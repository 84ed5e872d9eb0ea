"""A built-in case as its files say it: notes, entries, claims with their places in the notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tahqiq.cases.entries import (
    AnswerEntry,
    CaseEntry,
    ClaimEntry,
    Entry,
    IncidentEntry,
    NoteEntry,
    PartyEntry,
    PlaceEntry,
    PopulationEntry,
    SiteEntry,
    SourceEntry,
)
from tahqiq.cases.files import converted, only_place, toml, words
from tahqiq.vocab.claims import Claim, Locator, Speaker
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

E = TypeVar("E", bound=Entry)
T = TypeVar("T")
#: The assessor that is no source: our own rules and people.
OURSELVES = "tahqiq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One of our notes on a public source, with its Arabic translation.

    Attributes:
        slug: the stem of its file names.
        text, text_ar: the words, exactly as in the files.
    """

    slug: str
    entry: NoteEntry
    text: str
    text_ar: str

    @property
    def sha256(self) -> str:
        """Of the English original."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def sha256_ar(self) -> str:
        """Of the Arabic translation."""
        return hashlib.sha256(self.text_ar.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaim:
    """A claim of the case under its key, with the note it stands in and the slugs it is about."""

    key: str
    note: Note
    incident: str
    site: str
    claim: Claim


class CaseFolder:
    """The files of one built-in case.

    Raises:
        BadInput: from any attribute; a file is missing or says something that fits nowhere.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def case(self) -> CaseEntry:
        """What the case is."""
        return converted(toml(self.path / "case.toml"), CaseEntry, self.path / "case.toml")

    @cached_property
    def parties(self) -> dict[str, PartyEntry]:
        """Parties by slug."""
        return self._entries("parties.toml", PartyEntry)

    @cached_property
    def sources(self) -> dict[str, SourceEntry]:
        """Sources by slug."""
        return self._entries("sources.toml", SourceEntry)

    @cached_property
    def populations(self) -> dict[str, PopulationEntry]:
        """Populations by slug, in the order of their panels."""
        return self._entries("populations.toml", PopulationEntry)

    @cached_property
    def places(self) -> dict[str, PlaceEntry]:
        """Places by slug."""
        return self._entries("places.toml", PlaceEntry)

    @cached_property
    def incidents(self) -> dict[str, IncidentEntry]:
        """Incidents by slug."""
        return self._entries("incidents.toml", IncidentEntry)

    @cached_property
    def sites(self) -> dict[str, SiteEntry]:
        """Recovery sites by slug."""
        return self._entries("sites.toml", SiteEntry)

    @cached_property
    def answers(self) -> dict[str, AnswerEntry]:
        """The armed actors' answers by slug of the incident."""
        return self._entries("answers.toml", AnswerEntry)

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Our notes by slug."""
        entries = self._entries("notes.toml", NoteEntry)
        return {slug: self._note(slug, entry) for slug, entry in entries.items()}

    @cached_property
    def claims(self) -> tuple[CaseClaim, ...]:
        """Every claim of the case, note by note."""
        return tuple(claim for note in self.notes.values() for claim in self._claims_of(note))

    def check(self) -> None:
        """Reads every file, so that what does not fit is found before anything is written.

        Raises:
            BadInput: something does not fit; the file and the entry are named.
        """
        if len({claim.key for claim in self.claims}) != len(self.claims):
            raise BadInput("two claims have one key", file=str(self.path / "claims"))
        for name, key, slug, entries in self._references():
            self._named(entries, slug, self.path / name, key)

    def _references(self) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
        """(file, entry, slug it names, entries among which it must be), but for those of claims."""
        claims = {claim.key: claim for claim in self.claims}
        yield "case.toml", "assessed_by", self.case.assessed_by, {OURSELVES: None, **self.sources}
        for key, note in self.notes.items():
            yield "notes.toml", key, note.entry.source, self.sources
        for key, incident in self.incidents.items():
            yield "incidents.toml", key, incident.place, self.places
            yield from (("incidents.toml", key, party, self.parties) for party in incident.blamed)
        for key, site in self.sites.items():
            yield "sites.toml", key, site.place, self.places
        for key, answer in self.answers.items():
            yield "answers.toml", key, key, self.incidents
            yield "answers.toml", key, answer.party, self.parties
            yield "answers.toml", key, answer.claim, claims

    def _entries(self, name: str, kind: type[E]) -> dict[str, E]:
        file = self.path / name
        return {slug: converted(table, kind, file, slug) for slug, table in toml(file).items()}

    def _note(self, slug: str, entry: NoteEntry) -> Note:
        folder = self.path / "notes"
        text, text_ar = (words(folder / name) for name in (f"{slug}.txt", f"{slug}.ar.txt"))
        return Note(slug=slug, entry=entry, text=text, text_ar=text_ar)

    def _claims_of(self, note: Note) -> Iterator[CaseClaim]:
        file = self.path / "claims" / f"{note.slug}.toml"
        tables = toml(file)
        common = tables.get("common", {})
        for key, table in tables.get("claims", {}).items():
            entry = converted({**common, **table}, ClaimEntry, file, key)
            claim = self._claim(key, entry, note, file)
            yield CaseClaim(key=key, note=note, incident=entry.incident, site=entry.site, claim=claim)

    def _claim(self, key: str, entry: ClaimEntry, note: Note, file: Path) -> Claim:
        start = only_place(entry.quote, note.text, file, key)
        place = self._named(self.places, entry.place, file, key)
        self._named(self.populations, entry.population, file, key)
        self._named(self.incidents, entry.incident, file, key)
        self._named(self.sites, entry.site, file, key)
        return Claim(
            text_sha256=note.sha256,
            locator=Locator.span(start, start + len(entry.quote)),
            quote=entry.quote,
            statement=entry.statement_en,
            statement_ar=entry.statement_ar,
            effect=entry.effect,
            category=entry.category,
            of_whom=entry.of_whom,
            unit=entry.unit,
            count=CountRange(entry.min, entry.max),
            hedge=entry.hedge,
            stance=entry.stance,
            scope=entry.scope,
            chain=(*entry.carriers, Speaker(name=entry.speaker, kind=entry.speaker_kind)),
            basis=entry.basis,
            blamed=entry.blamed,
            place=place.name_en if place is not None else "",
            span=DateSpan.parse(entry.first, entry.last),
            said=DateSpan.parse(entry.said),
            said_note=entry.said_note,
            standard=entry.standard,
            population=entry.population,
            note=entry.note,
        )

    @staticmethod
    def _named(entries: Mapping[str, T], slug: str, file: Path, key: str) -> T | None:
        """The entry of that slug; none for ''."""
        if slug and slug not in entries:
            raise BadInput(f"{key}: nothing is called {slug}", file=str(file))
        return entries.get(slug)
