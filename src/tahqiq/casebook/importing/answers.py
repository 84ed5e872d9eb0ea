"""The armed actors' answers and statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Max

from tahqiq.casebook import bulk
from tahqiq.casebook.importing.rows import Values, answer_row, event_row, quoted, statement_row
from tahqiq.casebook.importing.work import Work, first_of_each
from tahqiq.casebook.models import Answer, AnswerEvent, Statement
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import ImportedAnswer, ImportedStatement

Said = TypeVar("Said", ImportedAnswer, ImportedStatement)
#: What makes a new step in an answer's history when it changes.
_TELLING = ("state", "reasons", "killed_min", "killed_max")


def store_answers(work: Work, answers: Sequence[ImportedAnswer]) -> None:
    """Writes answers; one that comes to another state or figure gains a step in its history."""
    rows = []
    for each in _acceptable(work, answers):
        where = quoted(work.ctx, each.evidence)
        if where is None:
            work.refuse(each.at, "the answer quotes a file that was not sealed", value=each.key)
        else:
            rows.append(answer_row(work.ctx, each, where))
    if not rows:
        return
    before = {
        each["id"]: each
        for each in Answer.objects.filter(id__in=[row["id"] for row in rows]).values("id", *_TELLING)
    }
    there = work.keep(Answer, rows)
    if there:
        work.reinstate(Answer.objects.filter(id__in=there))
    moved = [
        row
        for row in rows
        if row["id"] in before and any(row[name] != before[row["id"]][name] for name in _TELLING)
    ]
    steps = _last_steps([row["id"] for row in moved])
    events = [event_row(work.ctx, row, 1) for row in rows if row["id"] not in before]
    bulk.insert(
        AnswerEvent, events + [event_row(work.ctx, row, steps.get(row["id"], 0) + 1) for row in moved]
    )


def _last_steps(answers: Sequence[UUID]) -> dict[UUID, int]:
    if not answers:
        return {}
    found = AnswerEvent.objects.filter(answer_id__in=answers).values("answer_id")
    return dict(found.annotate(last=Max("sequence")).order_by().values_list("answer_id", "last"))


def store_statements(work: Work, statements: Sequence[ImportedStatement]) -> None:
    """Writes what armed actors said, quoted."""
    rows: list[Values] = []
    for each in _acceptable(work, statements):
        where = quoted(work.ctx, each.evidence)
        if where is None:
            work.refuse(each.at, "the statement quotes a file that was not sealed", value=each.key)
        else:
            rows.append(statement_row(work.ctx, each, where))
    if not rows:
        return
    ids, keys = [row["id"] for row in rows], [row["source_key"] for row in rows]
    known = set(Statement.objects.filter(id__in=ids).values_list("id", flat=True))
    files = [*work.ctx.files.values(), *work.ctx.earlier]
    standing = Statement.objects.filter(
        case=work.ctx.case, source_key__in=keys, item_id__in=files, withdrawn_at=None
    )
    work.withdraw(standing.exclude(id__in=ids))
    if known:
        work.reinstate(Statement.objects.filter(id__in=known))
    bulk.insert(Statement, [row for row in rows if row["id"] not in known])
    work.counts["new"] += len(rows) - len(known)
    work.counts["unchanged"] += len(known)


def _acceptable(work: Work, values: Sequence[Said]) -> list[Said]:
    """Those of known sources and parties about incidents that the case holds, each key once."""
    known = work.known_incidents(imported_id(each.source, "incident", each.incident_key) for each in values)
    taken: list[Said] = []
    for each in values:
        if each.source not in work.ctx.sources:
            work.refuse(each.at, f"the source {each.source} was not introduced", value=each.key)
        elif each.party not in work.ctx.parties:
            work.refuse(each.at, f"the party {each.party} was not introduced", value=each.key)
        elif imported_id(each.source, "incident", each.incident_key) not in known:
            work.refuse(each.at, "the case holds no incident of this key", value=each.incident_key)
        else:
            taken.append(each)
    return first_of_each(
        taken,
        lambda each: (each.source, each.key),
        lambda each: work.refuse(each.at, "this key was given before", value=each.key),
    )
