"""Capture tables: what they hold, how they fold, what they refuse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from estimate.simulated import tables
from tahqiq.estimate.histories import CaptureTable, histories
from tahqiq.vocab.errors import BadInput

THREE = CaptureTable.from_counts("ABC", [[1, 1, 0], [1, 1, 1], [0, 0, 1]], [3, 5, 9])


@given(tables(least=1))
def test_the_dense_form_gives_the_table_back(table: CaptureTable) -> None:
    again = CaptureTable.from_dense(table.lists, table.dense())
    assert (again.cells == table.cells).all()
    assert (again.counts == table.counts).all()
    assert again.documented == table.dense().sum()


@given(tables(least=3))
def test_dropping_a_list_drops_its_people_only(table: CaptureTable) -> None:
    rest = table.without(table.lists[0])
    only_first = table.dense()[2 ** (table.k - 1)]
    assert rest.lists == table.lists[1:]
    assert rest.documented == table.documented - only_first


def test_counts_of_lists_and_of_what_they_share() -> None:
    assert THREE.sizes.tolist() == [8, 8, 14]
    assert THREE.overlaps.tolist() == [[8, 8, 5], [8, 8, 5], [5, 5, 14]]
    assert THREE.k == 3


def test_lists_can_be_kept_in_another_order() -> None:
    kept = THREE.keep(["C", "A"])
    assert kept.lists == ("C", "A")
    assert kept.dense().tolist() == [0, 3, 9, 5]


def test_a_history_stays_impossible_only_when_all_it_is_made_of_was() -> None:
    table = CaptureTable.from_counts("ABC", [[1, 0, 0]], [4], impossible=[[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    assert table.keep("AB").impossible.tolist() == [[1, 1]]
    assert table.possible().tolist() == [False, True, True, False, True, True, False, False]


def test_histories_count_up_like_numbers() -> None:
    assert histories(3)[5].tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("cells", "counts", "impossible", "said"),
    [
        ([[1, 0], [1, 0]], [1, 2], (), "appears twice"),
        ([[0, 0]], [1], (), "only zeros"),
        ([[1, 2]], [1], (), "something else than 0 and 1"),
        ([[1, 0, 1]], [1], (), "need 2 marks"),
        ([[1, 0]], [-1], (), "negative"),
        ([[1, 0]], [1.5], (), "negative, broken or too large"),
        ([[1, 0]], [2.0**60], (), "too large"),
        ([[1, 0]], ["x"], (), "whole numbers"),
        ([[1, 0]], [1, 2], (), "1 histories, but 2 counts"),
        ([[1, 0]], [1], [[1, 0]], "declared impossible"),
        ([[1, 0]], [1], [[0, 0]], "on no list cannot be declared impossible"),
    ],
)
def test_nonsense_is_refused(cells: object, counts: object, impossible: object, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        CaptureTable.from_counts("AB", cells, counts, impossible)  # type: ignore[arg-type]


def test_lists_have_names_of_their_own() -> None:
    with pytest.raises(BadInput, match="named twice"):
        CaptureTable.from_counts("AA", [], [])
    with pytest.raises(BadInput, match="17 lists"):
        CaptureTable.from_counts(map(str, range(17)), [], [])
    with pytest.raises(BadInput, match="no list 'Z'"):
        THREE.keep("AZ")
    with pytest.raises(BadInput, match="no list 'Z'"):
        THREE.without("Z")
    with pytest.raises(BadInput, match="make 4 counts"):
        CaptureTable.from_dense("AB", [0, 1])
    with pytest.raises(BadInput, match="the first is 0"):
        CaptureTable.from_dense("AB", [1, 1, 1, 1])


def test_no_history_is_impossible_unless_it_is_declared() -> None:
    made = CaptureTable(THREE.lists, THREE.cells, THREE.counts)
    assert made.possible().tolist() == [False] + [True] * 7
    assert made.keep("AB").documented == 8


def test_a_table_of_nobody_is_a_table() -> None:
    empty = CaptureTable.from_counts("AB", [], [])
    assert empty.documented == 0
    assert empty.dense().tolist() == [0, 0, 0, 0]
    assert np.array_equal(empty.sizes, [0, 0])
