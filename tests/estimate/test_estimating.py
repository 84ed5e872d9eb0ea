from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from estimate.simulated import independent
from estimate.worlds import GOOD, PAIR, UNIDENTIFIED, stratum
from tahqiq.estimate.asking import Answer, Ask, seed_of
from tahqiq.estimate.checkpoint import Checkpoint
from tahqiq.estimate.estimating import estimate, planned
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.judgement import Declared
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.estimates import Assessed

BRIEF = Ask(method="loglinear", full=False)


def plain(answer: Answer) -> Assessed:
    return answer.estimate


def test_documented_undocumented_and_all_stand_apart() -> None:
    total, strata = estimate([stratum(GOOD)], BRIEF)
    made = plain(total)
    assert strata == []
    assert made.undocumented is not None
    assert made.median is not None
    assert made.documented == GOOD.documented
    assert made.undocumented.median == pytest.approx(made.median - made.documented)
    assert made.lo95 is not None
    assert made.undocumented.lo95 == pytest.approx(made.lo95 - made.documented)


def test_the_truth_is_recovered_from_independent_lists() -> None:
    table = independent(2000, [0.4, 0.3, 0.3, 0.2], seed=8)
    made = plain(estimate([stratum(table)], Ask(full=False, effective=500))[0])
    assert made.lo95 is not None
    assert made.hi95 is not None
    assert made.lo95 < 2000 < made.hi95
    assert made.rhat is not None
    assert made.rhat < 1.01


def test_everything_is_checked_when_asked() -> None:
    made = plain(estimate([stratum(GOOD)], Ask(method="decomposable", full=True))[0])
    assert made.diagnosis is not None
    assert made.diagnosis.predictive is not None
    assert [each.name for each in made.diagnosis.priors] == ["δ = 2⁻ᵏ"]
    assert [each.name for each in made.diagnosis.without] == ["A", "B", "C"]
    assert all(each.refused.startswith("There are only two lists") for each in made.diagnosis.without)
    assert {each.name for each in made.diagnosis.models} == {"latent", "loglinear", "stepwise", "chao"}


def test_a_refusal_has_no_figures_and_says_why() -> None:
    total, _ = estimate([stratum(PAIR)], Ask())
    made = plain(total)
    assert (made.median, made.lo95, made.undocumented, made.forced) == (None, None, None, False)
    assert made.documented == PAIR.documented
    assert made.refused.startswith("There are only two lists (A, B)")
    assert total.draws is None


def test_by_force_the_figures_are_there_and_labelled() -> None:
    made = plain(estimate([stratum(UNIDENTIFIED)], Ask(method="loglinear", force=True, full=False))[0])
    assert made.forced
    assert made.median is not None
    assert [each.code for each in made.reasons] == ["apart", "not_identifiable"]
    assert made.refused


def test_force_cannot_make_a_figure_where_there_is_none() -> None:
    one = CaptureTable.from_dense("A", [0, 400])
    made = plain(estimate([stratum(one)], Ask(method="stepwise", force=True))[0])
    assert made.median is None
    assert [each.code for each in made.reasons] == ["one_list", "no_figure"]


def test_a_mistake_of_the_user_is_no_refusal() -> None:
    with pytest.raises(BadInput, match="takes two"):
        estimate([stratum(GOOD)], Ask(method="chapman"))
    with pytest.raises(BadInput, match="no method"):
        estimate([stratum(GOOD)], Ask(method="guess"))


def test_strata_are_estimated_apart_and_summed_as_draws() -> None:
    north, south = independent(900, [0.5, 0.4, 0.3], seed=1), independent(500, [0.4, 0.4, 0.4], seed=2)
    total, strata = estimate([stratum(north, "north"), stratum(south, "south", unnamed=7)], BRIEF)
    made = plain(total)
    means = [each.estimate.mean for each in strata]
    assert [each.estimate.name for each in strata] == ["north", "south"]
    assert made.documented == north.documented + south.documented
    assert made.mean == pytest.approx(sum(mean for mean in means if mean is not None), rel=0.01)
    assert made.unnamed == 7
    widths = [(each.estimate.hi95 or 0) - (each.estimate.lo95 or 0) for each in strata]
    assert (made.hi95 or 0) - (made.lo95 or 0) == pytest.approx(float(np.hypot(*widths)), rel=0.15)


def test_a_refused_stratum_refuses_the_total() -> None:
    total, strata = estimate([stratum(GOOD, "north"), stratum(PAIR, "south")], BRIEF)
    made = plain(total)
    assert strata[0].estimate.median is not None
    assert (strata[1].estimate.median, made.median) == (None, None)
    assert made.documented == GOOD.documented + PAIR.documented
    assert "south" in made.refused
    assert "north" not in made.refused


def test_force_in_a_stratum_labels_the_total() -> None:
    asked = Ask(method="loglinear", full=False, force=True)
    made = plain(estimate([stratum(GOOD, "north"), stratum(UNIDENTIFIED, "south")], asked)[0])
    assert made.forced
    assert made.median is not None


def test_the_same_seed_gives_the_same_draws_whatever_the_cores() -> None:
    strata = [stratum(independent(900, [0.4, 0.4, 0.4, 0.3], seed=i), f"m{i}") for i in range(2)]
    asked = Ask(full=False, seed=9, effective=300)
    (one, ones), (many, manys) = estimate(strata, asked, workers=1), estimate(strata, asked, workers=4)
    assert plain(one) == plain(many)
    for a, b in zip([one, *ones], [many, *manys], strict=True):
        assert a.draws is not None
        assert b.draws is not None
        assert a.draws.tobytes() == b.draws.tobytes()
    assert plain(estimate(strata, Ask(full=False, seed=10, effective=300))[0]) != plain(one)


def test_a_stratum_does_not_depend_on_its_neighbours() -> None:
    strata = [stratum(GOOD, "north"), stratum(independent(300, [0.4, 0.4, 0.4], seed=1), "south")]
    _, both = estimate(strata, BRIEF)
    _, alone = estimate([strata[1]], BRIEF)
    assert alone[0].estimate == both[1].estimate
    assert seed_of(1, "a", "b") != seed_of(1, "ab", "")


def test_lists_that_hold_nobody_here_are_left_out_and_named() -> None:
    wider = CaptureTable.from_counts("ABCD", [[*row, 0] for row in GOOD.cells.tolist()], GOOD.counts)
    made = plain(estimate([stratum(wider, empty=("D",), not_covering=("E",))], BRIEF)[0])
    assert made.left_out == ("E", "D")
    assert made.diagnosis is not None
    assert [each.code for each in made.diagnosis.warnings][:2] == ["empty_list", "not_covered"]


def test_two_lists_held_independent_say_what_they_rest_on() -> None:
    asked = Ask(method="chapman", declared=Declared(independent=True), full=False)
    made = plain(estimate([stratum(PAIR)], asked)[0])
    assert made.diagnosis is not None
    assert [each.code for each in made.diagnosis.warnings] == ["assumes_independence"]


def test_a_stopped_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    strata = [stratum(independent(300, [0.4, 0.4, 0.4], seed=i), f"m{i}") for i in range(3)]
    undisturbed, _ = estimate(strata, BRIEF)
    fits = 0

    def stop() -> None:
        nonlocal fits
        fits += 1
        if fits == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        estimate(strata, BRIEF, kept=Checkpoint(tmp_path / "k", "q"), on_fit=stop, workers=1)
    kept = Checkpoint(tmp_path / "k", "q")
    again, _ = estimate(strata, BRIEF, kept=kept)
    assert kept.found >= 2
    assert plain(again) == plain(undisturbed)


def test_a_list_empty_in_one_clustering_only_stays() -> None:
    from tahqiq.estimate.strata import ReadStratum

    fuller = CaptureTable.from_counts("ABC", GOOD.cells, GOOD.counts)
    emptier = CaptureTable.from_counts("ABC", [[1, 0, 0], [0, 1, 0], [1, 1, 0]], [90, 80, 40])
    made = plain(estimate([ReadStratum(name="", tables=(fuller, emptier), empty=("C",))], BRIEF)[0])
    assert made.left_out == ()


def test_sampled_clusterings_are_pooled() -> None:
    tables = (independent(600, [0.4, 0.4, 0.4], seed=1), independent(700, [0.4, 0.4, 0.4], seed=1))
    from tahqiq.estimate.strata import ReadStratum

    made = plain(estimate([ReadStratum(name="", tables=tables)], BRIEF)[0])
    assert made.detail["clusterings"] == 2
    assert (made.lo95 or 0) < 600 < 700 < (made.hi95 or 0)


def test_the_work_ahead_is_counted() -> None:
    strata = [stratum(GOOD, "a"), stratum(GOOD, "b")]
    assert planned(strata, BRIEF) == 2
    assert planned(strata, Ask()) == 2 * (1 + 3 + 3 + 4)
