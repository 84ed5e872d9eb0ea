"""Records that are one person: groups whose evidence holds together as a whole.

Linking every pair above a threshold and taking what hangs together lets one person grow along a chain
of weak links. Here a group is worth the sum of the evidence within it, of *all* its pairs: evidence
against counts, and so do two records that were not even candidates (correlation clustering: Bansal, Blum &
Chawla 2004, *Machine Learning* 56, 89-113, weighted). Groups are merged best pair first, where the sum
between them is above nothing, and then single records move to wherever they fit best, until none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled

#: Evidence between two records that are no candidates, bits: they have little in common.
ABSENT = -4.0
#: No pair's evidence counts for more than this, so that none outvotes several that speak against it.
LOUDEST = 12.0
#: Nobody stands on a list more often than this; what would grow larger is kept apart, and counted.
MOST_RECORDS = 50
#: What people judged outweighs whatever machines say of a whole group.
JUDGED = 1e6
_SWEEPS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """A division of records into people.

    Attributes:
        of: number of each record's cluster, int64 (n,), in the order of their first records.
        probability: that a record belongs with the rest of its cluster; of one that is alone, that it is.
        held_back: merges refused because the group would have grown too large.
    """

    of: NDArray[np.int64]
    probability: NDArray[np.float64]
    held_back: int

    def names(self, ids: Sequence[str]) -> list[str]:
        """The id of each record's cluster: that of its first member in the order of ids.

        It stays when other members come or go, and is the same on every run.

        >>> two = Clusters(np.array([0, 1, 0]), np.ones(3), 0)
        >>> two.names(["r10", "r2", "r1"])
        ['r1', 'r2', 'r1']
        """
        names, first = list(ids), dict[int, str]()
        shared = np.flatnonzero((np.bincount(self.of) > 1)[self.of]).tolist()
        for row in shared:
            cluster = int(self.of[row])
            first[cluster] = min(first.get(cluster, names[row]), names[row])
        for row in shared:
            names[row] = first[int(self.of[row])]
        return names


def cluster(
    n: int,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    log_odds: NDArray[np.float64],
    *,
    judged: NDArray[np.int8] | None = None,
    most: int = MOST_RECORDS,
) -> Clusters:
    """Divides records into people.

    Args:
        n: how many records there are.
        left, right: the candidate pairs, each once.
        log_odds: log2 odds that each pair is one person.
        judged: 1 where people said so, -1 where they said not, 0 otherwise.
        most: records of a cluster at most.

    Two that are alike, and a third that is like one of them but speaks against the other:

    >>> left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    >>> cluster(3, left, right, np.array([6.0, 2.0, -5.0])).of.tolist()
    [0, 0, 1]
    """
    weights = np.clip(log_odds, -LOUDEST, LOUDEST)
    if judged is not None:
        weights = np.where(judged != 0, JUDGED * judged, weights)
    order = np.lexsort((right, left, -weights))
    order = order[weights[order] > 0]
    near = Neighbours.of(n, left, right, weights)
    of = np.arange(n, dtype=np.int64)
    held_back = _merge(left[order], right[order], *near.arrays, of, most)
    _settle(np.unique(np.concatenate([left[order], right[order]])), *near.arrays, of, most)
    of = _numbered(of)
    return Clusters(of, _belonging(of, left, right, log_odds), int(held_back))


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The candidates of every record: those of record i stand from ``starts[i]`` to ``starts[i + 1]``."""

    starts: NDArray[np.int64]
    others: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(
        cls, n: int, left: NDArray[np.int64], right: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> Neighbours:
        """Every pair of records of one list, from both of its ends."""
        ends, others = np.concatenate([left, right]), np.concatenate([right, left])
        return cls.across(n, ends, others, np.tile(weights, 2))

    @classmethod
    def across(
        cls, n: int, ends: NDArray[np.int64], others: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> Neighbours:
        """Every pair from one of its ends, which are the n records of one of two lists."""
        order = np.lexsort((others, ends))
        starts = np.searchsorted(ends[order], np.arange(n + 1)).astype(np.int64)
        return cls(starts, others[order], weights[order])

    @property
    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """As compiled functions take them."""
        return self.starts, self.others, self.weights


def _numbered(of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Clusters numbered in the order of their first records."""
    _, first, inverse = np.unique(of, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _belonging(
    of: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], log_odds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The surest pair that holds a record in its cluster; of one alone, that no pair is right."""
    probability = 1 / (1 + np.exp2(-np.clip(log_odds, -60.0, 60.0)))
    within = of[left] == of[right]
    held = np.zeros(len(of))
    apart = np.zeros(len(of))
    for ends in (left, right):
        np.maximum.at(held, ends[within], probability[within])
        np.add.at(apart, ends, np.log1p(-np.minimum(probability, 1 - 1e-12)))
    alone = np.bincount(of, minlength=len(of))[of] == 1
    return np.where(alone, np.exp(apart), held)


@compiled
def _merge(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    weights: NDArray[np.float64],
    of: NDArray[np.int64],
    most: int,
) -> int:
    """Merges clusters along the pairs, best first; ``of`` holds the first record of each."""
    n = len(of)
    after, last, size = np.full(n, -1), np.arange(n), np.ones(n, dtype=np.int64)
    held_back = 0
    for pair in range(len(left)):
        small, large = of[left[pair]], of[right[pair]]
        if small == large:
            continue
        if size[small] > size[large]:
            small, large = large, small
        between, known = 0.0, 0
        member = small
        while member >= 0:
            for at in range(starts[member], starts[member + 1]):
                if of[others[at]] == large:
                    between += weights[at]
                    known += 1
            member = after[member]
        between += ABSENT * (size[small] * size[large] - known)
        if between <= 0.0:
            continue
        if size[small] + size[large] > most:
            held_back += 1
            continue
        member = small
        while member >= 0:
            of[member] = large
            member = after[member]
        after[last[large]] = small
        last[large] = last[small]
        size[large] += size[small]
    return held_back


@compiled
def _settle(
    records: NDArray[np.int64],
    starts: NDArray[np.int64],
    others: NDArray[np.int64],
    weights: NDArray[np.float64],
    of: NDArray[np.int64],
    most: int,
) -> None:
    """Moves records to the neighbouring cluster, or to one of their own, where they fit best."""
    n = len(of)
    size = np.zeros(n, dtype=np.int64)
    for record in range(n):
        size[of[record]] += 1
    empty = np.flatnonzero(size == 0)
    free = len(empty)
    sums, counts = np.zeros(n), np.zeros(n, dtype=np.int64)
    for _ in range(_SWEEPS):
        moved = False
        for record in records:
            own = of[record]
            for at in range(starts[record], starts[record + 1]):
                sums[of[others[at]]] += weights[at]
                counts[of[others[at]]] += 1
            stay = sums[own] + ABSENT * (size[own] - 1 - counts[own])
            best, goal = max(stay, 0.0) + 1e-9, own
            for at in range(starts[record], starts[record + 1]):
                there = of[others[at]]
                if there != own and size[there] < most:
                    gain = sums[there] + ABSENT * (size[there] - counts[there])
                    if gain > best:
                        best, goal = gain, there
            if goal == own and stay < -1e-9 and size[own] > 1 and free > 0:
                free -= 1
                goal = empty[free]
            for at in range(starts[record], starts[record + 1]):
                sums[of[others[at]]] = 0.0
                counts[of[others[at]]] = 0
            if goal != own:
                size[own] -= 1
                size[goal] += 1
                of[record] = goal
                moved = True
        if not moved:
            return
