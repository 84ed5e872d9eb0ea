"""Lists are read from CSV and Parquet, and what is wrong with one is said in one line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tahqiq.link.reading import read_list
from tahqiq.vocab.errors import BadInput

LIST = "id,name,age,status\nA1,Sami Omar,34,killed\nA2,سلمى عمر,8,injured\nA3,Huda Omar,,\n"


def written(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    found = read_list(written(tmp_path, LIST.encode(encoding)))
    assert found.ids == ["A1", "A2", "A3"]
    assert found.column("name")[1] == "سلمى عمر"
    assert found.column("age") == ["34", "8", ""]
    assert found.column("mother") == ["", "", ""]
    assert (found.name, len(found), found.has("birth")) == ("list", 3, False)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    found = read_list(written(tmp_path, LIST.replace(",", separator)))
    assert found.column("name")[0] == "Sami Omar"


def test_rows_outside_what_a_list_covers_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read_list(written(tmp_path, LIST), covers="killed")
    assert found.ids == ["A1", "A3"]
    assert found.left_out == {"injured": 1}
    assert len(found.table) == 2
    without = read_list(written(tmp_path, "name\nSami\n"), covers="killed")
    assert (without.ids, without.left_out) == (["1"], {})


def test_cells_are_text_whatever_they_hold(tmp_path: Path) -> None:
    cells = 'id,name,note\n1,"=HYPERLINK(""x"")",n\n2,"Sami\nOmar",\x00y\n3,' + "a" * 10_000 + ",z\n"
    names = read_list(written(tmp_path, cells)).column("name")
    assert names[:2] == ['=HYPERLINK("x")', "Sami\nOmar"]
    assert len(names[2]) == 4096


def test_parquet_is_read_as_text(tmp_path: Path) -> None:
    table = pa.table({
        "record": [7, 8],
        "name": ["Sami", None],
        "dob": [datetime.date(1990, 5, 1), None],
        "place": [["Raqqa"], None],
    })  # fmt: skip
    path = tmp_path / "list.parquet"
    pq.write_table(table, path)
    found = read_list(path)
    assert found.ids == ["7", "8"]
    assert found.column("birth") == ["1990-05-01", ""]
    assert found.column("name") == ["Sami", ""]
    assert found.columns["birth"] == "dob"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("id,name\n", "has a header and no record"),
        ("id,name,name\n1,a,b\n", "two columns are called 'name'"),
        ("id,name\n1,a\n1,b\n", "row 3, column id: the id '1' occurs twice"),
        ("id,name\n1,a\n,b\n", "row 3, column id: has no id"),
        ("id,name\n1,a,c\n", "not a readable CSV file"),
        (b"id,name\n1,\xe3\xed\n", "row 2: bytes that are not UTF-8 text"),
        (b"PAR1 and no more", "not a readable Parquet file"),
        ("a" * 200_000 + "\n1\n", "not a readable CSV header"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_list(written(tmp_path, content))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv: cannot be read: No such file"):
        read_list(tmp_path / "none.csv")


def test_a_column_that_tells_all_rows_apart_is_taken_for_ids(tmp_path: Path) -> None:
    rows = "camp_id,list_id,name\n7,x1,Sami\n7,x2,Huda\n"
    assert read_list(written(tmp_path, rows)).ids == ["x1", "x2"]
    assert read_list(written(tmp_path, rows), mapping={"id": ""}).ids == ["1", "2"]


def test_nobody_is_covered_by_another_word(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a list cannot cover 'lost'"):
        read_list(written(tmp_path, LIST), covers="lost")
