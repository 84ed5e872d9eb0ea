"""Reliability tables."""

from __future__ import annotations

import numpy as np
import pytest

from tahqiq.link.calibration import reliability


def test_honest_probabilities_lie_on_the_diagonal() -> None:
    random = np.random.default_rng(8)
    probability = random.random(50_000)

    bands = reliability(probability, random.random(50_000) < probability)

    assert len(bands) == 10
    assert all(abs(band.off) < 3 for band in bands)
    assert sum(band.pairs for band in bands) == 50_000


def test_certainty_belongs_to_the_last_band_and_nothing_to_the_first() -> None:
    low, high = reliability(np.array([0.0, 1.0]), np.array([False, True]))

    assert (low.low, low.true, high.high, high.true) == (0.0, 0.0, 1.0, 1.0)


def test_overconfidence_is_a_negative_number_of_points() -> None:
    (band,) = reliability(np.full(10, 0.95), np.repeat([True, False], [8, 2]), edges=(0.9, 1.0))

    assert band.off == pytest.approx(-15)
