"""Chapman's estimate for two independent lists."""

from __future__ import annotations

import numpy as np
import pytest

from estimate.simulated import independent
from tahqiq.estimate.chapman import fit_chapman
from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput


def test_the_textbook_formulas() -> None:
    fit = fit_chapman(CaptureTable.from_dense("AB", [0, 141, 93, 57]), seed=1)
    assert fit.median == fit.mean == pytest.approx(151 * 199 / 58 - 1)
    assert fit.detail["standard_error"] == pytest.approx((151 * 199 * 93 * 141 / (58**2 * 59)) ** 0.5)
    assert fit.documented == 291
    assert fit.fitted is not None
    assert fit.fitted.sum() == pytest.approx(fit.median)


def test_lists_that_share_nobody_still_give_a_finite_figure() -> None:
    fit = fit_chapman(CaptureTable.from_dense("AB", [0, 5, 4, 0]), seed=1)
    assert fit.median == 29.0
    assert fit.documented <= fit.lo95 < fit.hi95 < np.inf


def test_three_lists_are_not_two() -> None:
    with pytest.raises(BadInput, match="3 lists"):
        fit_chapman(CaptureTable.from_dense("ABC", [0] + [1] * 7), seed=1)


def test_the_truth_lies_in_nineteen_of_twenty_intervals() -> None:
    inside = 0
    for seed in range(300):
        fit = fit_chapman(independent(500, [0.3, 0.4], seed=seed), seed=seed)
        inside += fit.lo95 <= 500 <= fit.hi95
    assert 0.92 <= inside / 300 <= 0.985


def test_the_same_seed_gives_the_same_draws() -> None:
    table = independent(500, [0.3, 0.4], seed=3)
    one, same, other = (fit_chapman(table, seed=seed).draws for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
