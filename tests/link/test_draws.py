"""Draws hold a link as often as it is likely, and nobody twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

from link.test_beliefs import counted, field_of
from tahqiq.estimate.linked import read_linked
from tahqiq.link.collective.beliefs import Field
from tahqiq.link.draws import draw_matchings, draw_partitions, write_draws


def test_matchings_are_drawn_as_often_as_they_are_likely() -> None:
    random = np.random.default_rng(6)
    field = field_of([(one, other) for one in range(3) for other in range(3)])
    odds = random.normal(1, 3, 9)

    drawn = draw_matchings(field, odds, draws=6000)

    shares = (drawn[:, field.left] == drawn[:, 3 + field.right]).mean(axis=0)
    assert shares == pytest.approx(counted(field, odds), abs=0.03)


def test_a_sure_partner_is_passed_on_between_rivals() -> None:
    rivals = field_of([(0, 0), (1, 0)])

    drawn = draw_matchings(rivals, np.array([38.0, 37.0]), draws=3000)

    assert (drawn[:, 0] == drawn[:, 2]).mean() == pytest.approx(2 / 3, abs=0.03)
    assert not (drawn[:, 0] == drawn[:, 1]).any()


@pytest.mark.parametrize("once", [(True, False), (False, True)])
def test_a_list_with_duplicates_may_share_a_partner(once: tuple[bool, bool]) -> None:
    pairs = [(0, 0), (1, 0)] if once[0] else [(0, 0), (0, 1)]
    field = field_of(pairs, left_once=once[0], right_once=once[1])

    drawn = draw_matchings(field, np.array([9.0, 9.0]), draws=200)

    assert (drawn == drawn[:, :1]).all(axis=1).mean() > 0.9


def test_partitions_are_drawn_as_often_as_they_are_likely() -> None:
    left, right = np.array([0, 0, 1]), np.array([1, 2, 2])
    odds = np.array([2.0, 1.0, -1.0])
    weight = {"together": 2.0**2, "01": 2.0**2, "02": 2.0**1, "12": 2.0**-1, "apart": 1.0}

    drawn = draw_partitions(3, left, right, odds, draws=8000)

    total = sum(weight.values())
    same01, same02 = drawn[:, 0] == drawn[:, 1], drawn[:, 0] == drawn[:, 2]
    assert (same01 & same02).mean() == pytest.approx(weight["together"] / total, abs=0.03)
    assert (same01 & ~same02).mean() == pytest.approx(weight["01"] / total, abs=0.03)
    assert (same02 & ~same01).mean() == pytest.approx(weight["02"] / total, abs=0.03)


def test_the_same_seed_gives_the_same_draws() -> None:
    field = Field(np.array([0, 1, 1]), np.array([0, 0, 1]), (2, 2))
    odds = np.array([1.0, 2.0, 0.0])

    assert np.array_equal(draw_matchings(field, odds, seed=3), draw_matchings(field, odds, seed=3))
    assert not np.array_equal(draw_matchings(field, odds, seed=3), draw_matchings(field, odds, seed=4))


def test_estimate_takes_the_draws(tmp_path: Path) -> None:
    records = (
        "id,list\n" + "".join(f"a{one},A\n" for one in range(3)) + "".join(f"b{one},B\n" for one in range(2))
    )
    (tmp_path / "records.csv").write_text(records)
    drawn = draw_matchings(field_of([(0, 0), (1, 0), (2, 1)]), np.array([4.0, 3.0, 1.0]), draws=50)

    write_draws(tmp_path / "draws.parquet", drawn, ["a0", "a1", "a2", "b0", "b1"])

    kept = parquet.read_table(tmp_path / "draws.parquet")
    assert kept.column_names == ["draw", "record_id", "cluster_id"]
    assert kept.column("draw").to_pylist()[::5] == list(range(1, 51))
    tables = read_linked(tmp_path / "records.csv", tmp_path / "draws.parquet").strata[0].tables
    assert len(tables) == 50
    people = {table.documented for table in tables}
    assert people <= {3, 4, 5} and len(people) > 1


def test_a_cluster_is_named_after_its_first_record(tmp_path: Path) -> None:
    write_draws(tmp_path / "draws.parquet", np.array([[7, 3, 7]]), ["z", "m", "b"])

    assert parquet.read_table(tmp_path / "draws.parquet").column("cluster_id").to_pylist() == ["b", "m", "b"]
