"""Invented lists: known truth, the same for the same seed, and like the lists they stand for."""

from __future__ import annotations

import time
from collections import Counter

import numpy as np
import pytest

from tahqiq.link.collective.kin import chain
from tahqiq.link.lists import FIELDS
from tahqiq.link.testing import simulate_febrl, simulate_febrl_pair, simulate_list, simulate_lists
from tahqiq.link.testing.casualties import Manner
from tahqiq.link.testing.febrl import positions


def test_the_same_seed_gives_the_same_lists() -> None:
    first, second, other = simulate_lists(500), simulate_lists(500), simulate_lists(500, seed=2)

    assert all(one.table.equals(two.table) for one, two in zip(first.lists, second.lists, strict=True))
    assert not first.lists[0].table.equals(other.lists[0].table)


def test_columns_are_canonical_and_ids_unique() -> None:
    for made in (simulate_lists(300), simulate_list(300), simulate_febrl(80, 20), simulate_febrl_pair(50)):
        for people in made.lists:
            assert set(people.table.column_names) <= set(FIELDS)
            assert len(set(people.ids)) == len(people)
            assert all(cell is not None for field in people.columns for cell in people.column(field))


def test_the_same_person_has_the_same_given_name_and_nearly_the_same_birth() -> None:
    made = simulate_lists(2000, manner=Manner(slips=0.0, kunya=0.0))
    press, registry = made.lists
    partner = positions(made)
    rows = [(at, place) for at, place in enumerate(partner.tolist()) if place >= 0]
    names = [(press.column("name_ar")[one], registry.column("name")[other]) for one, other in rows]
    ages = [(press.column("age")[one], registry.column("age")[other]) for one, other in rows]

    untitled = [(one, other) for one, other in names if not one.startswith(("الحاج", "الدكتور", "الاستاذ"))]
    assert np.mean([chain(one)[0][:1] == chain(other)[0][:1] for one, other in untitled]) > 0.97
    assert np.mean([one == other for one, other in names]) < 0.4
    off = [abs(int(one) - int(other)) for one, other in ages if one]
    assert np.mean(np.array(off) <= 1) > 0.85


def test_families_die_together_and_are_listed_together() -> None:
    made = simulate_lists(3000)
    press = made.lists[0]
    sizes = Counter(zip(press.column("incident"), press.column("family"), strict=True))
    found = made.persons[0][np.isin(made.persons[0], made.persons[1])]

    assert np.mean(list(sizes.values())) > 2.5
    assert 0.5 < len(found) / len(press) < 0.95


def test_siblings_have_different_names() -> None:
    made = simulate_list(2000, duplicates=0.0, manner=Manner(slips=0.0))
    names = Counter(made.lists[0].column("name"))

    assert sum(times - 1 for times in names.values()) < 40


@pytest.mark.parametrize("duplicates", [0.0, 0.3])
def test_a_list_repeats_as_many_people_as_asked(duplicates: float) -> None:
    made = simulate_list(1000, duplicates=duplicates)

    assert len(made.lists[0]) == 1000
    assert len(set(made.persons[0].tolist())) == round(1000 * (1 - duplicates))
    assert not made.lists[0].distinct


def test_duplicates_of_febrl_are_mistaken_in_few_fields() -> None:
    made = simulate_febrl_pair(400, changes=3)
    originals, copies = made.lists
    partner = positions(made)
    same = made.same(np.arange(400), partner)
    changed = [
        sum(
            originals.column(field)[at] != copies.column(field)[place]
            for field in originals.columns
            if field != "id"
        )
        for at, place in enumerate(partner.tolist())
    ]

    assert same.all()
    assert max(changed) <= 4
    assert 1 <= np.mean(changed) <= 3


def test_a_hundred_thousand_records_take_seconds() -> None:
    began = time.process_time()

    made = simulate_list(100_000)

    assert time.process_time() - began < 6
    assert made.true_pairs() > 25_000
