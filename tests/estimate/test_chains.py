import math

import numpy as np
import pytest

from tahqiq.estimate.chains import bulk_ess, mcse, mean_ess, rhat, tail_ess, together


def _autoregressive(correlation, *, chains=4, length=4_000, seed=1):
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(chains, length)) * math.sqrt(1 - correlation**2)
    drawn = np.empty((chains, length))
    drawn[:, 0] = rng.normal(size=chains)
    for i in range(1, length):
        drawn[:, i] = correlation * drawn[:, i - 1] + noise[:, i]
    return drawn


def test_independent_draws_are_worth_themselves():
    drawn = np.random.default_rng(2).normal(size=(4, 2_000))

    assert rhat(drawn) == pytest.approx(1, abs=0.003)
    for worth in (bulk_ess, mean_ess, tail_ess):
        assert worth(drawn) == pytest.approx(8_000, rel=0.1)
    assert mcse(drawn) == pytest.approx(1 / math.sqrt(8_000), rel=0.1)


@pytest.mark.parametrize("correlation", [0.5, 0.9, 0.97])
def test_draws_that_follow_one_another_are_worth_less(correlation):
    drawn = _autoregressive(correlation)

    expected = drawn.size * (1 - correlation) / (1 + correlation)
    assert mean_ess(drawn) == pytest.approx(expected, rel=0.2)
    assert bulk_ess(drawn) == pytest.approx(expected, rel=0.2)


def test_draws_that_turn_back_are_worth_more():
    assert mean_ess(_autoregressive(-0.5)) > 2 * 16_000


@pytest.mark.parametrize(
    "spoil",
    [
        lambda drawn: drawn + np.array([[0], [0], [0], [1]]),  # a chain elsewhere
        lambda drawn: drawn * np.array([[1], [1], [1], [3]]),  # a chain wider than the others
        lambda drawn: drawn + np.linspace(0, 2, drawn.shape[1]),  # all drift together
    ],
)
def test_chains_that_disagree_are_seen(spoil):
    drawn = np.random.default_rng(3).normal(size=(4, 1_000))

    assert rhat(drawn) < 1.01 < rhat(spoil(drawn))


def test_a_heavy_tail_does_not_mislead_ranks():
    drawn = np.random.default_rng(4).standard_cauchy(size=(4, 1_000))

    assert rhat(drawn) < 1.01
    assert bulk_ess(drawn) > 3_000


def test_chains_that_never_move():
    still = np.full((4, 100), 7.0)

    assert rhat(still) == 1.0
    assert mean_ess(still) == still.size
    assert rhat(still + np.arange(4)[:, None]) > 1_000


def test_chains_are_cut_to_the_shortest():
    assert together([np.arange(5.0), np.arange(3.0)]).tolist() == [[0, 1, 2], [0, 1, 2]]
