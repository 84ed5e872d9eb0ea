"""What the user says of the lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tahqiq.estimate.declared import (
    impossible_cells,
    read_compiled,
    read_impossible,
    read_not_covering,
)
from tahqiq.vocab.errors import BadInput


def test_lists_that_did_not_cover_a_stratum() -> None:
    assert read_not_covering(["B@2016/north", "A@2016/north", "A@south"], "ABC") == {
        "2016/north": {"A", "B"},
        "south": {"A"},
    }


def test_the_same_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("stratum,list\nnorth,C\nsouth,A\n", encoding="utf-8")
    assert read_not_covering([str(path), "B@south"], "ABC") == {"north": {"C"}, "south": {"A", "B"}}
    path.write_text("stratum,lists\nnorth,C\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"coverage\.csv: there is no column 'list'"):
        read_not_covering([str(path)], "ABC")


def test_lists_compiled_from_others() -> None:
    assert read_compiled(["C from A, B", "D from A"], "ABCD") == (("C", "A"), ("C", "B"), ("D", "A"))


def test_impossible_histories_leave_other_lists_free() -> None:
    barred = read_impossible(["A=1,B=0,C=0", "C=1,B=1"], "ABC")
    assert impossible_cells(barred, "ABC").tolist() == [[0, 1, 1], [1, 0, 0], [1, 1, 1]]


def test_nobody_is_on_a_list_that_did_not_cover_them() -> None:
    barred = read_impossible(["A=1,C=0", "B=1,C=1"], "ABC")
    assert impossible_cells(barred, "AB", absent="C").tolist() == [[1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (read_not_covering, "C", "write it like C@north"),
        (read_not_covering, "@north", "write it like C@north"),
        (read_not_covering, "Z@north", "no list 'Z' .the lists are A, B, C."),
        (read_compiled, "C of A", "write it like 'C from A,B'"),
        (read_compiled, "C from ", "write it like"),
        (read_compiled, "C from Z", "no list 'Z'"),
        (read_compiled, "Z from A", "no list 'Z'"),
        (read_impossible, "A=1,B", "write it like A=1,B=1"),
        (read_impossible, "A=2", "write it like"),
        (read_impossible, "Z=1", "no list 'Z'"),
    ],
)
def test_what_cannot_be_understood_is_shown_how(read: object, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read([text], "ABC")  # type: ignore[operator]
