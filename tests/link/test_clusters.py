"""Clusters hold together as a whole, and are named after who is in them."""

from __future__ import annotations

import numpy as np
import pytest

from tahqiq.link.clusters import Clusters, cluster

Weights = dict[tuple[int, int], float]


def clustered(n: int, weights: Weights, **options: object) -> Clusters:
    left, right = np.array(list(weights), np.int64).reshape(-1, 2).T
    return cluster(n, left, right, np.array(list(weights.values())), **options)  # type: ignore[arg-type]


def test_a_chain_of_weak_links_is_not_one_person() -> None:
    chain = {(place, place + 1): 3.0 for place in range(9)}

    found = clustered(10, chain)

    assert np.bincount(found.of).max() == 2


def test_evidence_against_keeps_apart_what_a_strong_link_would_join() -> None:
    two_groups = {
        **{(one, other): 8.0 for one in range(3) for other in range(one + 1, 3)},
        **{(one, other): 8.0 for one in range(3, 6) for other in range(one + 1, 6)},
        **{(one, other): -3.0 for one in range(3) for other in range(3, 6)},
    }
    two_groups[2, 3] = 11.0

    assert clustered(6, two_groups).of.tolist() == [0, 0, 0, 1, 1, 1]


def test_a_record_taken_early_moves_to_where_it_fits_better() -> None:
    found = clustered(4, {(0, 1): 5.0, (1, 2): 4.9, (1, 3): 4.9, (2, 3): 4.8})

    assert found.of.tolist() == [0, 1, 1, 1]


def test_a_record_that_fits_nowhere_any_more_is_left_alone() -> None:
    found = clustered(4, {(0, 1): 3.0, (0, 2): 12.0, (0, 3): 1.0, (1, 2): -2.9, (2, 3): 12.0, (1, 3): -11.0})

    assert found.of.tolist() == [0, 1, 0, 0]


def test_what_people_judged_stands() -> None:
    weights = {(0, 1): 12.0, (1, 2): -12.0, (0, 2): 5.0}
    said = np.array([-1, 1, 0], np.int8)

    found = clustered(3, weights, judged=said)

    assert found.of[1] == found.of[2] != found.of[0]


def test_no_cluster_outgrows_the_limit_and_it_is_said() -> None:
    everybody = {(one, other): 9.0 for one in range(6) for other in range(one + 1, 6)}

    found = clustered(6, everybody, most=4)

    assert np.bincount(found.of).max() <= 4
    assert found.held_back > 0


def test_a_cluster_keeps_its_name_when_others_join() -> None:
    before = clustered(3, {(0, 1): 9.0})
    after = clustered(4, {(0, 1): 9.0, (1, 3): 9.0, (0, 3): 9.0})

    assert before.names(["a", "b", "c"]) == ["a", "a", "c"]
    assert after.names(["a", "b", "c", "d"]) == ["a", "a", "c", "a"]


def test_belonging_says_how_sure_a_record_is_of_its_place() -> None:
    found = clustered(4, {(0, 1): 2.0, (2, 3): -1.0})

    assert found.probability.tolist() == pytest.approx([0.8, 0.8, 2 / 3, 2 / 3])


def test_the_order_of_pairs_does_not_matter() -> None:
    random = np.random.default_rng(3)
    weights = {(one, other): float(random.normal(0, 5)) for one in range(12) for other in range(one + 1, 12)}
    shuffled = dict(sorted(weights.items(), key=lambda item: item[1]))

    assert clustered(12, weights).of.tolist() == clustered(12, shuffled).of.tolist()


def test_nobody_at_all() -> None:
    assert clustered(0, {}).of.tolist() == []
    assert clustered(2, {}).probability.tolist() == [1.0, 1.0]
