"""Forward stepwise choice with bootstrap intervals."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest
from hypothesis import given, settings

from estimate.published import needs_published, published
from estimate.simulated import drawn, independent, tables
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.stepwise import fit_stepwise
from tahqiq.vocab.errors import BadInput


def test_a_dependence_that_is_there_is_found() -> None:
    table = drawn(4000, [0.2, 0.25, 0.3, 0.2], {(0, 2): 4.0}, seed=1)
    fit = fit_stepwise(table, seed=1, bootstraps=100)
    assert fit.detail["interactions_in_order"][0] == ["A", "C"]  # type: ignore[index]
    assert fit.lo95 < 4000 < fit.hi95
    json.dumps(dict(fit.detail))


def test_a_threshold_of_nought_keeps_lists_independent() -> None:
    table = drawn(4000, [0.2, 0.25, 0.3], {(0, 2): 4.0}, seed=1)
    fit = fit_stepwise(table, seed=1, bootstraps=20, threshold=0.0)
    assert fit.detail["model"] == "[A][B][C]"


def test_lists_that_share_nobody_enter_at_minus_infinity() -> None:
    dense = independent(3000, [0.3, 0.3, 0.3], seed=2).dense()
    dense[[6, 7]] = 0
    fit = fit_stepwise(CaptureTable.from_dense("ABC", dense), seed=1, bootstraps=20)
    assert ["A", "B"] in fit.detail["at_minus_infinity"]  # type: ignore[operator]


def test_the_same_seed_gives_the_same_fit() -> None:
    table = independent(1000, [0.3, 0.25, 0.2], seed=4)
    one, same, other = (fit_stepwise(table, seed=seed, bootstraps=50) for seed in (1, 1, 2))
    assert np.array_equal(one.draws, same.draws)  # type: ignore[arg-type]
    assert (one.lo95, one.hi95) == (same.lo95, same.hi95)
    assert one.lo95 != other.lo95
    assert one.median == other.median


@pytest.mark.parametrize(
    ("dense", "options", "said"),
    [
        ([0, 9, 8, 0, 7, 0, 0, 0], {}, "main effects alone have no estimate"),
        ([0] * 8, {}, "nobody is on any list"),
        ([0] + [5] * 7, {"bootstraps": 3}, "at least 20"),
        ([0] + [5] * 7, {"threshold": 2.0}, "between 0 and 1"),
    ],
)
def test_what_cannot_be_fitted(dense: list[int], options: dict[str, float], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        fit_stepwise(CaptureTable.from_dense("ABC", dense), seed=1, **options)  # type: ignore[arg-type]


@settings(max_examples=30)
@given(tables(least=2, most=4))
def test_every_table_gets_a_figure_or_one_clear_line(table: CaptureTable) -> None:
    try:
        fit = fit_stepwise(table, seed=1, bootstraps=20)
    except BadInput as error:
        assert "\n" not in error.line()
    else:
        ends = [fit.lo95, fit.lo80, fit.lo50, fit.hi50, fit.hi80, fit.hi95]
        assert fit.documented <= ends[0]
        assert ends == sorted(ends)
        assert np.isfinite([*ends, fit.median]).all()


def test_samples_without_an_estimate_stand_above_all_others() -> None:
    fit = fit_stepwise(CaptureTable.from_dense("AB", [0, 40, 30, 1]), seed=1, bootstraps=200)
    assert 30 < fit.detail["bootstraps_without_estimate"] < 120  # type: ignore[operator]
    assert fit.hi95 > 100 * fit.median


class TestPublished:
    pytestmark = needs_published

    @pytest.mark.parametrize(
        ("name", "total", "within"),
        [
            ("uk_modern_slavery_5list", 11313, (9884, 13027)),
            ("new_orleans_5list", 1034, (658, 1709)),
            ("uk_modern_slavery_6list", 11418, (9977, 13146)),
        ],
    )
    def test_the_published_figures(self, name: str, total: int, within: tuple[int, int]) -> None:
        fit = fit_stepwise(published(name), seed=1, bootstraps=200)
        assert round(fit.median) == total
        assert tuple(round(end) for end in fit.detail["within_model_95"]) == within  # type: ignore[attr-defined]
        assert fit.lo95 < fit.median < fit.hi95

    def test_two_hundred_bootstraps_take_a_moment(self) -> None:
        table = published("uk_modern_slavery_5list")
        fit_stepwise(table, seed=1, bootstraps=20)
        began = time.thread_time()
        fit_stepwise(table, seed=1, bootstraps=200)
        assert time.thread_time() - began < 1.14
