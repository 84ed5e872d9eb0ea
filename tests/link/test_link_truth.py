"""Linking against known truth: invented lists, and the real ones where they are."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tahqiq.link.calibration import reliability
from tahqiq.link.linkage import Linkage, Wanted
from tahqiq.link.linking import dedupe, link
from tahqiq.link.reading import read_list
from tahqiq.link.testing import Simulated, simulate_febrl, simulate_list, simulate_lists

DATA = Path(__file__).parents[3] / "shared" / "data" / "linkage"


def f1(found: Linkage, made: Simulated) -> float:
    true = made.same(found.pairs.left, found.pairs.right)
    return 2 * int((found.linked & true).sum()) / (int(found.linked.sum()) + made.true_pairs())


def top(found: Linkage, made: Simulated) -> float:
    """How many points the pairs given 0.9 and more are off."""
    true = made.same(found.pairs.left, found.pairs.right)
    return reliability(found.probability, true, edges=(0.0, 0.9, 1.0))[-1].off


def test_two_invented_lists_are_linked_and_the_probabilities_mean_what_they_say() -> None:
    made = simulate_lists(2500)

    found = link(*made.lists, Wanted())

    assert f1(found, made) > 0.94
    assert abs(top(found, made)) < 3
    assert not found.referred.any()


def test_duplicates_in_either_script_are_found() -> None:
    made = simulate_list(4000)

    found = dedupe(made.lists[0], Wanted())

    assert f1(found, made) > 0.88
    assert abs(top(found, made)) < 3


def test_febrl_duplicates_are_found() -> None:
    made = simulate_febrl(1500, 500)

    assert f1(dedupe(made.lists[0], Wanted()), made) > 0.97


@pytest.mark.shared
@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the checkout")
def test_killed_rows_of_the_real_lists_are_assigned() -> None:
    left = read_list(DATA / "left.csv", covers="killed")
    right = read_list(DATA / "right.csv")
    with (DATA / "truth.csv").open(encoding="utf8", newline="") as file:
        truth = {row["left_id"]: row["right_id"] for row in csv.DictReader(file)}
    listed = set(left.ids)

    found = link(left, right, Wanted())

    ends = zip(*(each[found.linked].tolist() for each in (found.pairs.left, found.pairs.right)), strict=True)
    hits = sum(truth.get(left.ids[one]) == right.ids[other] for one, other in ends)
    true = sum(one in listed for one in truth)
    assert 2 * hits / (int(found.linked.sum()) + true) > 0.93
    assert np.all(found.probability[found.linked] >= 0.5)
