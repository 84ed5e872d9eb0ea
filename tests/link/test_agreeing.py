"""Families found together: an invented list with known truth, and a family small enough to be read."""

from __future__ import annotations

import numpy as np
import pytest

from link.synthetic import record_list
from tahqiq.link.collective.agreeing import Agreed, agree
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs

#: Ten families of the press, each a father and two children, named by given name and surname only.
FAMILIES = 10
#: The registry has each of them, and a namesake of everybody in a household of its own.
GIVEN = ("فارس", "رغد", "شهد")
FATHERS = ("منير", "كامل", "جلال", "نزار", "عصام", "حاتم", "سالم", "عماد", "راغب", "شاكر")


def press(**more: list[str]) -> RecordList:
    rows = [(given, family) for family in range(FAMILIES) for given in GIVEN]
    cells = {
        "name": [f"{given} الزيتوني{family}" for given, family in rows],
        "incident": [f"i{family}" for _, family in rows],
        "family": ["1"] * len(rows),
    }
    return record_list("press", {**cells, **more}, "P")


def registry() -> RecordList:
    own = [f"{given} {FATHERS[family]} سعيد الزيتوني" for family in range(FAMILIES) for given in GIVEN]
    others = [
        f"{given} {FATHERS[at % 10]} {FATHERS[at % 9]} الزيتوني" for at, given in enumerate(GIVEN * FAMILIES)
    ]
    return record_list("registry", {"name": own + others}, "R")


def evidence(sure: float = 16.0, unsure: float = 9.0) -> Pairs:
    """Of each family the father is found by himself; the children are as like their namesakes."""
    people = 3 * FAMILIES
    pairs = sorted((one, other) for one in range(people) for other in (one, people + one))
    left, right = np.array(pairs).T
    father = left % 3 == 0
    weights = np.where(father & (right < people), sure, np.where(father, -5.0, unsure))[:, None]
    levels = np.zeros((len(pairs), 1), np.int8)
    return Pairs(left, right, ("name",), levels, weights, -6.0, {"name": ("alike",)})


def of(agreed: Agreed, left: int, right: int) -> float:
    row = np.flatnonzero((agreed.pairs.left == left) & (agreed.pairs.right == right))
    return float(agreed.probability[row[0]])


def test_a_father_who_is_found_decides_between_namesakes_of_his_children() -> None:
    alone = agree(press(), registry(), evidence(), collective=False)
    together = agree(press(), registry(), evidence())

    assert of(alone, 1, 1) == pytest.approx(of(alone, 1, 31), abs=0.01)
    assert all(of(together, one, one) > 0.9 for one in range(30))
    assert all(of(together, one, 30 + one) < 0.1 for one in range(30))


def test_what_relatives_say_stands_in_the_waterfall() -> None:
    agreed = agree(press(), registry(), evidence())
    pairs = agreed.pairs

    assert pairs.comparisons == ("name", "kind", "relatives", "rivals")
    own, other = (np.flatnonzero((pairs.left == 1) & (pairs.right == right))[0] for right in (1, 31))
    relatives = pairs.comparisons.index("relatives")
    assert pairs.weights[own, relatives] > 2 > 0 > pairs.weights[other, relatives]
    assert "household" in pairs.labels["relatives"][pairs.levels[own, relatives]]
    assert "Of the family name" in pairs.labels["relatives"][pairs.levels[other, relatives]]
    assert pairs.probability() == pytest.approx(agreed.probability, abs=1e-9)


def test_the_answer_is_steady_and_the_same_every_time() -> None:
    first, second = (agree(press(), registry(), evidence()) for _ in range(2))

    assert first.steady
    assert np.array_equal(first.probability, second.probability)
    assert first.found[0].sum() == pytest.approx(30, abs=1)


def test_the_list_that_groups_its_people_may_be_the_other_one() -> None:
    pairs = evidence()
    order = np.lexsort((pairs.left, pairs.right))
    turned = Pairs(
        pairs.right[order], pairs.left[order], pairs.comparisons, pairs.levels, pairs.weights[order],
        pairs.prior, pairs.labels,
    )  # fmt: skip

    agreed = agree(registry(), press(), turned)

    assert of(agreed, 1, 1) > 0.8 > 0.2 > of(agreed, 31, 1)


def test_a_partner_that_is_taken_lowers_the_rest() -> None:
    lists = (record_list(name, {"name": ["هدى"] * 2}, name) for name in "LR")
    left, right = np.array([0, 1]), np.array([0, 0])
    pairs = Pairs(left, right, ("name",), np.zeros((2, 1), np.int8), np.array([[20.0], [8.0]]), -1.0, {})

    agreed = agree(*lists, pairs, collective=False)

    assert agreed.probability[0] > 0.99
    assert agreed.probability[1] < 0.01 < pairs.probability()[1]
    assert agreed.pairs.weights[1, -1] < -5


def test_within_one_list_relatives_speak_from_both_sides() -> None:
    names = [f"{given} {FATHERS[family]} سعيد الزيتوني" for family in range(FAMILIES) for given in GIVEN]
    cells = {
        "name": names * 2,
        "incident": [f"{report}{at // 3}" for report in "ab" for at in range(len(names))],
        "family": ["1"] * (2 * len(names)),
    }
    people = record_list("both", cells, "B", distinct=False)
    count = len(names)
    true = [(at, count + at) for at in range(count)]
    false = [(at, count + (at + 3 + 3 * (at % 3)) % count) for at in range(count)]
    left, right = np.array(sorted(true + false)).T
    own = right == left + count
    weights = np.where(left % 3 == 0, np.where(own, 18.0, -5.0), 10.0)[:, None]
    pairs = Pairs(
        left, right, ("name",), np.zeros((len(left), 1), np.int8), weights, -9.0, {"name": ("alike",)}
    )

    agreed = agree(people, None, pairs)

    assert agreed.pairs.comparisons == ("name", "relatives")
    child = left % 3 != 0
    assert agreed.probability[own].min() > 0.75 > agreed.alone[own & child].max()
    assert agreed.probability[~own & child].max() < 0.6 < agreed.alone[~own & child].min()


def test_lists_without_families_are_left_to_pairs_and_rivals() -> None:
    left = record_list("l", {"name": ["هدى كامل", "ريم سالم"]}, "L")
    pairs = Pairs(
        np.array([0, 1]),
        np.array([0, 1]),
        ("name",),
        np.zeros((2, 1), np.int8),
        np.array([[9.0], [2.0]]),
        -1.0,
        {},
    )

    agreed = agree(left, left, pairs)

    assert "relatives" not in agreed.pairs.comparisons
    assert agreed.steady


def test_no_pairs_at_all() -> None:
    none = np.zeros(0, np.int64)
    pairs = Pairs(
        none, none, ("name",), np.zeros((0, 1), np.int8), np.zeros((0, 1)), -9.0, {"name": ("alike",)}
    )

    assert agree(press(), registry(), pairs).probability.tolist() == []
    assert agree(press(), None, pairs).probability.tolist() == []
