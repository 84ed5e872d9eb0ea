"""The probability of each pair when a record has one partner at most: partners compete.

Which record is whose partner is a matching of two lists; the probability of a pair is the share of the
matchings that hold it, each weighed by the product of its pairs' odds. Exact shares are as hard as a
permanent; belief propagation comes close and always converges (Williams & Lau 2014, *IEEE Transactions
on Aerospace and Electronic Systems* 50, 2942-2959, section III, their equations 30 and 31).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled

#: Log2 odds are held within this of zero, so that one sure pair leaves room for the 1 of 'no partner'.
SUREST = 40.0
_TOLERANCE, _ROUNDS = 1e-5, 200
#: Pairs of less log2 odds are too faint for others to hear of; they themselves hear the others.
_FAINT = -16.0


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Candidate pairs as a graph between two lists.

    Attributes:
        left, right: the records of each pair, int64 (n,).
        sizes: how many records the lists have.
        left_once: a record of the left list has one partner at most (the right list holds nobody twice).
        right_once: a record of the right list has one partner at most.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    sizes: tuple[int, int]
    left_once: bool = True
    right_once: bool = True

    def take(self, rows: NDArray[np.int64]) -> Field:
        """Some of the pairs, between the same lists."""
        return Field(self.left[rows], self.right[rows], self.sizes, self.left_once, self.right_once)

    def turned(self) -> Field:
        """The same pairs, seen from the other list."""
        return Field(self.right, self.left, self.sizes[::-1], self.right_once, self.left_once)

    def found(self, beliefs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability that each left record has a partner."""
        return np.minimum(np.bincount(self.left, beliefs, self.sizes[0]), 1.0)

    def taken(self, beliefs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability that each right record is somebody's partner."""
        return np.minimum(np.bincount(self.right, beliefs, self.sizes[1]), 1.0)


def competing(field: Field, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of every pair, given that nobody is matched twice.

    Args:
        field: the pairs.
        log_odds: log2 odds of each pair against neither record having a partner, (n,).

    Returns:
        Probabilities, (n,); those of one record sum to 1 at most, the rest is 'no partner'.

    Two records are equally like a third, and each has odds of 8 to 1: one of the two is right.

    >>> ones = Field(np.array([0, 1]), np.array([0, 0]), (2, 1))
    >>> competing(ones, np.array([3.0, 3.0])).round(3).tolist()
    [0.471, 0.471]
    """
    odds = np.exp2(np.clip(log_odds, -SUREST, SUREST))
    heard = np.flatnonzero(log_odds > _FAINT)
    at_left, at_right = np.ones(field.sizes[0]), np.ones(field.sizes[1])
    to_left = np.ones(len(heard))
    once = field.left_once, field.right_once
    _exchange(field.left[heard], field.right[heard], odds[heard], *once, to_left, at_left, at_right)
    scale = 1.0 / at_right[field.right] if field.right_once else np.ones(len(odds))
    scale[heard] = to_left
    shares = odds * scale
    return shares / (at_left[field.left] if field.left_once else 1.0 + shares)


@compiled
def _exchange(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    odds: NDArray[np.float64],
    left_once: bool,
    right_once: bool,
    to_left: NDArray[np.float64],
    at_left: NDArray[np.float64],
    at_right: NDArray[np.float64],
) -> None:
    """Sends messages along the pairs until none changes much.

    ``to_left`` scales each pair's odds by what the right record's other candidates leave of them; ``at_left``
    is one and the scaled odds of each left record, ``at_right`` one and what reaches each right record.
    """
    to_right = np.empty(len(odds))
    for _ in range(_ROUNDS):
        at_left[:] = 1.0
        at_right[:] = 1.0
        for pair in range(len(odds)):
            at_left[left[pair]] += odds[pair] * to_left[pair]
        for pair in range(len(odds)):
            others = max(at_left[left[pair]] - odds[pair] * to_left[pair], 1.0)
            to_right[pair] = odds[pair] / (others if left_once else 1.0)
            at_right[right[pair]] += to_right[pair]
        if not right_once:
            return
        change = 0.0
        for pair in range(len(odds)):
            new = 1.0 / max(at_right[right[pair]] - to_right[pair], 1.0)
            change = max(change, abs(new - to_left[pair]))
            to_left[pair] = new
        if change < _TOLERANCE:
            break
    at_left[:] = 1.0
    for pair in range(len(odds)):
        at_left[left[pair]] += odds[pair] * to_left[pair]
