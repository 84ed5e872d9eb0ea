"""Brings a built-in case into a home: notes sealed, then the record, in one transaction, then its story.

Loading again changes nothing; after ``kill -9`` anywhere, loading again completes it. A later
version of the files updates words, takes new claims in and withdraws those that are gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.cases import create_case
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import (
    Answer,
    Blame,
    Case,
    Incident,
    Item,
    Party,
    Place,
    Population,
    RecoverySite,
    Source,
    Text,
)
from tahqiq.cases.folder import CaseFolder
from tahqiq.cases.keeping import Keeping
from tahqiq.cases.raqqa_2017 import FOLDER
from tahqiq.cases.rows import TRANSLATION, Row, Rows
from tahqiq.durable import write_file
from tahqiq.seal import Archive, Receipt
from tahqiq.stories.bringing import bring_built_in
from tahqiq.stories.manuscript import read_manuscript

#: The folder of a case that holds its story, where it has one.
STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading a case did.

    Attributes:
        sealed: items that were not in the archive before.
        counts: records new, changed and withdrawn; absent is none.
    """

    case: Case
    sealed: int
    counts: dict[str, int] = field(default_factory=dict)


def load(archive: Archive, actor: Actor, folder: Path = FOLDER) -> Loaded:
    """Loads a built-in case, by default Raqqa 2017.

    Raises:
        NotPermitted: the actor may not create cases or import.
        BadInput: the files of the case do not fit one another; nothing was written.
    """
    files = CaseFolder(folder)
    files.check()
    story = read_manuscript(folder / STORY) if (folder / STORY).is_dir() else None
    actor.demand(Permission.IMPORT, files.case.slug)
    case = Case.objects.filter(slug=files.case.slug).first() or _create(actor, files)
    sealed = seal_notes(archive, files, by=actor.name)
    counts = record_built_in_case(actor, case, files=files)
    if story is not None:
        sealed += bring_built_in(actor, case, story, archive=archive).sealed
    return Loaded(case=case, sealed=sealed, counts=dict(counts))


def keep_basemap(basemaps: Path, folder: Path = FOLDER) -> None:
    """Puts the drawn ground of a built-in case into a home; one that stands there already stays.

    Args:
        basemaps: the home's folder of them.
    """
    drawn = folder / "basemap.geojson"
    kept = basemaps / f"{CaseFolder(folder).case.slug}.geojson"
    if drawn.is_file() and not kept.exists():
        basemaps.mkdir(exist_ok=True)
        write_file(kept, drawn.read_bytes())


def _create(actor: Actor, files: CaseFolder) -> Case:
    entry = files.case
    titles = {"title_en": entry.title_en, "title_ar": entry.title_ar}
    summaries = {"summary_en": entry.summary_en, "summary_ar": entry.summary_ar}
    return create_case(actor, slug=entry.slug, assessed_by=entry.assessed_by, **titles, **summaries)


def seal_notes(archive: Archive, files: CaseFolder, *, by: str) -> int:
    """Seals the notes, then their translations as derived items; those sealed before stay as they are.

    Returns:
        How many were new.
    """
    notes = list(files.notes.values())
    originals = [
        (note.text.encode(), _receipt(by, f"{note.slug}.txt", "Tahqiq's own note on a public source"))
        for note in notes
        if not archive.has(note.sha256)
    ]
    sealed = sum(1 for _ in archive.seal_many(originals))
    translator = f"translated by: {files.case.translator}"
    translations = [
        (note.text_ar.encode(), _receipt(by, f"{note.slug}.ar.txt", translator, parent=note.sha256))
        for note in notes
        if not archive.has(note.sha256_ar)
    ]
    return sealed + sum(1 for _ in archive.seal_many(translations))


def _receipt(by: str, name: str, note: str, *, parent: str = "") -> Receipt:
    operation = TRANSLATION if parent else ""
    basis = "our own words"
    return Receipt(
        by=by,
        original_name=name,
        how="built-in case",
        legal_basis=basis,
        note=note,
        parent_sha256=parent,
        operation=operation,
    )


@action(Permission.IMPORT)
def record_built_in_case(act: Act, case: Case, *, files: CaseFolder) -> Counter[str]:
    """Writes the record of a case whose notes are sealed.

    Its claims are accepted as what they are, claims of a built-in case; each can be withdrawn.

    Returns:
        How many records are new, changed and withdrawn.
    """
    rows = Rows(files, case.pk)
    keeping = Keeping(act, case)
    keeping.keep(Case, [_case_row(case, files)], names=("title_en", "title_ar", "summary_en", "summary_ar"))
    for model, wanted in _in_order(rows):
        keeping.keep(model, list(wanted))
    keeping.keep_claims(list(rows.claims()))
    answers = list(rows.answers())
    keeping.keep(Answer, answers)
    keeping.first_steps(answers)
    return keeping.counts


def _case_row(case: Case, files: CaseFolder) -> Row:
    entry = files.case
    titles = {"title_en": entry.title_en, "title_ar": entry.title_ar}
    return {"id": case.pk, **titles, "summary_en": entry.summary_en, "summary_ar": entry.summary_ar}


def _in_order(rows: Rows) -> list[tuple[type[models.Model], Iterable[Row]]]:
    """Everything but claims and what rests on them, what is pointed to first."""
    return [
        (Source, rows.sources()),
        (Party, rows.parties()),
        (Population, rows.populations()),
        (Place, rows.places()),
        (RecoverySite, rows.sites()),
        (Incident, rows.incidents()),
        (Blame, rows.blames()),
        (Item, rows.originals()),
        (Item, rows.translations()),
        (Text, rows.texts()),
        (Text, rows.translated_texts()),
    ]
