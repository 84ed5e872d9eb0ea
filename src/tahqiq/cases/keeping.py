"""Brings rows of the record to what the files of a case say, and notes every change in the audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act
from tahqiq.casebook.models import AnswerEvent, Case, Claim, Status
from tahqiq.casebook.models.base import REPLACED
from tahqiq.cases.rows import Row
from tahqiq.vocab.ids import imported_id

#: The decision recorded with every claim of a built-in case.
BUILT_IN = "a claim of the built-in case, quoted from our sealed note"
#: What may change in a claim whose id, a hash of its meaning, stays.
CLAIM_WORDS = (
    "statement_ar",
    "statement_ar_by",
    "note",
    "incident_id",
    "population_id",
    "site_id",
    "source_key",
)


@dataclass(slots=True)
class Keeping:
    """One action's changes to the record of a case, counted and audited."""

    act: Act
    case: Case
    counts: Counter[str] = field(default_factory=Counter)

    def keep(self, model: type[models.Model], rows: Sequence[Row], *, names: Sequence[str] = ()) -> None:
        """New rows in, differing ones changed.

        Args:
            model: whose rows these are.
            rows: with their ids.
            names: the only columns that may change; () all that the rows have.
        """
        found = model._default_manager.filter(id__in=[row["id"] for row in rows])
        stored = {each["id"]: each for each in found.values()}
        fresh = [row for row in rows if row["id"] not in stored]
        bulk.insert(model, fresh)
        for row in fresh:
            self._note(model, row["id"], "new", {}, {"made": "from the files of the case"})
        for row in (row for row in rows if row["id"] in stored):
            self._change(model, row, stored[row["id"]], names or tuple(row))

    def _change(
        self, model: type[models.Model], row: Row, stored: Mapping[str, Any], names: Sequence[str]
    ) -> None:
        differing = sorted(name for name in names if stored[name] != row[name])
        if differing:
            bulk.update(model, [{"id": row["id"], **{name: row[name] for name in differing}}])
            before, after = ({name: str(each[name]) for name in differing} for each in (stored, row))
            self._note(model, row["id"], "changed", before, after)

    def keep_claims(self, rows: Sequence[Row]) -> None:
        """Accepts the claims of the case, and withdraws those that its files no longer make."""
        decided = {"decided_by": self.act.actor.name, "decided_at": self.act.at, "decision_reason": BUILT_IN}
        accepted = [{**row, "status": str(Status.ACCEPTED), **decided} for row in rows]
        self.keep(Claim, accepted, names=CLAIM_WORDS)
        ids = [row["id"] for row in rows]
        ours = Claim.objects.filter(case=self.case, decision_reason=BUILT_IN)
        gone = ours.filter(withdrawn_at=None).exclude(id__in=ids)
        by = {"withdrawn_by": self.act.actor.name, "withdrawn_at": self.act.at, "withdrawn_reason": REPLACED}
        self._stamp(gone, "withdrawn", status=str(Status.WITHDRAWN), **by)
        back = ours.filter(withdrawn_reason=REPLACED, id__in=ids)
        none = {"withdrawn_by": "", "withdrawn_at": None, "withdrawn_reason": ""}
        self._stamp(back, "changed", status=str(Status.ACCEPTED), **none)

    def _stamp(self, found: models.QuerySet[Claim], what: str, *, status: str, **values: object) -> None:
        for id_, before in list(found.values_list("id", "status")):
            Claim.objects.filter(id=id_).update(status=status, **values)
            self._note(Claim, id_, what, {"status": before}, {"status": status})

    def first_steps(self, answers: Sequence[Row]) -> None:
        """The history of an answer begins with its first state."""
        known = set(AnswerEvent.objects.filter(case=self.case).values_list("answer_id", flat=True))
        told = ("case_id", "state", "killed_min", "killed_max", "item_id", "locator", "start", "end", "quote")
        for answer in (row for row in answers if row["id"] not in known):
            event = {"id": imported_id("answer event", answer["id"].hex, "1"), "answer_id": answer["id"]}
            by = {"sequence": 1, "recorded_by": self.act.actor.name, "recorded_at": self.act.at}
            bulk.insert(AnswerEvent, [{**event, **by, **{name: answer[name] for name in told}}])

    def _note(
        self, model: type[models.Model], id_: UUID, what: str, before: dict[str, str], after: dict[str, str]
    ) -> None:
        self.counts[what] += 1
        kind = model._meta.model_name or ""
        self.act.note_by_id(self.case, kind, str(id_), before=before, after=after)
