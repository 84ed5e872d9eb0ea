"""From lists to candidate pairs with evidence; Splink's own prediction from the specification agrees."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import pairwise

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from duckdb.sqltypes import BIGINT
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from link.lists_of_people import people_list
from tahqiq.link.candidates.keys import keys_of
from tahqiq.link.engines.duckdb import compared
from tahqiq.link.evidence.corroboration import corroborated
from tahqiq.link.evidence.measuring import Measuring, unpacked
from tahqiq.link.evidence.people import encode_people
from tahqiq.link.lists import RecordList
from tahqiq.link.scoring import _others, _sizes, score, weighed
from tahqiq.link.specification import LEVEL, records, specification
from tahqiq.link.testing.casualties import simulate_list, simulate_lists
from tahqiq.link.training import train


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[RecordList, RecordList, np.ndarray]]:
    found = simulate_lists(1500, seed=3)
    partner = {person: row for row, person in enumerate(found.persons[1].tolist())}
    truth = np.array([partner.get(person, -1) for person in found.persons[0].tolist()])
    yield (*found.lists, truth)


def test_true_pairs_weigh_more_than_others(made: tuple[RecordList, RecordList, np.ndarray]) -> None:
    left, right, truth = made
    steps: list[str] = []
    pairs = score(left, right, on_step=steps.append)
    same = truth[pairs.left] == pairs.right
    assert same.sum() > 0.93 * (truth >= 0).sum()
    weight = pairs.weight()
    assert np.median(weight[same]) > 5 > -2 > np.median(weight[~same])
    assert (same & (weight > 0)).sum() / (weight > 0).sum() > 0.75
    assert (np.diff(pairs.left * len(right) + pairs.right) > 0).all()
    assert len(steps) == 4
    assert corroborated(pairs)[same].mean() > 0.5


def test_the_same_lists_and_seed_give_the_same_bytes(made: tuple[RecordList, RecordList, np.ndarray]) -> None:
    one, other = (score(*made[:2], seed=7) for _ in range(2))
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.levels.tobytes() == other.levels.tobytes()
    assert one.prior == other.prior


def test_one_list_with_itself() -> None:
    found = simulate_list(1200, seed=2)
    pairs = score(found.lists[0])
    same = found.same(pairs.left, pairs.right)
    assert (pairs.left < pairs.right).all()
    assert same.sum() > 0.9 * found.true_pairs()
    assert np.median(pairs.weight()[same]) > 0


@pytest.mark.parametrize("count", [1, 2])
def test_lists_of_one_or_two(count: int) -> None:
    few = people_list(name=["Sami Omar Tirazi", "Huda Omar Tirazi"][:count])
    assert len(score(few)) <= 1
    pairs = score(few, few)
    likely = pairs.take(pairs.weight() > 0)
    assert likely.left.tolist() == likely.right.tolist() == list(range(count))
    assert pairs.comparisons == ("given", "family_name", "father")


def test_lists_with_nobody_in_common() -> None:
    pairs = score(people_list(name=["Sami Tirazi"]), people_list(name=["Walid Shuqri"]))
    assert len(pairs) == 0 and pairs.comparisons == () and pairs.weight().tolist() == []


def test_no_column_says_more_than_its_name_where_all_is_missing() -> None:
    pairs = score(
        people_list(name=["Sami Omar Tirazi"], age=[""]), people_list(name=["Sami Omar Tirazi"], age=["7"])
    )
    assert "age" not in pairs.comparisons
    assert not corroborated(pairs).any()


@pytest.mark.parametrize("linking", [True, False])
def test_splink_predicts_the_same_from_the_specification(
    made: tuple[RecordList, RecordList, np.ndarray], linking: bool
) -> None:
    lists = made[:2] if linking else simulate_list(300, duplicates=0.4).lists
    lists = [RecordList(e.name, e.path, e.ids[:300], e.table.slice(0, 300), e.columns) for e in lists]
    people = encode_people(lists)
    measuring, keys = Measuring(people), keys_of(people)
    found = compared(people, keys, measuring)
    model = train(found, measuring.packed(*_others(found, people, 0)), *_sizes(people), twice=not linking)
    pairs = weighed(found, model, 0)
    expected = dict(
        zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.weight(), strict=True)
    )

    def level(one: pa.Array, other: pa.Array, comparison: pa.Array) -> pa.Array:
        left, right = (np.asarray(each, np.int64) for each in (one, other))
        levels = unpacked(measuring.packed(np.minimum(left, right), np.maximum(left, right)))
        return pa.array(levels[np.arange(len(left)), np.asarray(comparison)].astype(np.int64))

    with duckdb.connect() as connection:
        connection.create_function(LEVEL, level, [BIGINT, BIGINT, BIGINT], BIGINT, type="arrow")
        connection.execute("set threads = 1")
        api = DuckDBAPI(connection)
        ends = [0, people.first, len(people)] if linking else [0, len(people)]
        tables = [
            api.register(records(*keys, begin, end), dataset_display_name=f"list_{begin}")
            for begin, end in pairwise(ends)
        ]
        logging.getLogger("splink").setLevel(logging.ERROR)
        linker = Linker(
            tables if linking else tables[0], specification(linking=linking, model=model), log_level=None
        )
        rows = linker.inference.predict(warning_mode="never").as_record_list()
    predicted = {
        tuple(sorted((row["position_l"], row["position_r"]))): row["match_weight"] for row in rows
    }  # fmt: skip
    assert len(expected) > 30
    for pair, weight in expected.items():
        assert predicted[pair] == pytest.approx(weight, abs=1e-6)
