"""The exact posterior of graph and unseen number, on a grid of unseen numbers.

The probabilities of the histories have a hyper-Dirichlet prior that adds δ to every cell of the full table,
and so δ·2^(k − |S|) to every cell of the margin over the lists S. The marginal likelihood of a graph is then
a ratio of products of Dirichlet–multinomial terms, one for every clique above, every separator below (Madigan
& York 1997, Biometrika 84, 19–31; the R package dga). Only the cell of people on none of S depends on the
unseen number, so a grid costs one log-gamma a margin and a matrix product over graphs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from tahqiq.estimate.decomposable.graphs import Graph
from tahqiq.estimate.histories import CaptureTable

Floats = NDArray[np.float64]

#: Every whole number up to here is on the grid; beyond it steps grow by this share of themselves.
EXACT_UP_TO, GROWTH = 20_000, 4e-4
#: The grid ends at this many times the documented; what lies in its last tenth is reported.
TIMES = 1_000
_CHUNK = 2_048
#: A weight e⁻⁶⁰ times the highest adds nothing that a float could hold.
_NOTHING = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class GridPosterior:
    """Posterior weights on the grid.

    Attributes:
        unseen: (g,) the grid: the whole numbers at which it was computed.
        width: (g,) how many whole numbers each stands for.
        weight: (g,) posterior probability of each, summed over graphs; adds up to 1.
        graphs: (m,) posterior probability of each graph.
    """

    unseen: Floats
    width: Floats
    weight: Floats
    graphs: Floats


def grid(documented: int, *, least: int = 1) -> Floats:
    """Whole numbers of unseen people: all up to 20,000, then ever sparser to 1,000 times the documented.

    >>> points = grid(100)
    >>> points[:3].tolist(), bool(points[-1] >= 100_000)
    ([1.0, 2.0, 3.0], True)
    """
    end = max(TIMES * documented, EXACT_UP_TO)
    sparse = np.exp(np.arange(np.log(EXACT_UP_TO), np.log(end) + GROWTH, GROWTH))
    return np.unique(np.concatenate([np.arange(least, EXACT_UP_TO, dtype=np.float64), np.rint(sparse)]))


def grid_posterior(
    table: CaptureTable, graphs: tuple[Graph, ...], *, delta: float, least: int = 1
) -> GridPosterior:
    """The posterior of every graph and unseen number together, graphs alike likely at first, p(N) ∝ 1/N."""
    unseen = grid(table.documented, least=least)
    width = np.gradient(unseen)
    powers = np.stack([graph.powers() for graph in graphs])
    dense = table.dense()
    highest = -np.inf
    weight, by_graph = np.zeros(len(unseen)), np.zeros(len(graphs))
    for start in range(0, len(unseen), _CHUNK):
        part = slice(start, start + _CHUNK)
        logs = log_weights(dense, unseen[part], powers, delta) + np.log(width[part])
        top = float(logs.max())
        if top < highest - _NOTHING:
            continue
        if top > highest:
            shrink = np.exp(highest - top)
            weight *= shrink
            by_graph *= shrink
            highest = top
        weights = np.exp(logs - highest)
        weight[part] = weights.sum(axis=0)
        by_graph += weights.sum(axis=1)
    everything = weight.sum()
    return GridPosterior(unseen, width, weight / everything, by_graph / everything)


def log_weights(dense: NDArray[np.int64], unseen: Floats, powers: Floats, delta: float) -> Floats:
    """(graphs, unseen) log posterior up to a constant.

    Args:
        dense: (2**k,) the table.
        unseen: (g,) numbers of unseen people.
        powers: (graphs, 2**k) as ``Graph.powers`` gives them.
        delta: what the prior adds to every cell.
    """
    total = dense.sum() + unseen
    margins = np.stack([_log_margin(dense, mask, unseen, delta) for mask in range(len(dense))])
    ways = gammaln(total + 1) - gammaln(unseen + 1) - np.log(total)
    logs: Floats = powers @ margins + ways
    return logs


def _log_margin(dense: NDArray[np.int64], mask: int, unseen: Floats, delta: float) -> Floats:
    """(g,) Σ log Γ(n + α) − log Γ(α) over the cells of a margin; the first cell holds the unseen as well."""
    counts = margin(dense, mask)
    prior = delta * len(dense) / len(counts)
    fixed = float((gammaln(counts[1:] + prior) - gammaln(prior)).sum())
    moving: Floats = gammaln(counts[0] + unseen + prior) - gammaln(prior)
    return moving + fixed


def margin(dense: NDArray[np.int64], mask: int) -> NDArray[np.int64]:
    """(2**|S|,) the table over the lists of a mask, dense.

    >>> margin(np.array([0, 5, 4, 3]), 0b10).tolist()
    [5, 7]
    """
    k = len(dense).bit_length() - 1
    away = tuple(i for i in range(k) if not mask >> (k - 1 - i) & 1)
    folded: NDArray[np.int64] = dense.reshape((2,) * k).sum(axis=away).ravel()
    return folded
