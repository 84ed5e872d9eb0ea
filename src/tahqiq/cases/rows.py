"""A built-in case as rows of the casebook: pure functions of its files, ids and all.

Every id follows from the slug of the case and of the entry, so that the same files give the same
record on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tahqiq.casebook.identity import blame_id, item_id, party_id, population_id, source_id
from tahqiq.casebook.importing.rows import claim_row, located
from tahqiq.cases.folder import CaseClaim, CaseFolder, Note
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.wording import Language, word

Row = dict[str, Any]
#: What makes the Arabic of a note out of the English, as custody log and items call it.
TRANSLATION = "translation"


class Rows:
    """The rows of one case, kind by kind, in an order in which each points only to earlier ones."""

    def __init__(self, folder: CaseFolder, case_id: UUID) -> None:
        self._folder, self._case_id, self._slug = folder, case_id, folder.case.slug

    def sources(self) -> Iterator[Row]:
        """Who published what the notes are about."""
        for slug, entry in self._folder.sources.items():
            row = {"slug": slug, "name_en": entry.name_en, "name_ar": entry.name_ar, "kind": str(entry.kind)}
            yield self._row(source_id(self._slug, slug), **row, note_en=entry.note_en, note_ar=entry.note_ar)

    def parties(self) -> Iterator[Row]:
        """Parties blamed or answering."""
        for slug, entry in self._folder.parties.items():
            yield self._row(
                party_id(self._slug, slug), slug=slug, name_en=entry.name_en, name_ar=entry.name_ar
            )

    def populations(self) -> Iterator[Row]:
        """Groups that figures describe, their panels in the order of the file."""
        for position, (slug, entry) in enumerate(self._folder.populations.items()):
            titles = {"title_en": entry.title_en, "title_ar": entry.title_ar}
            notes = {"note_en": entry.note_en, "note_ar": entry.note_ar}
            yield self._row(population_id(self._slug, slug), slug=slug, position=position, **titles, **notes)

    def places(self) -> Iterator[Row]:
        """Places as worded, without points."""
        for slug, entry in self._folder.places.items():
            words = {"name_en": entry.name_en, "name_ar": entry.name_ar}
            yield self._row(self._id("place", slug), precision=str(entry.precision), **words)

    def sites(self) -> Iterator[Row]:
        """Recovery sites."""
        for slug, entry in self._folder.sites.items():
            yield self._row(
                self._id("site", slug),
                name_en=entry.name_en,
                name_ar=entry.name_ar,
                kind=entry.kind,
                place_id=self._id("place", entry.place),
                note_en=entry.note_en,
                note_ar=entry.note_ar,
            )

    def incidents(self) -> Iterator[Row]:
        """Incidents; no source lists them, the case itself does."""
        for slug, entry in self._folder.incidents.items():
            span = DateSpan.parse(entry.first, entry.last)
            yield self._row(
                self._id("incident", slug),
                code=entry.code,
                title_en=entry.title_en,
                title_ar=entry.title_ar,
                summary_en=entry.summary_en,
                summary_ar=entry.summary_ar,
                start=span.start,
                end=span.end,
                time_wording=entry.time_wording,
                place_id=self._id("place", entry.place),
                counted=not entry.not_counted_en,
                not_counted_en=entry.not_counted_en,
                not_counted_ar=entry.not_counted_ar,
            )

    def blames(self) -> Iterator[Row]:
        """Which party is blamed for which incident."""
        for slug, entry in self._folder.incidents.items():
            incident = self._id("incident", slug)
            for party in (party_id(self._slug, each) for each in entry.blamed):
                yield self._row(blame_id(incident, party), incident_id=incident, party_id=party)

    def originals(self) -> Iterator[Row]:
        """Our notes as sealed items."""
        for note in self._folder.notes.values():
            titles = {"title_en": note.entry.title_en, "title_ar": note.entry.title_ar}
            yield {**self._item(note, note.sha256, note.text), **titles}

    def translations(self) -> Iterator[Row]:
        """Their Arabic, derived from them."""
        for note in self._folder.notes.values():
            parent = item_id(self._slug, note.sha256)
            titles = {
                "title_en": _translated(note.entry.title_en, "en"),
                "title_ar": _translated(note.entry.title_ar, "ar"),
            }
            derived = {"parent_id": parent, "operation": TRANSLATION}
            yield {**self._item(note, note.sha256_ar, note.text_ar), **titles, **derived}

    def texts(self) -> Iterator[Row]:
        """The words of each item: of the notes, and of their translations as items of their own."""
        for note in self._folder.notes.values():
            yield self._text(note.sha256, note.sha256, note.text, language="en", extractor="utf-8")
            yield self._text(note.sha256_ar, note.sha256_ar, note.text_ar, language="ar", extractor="utf-8")

    def translated_texts(self) -> Iterator[Row]:
        """The Arabic beside the original; it names who translated it."""
        for note in self._folder.notes.values():
            row = self._text(note.sha256, note.sha256_ar, note.text_ar, language="ar", extractor=TRANSLATION)
            original = self._text_id(note.sha256, note.sha256)
            yield {**row, "original_id": original, "translator": self._folder.case.translator}

    def claims(self) -> Iterator[Row]:
        """Claims as proposed, about what they are about."""
        for each in self._folder.claims:
            population = each.claim.population
            row = claim_row(
                self._case_id,
                each.claim,
                item=item_id(self._slug, each.note.sha256),
                source=self._source_of(each.note),
                key=each.key,
                population=population_id(self._slug, population) if population else None,
            )
            yield {**row, **self._about(each), "statement_ar_by": self._folder.case.translator}

    def answers(self) -> Iterator[Row]:
        """The armed actors' answers, each standing in the words of its claim."""
        claims = {each.key: each for each in self._folder.claims}
        for slug, entry in self._folder.answers.items():
            said = claims[entry.claim]
            yield self._row(
                self._id("answer", slug, entry.party),
                incident_id=self._id("incident", slug),
                party_id=party_id(self._slug, entry.party),
                source_id=self._source_of(said.note),
                source_key=entry.claim,
                state=str(entry.state),
                reason_wording=entry.reason_wording,
                killed_min=entry.killed_min,
                killed_max=entry.killed_max,
                claim_id=said.claim.id,
                **located(said.claim.locator, said.claim.quote, item_id(self._slug, said.note.sha256)),
            )

    def _id(self, kind: str, *key: str) -> UUID:
        return imported_id(f"case:{self._slug}", kind, *key)

    def _row(self, id_: UUID, **values: object) -> Row:
        return {"id": id_, "case_id": self._case_id, **values}

    def _item(self, note: Note, sha256: str, text: str) -> Row:
        return self._row(
            item_id(self._slug, sha256),
            sha256=sha256,
            size=len(text.encode()),
            media_type="text/plain",
            source_id=self._source_of(note),
            own_words=True,
        )

    def _text(self, item: str, sha256: str, words: str, *, language: str, extractor: str) -> Row:
        """Words of an item, by the hashes of both."""
        said = {"language": language, "extractor": extractor, "version": "1"}
        where = {"item_id": item_id(self._slug, item), "sha256": sha256}
        return self._row(self._text_id(item, sha256), content=words, **where, **said)

    def _text_id(self, item: str, sha256: str) -> UUID:
        return self._id("text", item, sha256)

    def _about(self, claim: CaseClaim) -> Row:
        return {
            "incident_id": self._id("incident", claim.incident) if claim.incident else None,
            "site_id": self._id("site", claim.site) if claim.site else None,
        }

    def _source_of(self, note: Note) -> UUID:
        return source_id(self._slug, note.entry.source)


def _translated(title: str, language: Language) -> str:
    """What the Arabic of a note is called.

    >>> _translated("A note", "en")
    'Arabic translation: A note'
    """
    return word("Arabic translation: {title}", language).replace("{title}", title)
