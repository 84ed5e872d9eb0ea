import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tahqiq.link.incidents.tables import rows_of, written
from tahqiq.vocab.errors import BadInput


def of(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_csv_json_lines_and_parquet_hold_the_same_rows(tmp_path):
    rows = [{"id": "a", "killed": "3"}, {"id": "ب", "killed": ""}]
    table = of(tmp_path, "a.csv", "id;killed\na;3\n\nب;\n")
    lines = of(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n\n")
    stored = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), stored)
    for path in (table, lines, stored):
        assert [dict(row) for _, row in rows_of(path)] == rows


def test_each_row_comes_with_where_it_stands_in_a_spreadsheet(tmp_path):
    table = of(tmp_path, "a.csv", ",killed\n7,3\n\n , \n9,4\n")
    assert list(rows_of(table)) == [(2, {"": "7", "killed": "3"}), (5, {"": "9", "killed": "4"})]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "id,id\na,b\n", "two columns have this name"),
        ("a.csv", "id,killed\na\n", "row 2: has 1 cell instead of 2"),
        ("a.csv", 'id,killed\n"a,1\n', "not a readable CSV row"),
        ("a.csv", "id,killed\n", "holds no report"),
        ("a.jsonl", "{\n", "not a line of JSON"),
        ("a.jsonl", "[1]\n", "not a JSON object"),
        ("a.jsonl", "[" * 100_000, "not a line of JSON"),
        ("a.parquet", "PAR1", "not a readable Parquet file"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_file(tmp_path, name, content, says):
    with pytest.raises(BadInput, match=says) as problem:
        list(rows_of(of(tmp_path, name, content)))
    assert name in str(problem.value)


def test_cells_are_written_as_people_would():
    from datetime import date, datetime

    assert [written(each) for each in (float("nan"), 2.5, date(2030, 3, 5), datetime(2030, 3, 5, 12))] == [
        "", "2.5", "2030-03-05", "2030-03-05",
    ]  # fmt: skip
