"""From files on a disk to records in a case: seal, read, store, report."""

from __future__ import annotations

import csv
import hashlib
import mimetypes
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from tahqiq.casebook.actions.cases import create_case
from tahqiq.casebook.actions.import_records import Report, import_records, problems_of
from tahqiq.casebook.actors import Actor
from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.models import TAHQIQ, Case, ImportRun
from tahqiq.read.tables import Dataset
from tahqiq.seal import Archive, Receipt
from tahqiq.vocab.imports import Problem
from tahqiq.vocab.wording import word

#: A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("file", "row", "column", "value", "problem", "action")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of bringing a dataset in.

    Attributes:
        case: slug of the case it went to.
        records: data records read.
        problems: CSV of every row refused or repaired; None in a dry run.
    """

    case: str
    records: int
    report: Report
    files: tuple[SealedFile, ...]
    problems: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a case is called if the import has to make it; '' takes one after its source."""

    slug: str = ""
    title_en: str = ""
    title_ar: str = ""


def bring_in(
    actor: Actor,
    dataset: Dataset,
    *,
    archive: Path,
    reports: Path,
    naming: Naming,
    names_basis: str = "",
    dry_run: bool = False,
    on_progress: Callable[[int], None] | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    sealed: Sequence[SealedFile] = (),
) -> Brought:
    """Seals a dataset's files and stores what they say; a case that is not there yet is made.

    Running it again after an interruption goes on where it stopped; running it again
    after success changes nothing in the case.

    Args:
        archive: folder of the archive, made where there is none.
        reports: folder for the CSV of rows refused or repaired.
        dry_run: seals nothing and keeps nothing; problems still reach ``on_problem``.
        on_problem: called with every row refused or repaired, in order, at the end.
        sealed: those of the dataset's files, by name, that were sealed before; they are not sealed again.

    Raises:
        BadInput: a file cannot be read; nothing was sealed then.
    """
    records = dataset.size()
    before = {each.name: each for each in sealed}
    files = tuple(map(_hashed, dataset.files)) if dry_run else _seal(dataset, archive, actor, before)
    slug = naming.slug or dataset.source.slug
    report_file = reports / f"{slug}-{files[0].sha256[:12]}.csv"
    with transaction.atomic() if dry_run else nullcontext():
        report = import_records(
            actor,
            _case(actor, dataset, slug, naming),
            dataset=dataset.name,
            source=dataset.source,
            files=files,
            records=dataset.records({each.name: each.sha256 for each in files}),
            names_basis=names_basis,
            dry_run=dry_run,
            on_progress=on_progress,
            on_problem=on_problem,
            report_path="" if dry_run else str(report_file),
        )
        if dry_run:
            transaction.set_rollback(True)
    if dry_run:
        return Brought(case=slug, records=records, report=report, files=files, problems=None)
    run = ImportRun.objects.get(pk=report.run)
    _write_report(report_file, problems_of(run))
    return Brought(case=slug, records=records, report=report, files=files, problems=report_file)


def _case(actor: Actor, dataset: Dataset, slug: str, naming: Naming) -> Case:
    """The case of this slug, made first where there is none."""
    found = Case.objects.filter(slug=slug).first()
    if found is not None:
        return found
    title_en, title_ar = _titles(dataset)
    return create_case(
        actor,
        slug=slug,
        title_en=naming.title_en or title_en,
        title_ar=naming.title_ar or title_ar,
        assessed_by=dataset.source.slug if dataset.assesses else TAHQIQ,
    )


def _titles(dataset: Dataset) -> tuple[str, str]:
    """What a case is called when nobody says: never as if the source itself had published it."""
    source = dataset.source
    if not dataset.assesses:
        return source.name_en, source.name_ar
    message = "Records of {source}, as imported"
    return (
        word(message, "en").format(source=source.name_en),
        word(message, "ar").format(source=source.name_ar or source.name_en),
    )


def _seal(
    dataset: Dataset, archive: Path, actor: Actor, before: Mapping[str, SealedFile]
) -> tuple[SealedFile, ...]:
    """The files as the archive holds them; those that were not sealed before are sealed now."""
    new = [path for path in dataset.files if path.name not in before]
    how = f"tahqiq import ({dataset.name})"
    receipts = ((path, Receipt(by=actor.name, original_name=path.name, how=how)) for path in new)
    sealed = Archive.at(archive).seal_many(receipts)
    now = {
        path.name: SealedFile(name=path.name, sha256=each.sha256, size=each.size, media_type=each.media_type)
        for path, each in zip(new, sealed, strict=True)
    }
    return tuple(now.get(path.name) or before[path.name] for path in dataset.files)


def _hashed(path: Path) -> SealedFile:
    """What sealing the file would say of it."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return SealedFile(name=path.name, sha256=sha256, size=path.stat().st_size, media_type=media_type)


def _write_report(path: Path, problems: Iterable[Problem]) -> None:
    """The report as CSV, whole or not at all; no cell of it runs as a formula."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with partial.open("w", newline="", encoding="utf-8") as file:
        partial.chmod(0o600)
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        for each in problems:
            cells = (each.at.file, each.row, each.column, each.value, each.problem, each.action)
            rows.writerow([inert(str(cell)) for cell in cells])
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
