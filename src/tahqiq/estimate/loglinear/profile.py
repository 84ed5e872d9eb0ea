"""The multinomial profile likelihood of the total under one model, and the distribution read from it.

For a given number of unseen people n₀ the model is fitted to the table with n₀ in the cell of those on
no list; with N = n + n₀ the profile is

    l(N) = log N! - log n₀! + Σ n log(μ / N) + n₀ log(μ₀ / N)

(Cormack 1992, *Biometrics* 48, 567-576, section 3), and the interval holds every N whose l lies within
½·χ² of the maximum. Rcapture's closedpCI computes the same with Stirling's formula for the factorials.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import reduce_model
from tahqiq.estimate.loglinear.newton import first_guess, maximise
from tahqiq.estimate.loglinear.subsets import Floats, Ints, Mask
from tahqiq.estimate.scores import ENDS, normal_scores

#: Fewer unseen than this count as none.
_FEWEST_UNSEEN = 0.01
#: The search ends where the unseen are this many times the documented or the estimated unseen.
_MOST_TIMES = 1000.0
#: Signed roots at which the profile is solved: a grid, and the ends of the 50, 80 and 95 % intervals.
_LEVELS = np.unique([*np.arange(-4.0, 4.01, 0.25), *ENDS])


@compiled
def height(counts: Floats, allowed: Mask, terms: Ints, parameters: Floats, log_unseen: float) -> float:
    """The profile at exp(log_unseen) unseen people; ``parameters`` hold the start and then the maximum."""
    counts[0] = math.exp(log_unseen)
    documented = 0.0
    for index in range(1, counts.shape[0]):
        if allowed[index]:
            documented += counts[index]
    total: float = documented + counts[0]
    reached, _, steps = maximise(counts, allowed, terms, parameters)
    if steps < 0:
        return -np.inf
    unseen = math.exp(log_unseen)
    factorials: float = math.lgamma(total + 1.0) - math.lgamma(unseen + 1.0)
    return factorials + reached + total - total * math.log(total)


@compiled
def peak(
    counts: Floats, allowed: Mask, terms: Ints, parameters: Floats, low: float, high: float
) -> tuple[float, float]:
    """Where between two logarithms the profile is highest, and how high (golden section)."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    left, right = high - ratio * (high - low), low + ratio * (high - low)
    at_left = height(counts, allowed, terms, parameters, left)
    at_right = height(counts, allowed, terms, parameters, right)
    while high - low > 1e-7:
        if at_left >= at_right:
            high, right, at_right = right, left, at_left
            left = high - ratio * (high - low)
            at_left = height(counts, allowed, terms, parameters, left)
        else:
            low, left, at_left = left, right, at_right
            right = low + ratio * (high - low)
            at_right = height(counts, allowed, terms, parameters, right)
    middle = 0.5 * (low + high)
    return middle, height(counts, allowed, terms, parameters, middle)


@compiled
def walk(
    counts: Floats, allowed: Mask, terms: Ints, parameters: Floats, start: float, end: float, heights: Floats
) -> Floats:
    """Where the profile falls to each of ``heights`` (falling), going from the peak towards ``end``.

    A height that is not reached before ``end`` is given as ``end``.
    """
    found = np.empty(heights.shape[0])
    inner, outer = start, start
    step = (0.1 if end > start else -0.1) * min(1.0, abs(end - start))
    inner_height = height(counts, allowed, terms, parameters, start)
    outer_height = inner_height
    for place in range(heights.shape[0]):
        goal = heights[place]
        while outer_height > goal and outer != end:
            inner, inner_height = outer, outer_height
            outer = min(outer + step, end) if step > 0.0 else max(outer + step, end)
            outer_height = height(counts, allowed, terms, parameters, outer)
            step *= 1.3
        if outer_height > goal:
            found[place] = end
            continue
        low, low_height, high, high_height = inner, inner_height, outer, outer_height
        while abs(high - low) > 1e-7:
            share = (low_height - goal) / (low_height - high_height)
            middle = low + min(max(share, 0.05), 0.95) * (high - low)
            at = height(counts, allowed, terms, parameters, middle)
            if at > goal:
                low, low_height = middle, at
            else:
                high, high_height = middle, at
            if abs(at - goal) < 1e-9:
                break
        found[place] = middle if abs(high - low) > 1e-7 else 0.5 * (low + high)
        inner, inner_height = found[place], goal
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The profile likelihood of the total, solved at a grid of signed roots.

    Attributes:
        documented: people on the lists.
        maximum: the total of highest multinomial likelihood.
        roots: (g,) signed roots of twice the fall of the likelihood from its maximum, rising.
        totals: (g,) the total at each.
        open_above: the likelihood falls too little for a finite upper end: the totals stop where the search
            does, and the upper ends are no bounds.
    """

    documented: int
    maximum: float
    roots: NDArray[np.float64]
    totals: NDArray[np.float64]
    open_above: bool

    def at(self, roots: NDArray[np.float64]) -> NDArray[np.float64]:
        """The totals at other signed roots; ±1.96 gives the ends of the 95 % interval."""
        unseen = np.log(np.maximum(self.totals - self.documented, _FEWEST_UNSEEN))
        totals: NDArray[np.float64] = self.documented + np.exp(np.interp(roots, self.roots, unseen))
        return totals

    def draws(self, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draws in random order whose equal-tailed intervals are the profile-likelihood intervals.

        The signed root is taken as standard normal, which is what makes the intervals intervals
        (a confidence distribution: Schweder & Hjort 2016, *Confidence, Likelihood, Probability*, 3.4).
        """
        return rng.permutation(self.at(normal_scores()))


def profile(table: CaptureTable, terms: NDArray[np.int64], unseen: float) -> Profile:
    """The profile likelihood of one model that has an estimate.

    Args:
        table: the table.
        terms: (p,) the terms of the model, the intercept last.
        unseen: the expected unseen at the Poisson maximum, near which the peak lies.
    """
    counts, allowed, held = _reduced(table, terms)
    counts[0], allowed[0] = max(unseen, _FEWEST_UNSEEN), True
    parameters = first_guess(counts, allowed, held)
    floor = math.log(_FEWEST_UNSEEN)
    ceiling = math.log(_MOST_TIMES * max(unseen, float(table.documented), 1.0))
    top = min(ceiling, max(math.log(max(unseen, _FEWEST_UNSEEN)) + 1.0, floor + 1.0))
    where, highest = peak(counts, allowed, held, parameters, floor, top)
    falls = highest - 0.5 * _LEVELS**2
    above, below = _LEVELS > 0.0, _LEVELS < 0.0
    up = walk(counts, allowed, held, parameters.copy(), where, ceiling, falls[above])
    down = walk(counts, allowed, held, parameters.copy(), where, floor, falls[below][::-1])
    logs = np.concatenate([down[::-1], [where], up])
    return Profile(
        documented=table.documented,
        maximum=table.documented + math.exp(where),
        roots=_LEVELS,
        totals=table.documented + np.exp(np.maximum.accumulate(logs)),
        open_above=bool(up[np.searchsorted(_LEVELS[above], 1.95)] >= ceiling),
    )


def _reduced(table: CaptureTable, terms: NDArray[np.int64]) -> tuple[Floats, Mask, Ints]:
    counts = table.dense().astype(np.float64)
    allowed, kept = reduce_model(counts, table.possible(), terms)
    return counts, allowed, terms[kept]
