"""Profile-likelihood intervals of the total."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln, xlogy

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.models import read_model
from tahqiq.estimate.loglinear.profile import profile

TWO = CaptureTable.from_dense("AB", [0, 141, 93, 57])


def closed_form(total: float) -> float:
    """The profile of two independent lists (150 and 198 people, 291 in all)."""
    both = sum(xlogy(size, size / total) + xlogy(total - size, 1 - size / total) for size in (150, 198))
    return float(gammaln(total + 1) - gammaln(total - 291 + 1) + both)


def test_two_independent_lists_have_the_closed_form() -> None:
    curve = profile(TWO, read_model("[A][B]", "AB"), 141 * 93 / 57)
    best = minimize_scalar(lambda total: -closed_form(total), bounds=(291, 2000), method="bounded")
    goal = closed_form(best.x) - 0.5 * 1.959964**2
    low = brentq(lambda total: closed_form(total) - goal, 291.01, best.x)
    high = brentq(lambda total: closed_form(total) - goal, best.x, 5000)
    assert curve.maximum == pytest.approx(best.x, abs=0.05)
    assert curve.at(np.array([-1.959964, 1.959964])) == pytest.approx([low, high], abs=0.01)
    assert not curve.open_above


def test_draws_have_the_intervals_as_their_quantiles() -> None:
    curve = profile(TWO, read_model("[A][B]", "AB"), 141 * 93 / 57)
    draws = curve.draws(np.random.default_rng(1))
    assert np.quantile(draws, [0.025, 0.5, 0.975]) == pytest.approx(
        curve.at(np.array([-1.96, 0, 1.96])), rel=2e-3
    )
    assert np.array_equal(draws, curve.draws(np.random.default_rng(1)))


def test_an_interval_may_reach_down_to_the_documented() -> None:
    table = CaptureTable.from_dense("AB", [0, 2, 2, 40])
    curve = profile(table, read_model("[A][B]", "AB"), 0.1)
    assert curve.at(np.array([-3.0]))[0] == pytest.approx(44, abs=0.02)


def test_an_interval_without_an_upper_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.estimate.loglinear.profile._MOST_TIMES", 1.0)
    curve = profile(TWO, read_model("[A][B]", "AB"), 141 * 93 / 57)
    assert curve.open_above
    assert curve.totals[-1] == pytest.approx(2 * 291)
