"""Tables that can be asked how many people no list holds, and those that cannot."""

from __future__ import annotations

import pytest

from estimate.published import needs_published, published
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.identifiability import identifiability


def test_a_plain_table_is_identified() -> None:
    found = identifiability(CaptureTable.from_dense("ABC", [0, 9, 8, 7, 6, 5, 4, 3]))
    assert found.identified
    assert (found.reasons, found.cautions, found.help) == ((), (), ())


def test_two_lists_with_people_in_common_are_left_to_judgement() -> None:
    assert identifiability(CaptureTable.from_dense("AB", [0, 9, 8, 7])).identified


@pytest.mark.parametrize(
    ("lists", "dense", "reason"),
    [
        ("A", [0, 9], "one list only"),
        ("AB", [0, 9, 8, 0], "no two lists share a person"),
        ("ABC", [0, 20, 30, 0, 40, 0, 6, 0], "no three lists overlap two by two"),
        ("ABCD", [0, 5, 5, 3, 5, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0], "no three lists overlap two by two"),
        ("AB", [0, 0, 9, 5], "likelihood has no single maximum"),
    ],
)
def test_tables_that_cannot_answer_say_why(lists: str, dense: list[int], reason: str) -> None:
    found = identifiability(CaptureTable.from_dense(lists, dense))
    assert not found.identified
    assert reason in found.reasons[0]
    assert found.help


def test_lists_that_share_nobody_are_named() -> None:
    found = identifiability(CaptureTable.from_dense("ABC", [0, 20, 30, 0, 40, 0, 6, 0]))
    assert found.reasons[1] == "list C shares nobody with any other list"
    table = CaptureTable.from_counts(
        "ABCD", [[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], [5, 5, 5, 5, 5]
    )
    assert identifiability(table).reasons[1] == "lists C and D share nobody with any other list"


def test_what_weakens_a_table_without_forbidding_it() -> None:
    cells = [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0]]
    cells += [[1, 0, 1, 0, 0], [0, 0, 0, 0, 1], [1, 0, 0, 0, 1]]
    found = identifiability(CaptureTable.from_counts("ABCDE", cells, [9, 9, 9, 3, 3, 3, 9, 3]))
    assert found.identified
    assert "list D holds nobody" in found.cautions
    assert "lists B and E share nobody" in found.cautions


def test_lists_that_hold_the_same_people_or_everybody_are_pointed_out() -> None:
    same = CaptureTable.from_counts("ABC", [[1, 1, 0], [0, 0, 1], [1, 1, 1]], [5, 6, 7])
    assert "lists A and B hold the same people" in identifiability(same).cautions
    whole = CaptureTable.from_counts("AB", [[1, 0], [1, 1]], [5, 6])
    assert identifiability(whole).cautions == ("list A holds everybody documented: the others add nothing",)


def test_a_sparse_table_whose_freest_model_has_no_estimate() -> None:
    sparse = CaptureTable.from_dense("ABC", [0, 9, 8, 0, 6, 0, 0, 3])
    assert any("is sparse" in caution for caution in identifiability(sparse).cautions)


def test_a_structural_zero_can_take_identification_away() -> None:
    open_table = CaptureTable.from_dense("ABC", [0, 9, 8, 7, 6, 5, 4, 0])
    barred = CaptureTable.from_dense("ABC", [0, 9, 8, 7, 6, 5, 4, 0], [[1, 1, 1]])
    assert identifiability(open_table).identified
    found = identifiability(barred)
    assert found.reasons == (
        "not identifiable: the model with every two-list interaction fits many totals equally well",
    )


class TestPublished:
    pytestmark = needs_published

    def test_the_table_made_to_be_unidentifiable_is_named_so(self) -> None:
        found = identifiability(published("artificial_nonidentifiable_3list"))
        assert not found.identified
        assert found.reasons[0].startswith("not identifiable: no three lists overlap two by two")

    @pytest.mark.parametrize(
        "name",
        [
            "kosovo_4list",
            "australia_4list",
            "madigan_york_5list",
            "new_orleans_5list",
            "uk_modern_slavery_5list",
            "uk_modern_slavery_6list",
        ],
    )
    def test_every_other_published_table_is_identified(self, name: str) -> None:
        assert identifiability(published(name)).identified
