"""Chao's lower bound."""

from __future__ import annotations

import numpy as np
import pytest

from estimate.published import needs_published, published
from estimate.simulated import independent
from tahqiq.estimate.chao import fit_chao
from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput


def test_the_bound_by_hand() -> None:
    fit = fit_chao(CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30]), seed=1)
    assert fit.median == 230 + (150**2 - 60**2 - 50**2 - 40**2) / (2 * 50)
    assert fit.detail["bound_if_lists_had_one_size"] == 230 + 2 / 3 * 150**2 / 100
    assert fit.detail["bound_of_many_lists"] == 230 + 150**2 / 100


def test_lists_of_one_size_give_the_familiar_formula() -> None:
    fit = fit_chao(CaptureTable.from_dense("AB", [0, 50, 50, 20]), seed=1)
    assert fit.median == fit.detail["bound_if_lists_had_one_size"] == 120 + 50 * 50 / 20


def test_nobody_on_two_lists_is_counted_as_one() -> None:
    fit = fit_chao(CaptureTable.from_dense("AB", [0, 5, 4, 0]), seed=1)
    assert fit.median == 9 + 20


def test_nobody_on_one_list_alone_leaves_nobody_unseen() -> None:
    fit = fit_chao(CaptureTable.from_dense("AB", [0, 0, 0, 7]), seed=1)
    assert fit.median == fit.lo95 == fit.hi95 == 7.0


def test_one_list_has_no_bound() -> None:
    with pytest.raises(BadInput, match="one list"):
        fit_chao(CaptureTable.from_dense("A", [0, 5]), seed=1)


def test_independent_lists_meet_their_bound() -> None:
    totals = [fit_chao(independent(2000, [0.2, 0.3, 0.25], seed=seed), seed=1).median for seed in range(50)]
    assert np.mean(totals) == pytest.approx(2000, rel=0.03)


class TestPublished:
    pytestmark = needs_published

    def test_kosovo(self) -> None:
        fit = fit_chao(published("kosovo_4list"), seed=1)
        assert (fit.detail["on_one_list"], fit.detail["on_two_lists"]) == (3218, 882)
        assert fit.detail["bound_if_lists_had_one_size"] == pytest.approx(4400 + 0.75 * 3218**2 / 1764)
