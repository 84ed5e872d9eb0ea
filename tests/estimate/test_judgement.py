from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from estimate.simulated import independent
from estimate.worlds import GOOD, PAIR, UNIDENTIFIED, normal_fit
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.judgement import (
    Declared,
    groups_of,
    judge_fit,
    judge_table,
    learnt_nothing,
    moved,
    warn_of_priors,
    warn_of_table,
)
from tahqiq.vocab.estimates import Refit

INDEPENDENT = Declared(independent=True)


def codes(table: CaptureTable, method: str = "latent", declared: Declared | None = None) -> list[str]:
    return [each.code for each in judge_table(table, method=method, declared=declared or Declared())]


def test_lists_that_overlap_well_are_not_refused() -> None:
    assert codes(GOOD) == []


def test_nobody_and_one_list() -> None:
    assert codes(CaptureTable.from_dense("AB", [0, 0, 0, 0])) == ["nobody"]
    assert codes(CaptureTable.from_dense("A", [0, 400])) == ["one_list"]


def test_no_overlap_at_all() -> None:
    apart = CaptureTable.from_counts("ABC", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [50, 50, 50])
    assert codes(apart)[0] == "no_overlap"


@pytest.mark.parametrize("method", ["latent", "decomposable", "loglinear", "stepwise", "chapman", "chao"])
def test_two_bare_lists_are_refused_whatever_the_method(method: str) -> None:
    assert codes(PAIR, method) == ["two_lists"]


def test_two_lists_declared_independent_are_for_methods_that_can_take_them() -> None:
    assert codes(PAIR, "chapman", INDEPENDENT) == codes(PAIR, "loglinear", INDEPENDENT) == []
    assert codes(PAIR, "latent", INDEPENDENT) == ["two_lists_not_enough"]


def test_covariates_are_the_assumption_of_doubly_robust_estimation() -> None:
    assert codes(PAIR, "doubly_robust") == []


def test_a_table_that_does_not_determine_the_total() -> None:
    assert codes(UNIDENTIFIED) == ["apart", "not_identifiable"]


def test_a_small_list_apart_does_not_refuse_the_rest() -> None:
    cells = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0], [0, 0, 0, 1]]
    table = CaptureTable.from_counts("ABCD", cells, [80, 70, 60, 30, 25, 20, 4])
    assert codes(table) == []
    assert [each.code for each in warn_of_table(table)] == ["list_apart"]


def test_a_list_compiled_from_another_is_no_second_list() -> None:
    assert codes(GOOD, declared=Declared(compiled=(("C", "A"),))) == ["compiled"]
    assert codes(GOOD, declared=Declared(compiled=(("C", "D"),))) == [], "D is not among the lists used"


def test_too_few_people() -> None:
    assert "too_few" in codes(CaptureTable.from_dense("ABC", [0, 1, 1, 1, 1, 1, 1, 1]))


def test_lists_that_hold_everybody_or_the_same_people_are_pointed_out() -> None:
    table = CaptureTable.from_counts("ABC", [[1, 1, 1], [1, 0, 0]], [40, 60])
    assert [each.code for each in warn_of_table(table)] == ["holds_everybody", "same_people"]


def test_groups_are_found_through_other_lists() -> None:
    chain = CaptureTable.from_counts("ABCD", [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]], [5, 5, 5])
    assert groups_of(chain) == [["A", "B", "C"], ["D"]]


def test_a_sound_fit_passes() -> None:
    assert judge_fit(normal_fit(rhat=1.001, ess=4000), GOOD) == []


@pytest.mark.parametrize(("rhat", "ess"), [(1.02, 4000.0), (1.001, 120.0)])
def test_a_computation_that_did_not_settle(rhat: float, ess: float) -> None:
    (reason,) = judge_fit(normal_fit(rhat=rhat, ess=ess), GOOD)
    assert reason.code == "not_settled"
    assert "--effort" in reason.remedy


def test_an_interval_over_a_factor_of_ten_says_nothing() -> None:
    wide = Fit.from_draws("loglinear", 50, np.geomspace(60, 6000, 1000))
    assert [each.code for each in judge_fit(wide, GOOD)] == ["prior_is_posterior"]


def test_no_finite_figure() -> None:
    endless = replace(normal_fit(), hi95=math.inf)
    assert [each.code for each in judge_fit(endless, GOOD)] == ["no_finite_estimate"]


def test_a_posterior_that_is_its_prior_is_refused() -> None:
    """Draws of N made from the prior alone: whatever the table, the model has learnt nothing."""
    from tahqiq.estimate.latent import prior_documented_share

    share = prior_documented_share(GOOD, seed=5, size=4000)
    untaught = Fit.from_draws("latent", GOOD.documented, GOOD.documented / share)
    assert learnt_nothing(untaught, GOOD, seed=1)
    assert "prior_is_posterior" in [each.code for each in judge_fit(untaught, GOOD)]


def test_a_posterior_as_wide_as_its_prior_but_elsewhere_has_learnt() -> None:
    from tahqiq.estimate.latent import prior_documented_share

    share = prior_documented_share(GOOD, seed=5, size=4000)
    odds = 20 * (1 - share) / share  # the same width on the logarithmic scale, far from the prior
    elsewhere = Fit.from_draws("latent", GOOD.documented, GOOD.documented * (1 + odds))
    assert not learnt_nothing(elsewhere, GOOD, seed=1)
    assert not learnt_nothing(normal_fit(), GOOD, seed=1), "other methods have no such prior"


def test_many_people_on_several_lists_teach_the_model() -> None:
    from tahqiq.estimate.latent import fit_latent

    table = independent(1000, [0.5, 0.4, 0.3, 0.3], seed=3)
    found = fit_latent(table, seed=1, effective=500)
    assert not learnt_nothing(found, table, seed=1)
    assert judge_fit(found, table) == []


def other_prior(median: float) -> Refit:
    return Refit(name="another", documented=GOOD.documented, median=median, lo95=400, hi95=2000)


def test_a_prior_that_decides_is_refused_and_one_that_matters_is_warned_of() -> None:
    fit = normal_fit(total=600)  # 235 unseen
    assert judge_fit(fit, GOOD, priors=[other_prior(620)]) == []
    assert [each.code for each in warn_of_priors(fit, [other_prior(760)])] == ["prior_matters"]
    (reason,) = judge_fit(fit, GOOD, priors=[other_prior(1200)])
    assert reason.code == "prior_decides"
    assert "235" in reason.text
    assert "835" in reason.text
    assert warn_of_priors(fit, [other_prior(1200)]) == [], "it is refused instead"


def test_next_to_nobody_unseen_under_every_prior_is_no_difference() -> None:
    fit = normal_fit(total=GOOD.documented + 1, spread=0.3)
    assert moved(fit, [other_prior(GOOD.documented + 4.0)]) < 1.2
