"""The forward choice of interactions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from estimate.simulated import drawn
from tahqiq.estimate.loglinear.models import name_of
from tahqiq.estimate.stepwise.choosing import choose, log_tail


@settings(max_examples=200)
@given(st.integers(0, 3000), st.floats(0.01, 3000))
def test_the_smaller_poisson_tail(observed: int, expected: float) -> None:
    exact = min(poisson.logcdf(observed, expected), poisson.logsf(observed - 1, expected))
    found = log_tail(float(observed), expected)
    if exact < -600.0:  # where the other side has no more digits
        assert found < -500.0
    else:
        assert found == pytest.approx(exact, rel=1e-6, abs=1e-8)


def test_a_tail_of_nothing() -> None:
    assert log_tail(0.0, 0.0) == 0.0
    assert log_tail(3.0, 0.0) == -np.inf


def test_pairs_enter_by_how_unlikely_they_are() -> None:
    table = drawn(20_000, [0.2, 0.25, 0.3, 0.2], {(0, 1): 4.0, (2, 3): 2.0}, seed=1)
    _, terms = choose(table.dense().astype(np.float64), table.possible(), 1e-6)
    assert name_of(terms, table.lists) == "[A·B][C·D]"
    assert terms.tolist() == [0b0011, 0b1100, 8, 4, 2, 1, 0]
