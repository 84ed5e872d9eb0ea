"""Likely pairs that are left to a person."""

from __future__ import annotations

import numpy as np

from link.synthetic import record_list
from tahqiq.link.lists import RecordList
from tahqiq.link.pairs import Pairs
from tahqiq.link.referral import referred, telling

COUNT = 100


def press(*, aged: int = 50) -> RecordList:
    return record_list(
        "press", {"name": ["somebody"] * COUNT, "age": ["7"] * aged + [""] * (COUNT - aged)}, "P"
    )


def registry() -> RecordList:
    return record_list("registry", {"name": ["somebody"] * COUNT, "birth": ["2001"] * COUNT}, "R")


def everybody() -> Pairs:
    rows = np.arange(COUNT)
    return Pairs(rows, rows, (), np.zeros((COUNT, 0), np.int8), np.zeros((COUNT, 0)), 3.0, {})


def found(having: float, lacking: float) -> np.ndarray:
    return np.repeat([having, lacking], COUNT // 2)


def nobody_judged() -> np.ndarray:
    return np.zeros(COUNT, np.int8)


def test_a_lack_is_telling_where_records_without_it_are_hardly_found() -> None:
    (lack,) = telling(press(), registry(), found(0.9, 0.2))

    assert lack.fields == ("age",)
    assert (round(lack.having, 1), round(lack.lacking, 1)) == (0.9, 0.2)
    assert lack.records.sum() == 50


def test_facts_missing_by_chance_refer_nobody() -> None:
    assert telling(press(), registry(), found(0.7, 0.5)) == []


def test_a_few_records_tell_nothing() -> None:
    assert telling(press(aged=90), registry(), np.repeat([0.9, 0.0], [90, 10])) == []


def test_a_fact_that_the_other_list_does_not_hold_could_not_be_compared() -> None:
    names_only = record_list("names", {"name": ["somebody"] * COUNT}, "N")

    assert telling(press(), names_only, found(0.9, 0.2)) == []
    assert telling(names_only, press(), found(0.9, 0.2)) == []


def test_pairs_of_either_side_are_referred() -> None:
    rare, even = found(0.9, 0.2), np.full(COUNT, 0.5)

    left = referred((press(), registry()), (rare, even), everybody(), nobody_judged())
    right = referred((registry(), press()), (even, rare), everybody(), nobody_judged())

    assert left.tolist() == right.tolist() == [False] * 50 + [True] * 50


def test_people_who_find_them_right_lift_the_referral() -> None:
    lists, chances = (press(), registry()), (found(0.9, 0.2), np.full(COUNT, 0.5))
    right, wrong = nobody_judged(), nobody_judged()
    right[60:65] = 1
    wrong[60:65] = -1

    assert not referred(lists, chances, everybody(), right).any()
    assert referred(lists, chances, everybody(), wrong).sum() == 45
