"""An import from its beginning to its end: begun, taken up again, or finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from tahqiq.casebook import bulk, signing
from tahqiq.casebook.acting import Act
from tahqiq.casebook.identity import item_id
from tahqiq.casebook.importing.basics import store_sources
from tahqiq.casebook.importing.context import VERBATIM, Context
from tahqiq.casebook.importing.incidents import GONE_AR, GONE_EN
from tahqiq.casebook.importing.work import Work
from tahqiq.casebook.models import (
    Answer,
    Assessment,
    Case,
    Claim,
    ImportRun,
    Incident,
    Item,
    Listing,
    RunState,
    Statement,
    Status,
    Victim,
)
from tahqiq.vocab.imports import ImportedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A file of a dataset, as the archive holds it."""

    name: str
    sha256: str
    size: int
    media_type: str = "text/csv"


def begin(
    act: Act,
    case: Case,
    *,
    dataset: str,
    source: ImportedSource,
    files: Sequence[SealedFile],
    names_basis: str,
) -> Context:
    """The run to go on with, or a new one; its source and items stand in the case."""
    run = _run_of(act, case, dataset, files)
    ctx = Context(case=case, run=run, actor=act.actor.name, at=act.at, names_basis=names_basis)
    ctx.learn()
    store_sources(Work(ctx, act), [source])
    ctx.files = {each.name: item_id(case.slug, each.sha256) for each in files}
    ctx.items = {each.sha256: item_id(case.slug, each.sha256) for each in files}
    bulk.insert(
        Item,
        [
            {
                "id": item_id(case.slug, each.sha256),
                "case_id": case.pk,
                "sha256": each.sha256,
                "size": each.size,
                "media_type": each.media_type,
                "source_id": ctx.sources[source.slug],
                "title_en": each.name,
            }
            for each in files
        ],
    )
    ctx.earlier = _earlier(case, dataset, set(ctx.files.values()))
    return ctx


def _run_of(act: Act, case: Case, dataset: str, files: Sequence[SealedFile]) -> ImportRun:
    hashes = {each.name: each.sha256 for each in files}
    running = ImportRun.objects.filter(case=case, dataset=dataset, state=RunState.RUNNING).first()
    if running is not None and running.files == hashes:
        return running
    if running is not None:
        ImportRun.objects.filter(pk=running.pk).update(state=RunState.ABANDONED, finished_at=act.at)
        act.note(running, before={"state": "running"}, after={"state": "abandoned"})
    run = ImportRun.objects.create(
        case=case, dataset=dataset, files=hashes, started_by=act.actor.name, started_at=act.at
    )
    act.note(run, after={"dataset": dataset, "files": hashes})
    return run


def _earlier(case: Case, dataset: str, now: set[UUID]) -> tuple[UUID, ...]:
    """Items of other versions of this dataset's files."""
    runs = ImportRun.objects.filter(case=case, dataset=dataset).values_list("files", flat=True)
    found = {item_id(case.slug, sha256) for files in runs for sha256 in files.values()}
    return tuple(sorted(found - now))


def finish(work: Work) -> None:
    """Withdraws what only earlier versions of the files had, and closes the run."""
    ctx = work.ctx
    if ctx.earlier:
        old = {"item_id__in": ctx.earlier, "withdrawn_at": None}
        work.withdraw(Claim.objects.filter(**old, decision_reason=VERBATIM), status=Status.WITHDRAWN)
        for model in (Assessment, Answer, Statement, Listing):
            work.withdraw(model._default_manager.filter(**old))
        listed = Listing.objects.filter(victim=OuterRef("pk"), withdrawn_at=None)
        before = Listing.objects.filter(victim=OuterRef("pk"), item_id__in=ctx.earlier)
        work.withdraw(Victim.objects.standing().filter(Exists(before), ~Exists(listed), case=ctx.case))
        gone = Incident.objects.filter(item_id__in=ctx.earlier, counted=True)
        work.counts["kept_apart"] += gone.update(
            counted=False, not_counted_en=GONE_EN, not_counted_ar=GONE_AR
        )
    signed = Assessment.objects.standing().filter(case=ctx.case).exclude(signed_off_at=None)
    signing.lapse(work.act, signed.values("incident"))
    run = ctx.run
    run.state, run.finished_at, run.counts = RunState.FINISHED, ctx.at, dict(work.counts)
    run.save(update_fields=["state", "finished_at", "counts"])
    work.act.note(run, before={"state": "running"}, after={"state": "finished", **run.counts})
