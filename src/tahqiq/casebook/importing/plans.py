"""Trying a prepared import out, and carrying it out: from sealed uploads to records."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tahqiq.casebook.actions.material import add_item, add_source
from tahqiq.casebook.actions.plans import check_plan, finish_plan
from tahqiq.casebook.actions.statements import add_party
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.claim_lines import bring_claims
from tahqiq.casebook.importing.intake import Naming, bring_in, inert
from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.importing.sealed import read_item
from tahqiq.casebook.models import ImportPlan, ImportRun, Item
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.durable import writing_file
from tahqiq.read.running import Kind
from tahqiq.read.tables import Dataset, open_airwars, open_facts, open_mapped
from tahqiq.seal import Archive
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Problem
from tahqiq.vocab.parties import SourceKind

#: Rows refused or repaired that a plan keeps to be shown; the CSV has them all.
SHOWN = 100
#: The name under which a plan's mapping is sealed beside its table.
MAPPING = "mapping.toml"
COLUMNS = ("file", "row", "column", "value", "problem", "action", "what to do")
_DO = {
    "refused": "correct it in the file and upload that, or leave the row out",
    "repaired": "see whether it was read as it was meant",
}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where an installation keeps what an import needs.

    Attributes:
        archive: of sealed bytes. ``reports``: CSV files of refused rows.
        mappings: confirmed mappings. ``scratch``: a private folder for copies while they are read.
    """

    archive: Path
    reports: Path
    mappings: Path
    scratch: Path


def try_out(actor: Actor, plan: ImportPlan, places: Places, progress: Progress | None = None) -> ImportPlan:
    """Reads and checks everything a plan would bring in, and keeps nothing but what was found.

    Raises:
        NotPermitted: the actor may not import here.
        BadInput: a file cannot be read as what it is taken for, or the mapping has a mistake.
    """
    return keep_trial(actor, plan, places, tried(actor, plan, places, progress))


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial found: records and counts, and every row it would refuse or repair."""

    checked: Mapping[str, Any]
    problems: Sequence[Problem]


def tried(actor: Actor, plan: ImportPlan, places: Places, progress: Progress | None = None) -> Tried:
    """The first half of ``try_out``: what the plan would bring in. Errors: see there."""
    met: list[Problem] = []
    with unsealed(plan, places) as folder:
        checked = _tried(actor, plan, places, folder, met, progress)
    return Tried(checked, met)


def keep_trial(actor: Actor, plan: ImportPlan, places: Places, found: Tried) -> ImportPlan:
    """The second half of ``try_out``: the plan keeps what was found. Errors: see there."""
    write_problems(problems_file(plan, places), found.problems)
    shown = [{**asdict(each), "file": each.at.file, "at": None} for each in found.problems[:SHOWN]]
    told = {**found.checked, "problems": len(found.problems), "shown": shown}
    return check_plan(actor, plan, checked=told)


def run_import(
    actor: Actor, plan: ImportPlan, progress: Progress | None = None, *, places: Places
) -> ImportPlan:
    """Carries a plan out; an import that was interrupted goes on where it stopped.

    Args:
        progress: called with the number of records, or documents, done.

    Raises:
        NotPermitted: the actor may not import here.
        BadInput: as ``try_out``, or it was carried out before.
    """
    if plan.report:
        raise BadInput("this import was carried out before")
    with unsealed(plan, places) as folder:
        if plan.kind in (PlanKind.DOCUMENTS, PlanKind.STATEMENTS):
            return finish_plan(actor, plan, report=_documents(actor, plan, places, progress))
        if plan.kind == PlanKind.CLAIMS:
            return finish_plan(actor, plan, report=_claims(actor, plan, places, folder, [], dry_run=False))
        return _records(actor, plan, places, folder, progress)


def _tried(
    actor: Actor,
    plan: ImportPlan,
    places: Places,
    folder: Path,
    met: list[Problem],
    progress: Progress | None,
) -> dict[str, Any]:
    if plan.kind in (PlanKind.DOCUMENTS, PlanKind.STATEMENTS):
        return {"records": len(plan.files), "counts": {}}
    if plan.kind == PlanKind.CLAIMS:
        return _claims(actor, plan, places, folder, met, dry_run=True)
    brought = bring_in(
        actor,
        dataset_of(plan, folder),
        archive=places.archive,
        reports=places.reports,
        naming=Naming(slug=plan.case.slug),
        dry_run=True,
        on_progress=progress,
        on_problem=met.append,
    )
    return {"records": brought.records, "counts": brought.report.counts}


def _records(
    actor: Actor, plan: ImportPlan, places: Places, folder: Path, progress: Progress | None
) -> ImportPlan:
    brought = bring_in(
        actor,
        dataset_of(plan, folder),
        archive=places.archive,
        reports=places.reports,
        naming=Naming(slug=plan.case.slug),
        on_progress=progress,
        sealed=_sealed_files(plan),
    )
    if plan.kind == PlanKind.TABLE:
        from tahqiq.read.tables.guessing import remember

        remember(places.mappings, folder / plan.files[0]["name"], folder / MAPPING)
    report = {"records": brought.records, "counts": brought.report.counts}
    return finish_plan(actor, plan, report=report, run=ImportRun.objects.get(pk=brought.report.run))


def _claims(
    actor: Actor, plan: ImportPlan, places: Places, folder: Path, met: list[Problem], *, dry_run: bool
) -> dict[str, Any]:
    archive, totals = Archive.open(places.archive), {"new": 0, "unchanged": 0, "refused": 0}
    lines = 0
    for each in plan.files:
        brought = bring_claims(
            actor,
            plan.case,
            folder / each["name"],
            archive=archive,
            dry_run=dry_run,
            on_problem=met.append,
        )
        lines += brought.lines
        totals["new"] += brought.proposed
        totals["unchanged"] += brought.known
        totals["refused"] += brought.refused
    return {"records": lines, "counts": {name: n for name, n in totals.items() if n}}


def _documents(actor: Actor, plan: ImportPlan, places: Places, progress: Progress | None) -> dict[str, Any]:
    """Each document read; one that cannot be is kept as an item, and said."""
    archive = Archive.open(places.archive)
    source = add_source(
        actor,
        plan.case,
        slug=plan.source,
        name_en=plan.source_name or plan.source,
        kind=SourceKind(plan.source_kind),
    )
    kind = Kind.STATEMENTS if plan.kind == PlanKind.STATEMENTS else Kind.TEXT
    if kind is Kind.STATEMENTS:
        add_party(actor, plan.case, slug=plan.party, name_en=plan.source_name or plan.party)
    told = []
    for done, each in enumerate(plan.files, 1):
        item = add_item(
            actor,
            plan.case,
            sha256=each["sha256"],
            size=each["size"],
            media_type=each["media_type"],
            source=source,
            title_en=each["name"],
        )
        told.append(_read(actor, item, archive, kind, plan.party, each["name"]))
        if progress is not None:
            progress(done)
    counts = {"new": sum(each["proposed"] for each in told)}
    return {"records": len(plan.files), "counts": counts, "documents": told}


def _read(actor: Actor, item: Item, archive: Archive, kind: Kind, party: str, name: str) -> dict[str, Any]:
    """What came of reading one document; a picture or a film has no words, and that is no fault."""
    try:
        brought = read_item(actor, item, archive=archive, kind=kind, party=party)
    except BadInput as refused:
        return {"name": name, "item": str(item.pk), "proposed": 0, "said": refused.problem}
    text = Item.objects.filter(case=item.case, sha256=brought.text_sha256).first()
    told = {"name": name, "item": str((text or item).pk), "proposed": brought.proposed}
    return {**told, "said": "; ".join(brought.problems)}


def dataset_of(plan: ImportPlan, folder: Path) -> Dataset:
    """A plan's files as what they are taken for.

    Raises:
        BadInput: a file is missing, or the mapping has a mistake or is missing.
    """
    if plan.kind == PlanKind.AIRWARS:
        return open_airwars(folder)
    file = folder / plan.files[0]["name"]
    if plan.kind == PlanKind.FACTS:
        return open_facts(file)
    if not plan.mapping:
        raise BadInput("no mapping says what the columns of this table are", remedy="make one first")
    return open_mapped(file, folder / MAPPING)


def _sealed_files(plan: ImportPlan) -> list[SealedFile]:
    return [SealedFile(**each) for each in plan.files]


@contextmanager
def unsealed(plan: ImportPlan, places: Places) -> Iterator[Path]:
    """Copies of a plan's sealed files in a private folder, for as long as they are read.

    Raises:
        BadInput: the archive does not hold one of them.
    """
    archive = Archive.open(places.archive)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=places.scratch) as name:
        folder = Path(name)
        for each in plan.files:
            with archive.read(each["sha256"]) as sealed, (folder / each["name"]).open("xb") as copy:
                shutil.copyfileobj(sealed, copy, 1 << 20)
        if plan.mapping:
            (folder / MAPPING).write_text(plan.mapping, "utf-8")
        yield folder


def problems_file(plan: ImportPlan, places: Places) -> Path:
    """Where the rows that a plan's last trial refused or repaired are."""
    return places.reports / f"plan-{plan.pk}.csv"


def write_problems(path: Path, problems: Sequence[Problem]) -> None:
    """Every row refused or repaired as CSV, whole or not at all; no cell of it runs as a formula."""
    with writing_file(path, mode=0o600) as file:
        for row in (COLUMNS, *map(_row, problems)):
            file.write(_line([inert(str(cell)) for cell in row]))


def _row(each: Problem) -> tuple[object, ...]:
    return (each.at.file, each.row, each.column, each.value, each.problem, each.action, _DO[each.action])


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
