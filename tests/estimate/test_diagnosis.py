from __future__ import annotations

import numpy as np
import pytest

from estimate.worlds import GOOD, normal_fit
from tahqiq.estimate.diagnosis import predicted, refit, warn_of_fit, warn_of_lists, warn_of_models
from tahqiq.vocab.estimates import Refit


def true_cells() -> np.ndarray:
    return GOOD.dense().astype(np.float64)


def test_the_true_model_reproduces_its_table() -> None:
    check = predicted(GOOD, normal_fit(fitted=true_cells()), seed=1)
    assert check is not None
    assert check.p > 0.5
    assert not any(cell.flagged for cell in check.cells)
    assert [cell.history for cell in check.cells] == ["001", "010", "011", "100", "101", "110", "111"]
    assert all(cell.lo95 <= cell.observed <= cell.hi95 for cell in check.cells)
    assert warn_of_fit(GOOD, normal_fit(fitted=true_cells()), check) == []


def test_a_wrong_model_is_caught_and_the_cell_named() -> None:
    wrong = true_cells()
    wrong[0b111] = 2.0
    wrong[0b011] = 90.0
    fit = normal_fit(fitted=wrong)
    check = predicted(GOOD, fit, seed=1)
    assert check is not None
    assert check.p < 0.01
    assert {cell.history for cell in check.cells if cell.flagged} >= {"111", "011"}
    warned = {each.code: each.text for each in warn_of_fit(GOOD, fit, check)}
    assert {"poor_fit", "cells_off", "overdispersed"} <= set(warned)
    assert "A + B + C" in warned["cells_off"]


def test_draws_of_cells_are_used_where_there_are_some() -> None:
    fit = normal_fit()
    draws = np.random.default_rng(1).gamma(true_cells() + 1, size=(50, 8))
    check = predicted(GOOD, replace_cells(fit, draws), seed=1)
    assert check is not None
    assert check.p > 0.2


def replace_cells(fit: object, draws: np.ndarray) -> object:
    from dataclasses import replace

    return replace(fit, cell_draws=draws)  # type: ignore[type-var]


def test_without_expected_counts_there_is_nothing_to_check() -> None:
    assert predicted(GOOD, normal_fit(), seed=1) is None


def test_the_check_repeats_with_its_seed() -> None:
    fit = normal_fit(fitted=true_cells())
    assert predicted(GOOD, fit, seed=4) == predicted(GOOD, fit, seed=4) != predicted(GOOD, fit, seed=5)


def test_few_recaptured_and_wide_are_said() -> None:
    from tahqiq.estimate.histories import CaptureTable

    thin = CaptureTable.from_dense("ABC", [0, 30, 20, 2, 25, 1, 1, 0])
    fit = normal_fit(thin, total=300, spread=80)
    assert [each.code for each in warn_of_fit(thin, fit, None)] == ["few_recaptured", "wide"]


def test_a_list_that_decides_is_named() -> None:
    fit = normal_fit(total=600, spread=20)
    without = [
        refit("A", normal_fit(total=610)),
        refit("B", normal_fit(total=900)),
        Refit(name="C", documented=3, refused="two lists"),
    ]
    (warning,) = warn_of_lists(fit, without)
    assert "Without B" in warning.text
    assert "900" in warning.text


@pytest.mark.parametrize(("other", "said"), [(640.0, 0), (900.0, 1), (700.0, 1)])
def test_models_that_disagree_are_not_hidden(other: float, said: int) -> None:
    own = refit("latent", normal_fit(total=600, spread=30))
    assert len(warn_of_models(own, [refit("stepwise", normal_fit(total=other))])) == said
    assert warn_of_models(own, []) == []


def test_a_refused_model_disagrees_with_nobody() -> None:
    own = refit("latent", normal_fit())
    assert warn_of_models(own, [Refit(name="stepwise", documented=5, refused="nobody")]) == []
