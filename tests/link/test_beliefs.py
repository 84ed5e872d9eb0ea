"""Probabilities of competing pairs, against all matchings counted one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from tahqiq.link.collective.beliefs import Field, competing


def field_of(pairs: list[tuple[int, int]], **once: bool) -> Field:
    left, right = (np.array(ends, np.int64) for ends in zip(*pairs, strict=True))
    return Field(left, right, (int(left.max()) + 1, int(right.max()) + 1), **once)


def counted(field: Field, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the weight of all matchings that each pair is in."""
    shares, total = np.zeros(len(log_odds)), 0.0
    for size in range(len(log_odds) + 1):
        for chosen in map(list, combinations(range(len(log_odds)), size)):
            lefts, rights = field.left[chosen], field.right[chosen]
            if field.left_once and len(set(lefts.tolist())) < size:
                continue
            if field.right_once and len(set(rights.tolist())) < size:
                continue
            weight = float(np.exp2(log_odds[chosen].sum()))
            total += weight
            shares[chosen] += weight
    return shares / total


@pytest.mark.parametrize("once", [(True, True), (True, False), (False, True), (False, False)])
def test_a_tree_of_pairs_is_exact(once: tuple[bool, bool]) -> None:
    field = field_of([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)], left_once=once[0], right_once=once[1])
    odds = np.array([3.0, 4.0, 1.0, -2.0, 0.5])

    assert competing(field, odds) == pytest.approx(counted(field, odds), abs=1e-5)


def test_cycles_come_close() -> None:
    random = np.random.default_rng(4)
    field = field_of([(one, other) for one in range(3) for other in range(3)])
    for _ in range(20):
        odds = random.normal(1, 4, 9)
        assert competing(field, odds) == pytest.approx(counted(field, odds), abs=0.1)


def test_nobody_is_given_away_twice() -> None:
    random = np.random.default_rng(5)
    field = field_of([(one, other) for one in range(6) for other in range(5)])

    shares = competing(field, random.normal(5, 10, 30))

    assert np.bincount(field.left, shares).max() <= 1 + 1e-9
    assert np.bincount(field.right, shares).max() <= 1.01


def test_certainty_neither_overflows_nor_hides_the_rest() -> None:
    field = field_of([(0, 0), (1, 0), (1, 1)])

    shares = competing(field, np.array([500.0, 20.0, 5.0]))

    assert shares[0] == pytest.approx(1.0)
    assert shares[1] < 1e-5
    assert shares[2] == pytest.approx(2**5 / (1 + 2**5), abs=1e-3)


def test_the_other_list_sees_the_same() -> None:
    field = field_of([(0, 0), (1, 0), (1, 1)], right_once=False)
    odds = np.array([2.0, 1.0, 0.0])

    assert competing(field.turned(), odds) == pytest.approx(competing(field, odds), abs=1e-9)
    assert field.turned().found(odds * 0 + 0.25).tolist() == field.taken(odds * 0 + 0.25).tolist()
