"""CSV files as people keep them, and everything that can be wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.csvrows import Rows, cells_of
from tahqiq.vocab.errors import BadInput

PLAIN = "A,B,name\n1,0,x\n\n0,1,y\n,,\n1,1,z\n"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "lists.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_usual_ways_of_saving_a_table(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    text = PLAIN.replace("x", "أحمد").replace(",", separator).replace("\n", line_end)
    rows = Rows(written(tmp_path, text.encode(encoding)))
    assert rows.header == ("A", "B", "name")
    assert [number for number, _ in rows.numbered()] == [2, 4, 6]
    assert next(row for chunk in rows.chunks() for row in chunk) == ["1", "0", "أحمد"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b",,\n", "is empty"),
        (b"A,,B\n1,1,1\n", "row 1: column 2 has no name"),
        (b"A,B, A\n1,1,1\n", "row 1, column A: two columns have this name"),
        (b"A,B\n1,0\n1\n", r"row 3: has 1 cell instead of 2"),
        (b"A,B\n1,0\n1,1,1\n", r"row 3: has 3 cells instead of 2"),
        (b"A,B\n1,0\n\xe9,1\n", "row 3: byte 0xe9 is not UTF-8 text .save the file as UTF-8."),
        (b"\xe9,B\n", "row 1: byte 0xe9"),
        ("A,B\n1,0\n".encode("utf-16") + b"\x00\xd8\x00", "something is not UTF-16 text"),
        ("A,B\n1,0\n".encode("utf-16-le"), "row 1: holds NUL characters"),
        (b"A,B\n1,\x00\n", "row 2: holds NUL characters"),
        (b'A,B\n"1,0\n', "not a readable CSV row"),
        (b"A,B\n1," + b"9" * 200_000 + b"\n", "field larger than"),
        (b"A,B\n1," + b"9" * 2_000_000 + b"\n", "a line has 1,048,576 characters or more"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(BadInput, match=said) as caught:
        list(Rows(path).chunks())
    assert caught.value.line().startswith("lists.csv")
    assert "\n" not in caught.value.line()


def test_columns_without_a_name_may_be_allowed(tmp_path: Path) -> None:
    rows = Rows(written(tmp_path, b",A,\n0,1,\n"), unnamed=True)
    assert rows.header == ("", "A", "")
    assert list(rows.numbered()) == [(2, ["0", "1", ""])]
    with pytest.raises(BadInput, match="two columns have this name"):
        Rows(written(tmp_path, b",A,A\n"), unnamed=True)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        Rows(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        Rows(tmp_path)


def test_a_file_that_goes_while_it_is_read(tmp_path: Path) -> None:
    rows = Rows(written(tmp_path, b"A\n1\n"))
    rows.path.unlink()
    with pytest.raises(BadInput, match="cannot be read"):
        list(rows.chunks())


def test_a_column_that_is_not_there_and_one_that_is(tmp_path: Path) -> None:
    rows = Rows(written(tmp_path, PLAIN.encode()))
    assert rows.column("B") == 1
    with pytest.raises(BadInput, match=r"no column 'C' .the columns are A, B, name."):
        rows.column("C")
    assert rows.number_where(lambda row: row[2] == "z") == 6
    assert rows.number_where(lambda row: False) is None


@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), content)
    try:
        rows = Rows(path)
        assert all(len(row) == len(rows.header) for chunk in rows.chunks() for row in chunk)
    except BadInput as error:
        assert "\n" not in error.line()


def test_cells_of_no_columns_are_one_empty_key_a_row() -> None:
    assert list(cells_of([["a"], ["b"]], [])) == [(), ()]
