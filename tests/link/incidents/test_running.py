import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tahqiq.cli.dedupe import command
from tahqiq.link.incidents.running import dedupe_reports
from tahqiq.link.incidents.telling import clusters_table, decisions_lines
from tahqiq.link.judgements import Judgement, Said
from tahqiq.vocab.errors import BadInput

ROWS = """id,date,place,city,killed,blamed,scope,from_source
a,2030-03-05,حي البدر,Kawthar,27,coalition,,The Committee
b,2030-03-05,Badr neighbourhood,Kawthar,27,التحالف,,The Committee
c,2030-04-09,Rimal village,,3,Russian forces,,Hospital
d,2030-03-07,,Kawthar,125,coalition,cumulative,The Committee
e,2030-06-01,قرية النور,,1,,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "reports.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def run(*arguments: object):
    return CliRunner().invoke(command, [*map(str, arguments), "--kind", "incidents"])


def test_the_table_tells_clusters_roles_sources_and_reasons(table):
    found = rows(clusters_table(dedupe_reports(table, mapping={"source": "from_source"}).found))
    by = {row["id"]: row for row in found}
    assert by["a"]["cluster_id"] == by["b"]["cluster_id"] == "a"
    assert by["a"]["reason"].startswith("with b: ")
    assert by["d"]["role"] == "aggregate"
    assert by["d"]["reason"] == "an aggregate: its figures are cumulative"
    assert by["a"]["sources"] == "1"
    assert by["e"]["reason"] == "no other report fits it"
    assert list(found[0])[:3] == ["id", "cluster_id", "probability"]


def test_decisions_are_told_with_their_evidence(table):
    lines = [json.loads(line) for line in decisions_lines(dedupe_reports(table).found).decode().splitlines()]
    incidents = {line["id"]: line for line in lines if line["kind"] == "incident"}
    assert incidents["a"]["reports"] == ["a", "b"]
    decision = next(line for line in lines if line["kind"] == "decision")
    assert (decision["left"], decision["right"], decision["joined"]) == (["a"], ["b"], True)
    assert {"comparison": "date", "says": "the same day"}.items() <= decision["evidence"][
        0
    ].items() or decision["evidence"]


def test_what_a_sum_covers_stands_in_both_files(table):
    table.write_text(ROWS.replace("d,2030-03-07,,Kawthar", "d,2030-03-05,,Kawthar"), encoding="utf-8")
    found = dedupe_reports(table).found
    assert {row["id"]: row["covers"] for row in rows(clusters_table(found))}["d"] == "a"
    lines = [json.loads(line) for line in decisions_lines(found).decode().splitlines()]
    by = {line["id"]: line for line in lines if line["kind"] == "incident"}
    assert by["d"]["covers"] == [{"incident": "a", "place": "inside"}]
    assert by["a"]["covered_by"] == ["d"]


def test_reports_that_nothing_joins_leave_no_decisions(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,date\na,2030-01-01\n")
    assert b'"decision"' not in decisions_lines(dedupe_reports(path).found)


def test_judgements_of_people_are_respected(table):
    at = datetime(2030, 5, 1, tzinfo=UTC)
    apart = Judgement(left="a", right="b", said=Said.NOT, by="Amal", at=at, why="two houses")
    found = rows(clusters_table(dedupe_reports(table, judgements=[apart]).found))
    assert found[0]["cluster_id"] != found[1]["cluster_id"]


def test_a_list_that_enters_nothing_twice_is_left_apart(table):
    found = rows(clusters_table(dedupe_reports(table, distinct=True).found))
    assert len({row["cluster_id"] for row in found}) == len(found)


def test_an_id_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,killed\na,1\na,2\n")
    with pytest.raises(BadInput, match="stands twice"):
        dedupe_reports(path)


def test_the_command_writes_every_file_and_says_what_was_found(table, tmp_path):
    out, decisions, pairs = tmp_path / "c.csv", tmp_path / "d.jsonl", tmp_path / "p.parquet"
    result = run(table, "--out", out, "--decisions", decisions, "--candidates", pairs, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["reports"], told["aggregates"], told["incidents"]) == (4, 1, 3)
    assert len(rows(out.read_bytes())) == 5
    assert decisions.read_text().count('"incident"') >= 4
    assert {"left_id", "date_bits", "place_level"} <= set(pq.read_table(pairs).column_names)
    first = out.read_bytes()
    assert run(table, "--out", out).exit_code == 0
    assert out.read_bytes() == first


def test_claims_with_their_texts_and_a_gazetteer(tmp_path):
    claim = {"effect": "killed", "category": "civilians", "hedge": "exact", "negated": False, "quote": "x"}
    claims, texts = tmp_path / "claims.jsonl", tmp_path / "texts.jsonl"
    lines = [
        {**claim, "id": name, "claim": 0, "min": 27, "max": 27, "place": "حي البدر"} for name in ("t1", "t2")
    ]
    claims.write_text("".join(json.dumps(line) + "\n" for line in lines))
    texts.write_text(
        "".join(json.dumps({"id": each, "doc_date": "2030-03-05"}) + "\n" for each in ("t1", "t2"))
    )
    places = tmp_path / "places.csv"
    places.write_text("id,name,lat,lon\n7,البدر,35,39\n", encoding="utf-8")
    out = tmp_path / "c.csv"
    result = run(claims, "--texts", texts, "--gazetteer", places, "--out", out)
    assert result.exit_code == 0, result.output
    assert [row["cluster_id"] for row in rows(out.read_bytes())] == ["t1#1", "t1#1"]


@pytest.mark.parametrize(
    "extra", [["--draws", "5"], ["--engine", "spark"], ["--decisions", "nowhere/d.jsonl"]]
)
def test_options_that_incidents_have_not_are_refused(table, tmp_path, extra):
    result = run(table, "--out", tmp_path / "c.csv", *extra)
    assert isinstance(result.exception, BadInput)


def test_two_results_in_one_file_and_options_of_incidents_for_people_are_refused(table, tmp_path):
    out = tmp_path / "c.csv"
    assert isinstance(run(table, "--out", out, "--decisions", out).exception, BadInput)
    people = CliRunner().invoke(command, [str(table), "--out", str(out), "--entered-once"])
    assert isinstance(people.exception, BadInput)
    assert not out.exists()
