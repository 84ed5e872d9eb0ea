"""The total by log-linear models."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings

from estimate.published import needs_published, published
from estimate.simulated import drawn, independent, tables
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear import fit_loglinear
from tahqiq.vocab.errors import BadInput

TABLE = CaptureTable.from_dense("ABC", [0, 60, 50, 20, 40, 16, 14, 30])


def test_the_best_model_is_told_with_its_rivals() -> None:
    fit = fit_loglinear(TABLE, seed=1)
    assert fit.method == "loglinear"
    assert fit.detail["models_tried"] == 8
    assert fit.detail["best_models"][0]["model"] == fit.detail["model"]  # type: ignore[index]
    assert fit.documented < fit.lo95 < fit.lo80 < fit.lo50 < fit.median < fit.hi50 < fit.hi80 < fit.hi95
    assert fit.fitted is not None
    assert fit.fitted[0] == pytest.approx(fit.median - fit.documented)
    json.dumps(dict(fit.detail))


def test_aic_takes_no_smaller_a_model_than_bic() -> None:
    aic, bic = (fit_loglinear(TABLE, seed=1, criterion=name) for name in ("aic", "bic"))  # type: ignore[arg-type]
    assert aic.detail["degrees_of_freedom"] <= bic.detail["degrees_of_freedom"]  # type: ignore[operator]


def test_averaging_is_wider_than_the_best_model() -> None:
    one, all_of_them = fit_loglinear(TABLE, seed=1), fit_loglinear(TABLE, seed=1, average=True)
    assert all_of_them.hi95 - all_of_them.lo95 > one.hi95 - one.lo95
    assert all_of_them.detail["weight_in_intervals"] > 0.99  # type: ignore[operator]
    assert all_of_them.draws is not None
    assert len(all_of_them.draws) == 4000
    json.dumps(dict(all_of_them.detail))


def test_a_named_model_of_many_lists() -> None:
    table = independent(3000, [0.2, 0.3, 0.1, 0.25, 0.15, 0.2, 0.1], seed=5)
    fit = fit_loglinear(table, seed=1, model="[A][B][C][D][E][F][G]")
    assert fit.lo95 < 3000 < fit.hi95
    assert fit.detail["chosen_by"] == "named"


def test_terms_nobody_is_an_example_of_are_told() -> None:
    table = CaptureTable.from_dense("ABC", [0, 20, 30, 0, 40, 0, 6, 0])
    fit = fit_loglinear(table, seed=1, model="[A·C][B·C]")
    assert fit.detail["at_minus_infinity"] == ["A·C", "B·C"]
    assert fit.detail["standing"] == "extended estimate: terms without a person at minus infinity"
    assert fit.median == pytest.approx(96 + 40 * 30 / 6)


@pytest.mark.parametrize(
    ("model", "said"),
    [("[A·B][C]", "has no maximum"), ("[A·B][A·C][B·C]", "many estimates fit equally well")],
)
def test_a_model_that_cannot_answer_is_never_taken(model: str, said: str) -> None:
    table = CaptureTable.from_dense("ABC", [0, 20, 30, 0, 40, 0, 6, 0])
    with pytest.raises(BadInput, match=said):
        fit_loglinear(table, seed=1, model=model)


def test_tables_that_no_model_can_answer() -> None:
    with pytest.raises(BadInput, match="no log-linear model has an estimate"):
        fit_loglinear(CaptureTable.from_dense("AB", [0, 9, 8, 0]), seed=1)
    with pytest.raises(BadInput, match="nobody is on any list"):
        fit_loglinear(CaptureTable.from_counts("AB", [], []), seed=1)
    with pytest.raises(BadInput, match="two to 5 lists, not 1"):
        fit_loglinear(CaptureTable.from_dense("A", [0, 9]), seed=1)


def test_an_empty_list_changes_nothing() -> None:
    wide = CaptureTable.from_counts("ABCD", np.column_stack([TABLE.cells, np.zeros(7, int)]), TABLE.counts)
    named = "[A·B][B·C]"
    assert fit_loglinear(wide, seed=1, model=named + "[D]").median == pytest.approx(
        fit_loglinear(TABLE, seed=1, model=named).median
    )


@settings(max_examples=40)
@given(tables(least=2, most=4))
def test_every_table_gets_a_figure_or_one_clear_line(table: CaptureTable) -> None:
    for average in (False, True):
        try:
            fit = fit_loglinear(table, seed=1, average=average)
        except BadInput as error:
            assert "\n" not in error.line()
        else:
            ends = [fit.lo95, fit.lo80, fit.lo50, fit.hi50, fit.hi80, fit.hi95]
            assert fit.documented <= ends[0]
            assert ends == sorted(ends)
            assert np.isfinite([*ends, fit.median, fit.mean]).all()


def test_the_truth_lies_in_nineteen_of_twenty_intervals() -> None:
    inside = 0
    for seed in range(200):
        table = drawn(1500, [0.3, 0.25, 0.2, 0.3], {(0, 1): 3.0}, seed=seed)
        fit = fit_loglinear(table, seed=seed, model="[A·B][C][D]")
        inside += fit.lo95 <= 1500 <= fit.hi95
    assert 0.91 <= inside / 200 <= 0.99


class TestPublished:
    pytestmark = needs_published

    def test_kosovo(self) -> None:
        fit = fit_loglinear(published("kosovo_4list"), seed=1)
        assert fit.median == pytest.approx(10356.5, abs=0.05)
        assert fit.detail["standard_error"] == pytest.approx(785.9, abs=0.05)
        assert (round(fit.lo95), round(fit.hi95)) == (8994, 12110)

    @pytest.mark.parametrize(
        ("name", "model", "total"),
        [
            ("australia_4list", "[A·B][B·C][B·D]", 6496.0),
            ("madigan_york_5list", "[A·B][C·E][D·E]", 620.5),
            ("new_orleans_5list", "[A][BEFG][C][D][H]", 1034.2),
            ("uk_modern_slavery_5list", "[LA·NG·PFNCA][NG·GP][PFNCA·GO]", 25311.3),
        ],
    )
    def test_the_other_tables(self, name: str, model: str, total: float) -> None:
        fit = fit_loglinear(published(name), seed=1)
        assert fit.detail["model"] == model
        assert fit.median == pytest.approx(total, abs=0.05)

    def test_six_lists_are_too_many_for_a_search(self) -> None:
        with pytest.raises(BadInput, match="not 6"):
            fit_loglinear(published("uk_modern_slavery_6list"), seed=1)
