"""Keys bring true pairs together, few others, and no more than can be looked at."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from link.lists_of_people import people_list
from tahqiq.link.candidates.keys import birth_years, keys_of
from tahqiq.link.engines.duckdb import blocked
from tahqiq.link.evidence.people import encode_people
from tahqiq.link.lists import RecordList
from tahqiq.link.reading import read_list

DATA = Path(__file__).parents[3] / "shared/data/linkage"


def candidates(*lists: RecordList, most: int = 10**6) -> set[tuple[int, int]]:
    people = encode_people(lists)
    one, other = blocked(people, keys_of(people, most=most))
    first = len(lists[0]) if len(lists) == 2 else 0
    return set(zip(one.tolist(), (other - first).tolist(), strict=True))


def test_two_words_in_either_script_and_any_order_bring_records_together() -> None:
    left = people_list(name=["Sami Omar Tirazi", "Huda Balqini", "Murad Zuhair Warsh Agha", "Walid Shuqri"])
    right = people_list(name=["سامي حسين عمر ترازي", "هدى خالد بلقيني", "مراد رجب ورشاغا", "نبيل خطاب"])
    assert candidates(left, right) == {(0, 0), (1, 1), (2, 2)}


def test_the_own_name_and_the_year_of_birth_bring_records_of_two_families_together() -> None:
    left = people_list(name=["Samiha Balqini", "Huda Balqini"], age=["20", "20"], date=["2023-10-20"] * 2)
    right = people_list(name=["سميحة علي نقيب", "هدى نقيب"], birth=["2003-02-11", "1950"])
    assert candidates(left, right) == {(0, 0)}


def test_a_number_brings_records_together() -> None:
    assert candidates(people_list(name=["Sami", "Huda"], number=["7-7", "77"])) == {(0, 1)}


def test_nobody_is_paired_with_oneself_and_each_pair_comes_once() -> None:
    one = people_list(name=["Sami Omar Sami Omar", "Omar Sami Omar Sami", "Sami Omar"])
    assert candidates(one) == {(0, 1), (0, 2), (1, 2)}


def test_no_records_share_nothing() -> None:
    assert candidates(people_list(name=["", "?"])) == set()
    assert candidates(people_list(name=["Sami Omar"]), people_list(name=["Walid Shuqri"])) == set()


def test_the_keys_that_fewest_share_are_used_first() -> None:
    names = ["Sami Omar Tirazi", "Sami Omar Tirazi", *["Ahmad Ali Hassan"] * 20]
    assert candidates(people_list(name=names), most=30) == {(0, 1)}
    assert len(candidates(people_list(name=names))) == 191


def test_very_common_words_are_made_finer_by_the_year_of_birth() -> None:
    names, births = ["Ahmad Hassan"] * 400, [str(1900 + year % 100) for year in range(400)]
    pairs = candidates(people_list(name=names, birth=births), most=10**7)
    assert len(pairs) == 600
    assert all((other - one) % 100 == 0 for one, other in pairs)


def test_years_of_birth() -> None:
    people = encode_people([
        people_list(
            name=["A"] * 4, birth=["1990-05-01", "", "", ""], age=["", "20", "", "20"],
            date=["", "2023-10-20", "", ""],
        )
    ])  # fmt: skip
    years = birth_years(people)
    assert years[0].tolist() == [1990, 0, 0, 0]
    assert {2002, 2003} < set(years[1].tolist())
    assert not years[2:].any()


@pytest.mark.shared
@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the checkout")
def test_true_pairs_are_among_few_candidates(tmp_path: Path) -> None:
    left = read_list(DATA / "left.csv", covers="killed")
    right = read_list(DATA / "right.csv")
    found = candidates(left, right, most=250 * len(left))
    places = (
        {each: row for row, each in enumerate(left.ids)},
        {each: row for row, each in enumerate(right.ids)},
    )
    with (DATA / "truth.csv").open(encoding="utf-8") as stream:
        rows = [(row["left_id"], row["right_id"]) for row in csv.DictReader(stream)]
    true = [(places[0][one], places[1][other]) for one, other in rows if one in places[0]]
    assert len(true) > 1300
    assert np.mean([pair in found for pair in true]) >= 0.99
    assert len(found) <= 150 * len(left)
