from __future__ import annotations

import numpy as np

from link import synthetic
from tahqiq.link.asking import questions
from tahqiq.link.pairs import Pairs


def many(weights: np.ndarray, left: np.ndarray | None = None) -> Pairs:
    at = np.arange(len(weights))
    names = tuple(f"c{each}" for each in range(weights.shape[1]))
    levels = np.zeros(weights.shape, np.int8)
    return Pairs(at if left is None else left, at, names, levels, weights, 0.0, dict.fromkeys(names, ("x",)))


def test_what_is_in_doubt_is_asked_and_what_is_sure_is_not() -> None:
    pairs = synthetic.pairs()
    doubt = np.minimum(pairs.probability(), 1 - pairs.probability())
    assert [each.row for each in questions(pairs, doubt, 10)] == [2]
    assert not questions(pairs, np.zeros(5), 10)


def test_questions_spread_over_patterns_of_evidence() -> None:
    crowd, few = np.tile([9.0, 0.0], (40, 1)), np.tile([0.0, 9.0], (3, 1))
    pairs = many(np.concatenate([crowd, few]))
    doubt = np.concatenate([np.full(40, 0.5), np.full(3, 0.45)])
    first, second = questions(pairs, doubt, 2)
    assert first.row < 40 and first.informs == 39
    assert second.row >= 40 and second.informs == 2
    assert first.worth > second.worth


def test_rivals_and_relatives_inform_one_another() -> None:
    weights = np.diag(np.arange(1.0, 7.0) * 30)
    left = np.array([0, 0, 1, 2, 3, 4])
    families = (np.array([-1, -1, -1, 7, 7]), np.full(6, -1))
    asked = questions(many(weights, left), np.full(6, 0.5), 6, families=families)
    informs = {each.row: each.informs for each in asked}
    assert informs == {0: 1, 1: 1, 2: 0, 3: 0, 4: 1, 5: 1}


def test_the_same_evidence_gives_the_same_questions_however_ties_fall() -> None:
    pairs = many(np.random.default_rng(3).normal(0, 5, (300, 3)))
    doubt = np.random.default_rng(4).random(300) / 2
    asked = [each.row for each in questions(pairs, doubt, 50)]
    assert asked == [each.row for each in questions(pairs, doubt, 50)]
    assert len(set(asked)) == 50
