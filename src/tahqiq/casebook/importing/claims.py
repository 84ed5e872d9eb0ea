"""Claims of a structured import: accepted as the figures of the source that gives them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tahqiq.casebook import bulk
from tahqiq.casebook.importing.context import VERBATIM
from tahqiq.casebook.importing.rows import Values, accepted, claim_row
from tahqiq.casebook.importing.work import Work
from tahqiq.casebook.models import Claim, Status
from tahqiq.casebook.models.base import REPLACED
from tahqiq.casebook.models.claim import ClaimQuerySet
from tahqiq.vocab import claims as vocab
from tahqiq.vocab.imports import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A claim with what the file says around it."""

    at: At
    claim: vocab.Claim
    source: str
    key: str
    incident: UUID | None = None


def store_claims(work: Work, held: Sequence[Held], *, about: Collection[UUID] = ()) -> None:
    """Writes claims, each under its own id; what was decided about those known stays.

    Args:
        about: incidents that were there before; claims of this dataset about them that the file
            no longer has are withdrawn.
    """
    rows: dict[UUID, Values] = {}
    places: dict[UUID, At] = {}
    for each in held:
        row = _row(work, each)
        if row is not None:
            rows[row["id"]] = row
            places[row["id"]] = each.at
    known = _known(work, rows, about)
    _withdraw_missing(work, known, rows)
    fresh = [row for id_, row in rows.items() if id_ not in known]
    complete = _without_lost_references(work, fresh, known, places)
    bulk.insert(Claim, in_order(complete))
    work.counts["new"] += len(complete)
    work.counts["unchanged"] += len(rows) - len(fresh)


def _row(work: Work, held: Held) -> Values | None:
    """The claim as an accepted row; None, with a problem, where something it names is unknown."""
    ctx, claim = work.ctx, held.claim
    item = ctx.item_of(claim.text_sha256)
    source = ctx.sources.get(held.source)
    population = ctx.populations.get(claim.population) if claim.population else None
    if item is None or source is None or (claim.population and population is None):
        lost = (
            "the file it quotes was not sealed"
            if item is None
            else f"{held.source or claim.population} was not introduced"
        )
        work.refuse(held.at, f"a claim was left out: {lost}", value=claim.statement)
        return None
    row = claim_row(ctx.case.pk, claim, item=item, source=source, key=held.key, population=population)
    return {**row, "incident_id": held.incident, **accepted(ctx)}


def _known(work: Work, rows: Mapping[UUID, Values], about: Collection[UUID]) -> dict[UUID, str]:
    """Claims that the case holds and these may be, or may replace: id → why withdrawn, '' if standing.

    Claims about incidents that are new ask nothing: none can be there.
    """
    found: dict[UUID, str] = {}
    if about:
        files = [*work.ctx.files.values(), *work.ctx.earlier]
        there = Claim.objects.filter(incident_id__in=about, item_id__in=files)
        found.update(there.values_list("id", "withdrawn_reason"))
    loose = [row for row in rows.values() if row["incident_id"] is None]
    work.demand_ours(Claim, [row["id"] for row in loose])
    for same in (Claim.objects.filter(id__in=[row["id"] for row in loose]), _of_these_records(loose)):
        found.update(same.values_list("id", "withdrawn_reason"))
    return found


def _of_these_records(loose: Sequence[Values]) -> ClaimQuerySet:
    """Earlier readings of the same records of the same file."""
    records = [row["record"] for row in loose if row.get("record") is not None]
    if not records:
        return Claim.objects.none()
    items = {row["item_id"] for row in loose}
    here = Claim.objects.filter(incident=None, item_id__in=items, locator="cells")
    return here.filter(record__gte=min(records), record__lte=max(records))


def _withdraw_missing(work: Work, known: Mapping[UUID, str], rows: Mapping[UUID, Values]) -> None:
    """Withdraws what only an import took in and the file no longer says; reinstates what is back."""
    gone = [id_ for id_, reason in known.items() if id_ not in rows and not reason]
    back = [id_ for id_, reason in known.items() if id_ in rows and reason == REPLACED]
    if gone:
        imported = Claim.objects.filter(id__in=gone, withdrawn_at=None, decision_reason=VERBATIM)
        work.withdraw(imported, status=Status.WITHDRAWN)
    if back:
        work.reinstate(Claim.objects.filter(id__in=back), **accepted(work.ctx))


def _without_lost_references(
    work: Work, rows: Sequence[Values], known: Collection[UUID], places: dict[UUID, At]
) -> list[Values]:
    """Leaves out claims that are within, or supersede, a claim nobody holds."""
    named = {row[name] for row in rows for name in ("within_id", "supersedes_id") if row[name] is not None}
    here = {row["id"] for row in rows} | set(known)
    held = (
        here | set(Claim.objects.filter(case=work.ctx.case, id__in=named - here).values_list("id", flat=True))
        if named
        else here
    )
    taken = []
    for row in rows:
        if all(row[name] is None or row[name] in held for name in ("within_id", "supersedes_id")):
            taken.append(row)
        else:
            work.refuse(places[row["id"]], "a claim was left out: it refers to a claim that is not held")
    return taken


def in_order(rows: Iterable[Values]) -> list[Values]:
    """Claims after those they are within or supersede, because the database looks at once."""
    waiting = {row["id"]: row for row in rows}
    ordered: list[Values] = []

    def place(row: Values) -> None:
        if waiting.pop(row["id"], None) is None:
            return
        for name in ("within_id", "supersedes_id"):
            earlier = waiting.get(row[name])
            if earlier is not None:
                place(earlier)
        ordered.append(row)

    for row in list(waiting.values()):
        place(row)
    return ordered
