"""Kernels of the evidence of two tolls: the killed, the injured, groups among the dead."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.link.incidents.factors import GROUPS, INJURED, KILLED, LOG2, Factors
from tahqiq.link.incidents.facts import OPEN, Facts

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]

#: The most that figures which nearly agree, and ranges that fit, speak for one incident.
_NEARLY, _FITS = 1.5, 3.0
#: The most that figures which nearly agree speak against it.
_HARDLY = 0.5
#: How often reports of different incidents give different, and very different, tolls.
_APART, _FAR = 0.4, 0.5


@compiled
def weigh_killed(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> None:
    """The killed; a figure that the one had before and the other still has is an agreement."""
    level, weight = _toll(facts.killed, facts.toll_share, factors, i, j)
    if level > 2 and _replaced(facts, i, j):
        low = min(facts.killed[i, 0], facts.killed[j, 0])
        level, weight = 1, math.log(factors.toll_earlier / _share(facts.toll_share, low, low)) / LOG2
    if level >= 0:
        levels[KILLED] = level
        weights[KILLED] = weight


@compiled
def weigh_injured(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> None:
    """The injured, of whom reports tell less surely."""
    level, weight = _toll(facts.injured, facts.injured_share, factors, i, j)
    if level >= 0:
        levels[INJURED] = level
        weights[INJURED] = factors.injured * weight


@compiled
def weigh_groups(facts: Facts, factors: Factors, i: int, j: int, levels: Levels, weights: Floats) -> None:
    """Children and women among the dead; told with the toll, by the same people: not as much again."""
    total, known = 0.0, False
    for bounds in (facts.children, facts.women):
        found = _group(bounds, i, j)
        if found != 0:
            known = True
            share = _share(facts.toll_share, bounds[i, 0], bounds[i, 0])
            m, u = (factors.group_same, share) if found > 0 else (factors.group_different, 0.8)
            total += math.log(m / u) / LOG2
    if known:
        levels[GROUPS] = 0 if total > 0 else 1
        weights[GROUPS] = min(0.5 * total, factors.group_most)


@compiled
def _share(shares: Floats, low: float, high: float) -> float:
    """The share of reports whose toll is from ``low`` to ``high``."""
    most = len(shares) - 1
    above = 0.0 if high >= most else shares[int(high) + 1]
    return float(max(shares[int(min(low, most))] - above, 1e-4))


@compiled
def _toll(bounds: Floats, shares: Floats, factors: Factors, i: int, j: int) -> tuple[int, float]:
    """The level and weight of two ranges: -1 where either is unknown."""
    a_low, a_high, b_low, b_high = bounds[i, 0], bounds[i, 1], bounds[j, 0], bounds[j, 1]
    if a_low > a_high or b_low > b_high:
        return -1, 0.0
    if a_low == a_high == b_low == b_high:
        return 0, math.log(factors.toll_same / _share(shares, a_low, a_low)) / LOG2
    if a_low <= b_high and b_low <= a_high:
        low = _fitting_from(a_low, a_high, b_low, b_high)
        fits = math.log(factors.toll_fits / _share(shares, low, max(a_high, b_high))) / LOG2
        return 2, min(fits, _FITS)
    under, over = min(a_high, b_high), max(a_low, b_low)
    ratio = over / max(under, 0.5)
    if ratio <= factors.near_ratio or over - under <= 1:
        near = math.log(factors.toll_near / _share(shares, min(a_low, b_low), over)) / LOG2
        return 3, max(min(near, _NEARLY), -_HARDLY)
    if ratio <= factors.apart_ratio:
        return 4, math.log(factors.toll_apart / _APART) / LOG2
    return 5, math.log(factors.toll_far / _FAR) / LOG2


@compiled
def _fitting_from(a_low: float, a_high: float, b_low: float, b_high: float) -> float:
    """From where tolls fit two ranges alike: the bound of 'more than 20' beside a figure, else the lower."""
    if a_low == a_high and b_high == OPEN:
        return b_low
    if b_low == b_high and a_high == OPEN:
        return a_low
    return min(a_low, b_low)


@compiled
def _replaced(facts: Facts, i: int, j: int) -> bool:
    """Whether the one says it told before what the other tells, or told before."""
    mine, yours = facts.earlier[i], facts.earlier[j]
    if mine >= 0 and (mine == facts.killed[j, 0] or mine == yours):
        return True
    return bool(yours >= 0 and yours == facts.killed[i, 0])


@compiled
def _group(bounds: Floats, i: int, j: int) -> int:
    """Of one group among the dead: 1 the same number, -1 another, 0 unknown or fitting."""
    if bounds[i, 0] > bounds[i, 1] or bounds[j, 0] > bounds[j, 1]:
        return 0
    if bounds[i, 0] > bounds[j, 1] or bounds[j, 0] > bounds[i, 1]:
        return -1
    return 1 if bounds[i, 0] == bounds[i, 1] == bounds[j, 0] == bounds[j, 1] else 0
