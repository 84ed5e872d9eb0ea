"""The posterior of classes and presence with N summed out, and its slope.

With p(N) ∝ 1/N the sum over N of the full posterior is closed: what is left is the likelihood of the
documented people *given that they are documented*,

    ∏ p_c^n_c / (Σ p_c)^n    over the histories c that can be documented,

where p_c = Σ_h π_h ∏_j λ_jh^c_j (1 − λ_jh)^(1 − c_j). N is then drawn exactly (see ``moves``). The
concentration α is summed out as well: with t_h = −log(1 − V_h), the prior of the sticks is

    p(t) ∝ (b + Σ t_h)^−(a + K − 1).

A position holds J rows of logit λ_jh and one row of u_h with logit V_h = 4 sinh(u_h / 4), whose last number
has no meaning (the last class takes what is left). Near 0 this is the logit itself; far out it is a
logarithm, so that the heavy tail of Σ t_h, where one class holds nearly everybody, is soon crossed.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.estimate.histories import CaptureTable

Floats = NDArray[np.float64]


class Observed(NamedTuple):
    """A table as the compiled functions see it.

    Attributes:
        counts: (2**J,) people with each history, 0 for none.
        seen: (2**J,) whether somebody could be documented with this history.
        documented: Σ counts.
    """

    counts: Floats
    seen: NDArray[np.bool_]
    documented: float


class Scratch(NamedTuple):
    """Working memory of one chain.

    Attributes:
        presence: (J, K) λ.
        broken: (K,) V, the last without meaning.
        growth: (K,) how fast logit V grows with u: cosh(u / 4).
        lean: (K,) the slope of log growth: tanh(u / 4) / 4.
        hazard: (1,) Σ t_h.
        masses: (2**J, K) π_h times the probability of each history in class h.
        cells: (2**J,) p_c.
    """

    presence: Floats
    broken: Floats
    growth: Floats
    lean: Floats
    hazard: Floats
    masses: Floats
    cells: Floats


def observed(table: CaptureTable) -> Observed:
    """What the compiled functions need of a table."""
    return Observed(table.dense().astype(np.float64), table.possible(), float(table.documented))


def scratch(lists: int, classes: int) -> Scratch:
    """Fresh working memory."""
    return Scratch(
        np.zeros((lists, classes)),
        np.zeros(classes),
        np.zeros(classes),
        np.zeros(classes),
        np.zeros(1),
        np.zeros((2**lists, classes)),
        np.zeros(2**lists),
    )


@compiled
def spread(position: Floats, work: Scratch) -> None:
    """Fills ``work`` from a position (J + 1, K)."""
    lists, classes = work.presence.shape
    _break_stick(position, work)
    filled = 1
    for j in range(lists - 1, -1, -1):
        for h in range(classes):
            work.presence[j, h] = 1.0 / (1.0 + math.exp(-position[j, h]))
        for c in range(filled):
            for h in range(classes):
                on = work.masses[c, h] * work.presence[j, h]
                work.masses[c + filled, h] = on
                work.masses[c, h] -= on
        filled *= 2
    for c in range(filled):
        total = 0.0
        for h in range(classes):
            total += work.masses[c, h]
        work.cells[c] = total


@compiled
def _break_stick(position: Floats, work: Scratch) -> None:
    """Fills what depends on the sticks, and the first row of the masses with the shares π."""
    lists, classes = work.presence.shape
    left = 1.0
    for h in range(classes - 1):
        grown = math.exp(0.25 * position[lists, h])
        work.growth[h] = 0.5 * (grown + 1.0 / grown)
        sinh = 0.5 * (grown - 1.0 / grown)
        work.lean[h] = 0.25 * sinh / work.growth[h]
        odds_against = math.exp(-4.0 * sinh)
        work.broken[h] = 1.0 / (1.0 + odds_against)
        work.masses[0, h] = left * work.broken[h]
        left *= odds_against * work.broken[h] if odds_against < 1e300 else 1.0
    work.masses[0, classes - 1] = left
    work.hazard[0] = -math.log(left)
    if left < 1e-280:
        work.hazard[0] = 0.0
        for h in range(classes - 1):
            work.hazard[0] += softplus(stick_logit(position[lists, h]))


@compiled
def documented_share(cells: Floats, seen: NDArray[np.bool_]) -> float:
    """Σ p_c over the histories that can be documented."""
    share = 0.0
    for c in range(cells.size):
        if seen[c]:
            share += cells[c]
    return share


@compiled
def log_likelihood(table: Observed, work: Scratch) -> float:
    """Of the documented people given that they are documented; ``work`` is filled."""
    total = -table.documented * math.log(documented_share(work.cells, table.seen))
    for c in range(work.cells.size):
        if table.counts[c] > 0:
            total += table.counts[c] * math.log(work.cells[c])
    return total


@compiled
def log_prior(position: Floats, hyper: Floats) -> float:
    """Of a position, up to a constant."""
    lists, classes = position.shape[0] - 1, position.shape[1]
    total = 0.0
    for j in range(lists):
        for h in range(classes):
            x = position[j, h]
            total -= (hyper[2] + hyper[3]) * softplus(-x) + hyper[3] * x
    hazard = hyper[1]
    for h in range(classes - 1):
        u = position[lists, h]
        logit = stick_logit(u)
        hazard += softplus(logit)
        total += math.log(math.cosh(u / 4.0)) - softplus(-logit)
    return float(total - (hyper[0] + classes - 1.0) * math.log(hazard))


@compiled
def softplus(x: float) -> float:
    """log(1 + eˣ)."""
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


@compiled
def stick_logit(u: float) -> float:
    """Logit V of a stick's coordinate."""
    return 4.0 * math.sinh(u / 4.0)


@compiled
def stick_coordinate(logit: float) -> float:
    """The inverse of ``stick_logit``."""
    return 4.0 * math.asinh(logit / 4.0)


@compiled
def logit_of_hazard(t: float) -> float:
    """Logit V of a stick with t = −log(1 − V)."""
    return t + math.log(-math.expm1(-t))


@compiled
def slope(table: Observed, hyper: Floats, heat: float, work: Scratch, gradient: Floats) -> None:
    """Fills ``gradient`` (J + 1, K) of heat × log likelihood + log prior; uses up ``work.masses``.

    The masses are weighted by n_c / p_c − n / Σ p_c and folded list by list: the half of the histories on a
    list, added up, is what that list's λ sees.
    """
    lists, classes = work.presence.shape
    all_seen = heat * table.documented / documented_share(work.cells, table.seen)
    for c in range(work.cells.size):
        weight = 0.0
        if table.seen[c]:
            weight = -all_seen
            if table.counts[c] > 0:
                weight += heat * table.counts[c] / work.cells[c]
        for h in range(classes):
            work.masses[c, h] *= weight
    half = work.cells.size
    for j in range(lists):
        half //= 2
        for h in range(classes):
            gradient[j, h] = 0.0
        for c in range(half):
            for h in range(classes):
                gradient[j, h] += work.masses[c + half, h]
                work.masses[c, h] += work.masses[c + half, h]
    for j in range(lists):
        for h in range(classes):
            present = work.presence[j, h]
            gradient[j, h] += hyper[2] - present * (work.masses[0, h] + hyper[2] + hyper[3])
    _slope_of_sticks(hyper, work, gradient)


@compiled
def _slope_of_sticks(hyper: Floats, work: Scratch, gradient: Floats) -> None:
    """The last row of the gradient; ``work.masses[0]`` holds what pulls on each class's share."""
    lists, classes = work.presence.shape
    pull = (hyper[0] + classes - 1.0) / (hyper[1] + work.hazard[0])
    later = work.masses[0, classes - 1]
    gradient[lists, classes - 1] = 0.0
    for h in range(classes - 2, -1, -1):
        own = work.masses[0, h]
        by_logit = (own + 1.0) - work.broken[h] * (own + 1.0 + later + pull)
        gradient[lists, h] = by_logit * work.growth[h] + work.lean[h]
        later += own
