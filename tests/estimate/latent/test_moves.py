"""The moves leave their distribution as it is: without data, the prior comes back."""

import numpy as np
import pytest

from tahqiq.estimate.chains import bulk_ess
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.latent import LatentPriors, prior_documented_share
from tahqiq.estimate.latent.gibbs import log_gamma_draw
from tahqiq.estimate.latent.moves import glide, relabel, rescale, total
from tahqiq.estimate.latent.posterior import observed, scratch, spread
from tahqiq.estimate.latent.walk import warm_up

PRIORS = LatentPriors(classes=4, concentration=(1.5, 1.0), presence=(1.0, 2.0))
PAIR = CaptureTable.from_counts("AB", [[1, 1], [0, 1]], [1, 1])


@pytest.mark.parametrize("times", [0, 3])
def test_without_data_every_move_returns_the_prior(times):
    rng = np.random.Generator(np.random.SFC64(7))
    work, nobody = scratch(2, 4), observed(CaptureTable.from_dense("AB", [0, 0, 0, 0]))
    position = rng.normal(size=(3, 4))
    drawn = np.empty(20_000)
    for i in range(len(drawn)):
        glide(rng, position, nobody, PRIORS.hyper, 1.0, 0.6, work)
        relabel(rng, position, PRIORS.hyper, times)
        rescale(rng, position, nobody, PRIORS.hyper, work, times)
        spread(position, work)
        drawn[i] = 1 - work.cells[0]

    prior = prior_documented_share(PAIR, priors=PRIORS, seed=8, size=100_000)

    effective = bulk_ess(drawn.reshape(2, -1))
    assert effective > 2_000
    for quantile in (0.1, 0.5, 0.9):
        share = (drawn <= np.quantile(prior, quantile)).mean()
        error = np.sqrt(quantile * (1 - quantile) / effective)
        assert abs(share - quantile) < 4 * error


def test_a_swap_leaves_every_history_as_likely_as_it_was():
    rng = np.random.Generator(np.random.SFC64(1))
    position, work = rng.normal(size=(3, 4)), scratch(2, 4)
    spread(position, work)
    before, place = work.cells.copy(), position.copy()

    relabel(rng, position, PRIORS.hyper, 50)
    spread(position, work)

    assert not np.array_equal(position, place)
    assert work.cells == pytest.approx(before)


def test_the_total_is_a_negative_binomial_number_above_the_documented():
    rng = np.random.Generator(np.random.SFC64(2))
    table = observed(CaptureTable.from_counts("AB", [[1, 1], [0, 1]], [30, 20]))
    work = scratch(2, 2)
    work.cells[:] = [0.4, 0.2, 0.1, 0.3]

    drawn = np.array([total(rng, table, work) for _ in range(20_000)])

    odds = 0.4 / 0.6
    assert drawn.mean() == pytest.approx(50 + 50 * odds, abs=0.3)
    assert drawn.var() == pytest.approx(50 * odds * (1 + odds), rel=0.05)
    work.cells[0] = 1e30  # more unseen people than whole numbers reach
    assert total(rng, table, work) > 1e15


def test_warming_up_finds_a_step():
    rng = np.random.Generator(np.random.SFC64(3))
    step = warm_up(rng, rng.normal(size=(3, 4)), observed(PAIR), PRIORS.hyper, 400, scratch(2, 4))

    assert 0.1 < step < 5


def test_logarithms_of_tiny_gamma_draws_stay_finite():
    rng = np.random.Generator(np.random.SFC64(4))
    drawn = np.array([log_gamma_draw(rng, 0.001) for _ in range(2_000)])

    assert np.isfinite(drawn).all()
    assert drawn.mean() == pytest.approx(-1_000, rel=0.1)  # E log G(s) is about −1/s for small s
