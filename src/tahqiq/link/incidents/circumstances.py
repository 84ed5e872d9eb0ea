"""Kernels of the evidence of two reports: when, where, who is blamed, with what, and how they are told.

Each fills the level and the weight of its comparison; those that can tell that two reports are not of one
incident, whatever else agrees, return whether they do.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.incidents.factors import BLAMED, DATE, KIND, LOG2, PLACE, TELLING, Factors
from tahqiq.link.incidents.facts import Facts
from tahqiq.link.incidents.placing import KM_A_DEGREE

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

#: The rank of a city among the classes of precision (vocab.places).
_CITY = 5
#: What is one spot, and what one neighbourhood; one name farther apart than the last is two places.
_SPOT_KM, _FINE_KM, _NAMESAKES_KM = 0.5, 2.0, 20.0
#: Two points this near are one.
_NO_DISTANCE_KM = 0.05
#: The most that neighbouring days speak for one incident: strikes follow one another in one place.
_LATE = 1.0
#: The most that another party or weapon speaks against it: claims compete.
_COMPETING = 1.5


@compiled
def weigh_date(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> bool:
    """Days: a busy day tells less than a quiet one; too many days between cannot be one incident."""
    if facts.end[i] <= facts.start[i] or facts.end[j] <= facts.start[j]:
        return False
    first, last = min(facts.start[i], facts.start[j]), max(facts.end[i], facts.end[j])
    most = len(facts.day_share) - 1
    low, high = min(max(first - facts.day_zero, 0), most), min(max(last - facts.day_zero, 0), most)
    share = max(facts.day_share[high] - facts.day_share[low], 1e-6)
    gap = max(facts.start[i], facts.start[j]) - min(facts.end[i], facts.end[j])
    single = last - first == 1
    if single:
        level, m = 0, factors.date_same
    elif gap < 0:
        level = 1
        shorter = min(facts.end[i] - facts.start[i], facts.end[j] - facts.start[j])
        m = factors.date_overlap * -gap / shorter
    elif gap == 0:
        level, m = 2, factors.date_next
    elif gap < factors.date_limit:
        level, m = 3, factors.date_few
    else:
        level, m, share = 4, factors.date_apart, max(0.5, 1 - share)
    levels[DATE] = level
    weights[DATE] = math.log(m / share) / LOG2
    if level >= 2:
        weights[DATE] = min(weights[DATE], _LATE)
    return bool(gap >= factors.date_limit)


@compiled
def _named(
    offsets: Ints, names: Ints, a: int, other_offsets: Ints, others: Ints, b: int, same: Ints, count: int
) -> bool:
    """Whether some name of the one wording is some name of the other."""
    for x in range(offsets[a], offsets[a + 1]):
        for y in range(other_offsets[b], other_offsets[b + 1]):
            key = names[x] * count + others[y]
            at = np.searchsorted(same, key)
            if at < len(same) and same[at] == key:
                return True
    return False


@compiled
def kilometres(facts: Facts, i: int, j: int) -> float:
    """The distance of two points, on a plane: near enough for towns."""
    north = facts.lat[i] - facts.lat[j]
    east = (facts.lon[i] - facts.lon[j]) * math.cos(math.radians(0.5 * (facts.lat[i] + facts.lat[j])))
    return math.sqrt(north * north + east * east) * KM_A_DEGREE


@compiled
def lie_by_name(facts: Facts, i: int, j: int) -> int:
    """How two wordings lie: 0 unknown, 1 the same name, 2 one in the other, 3 other names of one kind."""
    a, b = facts.wording[i], facts.wording[j]
    if a < 0 or b < 0:
        return 0
    heads, starts, around, limits = facts.heads, facts.head_offsets, facts.around, facts.around_offsets
    if _named(starts, heads, a, starts, heads, b, facts.same, facts.names):
        return 1
    if _named(starts, heads, a, limits, around, b, facts.same, facts.names) or _named(
        starts, heads, b, limits, around, a, facts.same, facts.names
    ):
        return 2
    both_fine = facts.fineness[i] > _CITY and facts.fineness[j] > _CITY
    both_towns = 0 < facts.fineness[i] <= _CITY and facts.fineness[i] == facts.fineness[j]
    return 3 if both_fine or both_towns else 0


@compiled
def weigh_place(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> bool:
    """Places by name and by distance, each against how exactly it is known."""
    said = lie_by_name(facts, i, j)
    coarse_i, coarse_j = facts.fineness[i] <= _CITY, facts.fineness[j] <= _CITY
    level = -1
    if said == 1:
        level = 3 if coarse_i and coarse_j else 1 if coarse_i == coarse_j else 2
    elif said > 1:
        level = 2 if said == 2 else 5
    if not (math.isnan(facts.lat[i]) or math.isnan(facts.lat[j])):
        level = _by_distance(facts, factors, i, j, said, level)
    if level >= 0:
        levels[PLACE] = level
        weights[PLACE] = _place_weight(factors, level, max(facts.place_share[i], facts.place_share[j]))
    return level == 7


@compiled
def _by_distance(facts: Facts, factors: Factors, i: int, j: int, said: int, level: int) -> int:
    """The level of two points, after what their names say."""
    apart, reach = kilometres(facts, i, j), facts.radius[i] + facts.radius[j]
    small = max(facts.radius[i], facts.radius[j])
    if apart <= reach + _NO_DISTANCE_KM:
        if small <= _SPOT_KM and apart <= _SPOT_KM:
            return 0
        if small <= _FINE_KM:
            return level if level in (1, 2) else 1 if apart <= small else 4
        coarse = facts.fineness[i] <= _CITY and facts.fineness[j] <= _CITY
        return (3 if coarse else 2) if level in (-1, 5) else level
    if apart <= 2 * reach + 0.3:
        return level if said == 1 else 4
    far = apart > 2 * reach + factors.far_km
    return 7 if far and (said != 1 or apart > _NAMESAKES_KM) else 6


@compiled
def _place_weight(factors: Factors, level: int, share: float) -> float:
    """The weight of a level; ``share``: of reports that lie where the coarser of the two does."""
    m, u = factors.within, share
    if level == 0:
        m = factors.spot
    elif level == 1:
        m = factors.fine
    elif level == 4:
        m, u = factors.near, max(share, 0.15)
    elif level == 5:
        m, u = factors.differ, 0.95
    elif level > 5:
        m, u = factors.elsewhere / (1 if level == 6 else 8), 0.9
    return math.log(m / u) / LOG2


@compiled
def weigh_blamed(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> None:
    """Who is blamed: another party is a competing claim, no other incident."""
    if facts.blamed[i] == 0 or facts.blamed[j] == 0:
        return
    same = (facts.blamed[i] & facts.blamed[j]) != 0
    share = max(facts.blamed_share[i], facts.blamed_share[j])
    levels[BLAMED] = 0 if same else 1
    if same:
        weights[BLAMED] = math.log(factors.blamed_same / min(share, factors.blamed_same)) / LOG2
    else:
        weights[BLAMED] = max(math.log(factors.blamed_different / max(1 - share, 0.4)) / LOG2, -_COMPETING)


@compiled
def weigh_kind(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> None:
    """The kind of strike; a word that fits every kind tells nothing."""
    a, b = facts.kind[i] & ~facts.kind_generic, facts.kind[j] & ~facts.kind_generic
    if a == 0 or b == 0:
        return
    same = (a & b) != 0
    share = max(facts.kind_share[i], facts.kind_share[j])
    levels[KIND] = 0 if same else 1
    if same:
        weights[KIND] = math.log(factors.kind_same / min(share, factors.kind_same)) / LOG2
    else:
        weights[KIND] = max(math.log(factors.kind_different / max(1 - share, 0.4)) / LOG2, -_COMPETING)


@compiled
def weigh_telling(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> bool:
    """How one text, or one list, tells both."""
    if facts.telling[i] >= 0 and facts.telling[i] == facts.telling[j]:
        one = facts.told_as[i] == facts.told_as[j]
        levels[TELLING] = 0 if one else 1
        weights[TELLING] = factors.told_one if one else factors.told_two
        return not one
    if facts.listed[i] and facts.listed[j] and facts.source[i] == facts.source[j]:
        levels[TELLING] = 3
        weights[TELLING] = factors.listed
        return True
    return False
