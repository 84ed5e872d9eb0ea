"""One batch of one file: everything in it stored in an order the database accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tahqiq.casebook.importing.answers import store_answers, store_statements
from tahqiq.casebook.importing.basics import store_parties, store_populations, store_sources
from tahqiq.casebook.importing.claims import Held, store_claims
from tahqiq.casebook.importing.incidents import store_incidents
from tahqiq.casebook.importing.people import store_victims
from tahqiq.casebook.importing.work import Work
from tahqiq.vocab.imports import (
    At,
    Imported,
    ImportedAnswer,
    ImportedClaim,
    ImportedIncident,
    ImportedParty,
    ImportedPopulation,
    ImportedSource,
    ImportedStatement,
    ImportedVictim,
    Problem,
)

Value = Imported | Problem
T = TypeVar("T")


def batches(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """Cuts the stream between records and between files, at about ``size`` values."""
    batch: list[Value] = []
    last: At | None = None
    for value in values:
        new_file = last is not None and value.at.file != last.file
        if batch and (new_file or (len(batch) >= size and value.at != last)):
            yield batch
            batch = []
        batch.append(value)
        last = value.at
    if batch:
        yield batch


def store(work: Work, batch: Sequence[Value]) -> None:
    """Stores a batch inside the caller's transaction, problems included."""
    work.problems.extend(_of(Problem, batch))
    store_sources(work, _of(ImportedSource, batch))
    store_parties(work, _of(ImportedParty, batch))
    store_populations(work, _of(ImportedPopulation, batch))
    store_incidents(work, _of(ImportedIncident, batch))
    loose = [
        Held(at=each.at, claim=each.claim, source=each.source, key=each.key)
        for each in _of(ImportedClaim, batch)
    ]
    if loose:
        store_claims(work, loose)
    if victims := _of(ImportedVictim, batch):
        store_victims(work, victims)
    if answers := _of(ImportedAnswer, batch):
        store_answers(work, answers)
    if statements := _of(ImportedStatement, batch):
        store_statements(work, statements)
    work.problems.sort(key=lambda problem: problem.at.record)


def _of(kind: type[T], batch: Iterable[object]) -> list[T]:
    return [value for value in batch if isinstance(value, kind)]
