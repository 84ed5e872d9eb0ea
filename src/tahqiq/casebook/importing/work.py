"""One batch of an import: what it counts, refuses and withdraws on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db import models

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act
from tahqiq.casebook.importing.context import Context
from tahqiq.casebook.importing.rows import Values
from tahqiq.casebook.models import Incident
from tahqiq.casebook.models.base import REPLACED
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import At, Problem

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
#: Fields whose values never enter an audit entry: they name or describe people.
PRIVATE = frozenset({"name_en", "name_ar", "description_en", "age", "quote"})
#: Fields that change with every version of a file; alone they are no change worth an entry.
BOOKKEEPING = frozenset({"item_id", "record", "columns", "locator", "quote", "fingerprint"})


@dataclass(slots=True)
class Work:
    """The batch under way, inside its transaction."""

    ctx: Context
    act: Act
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def refuse(
        self, at: At, problem: str, *, value: str = "", action: Literal["refused", "repaired"] = "refused"
    ) -> None:
        """Reports what could not be taken in; it goes on without it."""
        said = Problem(at=at, row=at.line, column="", value=value[:200], problem=problem, action=action)
        self.problems.append(said)

    def known_incidents(self, ids: Iterable[UUID]) -> set[UUID]:
        """Which of these incidents the case holds."""
        found = Incident.objects.filter(case=self.ctx.case, id__in=set(ids))
        return set(found.values_list("id", flat=True))

    def demand_ours(self, model: type[M], ids: Sequence[UUID]) -> None:
        """Ids follow from the source and its keys, so a record stands in one case alone.

        Raises:
            BadInput: one of these stands in another case.
        """
        elsewhere = model._default_manager.filter(id__in=ids).exclude(case=self.ctx.case)
        slug = elsewhere.values_list("case__slug", flat=True).first()
        if slug is not None:
            raise BadInput(
                f"these records stand in the case {slug} already", remedy=f"import them with --case {slug}"
            )

    def keep(self, model: type[M], rows: Sequence[Values], *, fields: Sequence[str] = ()) -> set[UUID]:
        """Writes rows with stable ids: new ones in, changed ones updated and audited.

        Args:
            model: has a ``fingerprint``.
            rows: unique by id.
            fields: attributes never updated, because people set them here.

        Returns:
            The ids of rows that were there already.
        """
        self.demand_ours(model, [row["id"] for row in rows])
        there = dict(
            model._default_manager.filter(id__in=[row["id"] for row in rows]).values_list("id", "fingerprint")
        )
        fresh = [row for row in rows if row["id"] not in there]
        changed = [row for row in rows if there.get(row["id"], row["fingerprint"]) != row["fingerprint"]]
        bulk.insert(model, fresh)
        self._change(model, changed, skip=frozenset(fields))
        self.counts["new"] += len(fresh)
        self.counts["changed"] += len(changed)
        self.counts["unchanged"] += len(rows) - len(fresh) - len(changed)
        return set(there)

    def _change(self, model: type[M], rows: Sequence[Values], skip: frozenset[str]) -> None:
        stored = {
            each["id"]: each
            for each in model._default_manager.filter(id__in=[row["id"] for row in rows]).values()
        }
        for row in rows:
            differing = {name for name, value in row.items() if stored[row["id"]].get(name) != value}
            telling = sorted(differing - BOOKKEEPING - skip)
            if telling:
                kind, key = model._meta.model_name or "", str(row["id"])
                before, after = shown(stored[row["id"]], telling), shown(row, telling)
                self.act.note_by_id(self.ctx.case, kind, key, before=before, after=after)
        bulk.update(model, [{name: value for name, value in row.items() if name not in skip} for row in rows])

    def withdraw(self, found: models.QuerySet[M], **further: object) -> None:
        """Withdraws rows because a later version of the file does not have them."""
        stamp = {"withdrawn_by": self.ctx.actor, "withdrawn_at": self.ctx.at, "withdrawn_reason": REPLACED}
        self.counts["withdrawn"] += found.update(**stamp, **further)

    def reinstate(self, found: models.QuerySet[M], **further: object) -> None:
        """Takes back withdrawals that an import made, because the file has the rows again."""
        back = found.filter(withdrawn_reason=REPLACED)
        back.update(withdrawn_by="", withdrawn_at=None, withdrawn_reason="", **further)


def shown(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Fields as an audit entry may hold them: private ones only by having changed."""
    return {name: "(not shown)" if name in PRIVATE else _plain(values.get(name)) for name in names}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (bool, int, float, str, list)) else str(value)


def first_of_each(values: Iterable[T], key: Callable[[T], object], repeated: Callable[[T], None]) -> list[T]:
    """Values unique by key; later ones are handed to ``repeated``."""
    seen: dict[object, T] = {}
    for value in values:
        if key(value) in seen:
            repeated(value)
        else:
            seen[key(value)] = value
    return list(seen.values())
