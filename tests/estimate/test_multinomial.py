from __future__ import annotations

import numpy as np
import pytest

from tahqiq.estimate.multinomial import fit_multinomial


def drawn(n: int, slope: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    matrix = rng.standard_normal((n, 2))
    scores = np.column_stack([np.zeros(n), slope * matrix[:, 0], -slope * matrix[:, 1]])
    chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return matrix, (rng.random((n, 1)) > np.cumsum(chances, axis=1)).sum(axis=1)


def test_probabilities_are_those_the_outcomes_were_drawn_with() -> None:
    matrix, outcomes = drawn(8000, 1.0)
    made = fit_multinomial(matrix, outcomes, classes=3)
    coefficients = made.coefficients - made.coefficients[:, :1]
    assert coefficients[1:, 1] == pytest.approx([1.0, 0.0], abs=0.1)
    assert coefficients[1:, 2] == pytest.approx([0.0, -1.0], abs=0.1)
    assert made.probabilities(matrix).sum(axis=1) == pytest.approx(np.ones(8000))


def test_average_probabilities_match_the_shares() -> None:
    matrix, outcomes = drawn(500, 0.5)
    made = fit_multinomial(matrix, outcomes, classes=3)
    assert made.probabilities(matrix).mean(axis=0) == pytest.approx(np.bincount(outcomes) / 500, abs=1e-4)


def test_a_stronger_penalty_draws_coefficients_to_nought() -> None:
    matrix, outcomes = drawn(500, 1.0)
    sizes = [
        np.abs(fit_multinomial(matrix, outcomes, classes=3, penalty=penalty).coefficients[1:]).sum()
        for penalty in (0.1, 10.0, 1000.0)
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_outcomes_told_apart_perfectly_stay_finite() -> None:
    matrix = np.linspace(-1, 1, 40)[:, None]
    made = fit_multinomial(matrix, (matrix[:, 0] > 0).astype(np.int64), classes=3)
    assert np.isfinite(made.coefficients).all()
    assert made.probabilities(matrix)[:, 2].max() < 0.01, "an outcome that never happens is barely possible"
