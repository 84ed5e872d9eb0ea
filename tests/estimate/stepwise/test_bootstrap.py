"""The BCa bootstrap."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from estimate.simulated import independent
from tahqiq.estimate.stepwise.bootstrap import Correction, bootstrapped, correction_of

ENDS = np.array([-1.959964, 0.0, 1.959964])


def test_without_correction_the_levels_are_plain() -> None:
    assert Correction(0.0, 0.0).levels(ENDS) == pytest.approx([0.025, 0.5, 0.975])


def test_the_levels_by_hand() -> None:
    moved = 0.2 + 1.959964
    expected = NormalDist().cdf(0.2 + moved / (1 - 0.05 * moved))
    assert Correction(0.2, 0.05).levels(ENDS)[2] == pytest.approx(expected)


def test_quantiles_never_fall() -> None:
    totals = Correction(0.0, 0.4).totals(np.arange(100.0), np.linspace(-4.0, 4.0, 50))
    assert (np.diff(totals) >= 0.0).all()


def test_samples_made_in_parts_are_the_samples_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = independent(800, [0.3, 0.25, 0.2], seed=1)
    whole = bootstrapped(table, 1, 50, 0.02)
    monkeypatch.setattr("tahqiq.estimate.stepwise.bootstrap._CELLS_AT_ONCE", 64)
    assert np.array_equal(bootstrapped(table, 1, 50, 0.02), whole)


def test_an_estimate_below_all_samples_is_corrected_without_end() -> None:
    table = independent(800, [0.3, 0.25, 0.2], seed=1)
    found = correction_of(table, np.full(99, 900.0), 850.0, 0.02)
    assert found.bias == pytest.approx(NormalDist().inv_cdf(0.5 / 99))
