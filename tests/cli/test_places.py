"""``tahqiq places`` from outside."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tahqiq.cli import run

GAZETTEER = """id,name,name_ar,lat,lon,level
1,Tell Sarmad,تل سرمد,35.21,39.15,village
2,Zahrabad,زهراباد,35.2,39.1,city
3,Nowhere,,95,39.1,village
"""


@pytest.fixture
def gazetteer(tmp_path: Path) -> Path:
    path = tmp_path / "known.csv"
    path.write_text(GAZETTEER, encoding="utf8")
    return path


def places(tmp_path: Path, gazetteer: Path, queries: str, *options: str) -> int:
    asked = tmp_path / "queries.txt"
    asked.write_bytes(queries.encode())
    return run(
        ["places", str(asked), "--gazetteer", str(gazetteer), "--out", str(tmp_path / "found.csv"), *options]
    )


def rows(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "found.csv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_the_contract(tmp_path: Path, gazetteer: Path) -> None:
    assert places(tmp_path, gazetteer, "قرية تل سرمد قرب زهراباد\r\n\n", "--top", "1") == 0
    assert (tmp_path / "found.csv").read_text(encoding="utf8").splitlines()[0] == (
        "query,rank,id,name,lat,lon,precision,score"
    )
    (row,) = rows(tmp_path)
    score = float(row.pop("score"))
    assert 0.9 < score <= 1
    assert row == {
        "query": "قرية تل سرمد قرب زهراباد",
        "rank": "1",
        "id": "1",
        "name": "تل سرمد",
        "lat": "35.21",
        "lon": "39.15",
        "precision": "village",
    }


def test_queries_stand_verbatim_and_ranks_begin_at_one(tmp_path: Path, gazetteer: Path) -> None:
    assert places(tmp_path, gazetteer, ' =Tal  "Sarmad" \nZahrabad') == 0
    found = rows(tmp_path)
    assert [row["query"] for row in found if row["rank"] == "1"] == [' =Tal  "Sarmad" ', "Zahrabad"]
    assert [row["id"] for row in found if row["rank"] == "1"] == ["1", "2"]


def test_coordinates_need_no_gazetteer(tmp_path: Path, gazetteer: Path) -> None:
    assert places(tmp_path, gazetteer, "37SEU091952\nEU 091 952\n35.2, 39.1\n1\n") == 0
    found = rows(tmp_path)
    assert [(row["id"], row["precision"]) for row in found] == [
        ("", "within_100m"),
        ("", "within_100m"),
        ("", "sub_district"),
        ("1", "village"),
    ]
    assert (
        (found[0]["lat"], found[0]["lon"]) == (found[1]["lat"], found[1]["lon"]) == ("35.200205", "39.100518")
    )


def test_what_is_odd_is_told_and_the_rest_is_done(
    tmp_path: Path, gazetteer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert places(tmp_path, gazetteer, "35.9626, 4239.00416\nXyzzy\nZahrabad\n") == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        f"tahqiq: {gazetteer}, row 4, column lat: 95 lies outside ±90; kept without a point",
        f"tahqiq: {tmp_path / 'queries.txt'}, row 1: longitude 4239.00416 lies outside ±180; "
        "perhaps 42.3900416 or 39.00416?",
    ]
    assert told.out.splitlines() == [
        f"1 of 3 queries found among 3 places; {tmp_path / 'found.csv'}",
        "1 name nothing in the gazetteer",
        "1 hold coordinates that cannot be",
    ]
    assert [row["query"] for row in rows(tmp_path)] == ["Zahrabad"]


def test_many_odd_rows_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("name,lat,lon\n" + "Millton,95,0\n" * 30)
    assert places(tmp_path, odd, "Millton") == 0
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 11
    assert err[-1] == "tahqiq: and 20 more such"


def test_it_answers_in_json(tmp_path: Path, gazetteer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert places(tmp_path, gazetteer, "Zahrabad\n95, 200\n", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "queries": 2,
        "places": 3,
        "without": 0,
        "refused": {"2": "latitude 95 lies outside ±90"},
        "warnings": 1,
        "out": str(tmp_path / "found.csv"),
    }


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ("", "holds no query"),
        ("x" * 2000, "a line of 2,000 characters is no place"),
        ("a\0b", "a NUL character"),
    ],
)
def test_queries_that_cannot_be_used_are_refused_and_nothing_is_written(
    tmp_path: Path, gazetteer: Path, capsys: pytest.CaptureFixture[str], queries: str, said: str
) -> None:
    assert places(tmp_path, gazetteer, queries) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error
    assert not (tmp_path / "found.csv").exists()


def test_a_destination_that_cannot_be_written_is_refused_first(
    tmp_path: Path, gazetteer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for out, said in ((tmp_path, "is a folder"), (tmp_path / "no" / "x.csv", "no folder to write into")):
        assert places(tmp_path, gazetteer, "Zahrabad", "--out", str(out)) == 2
        assert said in capsys.readouterr().err
