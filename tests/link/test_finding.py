"""How often records of a kind are found."""

from __future__ import annotations

import numpy as np
import pytest

from link.synthetic import record_list
from tahqiq.link.collective.finding import Kinds, chances, kinds


def test_fields_sources_and_months_tell_records_apart() -> None:
    people = record_list(
        "list",
        {
            "name": ["somebody"] * 100,
            "age": ["7", ""] * 50,
            "source": ["Hospital"] * 60 + ["Families"] * 40,
            "date": ["2030-01-05"] * 50 + ["2030-02-11"] * 48 + ["2031"] * 2,
        },
        "P",
    )

    known = kinds(people)

    assert known.names == (
        ("age", "filled"),
        ("date", "2030-01"),
        ("date", "2030-02"),
        ("source", "Families"),
        ("source", "Hospital"),
    )
    assert known.marks.sum(axis=0).tolist() == [50, 50, 48, 40, 60]


def test_a_list_that_is_all_of_a_kind_says_nothing() -> None:
    people = record_list("list", {"name": ["somebody"] * 50, "age": ["7"] * 49 + [""]}, "P")
    known = kinds(people)

    assert known.names == ()
    assert chances(known, np.full(50, 0.3)) == pytest.approx(np.full(50, 0.3), abs=0.01)


def test_rare_kinds_say_little() -> None:
    few, many = (np.repeat([[1.0], [0.0]], [n, 1000], axis=0) for n in (3, 300))

    def chance_of(marks: np.ndarray) -> float:
        found = np.where(marks[:, 0] == 1, 0.95, 0.2)
        return float(chances(Kinds((("source", "A"),), marks), found)[0])

    assert chance_of(few) < 0.85 < chance_of(many)


def test_certainty_stays_within_bounds() -> None:
    marks = np.repeat([[1.0], [0.0]], 50, axis=0)

    reached = chances(Kinds((("age", "filled"),), marks), np.repeat([1.0, 0.0], 50))

    assert reached[0] > 0.9 and reached[-1] < 0.1
    assert np.isfinite(np.log(reached / (1 - reached))).all()


def test_few_records_never_make_sure_that_all_or_none_are_found() -> None:
    unknown = Kinds((), np.zeros((4, 0)))
    assert chances(unknown, np.ones(4)) == pytest.approx(np.full(4, 5 / 6))
    assert chances(unknown, np.zeros(4)) == pytest.approx(np.full(4, 1 / 6))
