import numpy as np
import pytest
from scipy.special import gammaln

from estimate.simulated import independent
from tahqiq.estimate.decomposable.graphs import decomposable_graphs
from tahqiq.estimate.decomposable.posterior import grid, grid_posterior, log_weights, margin

DENSE = np.array([0, 7, 5, 3, 6, 2, 1, 4])


def _evidence_by_hand(counts, delta):
    """log Dirichlet–multinomial evidence of a saturated table, without its multinomial coefficient."""
    alpha = np.full(counts.size, delta)
    return (
        gammaln(alpha.sum())
        - gammaln(counts.sum() + alpha.sum())
        + (gammaln(counts + alpha) - gammaln(alpha)).sum()
    )


def test_margins_are_those_of_the_table():
    assert margin(DENSE, 0b111).tolist() == DENSE.tolist()
    assert margin(DENSE, 0b100).tolist() == [15, 13]
    assert margin(DENSE, 0b011).tolist() == [6, 9, 6, 7]
    assert margin(DENSE, 0).tolist() == [28]


@pytest.mark.parametrize("unseen", [1.0, 9.0])
def test_the_evidence_of_a_graph_is_the_ratio_of_its_margins(unseen):
    graph = next(graph for graph in decomposable_graphs(3) if graph.formula("ABC") == "[A·B][B·C]")
    full = DENSE.astype(float)
    full[0] = unseen

    found = log_weights(DENSE, np.array([unseen]), graph.powers()[None], 0.5)[0, 0]

    total = full.sum()
    expected = (
        _evidence_by_hand(margin(full, 0b110), 1.0)
        + _evidence_by_hand(margin(full, 0b011), 1.0)
        - _evidence_by_hand(margin(full, 0b010), 2.0)
        + gammaln(total + 1)
        - gammaln(unseen + 1)
        - np.log(total)
    )
    assert found == pytest.approx(expected)


def test_the_grid_is_whole_and_rises():
    points = grid(5_000)

    assert np.array_equal(points, np.rint(points))
    assert (np.diff(points) > 0).all()
    assert points[-1] >= 5_000_000


def test_a_sparser_grid_gives_the_same_answer():
    table = independent(100_000, [0.3, 0.3, 0.4], seed=1)
    graphs = decomposable_graphs(3)
    posterior = grid_posterior(table, graphs, delta=0.125)

    every = np.arange(1, 60_000, dtype=float)
    logs = log_weights(table.dense(), every, np.stack([graph.powers() for graph in graphs]), 0.125)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()

    assert posterior.graphs == pytest.approx(weights.sum(axis=1), abs=1e-3)
    for share in (0.1, 0.5, 0.9):
        sparse, dense = (
            points[np.searchsorted(np.cumsum(held), share)]
            for points, held in ((posterior.unseen, posterior.weight), (every, weights.sum(axis=0)))
        )
        assert sparse == pytest.approx(dense, rel=2e-3)
