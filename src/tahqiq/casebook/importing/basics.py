"""Sources, parties and populations: few, and first."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import models

from tahqiq.casebook import bulk
from tahqiq.casebook.identity import party_id, population_id, source_id
from tahqiq.casebook.importing.rows import Values
from tahqiq.casebook.importing.work import Work, shown
from tahqiq.casebook.models import Party, Population, Source
from tahqiq.vocab.imports import ImportedParty, ImportedPopulation, ImportedSource


def store_sources(work: Work, sources: Sequence[ImportedSource]) -> None:
    """Writes sources under their slugs; words changed by the file are changed here, with audit."""
    for each in sources:
        values: Values = {
            "name_en": each.name_en,
            "name_ar": each.name_ar,
            "kind": str(each.kind),
            "url": each.url,
        }
        row = {"id": source_id(work.ctx.case.slug, each.slug), "slug": each.slug, **values}
        _store(work, Source, row, work.ctx.sources)


def store_parties(work: Work, parties: Sequence[ImportedParty]) -> None:
    """Writes parties under their slugs."""
    for each in parties:
        values: Values = {"name_en": each.name_en, "name_ar": each.name_ar}
        row = {"id": party_id(work.ctx.case.slug, each.slug), "slug": each.slug, **values}
        _store(work, Party, row, work.ctx.parties)


def store_populations(work: Work, populations: Sequence[ImportedPopulation]) -> None:
    """Writes populations under their slugs."""
    for each in populations:
        values: Values = {
            "title_en": each.title_en,
            "title_ar": each.title_ar,
            "note_en": each.note_en,
            "note_ar": each.note_ar,
        }
        row = {"id": population_id(work.ctx.case.slug, each.slug), "slug": each.slug, **values}
        if each.slug not in work.ctx.populations:
            row["position"] = len(work.ctx.populations)
        _store(work, Population, row, work.ctx.populations)


def _store(work: Work, model: type[models.Model], row: Values, known: dict[str, UUID]) -> None:
    """A new row, or the differing words of a known one; empty words never replace words."""
    slug = row["slug"]
    if slug not in known:
        bulk.insert(model, [{**row, "case_id": work.ctx.case.pk}])
        known[slug] = row["id"]
        work.counts["new"] += 1
        return
    found = model._default_manager.filter(id=known[slug])
    stored = found.values().get()
    differing = {name for name, value in row.items() if name != "id" and value not in ("", stored[name])}
    if not differing:
        work.counts["unchanged"] += 1
        return
    work.counts["changed"] += 1
    found.update(**{name: row[name] for name in differing})
    before, after = shown(stored, sorted(differing)), shown(row, sorted(differing))
    work.act.note_by_id(
        work.ctx.case, model._meta.model_name or "", str(known[slug]), before=before, after=after
    )
