"""Accuracy and estimates from samples, beside sklearn-free arithmetic and known truth."""

from __future__ import annotations

import numpy as np
import pytest

from tahqiq.survey.accuracy import accuracy_of, auc_of, damaged_of_sample
from tahqiq.survey.shares import share_of, shares_of


def test_figures_of_a_small_table() -> None:
    probability = np.array([0.95, 0.8, 0.6, 0.4, 0.1, 0.05])
    damaged = np.array([True, True, False, True, False, False])
    found = accuracy_of(probability, damaged)
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.auc == pytest.approx(8 / 9)
    assert sum(n for _, _, n in found.calibration) == 6


def test_without_both_kinds_there_is_no_auc() -> None:
    assert auc_of(np.array([0.2, 0.4]), np.array([True, True])) is None
    nothing = accuracy_of(np.array([0.1]), np.array([False]))
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_a_sample_of_the_map_is_unbiased_however_wrong_the_map() -> None:
    chance = np.random.default_rng(1)
    truth = chance.random(20_000) < 0.3
    mapped = np.where(chance.random(20_000) < 0.7, truth, ~truth)
    names = np.where(mapped, "changed", "unchanged")
    places = {name: np.flatnonzero(names == name) for name in ("changed", "unchanged")}
    sizes = {name: float(len(rows)) for name, rows in places.items()}
    held, estimates = 0, []
    for seed in range(200):
        draw = np.random.default_rng(seed)
        rows = np.concatenate(
            [draw.choice(np.flatnonzero(names == name), 150, replace=False) for name in set(names)]
        )
        sizes = {str(name): float((names == name).sum()) for name in set(names)}
        found = damaged_of_sample(sizes, names[rows], truth[rows])
        held += found.lo95 <= truth.sum() <= found.hi95
        estimates.append(found.estimate)
    assert held >= 184
    assert np.mean(estimates) == pytest.approx(truth.sum(), rel=0.02)
    assert abs(mapped.sum() / truth.sum() - 1) > 0.2


def test_a_sample_must_fit_its_strata() -> None:
    with pytest.raises(ValueError, match="lies in no stratum"):
        damaged_of_sample({"a": 1}, np.array(["b", "b"]), np.array([True, False]))
    with pytest.raises(ValueError, match="fewer than two"):
        damaged_of_sample({"a": 1, "b": 2}, np.array(["b", "b"]), np.array([True, False]))


def test_shares_tell_whether_a_claim_stands() -> None:
    high, low = share_of("a", np.full(400, 0.97)), share_of("b", np.full(400, 0.2))
    assert (high.exceeds(0.8), low.exceeds(0.8)) == ("yes", "no")
    assert share_of("c", np.full(6, 0.8)).exceeds(0.8) == "cannot be told"
    whole, *parts = shares_of(["x", "y", "", "x"], np.array([0.9, 0.1, 0.5, 0.9]))
    assert (whole.name, whole.buildings) == ("", 4)
    assert [(each.name, each.buildings) for each in parts] == [("x", 2), ("y", 1)]
    assert all(each.lo95 <= each.share <= each.hi95 for each in (whole, *parts))
