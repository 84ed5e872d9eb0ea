"""Files of lists in both shapes, strata, declarations, and nonsense in one clear line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimate.published import needs_published, published
from tahqiq.estimate.reading import read_lists
from tahqiq.estimate.strata import Declarations, Reading
from tahqiq.vocab.errors import BadInput

COUNTED = "A,B,C,count\n"


def reading(folder: Path, text: str, **options: object) -> Reading:
    path = folder / "lists.csv"
    path.write_text(text, encoding="utf-8")
    return read_lists(path, **options)  # type: ignore[arg-type]


def test_a_row_a_history(tmp_path: Path) -> None:
    read = reading(tmp_path, COUNTED + "1,0,0,40\n0,1,0, 30 \n1,1,0,0\n0,1,1,6\n")
    assert read.lists == ("A", "B", "C")
    assert [stratum.name for stratum in read.strata] == [""]
    assert read.strata[0].tables[0].dense().tolist() == [0, 0, 30, 6, 40, 0, 0, 0]
    assert read.notes == ()


def test_a_row_a_person(tmp_path: Path) -> None:
    read = reading(tmp_path, "name,A,B,age\nx,1,0,4\ny, 1,1,15\nz,1,1,31\n")
    assert read.lists == ("A", "B")
    assert read.strata[0].tables[0].dense().tolist() == [0, 0, 1, 2]


def test_both_shapes_of_one_file_read_alike(tmp_path: Path) -> None:
    people = reading(tmp_path, "A,B\n" + "1,0\n" * 3 + "1,1\n" * 2)
    counts = reading(tmp_path, "A,B,count\n1,0,3\n1,1,2\n")
    assert people.strata[0].tables[0].dense().tolist() == counts.strata[0].tables[0].dense().tolist()


def test_strata_of_several_columns_and_of_unknown_kind(tmp_path: Path) -> None:
    text = "A,B,sex,month\n1,0,f,2017-06\n0,1,,2017-06\n1,1,f,\n1,0,f,2017-05\n1,1,f,2017-06\n"
    read = reading(tmp_path, text, by=["sex", "month"])
    assert [each.name for each in read.strata] == ["f/2017-05", "f/2017-06", "f/unknown", "unknown/2017-06"]
    assert read.strata[1].tables[0].dense().tolist() == [0, 0, 1, 1]
    assert read.strata[0].empty == ("B",)


def test_a_list_that_did_not_cover_a_stratum_is_no_list_there(tmp_path: Path) -> None:
    text = "A,B,C,where,count\n1,0,0,n,4\n1,1,0,n,3\n0,0,1,s,2\n1,0,1,s,5\n"
    declared = Declarations(not_covering=["C@n"], impossible=["B=1,C=1"])
    north, south = reading(tmp_path, text, by=["where"], declarations=declared).strata
    assert (north.tables[0].lists, north.not_covering) == (("A", "B"), ("C",))
    assert south.tables[0].lists == ("A", "B", "C")
    assert south.tables[0].impossible.tolist() == [[0, 1, 1], [1, 1, 1]]
    assert north.tables[0].impossible.tolist() == []


def test_the_unnamed_dead_are_counted_beside(tmp_path: Path) -> None:
    read = reading(tmp_path, "id,A,B,where\n1,1,0,n\n,0,1,n\n,,,s\n2,1,1,n\n", by=["where"], lists="AB")
    assert [(each.name, each.unnamed, each.tables[0].documented) for each in read.strata] == [
        ("n", 1, 2),
        ("s", 1, 0),
    ]


def test_people_one_by_one_where_covariates_are_asked_for(tmp_path: Path) -> None:
    text = "A,B,age,where\n1,0,31,n\n0,1,,s\n1,1,7,n\n"
    north, south = reading(tmp_path, text, by=["where"], covariates=["age"]).strata
    assert north.persons is not None
    assert south.persons is not None
    assert north.persons.marks.tolist() == [[1, 0], [1, 1]]
    assert north.persons.columns == {"age": ["31", "7"]}
    assert south.persons.columns == {"age": [""]}


def test_people_lose_the_lists_that_did_not_cover_them(tmp_path: Path) -> None:
    text = "A,B,C,age,where\n1,0,0,31,n\n0,1,0,4,n\n"
    declared = Declarations(not_covering=["C@n"])
    read = reading(tmp_path, text, lists="ABC", by=["where"], covariates=["age"], declarations=declared)
    persons = read.strata[0].persons
    assert persons is not None
    assert persons.marks.tolist() == [[1, 0], [0, 1]]


def test_who_is_only_on_lists_that_were_not_named_drops_out(tmp_path: Path) -> None:
    text = "A,B,C,age\n1,0,0,31\n0,1,1,4\n0,0,1,7\n"
    read = reading(tmp_path, text, lists="BA", covariates=["age"])
    assert read.lists == ("B", "A")
    assert read.strata[0].tables[0].dense().tolist() == [0, 1, 1, 0]
    assert read.strata[0].persons is not None
    assert read.strata[0].persons.columns == {"age": ["31", "4"]}
    with pytest.raises(BadInput, match="row 5: is on no list"):
        reading(tmp_path, text + "0,0,0,9\n", lists="BA", covariates=["age"])


def test_a_history_repeats_where_other_columns_tell_it_apart(tmp_path: Path) -> None:
    read = reading(tmp_path, "A,B,sex,count\n1,0,f,4\n1,0,m,3\n1,1,m,2\n")
    assert read.strata[0].tables[0].dense().tolist() == [0, 0, 7, 2]
    assert "added up (rows: 1)" in read.notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (COUNTED + "1,0,0,-4\n", "row 2, column count: '-4' is no whole number from 0"),
        (COUNTED + "1,0,0,4.5\n", "'4.5' is no whole number"),
        (COUNTED + "1,0,0,1e3\n", "'1e3' is no whole number"),
        (COUNTED + "1,0,0,\n", "no count is given"),
        (COUNTED + "1,0,0,99999999999999999999\n", "a count of 99999999999999999999 is above 1,000,000,000"),
        (COUNTED + "1,0,0,4\n0,0,0,4\n", "row 3: is on no list"),
        (COUNTED + "1,0,0,4\n1,0,0,5\n", "row 3: history 100 appears twice .add its counts up in one row"),
        (COUNTED + "1,2,0,4\n1,0,1,2\n0,1,1,2\n", "row 2, column B: '2' is neither 0 nor 1"),
        (COUNTED + "1,,0,4\n1,0,1,2\n0,1,1,2\n", "row 2, column B: neither 0 nor 1 is given"),
        (COUNTED + "1,0,0\n", "row 2: has 3 cells instead of 4"),
        (COUNTED, "has a header and no rows"),
        ("A,B\n1,0\n0,0\n", "row 3: is on no list: every list column is 0"),
        ("A,B\n1,0\n1,1\nx,1\n1,1\n", "row 4, column A: 'x' is neither 0 nor 1"),
        ("id,A,B\n7,1,0\n8,1,1\n7,1,1\n", "row 4, column id: this person appears a second time"),
        ("x,y\na,b\n", "no column holds only zeros and ones"),
        (",".join(map(str, range(17))) + "\n" + ",".join("1" * 17) + "\n", "17 lists are more than 16"),
    ],
)
def test_nonsense_gets_one_clear_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        reading(tmp_path, text)
    assert caught.value.line().startswith("lists.csv")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"lists": "AZ"}, "no column 'Z'"),
        ({"lists": "AA"}, "column A: is named as a list and as something else, or twice"),
        ({"lists": "AB", "by": ["B"]}, "column B: is named as a list and as something else"),
        ({"by": ["Z"]}, "no column 'Z'"),
        ({"lists": ["A", "where"], "count_column": "age"}, "row 2, column where: 'n' is neither 0 nor 1"),
        ({"covariates": ["Z"]}, "no column 'Z'"),
        ({"lists": ["A", "where"]}, "row 2, column where: 'n' is neither 0 nor 1"),
        ({"by": ["where"], "declarations": Declarations(not_covering=["C@q"])}, "no stratum 'q'"),
        ({"by": ["where"], "declarations": Declarations(not_covering=["A@n"])}, "yet holds 2 people there"),
        (
            {"by": ["where"], "lists": "C", "declarations": Declarations(not_covering=["C@n"])},
            "no list is left to cover 'n'",
        ),
        ({"declarations": Declarations(impossible=["A=1,B=1"])}, "declared impossible, yet people have it"),
    ],
)
def test_options_that_do_not_fit_the_file(tmp_path: Path, options: dict[str, object], said: str) -> None:
    text = "A,B,C,where,age\n1,0,0,n,3\n1,1,0,n,4\n0,0,1,s,5\n"
    with pytest.raises(BadInput, match=said):
        reading(tmp_path, text, **options)


def test_covariates_need_people(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="covariates need a row a person"):
        reading(tmp_path, COUNTED + "1,0,0,4\n", covariates=["C"])


def test_a_stratum_none_of_whose_lists_covered_it(tmp_path: Path) -> None:
    declared = Declarations(not_covering=["A@n"])
    with pytest.raises(BadInput, match="no list is left to cover 'n'"):
        reading(tmp_path, "id,A,where\n,1,n\n1,1,s\n", lists="A", by=["where"], declarations=declared)


@given(st.lists(st.tuples(st.integers(1, 7), st.sampled_from(["", "n", " s "])), min_size=1, max_size=60))
def test_every_person_is_counted_once(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[int, str]]
) -> None:
    rows = [f"{history >> 2 & 1}, {history >> 1 & 1},{history & 1},{where}" for history, where in people]
    read = reading(
        tmp_path_factory.getbasetemp(), "A,B,C,where\n" + "\n".join(rows) + "\n", lists="ABC", by=["where"]
    )
    expected = Counter((where.strip() or "unknown", history) for history, where in people)
    found = {
        (stratum.name, index): int(count)
        for stratum in read.strata
        for index, count in enumerate(stratum.tables[0].dense())
        if count
    }
    assert found == expected
    assert [each.name for each in read.strata] == sorted(
        {where for where, _ in expected}, key=lambda name: (name == "unknown", name)
    )


class TestPublished:
    pytestmark = needs_published

    @pytest.mark.parametrize(
        ("name", "lists", "documented"),
        [
            ("kosovo_4list", 4, 4400),
            ("uk_modern_slavery_5list", 5, 2744),
            ("uk_modern_slavery_6list", 6, 2744),
            ("new_orleans_5list", 5, 185),
            ("australia_4list", 4, 414),
            ("madigan_york_5list", 5, 537),
            ("artificial_nonidentifiable_3list", 3, 96),
        ],
    )
    def test_published_tables_are_read(self, name: str, lists: int, documented: int) -> None:
        table = published(name)
        assert (table.k, table.documented) == (lists, documented)
