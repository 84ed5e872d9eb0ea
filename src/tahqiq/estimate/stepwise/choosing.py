"""Which two lists depend on each other: the forward choice, in machine code."""

from __future__ import annotations

import math

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.estimate.loglinear.existence import EXTENDED, reduce_model, standing
from tahqiq.estimate.loglinear.newton import first_guess, log_means, maximise
from tahqiq.estimate.loglinear.subsets import Floats, Ints, Mask, supersets_of


@compiled
def log_tail(observed: float, expected: float) -> float:
    """Log of the smaller of P(X <= observed) and P(X >= observed) for a Poisson X."""
    if expected <= 0.0:
        return 0.0 if observed == 0.0 else -np.inf
    below = observed < expected
    first = observed * math.log(expected) - expected - math.lgamma(observed + 1.0)
    total, term, at = 1.0, 1.0, observed
    while term > 1e-17 * total:
        if below:
            if at == 0.0:
                break
            term *= at / expected
            at -= 1.0
        else:
            at += 1.0
            term *= expected / at
        total += term
    tail = first + math.log(total)
    if tail < -1.0:
        return tail
    other = math.log(max(1.0 - math.exp(tail) + math.exp(first), 1e-300))
    return min(tail, other)


@compiled
def fitted_pairs(counts: Floats, possible: Mask, terms: Ints) -> tuple[float, Floats]:
    """The expected unseen under a model, and superset sums of its expected counts (pairs at their index)."""
    allowed, kept = reduce_model(counts, possible, terms)
    held = terms[kept]
    if standing(counts, allowed, kept, terms) > EXTENDED:
        return np.inf, supersets_of(counts, possible)
    parameters = first_guess(counts, allowed, held)
    maximise(counts, allowed, held, parameters)
    means = np.exp(log_means(held, parameters, counts.shape[0]))
    return means[0], supersets_of(means, allowed)


@compiled
def all_terms(size: int) -> tuple[Ints, int]:
    """Every two-list interaction, then the main effects, then the intercept; and how many interactions."""
    k = 0
    while 1 << k < size:
        k += 1
    terms = np.zeros(k * (k - 1) // 2 + k + 1, dtype=np.int64)
    place = 0
    for one in range(k - 1, 0, -1):
        for other in range(one - 1, -1, -1):
            terms[place] = 1 << one | 1 << other
            place += 1
    for one in range(k):
        terms[place + one] = 1 << (k - 1 - one)
    return terms, place


@compiled
def next_pair(counts: Floats, possible: Mask, model: Ints, chances: Floats, pairs: Ints) -> int:
    """The place of the least likely pair whose model has one estimate; -1 where none is left.

    Args:
        counts, possible: the table.
        model: the model so far, with room for one more term at its head.
        chances: log p of each pair, 0 for those that may not enter; those tried are set to 0.
        pairs: the interactions.
    """
    while True:
        best = int(np.argmin(chances))
        if chances[best] >= 0.0:
            return -1
        model[0] = pairs[best]
        allowed, kept = reduce_model(counts, possible, model)
        if standing(counts, allowed, kept, model) <= EXTENDED:
            return best
        chances[best] = 0.0


@compiled
def choose(counts: Floats, possible: Mask, threshold: float) -> tuple[float, Ints]:
    """Runs the forward choice on one table.

    Returns:
        The expected unseen (inf where even the main effects have no estimate), and the terms chosen, the
        last one first, the main effects and the intercept behind them.
    """
    terms, first = all_terms(counts.shape[0])
    pairs = terms[:first].copy()
    included = np.zeros(first, dtype=np.bool_)
    observed = supersets_of(counts, possible)
    unseen, expected = fitted_pairs(counts, possible, terms[first:])
    log_threshold = math.log(threshold) if threshold > 0.0 else -np.inf
    while first > 0 and unseen < np.inf:
        chances = np.zeros(pairs.shape[0])
        for place in range(pairs.shape[0]):
            chance = log_tail(observed[pairs[place]], expected[pairs[place]])
            if chance < log_threshold and not included[place]:
                chances[place] = chance
        added = next_pair(counts, possible, terms[first - 1 :], chances, pairs)
        if added < 0:
            break
        included[added] = True
        first -= 1
        unseen, expected = fitted_pairs(counts, possible, terms[first:])
    return unseen, terms[first:]


@compiled
def choose_each(samples: Floats, possible: Mask, threshold: float) -> Floats:
    """The expected unseen of many tables, a row each."""
    unseen = np.empty(samples.shape[0])
    for row in range(samples.shape[0]):
        unseen[row] = choose(samples[row], possible, threshold)[0]
    return unseen
