from __future__ import annotations

from dataclasses import replace

import pytest

from estimate.results import answered
from estimate.worlds import GOOD, PAIR, UNIDENTIFIED
from tahqiq.estimate.judgement import Declared
from tahqiq.estimate.methods_text import methods_text


@pytest.mark.parametrize("method", ["latent", "decomposable", "loglinear", "stepwise", "chao"])
def test_every_method_tells_what_it_is_and_where_it_comes_from(method: str) -> None:
    result = answered(GOOD, method=method).result
    for said in (result.methods, result.methods_ar):
        assert "{" not in said
        assert "None" not in said
        assert f"{GOOD.documented}" in said
        assert str(result.seed) in said
        assert "Tahqiq" in said or "تحقيق" in said
    assert "Source of the method" in result.methods


def test_only_what_was_run_is_mentioned() -> None:
    brief, full = answered(GOOD).result.methods, answered(GOOD, full=True, method="decomposable").result
    assert "Leaving out" not in brief
    assert "chains" not in brief
    assert "Under other priors the median runs from" in full.methods
    assert "Leaving out" not in full.methods, "of three lists none can be left out"
    assert "strata" not in full.methods


def test_chains_are_told_with_what_they_are_worth() -> None:
    result = answered(GOOD, method="latent").result
    assert "4 chains gave" in result.methods
    assert result.total.rhat is not None
    assert f"R̂ is at most {result.total.rhat:.3f}" in result.methods


def test_a_refusal_is_told_as_one() -> None:
    result = answered(PAIR).result
    assert "No estimate is given. There are only two lists (A, B)" in result.methods
    assert "In all" not in result.methods
    assert "لا يُعطى تقدير." in result.methods_ar
    assert "Source of the method" not in result.methods, "none was run"


def test_refused_strata_are_named() -> None:
    result = answered(GOOD, UNIDENTIFIED, names=("north", "south")).result
    assert "2 strata (by month) were estimated apart" in result.methods
    assert "No estimate is given for south:" in result.methods


def test_force_is_never_silent() -> None:
    result = answered(UNIDENTIFIED, force=True).result
    assert "they were computed by force" in result.methods
    assert "قسراً" in result.methods_ar


def test_two_lists_and_everything_that_was_declared() -> None:
    result = answered(PAIR, method="chapman", declared=Declared(independent=True)).result
    declared = {"independent": True, "impossible": ["A=1,B=1"], "not_covering": ["A@north"]}
    told = replace(
        result,
        source=replace(result.source, declared=declared),
        total=replace(result.total, unnamed=12),
    )
    said, arabic = methods_text(told, "en"), methods_text(told, "ar")
    assert "declared independent" in said
    assert "declared impossible: A=1,B=1" in said
    assert "left out of it: A@north" in said
    assert "12 people without a name" in said
    assert "شخصاً بلا أسماء" in arabic


def test_averaged_log_linear_models_say_so() -> None:
    result = answered(GOOD).result
    detail = {"averaged_by": "aic", "models_tried": 8}
    told = methods_text(replace(result, total=replace(result.total, detail=detail)), "en")
    assert "averaging hierarchical log-linear models, weighted by AIC" in told


def test_covariates_are_named() -> None:
    result = answered(GOOD).result
    detail = {"pair": ["A", "B"], "covariates": ["age"], "folds": 5}
    told = replace(result, total=replace(result.total, method="doubly_robust", detail=detail))
    assert "if A and B are independent among people alike in age" in methods_text(told, "en")
    assert "مزدوج" in methods_text(told, "ar") or "المزدوج" in methods_text(told, "ar")
