from __future__ import annotations

import numpy as np
import pytest

from tahqiq.estimate.covariates import Design, design
from tahqiq.estimate.doubly_robust import fit_doubly_robust
from tahqiq.vocab.errors import BadInput

PRESS = ("hospital", "press")


def world(n: int, seed: int, *, pull: float = 1.0, lists: int = 2) -> tuple[np.ndarray, Design]:
    """Lists that are independent among people of the same age and sex, and not otherwise."""
    rng = np.random.default_rng(seed)
    age, woman = rng.normal(0, 1, n), rng.integers(0, 2, n)
    scores = [-0.4 - 0.1 * j + pull * age + 0.4 * pull * (1 - j) * woman for j in range(lists)]
    marks = np.column_stack([rng.random(n) < 1 / (1 + np.exp(-score)) for score in scores]).astype(np.uint8)
    held = marks.any(axis=1)
    columns = {
        "age": [f"{each:.3f}" for each in age[held]],
        "sex": ["f" if each else "m" for each in woman[held]],
    }
    return marks[held], design(columns)


def test_the_truth_lies_within_the_interval_as_often_as_it_says() -> None:
    covered, middles, petersen = 0, [], []
    for seed in range(12):
        marks, made = world(2500, seed, pull=0.8)
        fit = fit_doubly_robust(marks, made, lists=PRESS, seed=1)
        covered += fit.lo95 <= 2500 <= fit.hi95
        middles.append(fit.median)
        one, other = marks.sum(axis=0)
        petersen.append(one * other / (marks[:, 0] & marks[:, 1]).sum())
    assert covered >= 10
    assert np.median(middles) == pytest.approx(2500, rel=0.03)
    assert np.mean(petersen) < 2350, "what plain lists would have said"


def test_covariates_that_say_nothing_give_the_plain_estimate() -> None:
    marks, _ = world(2000, 3, pull=0.0)
    noise = design({"noise": [str(i % 2) for i in range(len(marks))]})
    fit = fit_doubly_robust(marks, noise, lists=PRESS, seed=1)
    one, other = marks.sum(axis=0)
    assert fit.median == pytest.approx(one * other / (marks[:, 0] & marks[:, 1]).sum(), rel=0.01)


def test_of_three_lists_the_pair_that_shares_most_is_taken_and_the_others_told() -> None:
    marks, made = world(2500, 5, lists=3)
    fit = fit_doubly_robust(marks, made, lists=("A", "B", "C"), seed=1)
    shared = {
        "AB": marks[:, 0] & marks[:, 1],
        "AC": marks[:, 0] & marks[:, 2],
        "BC": marks[:, 1] & marks[:, 2],
    }
    assert "".join(fit.detail["pair"]) == max(shared, key=lambda each: shared[each].sum())  # type: ignore[arg-type]
    assert len(fit.detail["pairs"]) == 3  # type: ignore[arg-type]
    assert fit.lo95 < 2500 < fit.hi95
    other = fit_doubly_robust(marks, made, lists=("A", "B", "C"), seed=1, pair=("B", "C"))
    assert other.detail["pair"] == ["B", "C"]


def test_draws_agree_with_the_interval_and_repeat() -> None:
    marks, made = world(1500, 1)
    one, same = (fit_doubly_robust(marks, made, lists=PRESS, seed=7) for _ in range(2))
    assert one.draws is not None
    assert same.draws is not None
    assert one.draws.tobytes() == same.draws.tobytes()
    assert np.quantile(one.draws, 0.975) == pytest.approx(one.hi95, rel=0.02)
    assert one.lo95 >= len(marks)


def test_lists_that_share_nobody_are_no_pair() -> None:
    marks = np.array([[1, 0], [0, 1]] * 30, dtype=np.uint8)
    made = design({"sex": ["f", "m", "m"] * 20})
    with pytest.raises(BadInput, match="nobody stands on both"):
        fit_doubly_robust(marks, made, lists=PRESS, seed=1)
    with pytest.raises(BadInput, match="two lists"):
        fit_doubly_robust(marks[:, :1], made, lists=("hospital",), seed=1)
