"""Having a machine suggest pairs of records to judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal
from uuid import UUID

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Suggestion
from tahqiq.vocab.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What a run of linking suggested.

    Attributes:
        pairs: how many are new or seen anew; ``kept``: judged ones that stay as they were.
        notes: what people must know: judgements that contradict one another, records left out.
    """

    pairs: int
    kept: int
    notes: tuple[str, ...] = ()


@action(Permission.JUDGE, batches=True)
def suggest_pairs(
    act: Act,
    case: Case,
    *,
    kind: Literal["victim", "incident"],
    run: UUID | None = None,
    on_step: Callable[[str], None] = lambda step: None,
) -> Suggested:
    """Compares the people, or the incidents, of the case, and keeps the pairs worth judging.

    What nobody has judged is replaced; a judged pair keeps the evidence it was judged on. Nothing
    of the record changes.

    Args:
        run: what this run is called; a new id where not given.
        on_step: is told the name of each step as it begins; it may raise to stop.
    """
    from tahqiq.casebook.linking import find_pairs

    called = run or new_id()
    found, notes = find_pairs(case, kind, on_step=on_step)
    on_step("keeping")
    with act.batch():
        of_kind = Suggestion.objects.filter(case=case, kind=kind)
        of_kind.unjudged().delete()
        kept = set(of_kind.values_list("left", "right"))
        shared = {"case_id": case.pk, "kind": kind, "run": called, "made_at": act.at}
        fresh = [
            {"id": new_id(), "rank": rank, **asdict(each), **shared}
            for rank, each in enumerate(found)
            if (each.left, each.right) not in kept
        ]
        bulk.insert(Suggestion, fresh)
        act.note(case, after={"suggested": len(fresh)})
    return Suggested(pairs=len(fresh), kept=len(kept), notes=tuple(notes))
