"""What some judgements teach about all pairs: how much each comparison is to be believed, and each silence.

Weights found without labels are good but not exact, most of all where comparisons depend on one another.
A logistic regression on the judged pairs scales every comparison's bits, gives bits to what a record leaves
out, and shifts the sum; a Gaussian prior holds each scale near 1 and the rest near 0, so that few judgements
change little and none nothing. It learns the probability of a match *given* the evidence, which stays right
although the pairs were not chosen at random but because they were in doubt; counting the judged pairs among
the levels of EM would not (Zadrozny 2004, *ICML*, on selection that depends on the features alone).

What the prior leaves open is itself worth knowing: how far the weight of each pair may be off says which
questions would teach most (``spread``; Laplace's approximation: MacKay 1992, *Neural Computation* 4,
720-736).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.pairs import MISSING, Pairs

#: Standard deviations of the priors: of the shift in bits, of a scale around 1, of a silence in bits.
_SHIFT, _SCALE, _SILENCE = 1.0, 0.2, 1.5
#: Newton's steps; the loss is convex, and a handful is enough.
_STEPS = 50
_CLOSE = 1e-10
_NATS = float(np.log(2.0))


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What was learned, as factors of a pair's features: 1, its bits, its silences (2c + 1 of them).

    Attributes:
        factors: the likeliest; 0, ones and zeros where nobody judged.
        covariance: how far they may be off (2c + 1, 2c + 1), in the same units.
        judged: how many pairs taught.
    """

    factors: NDArray[np.float64]
    covariance: NDArray[np.float64]
    judged: int

    def applied(self, pairs: Pairs) -> Pairs:
        """The pairs, their weights as learned; evidence never turns round."""
        width = len(pairs.comparisons)
        scales, silences = np.maximum(self.factors[1 : width + 1], 0.0), self.factors[width + 1 :]
        weights = pairs.weights * scales + (pairs.levels == MISSING) * silences
        return replace(pairs, weights=weights, prior=pairs.prior + float(self.factors[0]))

    def spread(self, pairs: Pairs) -> NDArray[np.float64]:
        """How far the weight of each pair may be off: a standard deviation in bits, (n,)."""
        known = _features(pairs)
        variance = np.einsum("ij,jk,ik->i", known, self.covariance, known, optimize=True)
        spread: NDArray[np.float64] = np.sqrt(np.maximum(variance, 0.0))
        return spread


def lesson(
    pairs: Pairs, rows: NDArray[np.int64], truth: NDArray[np.bool_], beside: NDArray[np.float64]
) -> Lesson:
    """What judged pairs teach.

    Args:
        pairs: all pairs.
        rows: the judged ones (k,).
        truth: whether each is one person (k,).
        beside: bits of each pair that are not the pair's own, those of its rivals (n,).

    >>> rows = np.arange(3)
    >>> levels, weights = np.zeros((3, 1), np.int8), np.array([[4.0], [5.0], [6.0]])
    >>> pairs = Pairs(rows, rows, ("name",), levels, weights, -4.0, {"name": ("alike",)})
    >>> taught = lesson(pairs, np.array([1, 2]), np.array([False, False]), np.zeros(3))
    >>> bool(taught.applied(pairs).weight()[0] < pairs.weight()[0])
    True
    >>> bool(taught.spread(pairs)[0] < lesson(pairs, rows[:0], rows[:0] > 0, np.zeros(3)).spread(pairs)[0])
    True
    """
    width = len(pairs.comparisons)
    centre = np.concatenate([[0.0], np.ones(width), np.zeros(width)])
    deviations = np.concatenate([[_SHIFT], np.full(width, _SCALE), np.full(width, _SILENCE)])
    precision = deviations**-2
    design = _features(pairs.take(rows)) * _NATS
    offset = (pairs.prior + beside[rows]) * _NATS
    found = centre.copy()
    curve = np.diag(precision)
    for _ in range(_STEPS if len(rows) else 0):
        given = 1 / (1 + np.exp(-np.clip(design @ found + offset, -500.0, 500.0)))
        slope = design.T @ (given - truth) + precision * (found - centre)
        curve = (design.T * (given * (1 - given))) @ design + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        # A full step may overshoot where the curve is flat; one prior deviation cannot.
        step *= min(1.0, 1.0 / max(float(np.abs(step / deviations).max()), _CLOSE))
        found = found - step
        if np.abs(step).max() < _CLOSE:
            break
    return Lesson(found, np.linalg.inv(curve), len(rows))


def places_of(pairs: Pairs, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which row of the pairs is each of these pairs of positions; -1 for one that is no candidate.

    Args:
        wanted: pairs of positions, (k, 2).
    """
    if not len(pairs):
        return np.full(len(wanted), -1, np.int64)
    width = 1 + max(int(pairs.right.max()), int(wanted[:, 1].max(initial=0)))
    keys, asked = pairs.left * width + pairs.right, wanted[:, 0] * width + wanted[:, 1]
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    found: NDArray[np.int64] = np.where(keys[at] == asked, at, -1)
    return found


def rows_of(pairs: Pairs, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of these pairs of positions, in their order; those that are no candidates are left out."""
    places = places_of(pairs, wanted)
    return places[places >= 0]


def _features(pairs: Pairs) -> NDArray[np.float64]:
    """1, bits and silences of each pair, (n, 2c + 1)."""
    return np.column_stack([np.ones(len(pairs)), pairs.weights, pairs.levels == MISSING]).astype(np.float64)
