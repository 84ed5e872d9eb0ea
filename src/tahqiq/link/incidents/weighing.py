"""The evidence of pairs of reports, comparison by comparison, in machine code.

Each comparison gives a level and a weight, log2 of how much oftener two reports of one incident stand at
that level than two of different incidents (Fellegi and Sunter 1969, "A theory for record linkage"). How
often different incidents agree is that of *this* day, place or toll among the reports (after Winkler 2000,
frequency-based matching): to agree on a quiet day tells more than on a busy one.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.incidents.circumstances import (
    kilometres,
    lie_by_name,
    weigh_blamed,
    weigh_date,
    weigh_kind,
    weigh_place,
    weigh_telling,
)
from tahqiq.link.incidents.factors import COMPARED, Factors, factors
from tahqiq.link.incidents.facts import Facts
from tahqiq.link.incidents.tolls import weigh_groups, weigh_injured, weigh_killed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

#: Ranks of classes of precision (vocab.places).
_CITY, _TOWN, _VILLAGE = 5, 6, 7


def weigh(
    facts: Facts, left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.float64], NDArray[np.bool_]]:
    """The levels and weights of pairs, (n, 8), and which of them cannot be one incident, (n,)."""
    levels = np.full((len(left), len(COMPARED)), -1, np.int8)
    weights = np.zeros((len(left), len(COMPARED)), np.float64)
    barred = np.zeros(len(left), np.bool_)
    _weigh(facts, factors(), left, right, levels, weights, barred)
    return levels, weights, barred


def promising(
    facts: Facts, left: NDArray[np.int64], right: NDArray[np.int64], least: float
) -> NDArray[np.bool_]:
    """Which pairs weigh at least so much together, the prior left out."""
    kept = np.zeros(len(left), np.bool_)
    _promising(facts, factors(), left, right, least, kept)
    return kept


def lie(facts: Facts, wide: NDArray[np.int64], narrow: NDArray[np.int64]) -> NDArray[np.int8]:
    """Whether places lie within others: 1 they do, -1 they do not, 0 nobody can tell."""
    found = np.zeros(len(wide), np.int8)
    _lie(facts, wide, narrow, found)
    return found


@compiled
def _lie(facts: Facts, wide: Ints, narrow: Ints, found: Levels) -> None:
    for at in range(len(wide)):
        i, j = wide[at], narrow[at]
        said = lie_by_name(facts, i, j)
        if said == 1 or said == 2:
            found[at] = 1
        elif not (math.isnan(facts.lat[i]) or math.isnan(facts.lat[j])):
            within = kilometres(facts, i, j) <= facts.radius[i] + facts.radius[j]
            found[at] = 1 if within else -1
        elif said == 3 or _another_town(facts, i, j):
            found[at] = -1


@compiled
def _another_town(facts: Facts, i: int, j: int) -> bool:
    """Whether the one names a town, and the other a village, or what lies in some town: not in that one."""
    a, b = facts.wording[i], facts.wording[j]
    if a < 0 or b < 0 or not _CITY <= facts.fineness[i] <= _TOWN:
        return False
    in_some_town = facts.around_offsets[b] < facts.around_offsets[b + 1]
    return bool(in_some_town or facts.fineness[j] == _VILLAGE)


@compiled
def _promising(
    facts: Facts, factors: Factors, left: Ints, right: Ints, least: float, kept: NDArray[np.bool_]
) -> None:
    levels, weights = np.empty(8, np.int8), np.empty(8, np.float64)
    for at in range(len(left)):
        levels[:] = -1
        weights[:] = 0.0
        barred = _pair(facts, factors, left[at], right[at], levels, weights)
        kept[at] = not barred and weights.sum() >= least


@compiled
def _weigh(
    facts: Facts,
    factors: Factors,
    left: Ints,
    right: Ints,
    levels: Levels,
    weights: Floats,
    barred: NDArray[np.bool_],
) -> None:
    for at in range(len(left)):
        barred[at] = _pair(facts, factors, left[at], right[at], levels[at], weights[at])


@compiled
def _pair(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> bool:
    """Fills the levels and weights of one pair; whether it cannot be one incident."""
    barred = weigh_date(facts, factors, i, j, levels, weights)
    barred |= weigh_place(facts, factors, i, j, levels, weights)
    weigh_blamed(facts, factors, i, j, levels, weights)
    weigh_kind(facts, factors, i, j, levels, weights)
    weigh_killed(facts, factors, i, j, levels, weights)
    weigh_injured(facts, factors, i, j, levels, weights)
    weigh_groups(facts, factors, i, j, levels, weights)
    return barred | weigh_telling(facts, factors, i, j, levels, weights)
