from functools import cache

import numpy as np
import pytest

from estimate.published import needs_published, published
from tahqiq.estimate.chains import mcse
from tahqiq.estimate.histories import CaptureTable, histories
from tahqiq.estimate.latent import LatentPriors, fit_latent
from tahqiq.estimate.latent.priors import draw_from_prior
from tahqiq.vocab.errors import BadInput

SMALL = CaptureTable.from_dense("ABC", [0, 6, 5, 2, 4, 2, 1, 2])
PRIORS = LatentPriors(classes=3, concentration=(1.0, 1.0))


SPARSER = CaptureTable.from_dense("ABC", [0, 6, 5, 0, 4, 0, 1, 2], [[0, 1, 1], [1, 0, 1]])


@cache
def _log_total_by_weighting(table, priors, *, size=200_000):
    """E log N and its error the slow way: draws from the prior, weighted by the likelihood."""
    shares, presence = draw_from_prior(np.random.Generator(np.random.SFC64(1)), table.k, priors, size)
    cells = np.zeros((size, 2**table.k))
    for c, history in enumerate(histories(table.k).astype(bool)):
        cells[:, c] = (shares * np.where(history, presence, 1 - presence).prod(axis=2)).sum(axis=1)
    seen, counts = table.possible(), table.dense()
    documented = cells[:, seen].sum(axis=1)
    logs = np.log(cells[:, counts > 0]) @ counts[counts > 0] - table.documented * np.log(documented)
    weights = np.exp(logs - logs.max())
    rng = np.random.default_rng(2)
    unseen = rng.poisson(rng.gamma(table.documented, size=size) * cells[:, 0] / documented)
    values = np.log(table.documented + unseen)
    mean = weights @ values / weights.sum()
    error = np.sqrt((weights**2) @ (values - mean) ** 2) / weights.sum()
    assert error < 0.02
    return mean, error


@pytest.mark.parametrize("table", [SMALL, SPARSER], ids=["all possible", "two impossible"])
@pytest.mark.parametrize("sampler", ["glide", "gibbs"])
def test_the_posterior_is_that_of_weighted_prior_draws(sampler, table):
    mean, error = _log_total_by_weighting(table, PRIORS)

    fit = fit_latent(table, seed=3, priors=PRIORS, sampler=sampler, effective=2_000)

    logs = np.log(fit.draws)
    assert fit.rhat < 1.02
    assert abs(logs.mean() - mean) < 4 * np.hypot(error, logs.std() / np.sqrt(fit.ess))


def test_the_fast_sampler_agrees_with_the_published_one():
    fast = fit_latent(SMALL, seed=4, effective=4_000)
    plain = fit_latent(SMALL, seed=5, effective=2_000, sampler="gibbs")

    difference = np.log(fast.draws).mean() - np.log(plain.draws).mean()
    error = np.log(plain.draws).std() * np.sqrt(1 / fast.ess + 1 / plain.ess)
    assert abs(difference) < 4 * error
    assert fast.fitted == pytest.approx(plain.fitted, rel=0.1)


def test_the_same_seed_gives_the_same_draws_on_any_number_of_cores():
    alone = fit_latent(SMALL, seed=6, effective=500, workers=1)
    together = fit_latent(SMALL, seed=6, effective=500, workers=4)
    other = fit_latent(SMALL, seed=7, effective=500)

    assert np.array_equal(alone.draws, together.draws)
    assert np.array_equal(alone.cell_draws, together.cell_draws)
    assert not np.array_equal(alone.draws, other.draws)


def test_expected_cells_leave_out_what_is_impossible():
    table = CaptureTable.from_dense("ABC", [0, 6, 5, 0, 4, 2, 1, 2], [[0, 1, 1]])
    fit = fit_latent(table, seed=8, effective=500)

    assert fit.fitted[3] == 0
    assert fit.fitted[1:].sum() == pytest.approx(table.documented)
    assert fit.cell_draws.shape[0] <= 1_000
    assert np.median(fit.cell_draws[:, 0]) == pytest.approx(fit.unseen, rel=0.3)


def test_progress_is_told_and_can_end_a_fit():
    told = []

    def stop(progress):
        told.append(progress)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_latent(SMALL, seed=9, effective=1e9, on_progress=stop)
    assert told[1].draws > told[0].draws
    assert told[1].wanted == 1e9


def test_a_run_that_may_not_go_on_says_how_far_it_came():
    fit = fit_latent(SMALL, seed=10, effective=1e9, most_draws=4_000)

    assert len(fit.draws) == 4_000
    assert 100 < fit.ess < 1e9
    assert fit.detail["draws"] == 4_000


@pytest.mark.parametrize(
    ("options", "word"),
    [({"chains": 1}, "chains"), ({"effective": 0}, "draws"), ({"most_draws": 100}, "draws")],
)
def test_senseless_options_are_refused(options, word):
    with pytest.raises(BadInput, match=word):
        fit_latent(SMALL, seed=1, **options)


def test_nobody_documented_is_refused():
    with pytest.raises(BadInput, match="nobody"):
        fit_latent(CaptureTable.from_dense("AB", [0, 0, 0, 0]), seed=1)


def test_ranks_of_simulated_totals_are_even():
    """Simulation-based calibration (Talts et al. 2018) of N given the number documented."""
    rng = np.random.default_rng(11)
    shares, presence = draw_from_prior(rng, 3, PRIORS, 60)
    ranks = []
    for share, present in zip(shares, presence, strict=True):
        each = np.where(histories(3)[:, :, None] == 1, present, 1 - present).prod(axis=1) @ share
        counts = rng.multinomial(80, each[1:] / each[1:].sum())
        unseen = rng.poisson(rng.gamma(80) * each[0] / each[1:].sum())
        table = CaptureTable.from_dense("ABC", [0, *counts])
        fit = fit_latent(table, seed=len(ranks), priors=PRIORS, effective=200, chains=2)
        ranks.append((fit.draws < 80 + unseen).mean())

    counted, _ = np.histogram(ranks, bins=5, range=(0, 1))
    assert ((counted - 12) ** 2 / 12).sum() < 18.5  # the 99.9 % quantile of χ² with 4 degrees


@pytest.mark.parametrize("name", [pytest.param("kosovo_4list", marks=needs_published)])
def test_kosovo_is_reproduced(name):
    fit = fit_latent(published(name), seed=1)

    error = np.hypot(mcse(fit.draws.reshape(4, -1)), 15)
    assert fit.rhat < 1.01
    assert abs(fit.mean - 10_665) < 3 * error
    assert fit.median == pytest.approx(10_424, rel=0.01)
    assert fit.lo95 == pytest.approx(9_044, rel=0.02)
    assert fit.hi95 == pytest.approx(13_743, rel=0.04)
