"""Can this table say anything of the people on no list, whatever the model?

Two questions, both about the table and not about one model: does the plainest model (every list on its
own) have an estimate, and does the freest model in common use (every two lists may depend on each other)
have only one? Where the second fails, the total follows from which interactions somebody left out, not
from the data: Chan, Silverman & Vincent (2021, *Journal of the American Statistical Association* 116,
1297-1306, section 2) show that this is so exactly when no three lists overlap two by two. The conditions
are those of Fienberg & Rinaldo (2012, *Annals of Statistics* 40, 996-1023); ``loglinear.existence`` holds
the computation.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import EXTENDED, NO_ESTIMATE, NOT_IDENTIFIED, reduce_model, standing
from tahqiq.estimate.loglinear.models import closed_under_parts


@dataclass(frozen=True, slots=True)
class Identifiability:
    """Whether a table can be asked how many people no list holds.

    Attributes:
        reasons: why it cannot, in plain words; empty where it can.
        cautions: what weakens an answer without forbidding it.
        help: what data would mend it; empty where nothing need be.
    """

    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    help: tuple[str, ...]

    @property
    def identified(self) -> bool:
        """No reason stands against an estimate."""
        return not self.reasons


def identifiability(table: CaptureTable) -> Identifiability:
    """Asks both questions of a table, and says in plain words what stands in the way.

    Two lists with people in common count as identified: that they are independent must be assumed, which
    is for ``judgement`` to refuse.

    >>> shared_by_two = CaptureTable.from_counts(
    ...     "ABC", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], [40, 30, 20, 6]
    ... )
    >>> found = identifiability(shared_by_two)
    >>> found.identified, found.reasons[0]
    (False, 'not identifiable: no three lists overlap two by two, so many totals fit equally well')
    """
    overlaps = table.overlaps
    apart = overlaps - np.diag(np.diag(overlaps))
    if table.k < 2:
        return Identifiability(
            ("there is one list only: nothing shows how many people it misses",),
            (),
            ("a second and a third list, made independently, of the same people",),
        )
    if not apart.any():
        return Identifiability(
            ("no two lists share a person: any number of people may be missing",),
            (),
            ("lists that overlap, or a new link between them if names were matched too strictly",),
        )
    reasons, helps = _from_models(table, apart > 0)
    return Identifiability(tuple(reasons), tuple(_cautions(table, apart)), tuple(helps))


def _from_models(table: CaptureTable, overlap: NDArray[np.bool_]) -> tuple[list[str], list[str]]:
    plain, free = (_standing(table, pairs=pairs) for pairs in (False, True))
    if plain > EXTENDED:
        return [
            "even with independent lists the likelihood has no single maximum: "
            "some lists overlap with no other, or hold everybody"
        ], ["lists that overlap with one another without one holding all people"]
    if table.k < 3 or free != NOT_IDENTIFIED:
        return [], []
    if _has_triangle(overlap):
        reason = "the model with every two-list interaction fits many totals equally well"
    else:
        reason = "no three lists overlap two by two, so many totals fit equally well"
    told = [f"not identifiable: {reason}"]
    alone = _alone(table, overlap)
    told += (
        [f"{_and(alone)} share{'s' if len(alone) == 1 else ''} nobody with any other list"] if alone else []
    )
    return told, [
        "people found on two at a time of three lists: a further list that overlaps with the others"
    ]


def _standing(table: CaptureTable, *, pairs: bool) -> int:
    """The standing of the model with main effects only, or with every two-list interaction."""
    places = [1 << place for place in range(table.k)]
    tops = [one | other for one, other in combinations(places, 2)] if pairs else []
    terms = closed_under_parts(tops, table.k)
    counts = table.dense().astype(np.float64)
    allowed, kept = reduce_model(counts, table.possible(), terms)
    return standing(counts, allowed, kept, terms)


def _has_triangle(overlap: NDArray[np.bool_]) -> bool:
    steps = overlap.astype(np.int64)
    return bool(np.trace(steps @ steps @ steps) > 0)


def _alone(table: CaptureTable, overlap: NDArray[np.bool_]) -> list[str]:
    return [name for name, row in zip(table.lists, overlap, strict=True) if not row.any()]


def _cautions(table: CaptureTable, apart: NDArray[np.int64]) -> list[str]:
    said = []
    sizes = table.sizes
    for name, size, row in zip(table.lists, sizes, apart, strict=True):
        if size == 0:
            said.append(f"list {name} holds nobody")
        elif size == table.documented:
            said.append(f"list {name} holds everybody documented: the others add nothing")
        elif not row.any():
            said.append(f"list {name} shares nobody with any other list")
    for one, other in combinations(range(table.k), 2):
        if sizes[one] and (table.cells[:, one] == table.cells[:, other]).all():
            said.append(f"lists {table.lists[one]} and {table.lists[other]} hold the same people")
        elif sizes[one] and sizes[other] and not apart[one, other]:
            said.append(f"lists {table.lists[one]} and {table.lists[other]} share nobody")
    if table.k > 2 and _standing(table, pairs=True) == NO_ESTIMATE:
        said.append("the model with every two-list interaction has no estimate: the table is sparse")
    return said


def _and(names: list[str]) -> str:
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"list{'s' if len(names) > 1 else ''} {listed}"
