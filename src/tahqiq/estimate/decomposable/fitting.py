"""Averages over all decomposable graphs, and sums the posterior up as a ``Fit``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.decomposable.graphs import MOST_LISTS, Graph, decomposable_graphs
from tahqiq.estimate.decomposable.posterior import Floats, GridPosterior, grid_posterior, log_weights
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput

#: What the hyper-Dirichlet prior adds to every cell: the value of dga's own examples.
DELTA = 0.5
_CELL_DRAWS = 1_000
_ENDS = {"lo50": 0.25, "hi50": 0.75, "lo80": 0.1, "hi80": 0.9, "lo95": 0.025, "hi95": 0.975}
#: Graphs with less posterior probability are not listed one by one.
_WORTH_NAMING = 0.001


def fit_decomposable(
    table: CaptureTable,
    *,
    seed: int,
    delta: float = DELTA,
    least_unseen: int = 1,
    draws: int = 10_000,
) -> Fit:
    """The posterior of N averaged over every decomposable graph, exact up to the grid.

    No chains: the posterior is computed for every graph and every unseen number (every whole one to 20,000).
    Prior: graphs alike likely, p(N) ∝ 1/N, hyper-Dirichlet with ``delta`` in every cell. Where the graph that
    joins all lists is likely and ``delta`` small, the posterior has no finite mean: the ``mean`` is then that
    of the grid, which ends at 1,000 times the documented, and the median is the figure to use.

    Args:
        table: two to five lists, without structural zeros.
        seed: of the draws; figures do not depend on it.
        delta: what the prior adds to every cell; 0.5 by default, as in dga's examples and the published
            figures. It is not innocent: on five sparse lists 0.5 favours the graph that joins all lists,
            under which a table says nothing of the unseen; dga's manual advises 2**−k, a prior worth one
            person in all. Compare both.
        least_unseen: where the grid begins. The examples of dga begin at 1; 0 admits that nobody is missing.
        draws: equally weighted draws of N to keep.

    Raises:
        BadInput: one list or more than five, structural zeros, nobody, or ``delta`` not above zero.

    >>> table = CaptureTable.from_dense("ABC", [0, 60, 50, 24, 40, 20, 15, 9])
    >>> fit = fit_decomposable(table, seed=1)
    >>> fit.documented < fit.lo95 < fit.median < fit.hi95
    True
    """
    _check(table, delta, least_unseen, draws)
    graphs = decomposable_graphs(table.k)
    posterior = grid_posterior(table, graphs, delta=delta, least=least_unseen)
    rng = np.random.Generator(np.random.SFC64(seed))
    cells = _cell_draws(rng, table, graphs, posterior, delta)
    ends = {name: _quantile(posterior, share) + table.documented for name, share in _ENDS.items()}
    return Fit(
        method="decomposable",
        documented=table.documented,
        median=_quantile(posterior, 0.5) + table.documented,
        mean=float(posterior.weight @ posterior.unseen) + table.documented,
        **ends,
        draws=_draws(rng, posterior, draws) + table.documented,
        detail=_detail(table, graphs, posterior, delta),
        fitted=cells.mean(axis=0),
        cell_draws=cells,
    )


def _check(table: CaptureTable, delta: float, least_unseen: int, draws: int) -> None:
    if not 2 <= table.k <= MOST_LISTS:
        raise BadInput(
            f"decomposable graphs need two to {MOST_LISTS} lists, and there are {table.k}",
            remedy="leave lists out, or use the latent-class model",
        )
    if len(table.impossible):
        raise BadInput(
            "decomposable graphs cannot take impossible histories into account",
            remedy="use the latent-class or the log-linear models",
        )
    if not table.documented:
        raise BadInput("nobody is documented in this table")
    if not 0 < delta < np.inf or draws < 1 or least_unseen not in (0, 1):
        raise BadInput("delta must be above zero, draws at least 1, and the least unseen number 0 or 1")


def _quantile(posterior: GridPosterior, share: float) -> float:
    """The smallest unseen number up to which the posterior holds this share."""
    place = int(np.searchsorted(np.cumsum(posterior.weight), share))
    return float(posterior.unseen[min(place, len(posterior.unseen) - 1)])


def _draws(rng: np.random.Generator, posterior: GridPosterior, size: int) -> Floats:
    """(size,) unseen numbers at evenly spaced shares, shuffled, so that sums over strata are right."""
    shares = (np.arange(size) + rng.random(size)) / size
    places = np.searchsorted(np.cumsum(posterior.weight), shares)
    places = np.minimum(places, len(posterior.unseen) - 1)
    spread = posterior.width[places] * (rng.random(size) - 0.5)
    drawn: Floats = np.maximum(0, np.rint(posterior.unseen[places] + spread))
    rng.shuffle(drawn)
    return drawn


def _cell_draws(
    rng: np.random.Generator,
    table: CaptureTable,
    graphs: tuple[Graph, ...],
    posterior: GridPosterior,
    delta: float,
) -> Floats:
    """(s, 2**k) expected counts of the documented, and of the unseen in front, in draws of everything."""
    dense = table.dense()
    unseen = _draws(rng, posterior, _CELL_DRAWS)
    logs = log_weights(dense, unseen, np.stack([graph.powers() for graph in graphs]), delta)
    chances = np.cumsum(np.exp(logs - logs.max(axis=0)), axis=0)
    chosen = (rng.random(_CELL_DRAWS) * chances[-1] > chances).sum(axis=0)
    cells = np.empty((_CELL_DRAWS, len(dense)))
    for which in np.unique(chosen):
        rows = np.flatnonzero(chosen == which)
        cells[rows] = _histories(rng, graphs[which], dense, unseen[rows], delta)
    expected: Floats = cells * (table.documented / (1 - cells[:, :1]))
    return expected


def _histories(
    rng: np.random.Generator, graph: Graph, dense: NDArray[np.int64], unseen: Floats, delta: float
) -> Floats:
    """(s, 2**k) draws of the histories' probabilities from a graph's hyper-Dirichlet posterior."""
    index = np.arange(len(dense))
    cells = np.ones((len(unseen), len(dense)))
    for vertex, parents in graph.steps:
        prior = delta * len(dense) / 2 ** (vertex | parents).bit_count()
        for config in np.unique(index & parents):
            alike = (index & parents) == config
            yes = prior + float(dense[alike & (index & vertex > 0)].sum())
            no = prior + float(dense[alike & (index & vertex == 0)].sum()) + unseen * (config == 0)
            present = rng.beta(yes, no)[:, None]
            cells[:, alike] *= np.where(index[alike] & vertex, present, 1 - present)
    return cells


def _detail(
    table: CaptureTable, graphs: tuple[Graph, ...], posterior: GridPosterior, delta: float
) -> dict[str, object]:
    order = np.argsort(-posterior.graphs, kind="stable")
    named = [i for i in order if posterior.graphs[i] >= _WORTH_NAMING]
    return {
        "priors": {"delta": delta, "graphs": "uniform", "total": "1/N"},
        "graphs": len(graphs),
        "models": [
            {"formula": graphs[i].formula(table.lists), "weight": float(posterior.graphs[i])} for i in named
        ],
        "unseen_at_most": float(posterior.unseen[-1]),
        "weight_at_the_end": float(posterior.weight[posterior.unseen > 0.9 * posterior.unseen[-1]].sum()),
    }
