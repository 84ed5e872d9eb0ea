"""Bringing a sealed dataset into a case: streaming, idempotent, resumable.

Every batch is one transaction that holds the records, their audit entries, the problems met and
how far the import came; whatever kills the process, the next call goes on after the last batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from tahqiq.casebook import bulk, incident_lines, person_lines
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.batch import Value, batches, store
from tahqiq.casebook.importing.context import Context
from tahqiq.casebook.importing.runs import SealedFile, begin, finish
from tahqiq.casebook.importing.work import Work
from tahqiq.casebook.models import Case, ImportProblem, ImportRun
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import new_id
from tahqiq.vocab.imports import At, ImportedSource, Problem

#: Values a transaction holds: enough to be quick, few enough to lose little.
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did.

    Attributes:
        counts: new, changed, unchanged, withdrawn, kept_apart, refused, repaired; absent is none.
        resumed: it went on where an interrupted import had stopped.
        dry_run: nothing of it was kept.
    """

    run: UUID
    counts: dict[str, int] = field(default_factory=dict)
    resumed: bool = False
    dry_run: bool = False


@action(Permission.IMPORT, batches=True)
def import_records(
    act: Act,
    case: Case,
    *,
    dataset: str,
    source: ImportedSource,
    files: Sequence[SealedFile],
    records: Iterable[Value],
    names_basis: str = "",
    dry_run: bool = False,
    batch_size: int = BATCH,
    on_progress: Callable[[int], None] | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    report_path: str = "",
) -> Report:
    """Stores what a dataset says, as its source's claims, assessments, listings and answers.

    Args:
        dataset: stable name; an import of the same dataset from another file replaces it.
        source: whose figures these are.
        files: the sealed files, in the order of ``records``.
        records: the values in a fixed order, each file's together.
        names_basis: an editor's reason for publishing the victims' names; '' withholds them.
        dry_run: does everything, reports, and rolls it all back.
        batch_size: about how many values a transaction holds.
        on_progress: called after each batch with the number of data records done.
        on_problem: called at the end with every problem of the run, in order.
        report_path: where the caller keeps the report.

    Raises:
        NotPermitted: the actor may not import here, or not give a basis for names.
        BadInput: another process is importing this dataset.
    """
    if names_basis:
        act.actor.demand(Permission.NAME, case.slug)
    whole: AbstractContextManager[object] = transaction.atomic() if dry_run else nullcontext()
    with whole:
        with act.batch():
            ctx = begin(act, case, dataset=dataset, source=source, files=files, names_basis=names_basis)
        resumed = bool(ctx.run.progress)
        counts = _run(act, ctx, batches(records, batch_size), on_progress)
        with act.batch():
            work = Work(ctx, act, counts=counts)
            ctx.run.report_path = report_path
            ctx.run.save(update_fields=["report_path"])
            finish(work)
        if on_problem is not None:
            for problem in problems_of(ctx.run):
                on_problem(problem)
        if dry_run:
            transaction.set_rollback(True)
        else:
            incident_lines.renew()
            person_lines.renew()
    return Report(run=ctx.run.pk, counts=dict(counts), resumed=resumed, dry_run=dry_run)


def _run(
    act: Act, ctx: Context, cut: Iterator[list[Value]], on_progress: Callable[[int], None] | None
) -> Counter[str]:
    """Stores batch after batch, leaving out what an interrupted import had stored."""
    counts: Counter[str] = Counter(ctx.run.counts)
    records, last = 0, None
    for batch in cut:
        fresh = [value for value in batch if value.at.record >= ctx.run.progress.get(value.at.file, 0)]
        if fresh:
            with act.batch():
                _store(act, ctx, fresh, counts)
        records, last = _passed(batch, records, last)
        if on_progress is not None:
            on_progress(records)
    return counts


def _store(act: Act, ctx: Context, batch: Sequence[Value], counts: Counter[str]) -> None:
    """One batch with its problems and progress, inside a transaction."""
    current = ImportRun.objects.select_for_update().get(pk=ctx.run.pk)
    if current.progress != ctx.run.progress:
        raise BadInput(f"another process is importing {ctx.run.dataset}", remedy="wait until it has ended")
    work = Work(ctx, act)
    store(work, batch)
    _keep_problems(ctx, work.problems, first=counts["refused"] + counts["repaired"])
    for problem in work.problems:
        work.counts[problem.action] += 1
    counts.update(work.counts)
    end = batch[-1].at
    ctx.run.progress = {**ctx.run.progress, end.file: end.record + 1}
    ctx.run.counts = dict(counts)
    ctx.run.save(update_fields=["progress", "counts"])


def _keep_problems(ctx: Context, problems: Sequence[Problem], *, first: int) -> None:
    bulk.insert(
        ImportProblem,
        [
            {
                "id": new_id(),
                "case_id": ctx.case.pk,
                "run_id": ctx.run.pk,
                "sequence": number,
                "file": problem.at.file,
                "record": problem.at.record,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "problem": problem.problem,
                "action": problem.action,
            }
            for number, problem in enumerate(problems, start=first)
        ],
    )


def _passed(batch: Sequence[Value], records: int, last: At | None) -> tuple[int, At | None]:
    """How many data records have gone by, counting each once."""
    for value in batch:
        records += value.at != last
        last = value.at
    return records, last


def problems_of(run: ImportRun) -> Iterator[Problem]:
    """What a run refused or repaired, in order."""
    for each in ImportProblem.objects.filter(run=run).order_by("sequence").iterator(chunk_size=1000):
        yield Problem(
            at=At(file=each.file, record=each.record, line=each.row),
            row=each.row,
            column=each.column,
            value=each.value,
            problem=each.problem,
            action="repaired" if each.action == "repaired" else "refused",
        )
