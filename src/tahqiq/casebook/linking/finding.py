"""The pairs worth a person's time, most helpful first, with the evidence for and against each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from tahqiq.casebook import models
from tahqiq.casebook.linking.incidents import reports
from tahqiq.casebook.linking.people import people_list
from tahqiq.casebook.releasing.reading import snapshot
from tahqiq.vocab.judgements import Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tahqiq.link.judgements import Judgement
    from tahqiq.link.lists import RecordList
    from tahqiq.link.pairs import Pairs

Kind = Literal["victim", "incident"]
#: Pairs that are put in the order in which answers help most, and pairs kept in all.
ASKED, MOST = 300, 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one.

    Attributes:
        left, right: their ids, the smaller first.
        probability: after everything; ``linked``: whether the machine would link them.
        evidence: the waterfall, as ``link.explain.waterfall`` tells it.
    """

    left: UUID
    right: UUID
    probability: float
    linked: bool
    evidence: dict[str, Any]


def find_pairs(
    case: models.Case, kind: Kind, *, on_step: Callable[[str], None] = lambda step: None
) -> tuple[list[Pair], list[str]]:
    """Compares the people, or the incidents, of a case with one another; changes nothing.

    Args:
        case: whose records.
        kind: 'victim' or 'incident'.
        on_step: is told the name of each step as it begins.

    Returns:
        The pairs, most helpful first (``link.asking``), and what people must know, a line each.
    """
    on_step("reading")
    if kind == "victim":
        return _people(case, on_step)
    return _incidents(case, on_step)


def _people(case: models.Case, on_step: Callable[[str], None]) -> tuple[list[Pair], list[str]]:
    from tahqiq.link.linkage import Wanted
    from tahqiq.link.linking import dedupe

    with snapshot():
        people = people_list(case)
        judgements = _judgements(case, "victim", people.ids)
    if len(people) < 2:
        return [], []
    found = dedupe(people, Wanted(judgements=judgements, ask=ASKED), on_step=on_step)
    rows = _worth_judging([each.row for each in found.asked], found.probability, found.linked)
    return _pairs(found.pairs, rows, people.ids, found.probability, found.linked), found.notes()


def _incidents(case: models.Case, on_step: Callable[[str], None]) -> tuple[list[Pair], list[str]]:
    from tahqiq.link.incidents.finding import find_incidents
    from tahqiq.link.judgements import settle

    with snapshot():
        told = reports(case)
        judgements = _judgements(case, "incident", [each.id for each in told])
    if len(told) < 2:
        return [], []
    on_step("comparing")
    settled = settle(judgements, _named([each.id for each in told]))
    found = find_incidents(told, forced=settled.same, excluded=settled.different)
    probability = found.pairs.probability()
    linked = found.of[found.pairs.left] == found.of[found.pairs.right]
    ids = [each.id for each in found.reports]
    rows = _worth_judging([], probability, linked)
    return _pairs(found.pairs, rows, ids, probability, linked), list(settled.notes)


def _named(ids: list[str]) -> RecordList:
    """Incidents as a list of records that say nothing but who they are: what judgements need."""
    import pyarrow as pa

    from tahqiq.link.lists import RecordList

    table = pa.table({"id": pa.array(ids, pa.string())})
    return RecordList(name="incidents", path="", ids=ids, table=table, columns={"id": "id"}, distinct=False)


def _judgements(case: models.Case, kind: Kind, ids: Iterable[str]) -> list[Judgement]:
    """What people decided, and still hold, about records that are compared here."""
    from tahqiq.link.judgements import Judgement, Said

    said = {Verdict.SAME: Said.MATCH, Verdict.DIFFERENT: Said.NOT, Verdict.UNSURE: Said.UNSURE}
    standing = models.Judgement.objects.filter(case=case, kind=kind, withdrawn_at=None)
    here = set(ids)
    return [
        Judgement(
            left=str(each.left),
            right=str(each.right),
            said=said[Verdict(each.verdict)],
            by=each.judged_by,
            at=each.judged_at,
            why=each.reason,
        )
        for each in standing.order_by("judged_at", "id")
        if {str(each.left), str(each.right)} <= here
    ]


def _worth_judging(
    asked: Sequence[int], probability: NDArray[np.float64], linked: NDArray[np.bool_]
) -> list[int]:
    """Rows in the order to ask: the most helpful, then the most doubtful; not the plainly different."""
    import numpy as np

    from tahqiq.link.explain.standing import OUT

    doubt = np.minimum(probability, 1 - probability)
    wanted = np.flatnonzero(linked | (probability >= OUT))
    rest = wanted[np.lexsort((wanted, -np.round(doubt[wanted], 9)))]
    return list(dict.fromkeys([*asked, *(int(row) for row in rest)]))[:MOST]


def _pairs(
    pairs: Pairs,
    rows: Sequence[int],
    ids: Sequence[str],
    probability: NDArray[np.float64],
    linked: NDArray[np.bool_],
) -> list[Pair]:
    from tahqiq.link.explain.waterfall import waterfall

    found = []
    for row in rows:
        fall = waterfall(pairs, row, (ids, ids), float(probability[row]))
        left, right = sorted((UUID(fall.left), UUID(fall.right)), key=lambda id_: id_.hex)
        plain = fall.plain()
        found.append(
            Pair(
                left=left,
                right=right,
                probability=plain["probability"],
                linked=bool(linked[row]),
                evidence={name: plain[name] for name in ("prior", "evidence", "total")},
            )
        )
    return found
