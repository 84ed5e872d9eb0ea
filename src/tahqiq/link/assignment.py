"""Who goes with whom when nobody has two partners: the matching with the greatest sum of evidence.

Taking the best candidate of each record gives one partner away twice; here pairs are chosen together, and
'no partner' is always among the choices. The problem falls apart into components that share no record,
each solved exactly (Jonker & Volgenant 1987, *Computing* 38, 325-340, for sparse costs).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: A component with more pairs than this is solved greedily, best pair first: within a factor of two.
MOST_PAIRS = 200_000


def assignment(
    left: NDArray[np.int64], right: NDArray[np.int64], gains: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which pairs belong to the matching of the greatest total gain.

    Args:
        left, right: the records of each pair, (n,).
        gains: what each pair adds, (n,); none that adds nothing is chosen.

    The best candidate of both is given to the one whose other candidate is the worse.

    >>> left, right = np.array([0, 0, 1]), np.array([0, 1, 0])
    >>> assignment(left, right, np.array([9.0, 8.0, 6.0])).tolist()
    [False, True, True]
    """
    chosen = np.zeros(len(gains), dtype=np.bool_)
    useful = np.flatnonzero(gains > 0)
    for rows in _components(left[useful], right[useful]):
        pairs = useful[rows]
        solve = _best if len(pairs) <= MOST_PAIRS else _greedy
        chosen[pairs[solve(left[pairs], right[pairs], gains[pairs])]] = True
    return chosen


def _components(left: NDArray[np.int64], right: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows of each set of pairs that hang together."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(left):
        return []
    _, lefts = np.unique(left, return_inverse=True)
    _, rights = np.unique(right, return_inverse=True)
    size = int(lefts.max()) + int(rights.max()) + 2
    links = coo_array((np.ones(len(left)), (lefts, rights + int(lefts.max()) + 1)), shape=(size, size))
    of_record = connected_components(links, directed=False)[1]
    of_pair = of_record[lefts]
    order = np.argsort(of_pair, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1)


def _best(left: NDArray[np.int64], right: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rows of the best matching of one component.

    Every left record may also take a partner of its own that gains nothing, so that all of them can be
    assigned, which is what the solver asks for.
    """
    if len(gains) == 1:
        return np.zeros(1, dtype=np.int64)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    _, lefts = np.unique(left, return_inverse=True)
    _, rights = np.unique(right, return_inverse=True)
    n, m = int(lefts.max()) + 1, int(rights.max()) + 1
    # Costs are kept above 0: an explicit zero of a sparse array is an edge that may be lost.
    most = float(gains.max()) + 1.0
    costs = np.concatenate([most - gains, np.full(n, most)])
    ends = (np.concatenate([lefts, np.arange(n)]), np.concatenate([rights, m + np.arange(n)]))
    rows, columns = min_weight_full_bipartite_matching(csr_array((costs, ends), shape=(n, m + n)))
    partner = np.full(n, -1, dtype=np.int64)
    partner[rows] = columns
    return np.flatnonzero(partner[lefts] == rights).astype(np.int64)


def _greedy(
    left: NDArray[np.int64], right: NDArray[np.int64], gains: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Rows taken best first, as long as both records are free."""
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for row in np.lexsort((right, left, -gains)).tolist():
        one, other = int(left[row]), int(right[row])
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            chosen.append(row)
    return np.array(sorted(chosen), dtype=np.int64)
