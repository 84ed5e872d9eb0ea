import numpy as np
import pytest

from estimate.published import needs_published, published
from tahqiq.estimate.decomposable import fit_decomposable
from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput

TABLE = CaptureTable.from_dense("ABC", [0, 60, 50, 24, 40, 20, 15, 9])


def test_draws_and_figures_say_the_same():
    fit = fit_decomposable(TABLE, seed=1)

    assert len(fit.draws) == 10_000
    assert fit.draws.mean() == pytest.approx(fit.mean, rel=0.01)
    assert np.quantile(fit.draws, [0.025, 0.5, 0.975]) == pytest.approx(
        [fit.lo95, fit.median, fit.hi95], abs=1.5
    )
    assert fit.fitted[1:].sum() == pytest.approx(TABLE.documented)
    assert fit.fitted[1:] == pytest.approx(TABLE.dense()[1:], rel=0.25)
    assert np.median(fit.cell_draws[:, 0]) == pytest.approx(fit.unseen, rel=0.1)


def test_figures_do_not_depend_on_the_seed_and_draws_do():
    one, other = fit_decomposable(TABLE, seed=1), fit_decomposable(TABLE, seed=2)

    assert (one.median, one.mean, one.hi95) == (other.median, other.mean, other.hi95)
    assert not np.array_equal(one.draws, other.draws)
    assert np.array_equal(one.draws, fit_decomposable(TABLE, seed=1).draws)


def test_independent_lists_are_recognised():
    table = CaptureTable.from_dense("AB", [0, 240, 160, 160])  # 0.4 and 0.5 of 800, independently

    fit = fit_decomposable(table, seed=1)

    assert fit.detail["models"][0]["formula"] == "[A][B]"
    assert fit.lo95 < 800 < fit.hi95


def test_nobody_missing_can_be_admitted():
    table = CaptureTable.from_dense("ABC", [0, 0, 0, 30, 0, 30, 30, 60])

    assert fit_decomposable(table, seed=1).lo95 == 151
    assert fit_decomposable(table, seed=1, least_unseen=0).lo95 == 150


@pytest.mark.parametrize(
    ("table", "options", "word"),
    [
        (CaptureTable.from_dense("A", [0, 3]), {}, "two to 5"),
        (CaptureTable.from_dense("ABCDEF", [0] * 63 + [3]), {}, "two to 5"),
        (CaptureTable.from_dense("AB", [0, 3, 2, 0], [[1, 1]]), {}, "impossible"),
        (CaptureTable.from_dense("AB", [0, 0, 0, 0]), {}, "nobody"),
        (TABLE, {"delta": 0.0}, "delta"),
        (TABLE, {"draws": 0}, "draws"),
        (TABLE, {"least_unseen": 2}, "unseen"),
    ],
)
def test_what_cannot_be_averaged_is_refused(table, options, word):
    with pytest.raises(BadInput, match=word):
        fit_decomposable(table, seed=1, **options)


@pytest.mark.parametrize("name", [pytest.param("kosovo_4list", marks=needs_published)])
def test_kosovo_is_reproduced(name):
    assert fit_decomposable(published(name), seed=1, delta=0.5).median == 11_323


@pytest.mark.parametrize("name", [pytest.param("madigan_york_5list", marks=needs_published)])
def test_the_models_of_madigan_and_york_weigh_what_was_published(name):
    fit = fit_decomposable(published(name), seed=1, delta=0.5)

    weights = [model["weight"] for model in fit.detail["models"][:5]]
    assert weights == pytest.approx([0.21707345, 0.16029369, 0.08226562, 0.06535887, 0.05193514], rel=1e-5)
