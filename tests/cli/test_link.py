"""``tahqiq link`` and ``dedupe``: the example of the docs, judgements, and every kind of bad list."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import linking
from tahqiq.link.engines import ENGINES

PAGE = Path(__file__).parent.parent.parent / "docs" / "verbs" / "link.md"
RUN = ("link", "committee.csv", "registry.csv", "--out", "links.csv")
JUDGED = ("--judgements", "judgements.jsonl", "--answers", "questions.csv", "--as", "Amal")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    committee, registry = re.findall(r"^```csv\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "committee.csv").write_text(committee, "utf-8")
    (tmp_path / "registry.csv").write_text(registry, "utf-8")
    return Shell(tmp_path, capsys)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def links(shell: Shell) -> dict[str, str]:
    return {row["left_id"]: row["right_id"] for row in rows(shell.folder / "links.csv")}


def fill_in(shell: Shell, verdict: str, left: str = "C8", right: str = "R10", **more: str) -> None:
    """Fills in one row of the questions as a person would."""
    asked = rows(shell.folder / "questions.csv")
    for row in asked:
        if (row["left_id"], row["right_id"]) == (left, right):
            row.update(verdict=verdict, **more)
    with (shell.folder / "questions.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(asked[0]))
        writer.writeheader()
        writer.writerows(asked)


def test_the_engines_offered_are_those_there_are() -> None:
    assert tuple(ENGINES) == linking.ENGINES


def test_the_example_of_the_docs_says_what_the_docs_say(shell: Shell) -> None:
    told = shell(*RUN, "--ask", "5", "--questions", "questions.csv", "--html", "review.html")
    assert told.code == 0, told.err
    assert told.out.strip() in PAGE.read_text("utf-8")
    assert links(shell) == {f"C{each}": f"R{each}" for each in range(1, 8)}
    assert {("C8", "R8"), ("C8", "R10")} <= {
        (row["left_id"], row["right_id"]) for row in rows(shell.folder / "questions.csv")
    }
    assert list(rows(shell.folder / "links.csv")[0]) == ["left_id", "right_id", "probability"]
    assert "عبدالرحمن نادر جميل البستاني" in (shell.folder / "review.html").read_text("utf-8")


def test_an_answer_is_kept_signed_and_obeyed(shell: Shell) -> None:
    shell(*RUN, "--ask", "5", "--questions", "questions.csv")
    fill_in(shell, "match", why="an aunt gave the father's name")
    told = shell(*RUN, *JUDGED)
    assert told.code == 0, told.err
    assert links(shell)["C8"] == "R10"
    (line,) = (shell.folder / "judgements.jsonl").read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["by"], kept["verdict"], kept["left"], kept["right"]) == ("Amal", "match", "C8", "R10")
    assert len(kept["lists"][0]) == 64 and len(kept["records"][1]) == 16
    written = (shell.folder / "links.csv").read_bytes()
    assert shell(*RUN, "--judgements", "judgements.jsonl").code == 0
    assert (shell.folder / "links.csv").read_bytes() == written


def test_a_denied_pair_is_never_linked_and_a_withdrawal_lets_it_be_again(shell: Shell) -> None:
    table = "left_id,right_id,verdict,by,at\nC1,R1,not,Omar,2031-07-01\n"
    (shell.folder / "judged.csv").write_text(table, "utf-8")
    assert shell(*RUN, "--judgements", "judged.csv").code == 0
    assert links(shell).get("C1") != "R1"
    (shell.folder / "judged.csv").write_text(table + "C1,R1,withdrawn,Omar,2031-07-02\n", "utf-8")
    assert shell(*RUN, "--judgements", "judged.csv").code == 0
    assert links(shell)["C1"] == "R1"


def test_people_who_disagree_are_named_in_one_line(shell: Shell) -> None:
    (shell.folder / "judged.csv").write_text(
        "left_id,right_id,verdict,by,at\nC8,R8,match,Amal,2031-07-01\nC8,R8,not,Omar,2031-07-02\n", "utf-8"
    )
    told = shell(*RUN, "--judgements", "judged.csv", "--html", "review.html")
    (line,) = [line for line in told.out.splitlines() if "contradict" in line]
    assert "C8 = R8 (Amal, 2031-07-01); C8 ≠ R8 (Omar, 2031-07-02)" in line
    assert "C8" not in links(shell)
    assert "Omar" in (shell.folder / "review.html").read_text("utf-8")


def test_every_file_that_is_asked_for_is_written_and_the_same_again_gives_the_same_bytes(
    shell: Shell,
) -> None:
    files = {
        "--html": "page.html", "--evidence": "evidence.jsonl", "--questions": "asked.html",
        "--candidates": "pairs.parquet", "--draws-out": "sampled.parquet", "--records-out": "records.csv",
    }  # fmt: skip
    words = [word for pair in files.items() for word in pair]
    call = (*RUN, *words, "--ask", "2", "--draws", "5", "--language", "ar", "--json")
    told = shell(*call)
    assert told.code == 0, told.err
    figures = json.loads(told.out)
    assert (figures["links"], figures["questions"], figures["draws"]) == (7, 2, 5)
    first = {name: (shell.folder / name).read_bytes() for name in (*files.values(), "links.csv")}
    shell(*call)
    assert first == {name: (shell.folder / name).read_bytes() for name in first}
    drawn = pq.read_table(shell.folder / "sampled.parquet")
    assert drawn.column_names == ["draw", "record_id", "cluster_id"]
    assert drawn.num_rows == 5 * 18
    compared = pq.read_table(shell.folder / "pairs.parquet")
    assert {"left_id", "right_id", "probability", "weight", "prior", "given_bits"} <= set(
        compared.column_names
    )
    assert (
        (shell.folder / "asked.html")
        .read_text("utf-8")
        .startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    )


def test_the_bits_of_a_waterfall_add_up_to_its_total(shell: Shell) -> None:
    assert shell(*RUN, "--evidence", "evidence.jsonl").code == 0
    falls = [json.loads(line) for line in (shell.folder / "evidence.jsonl").read_text("utf-8").splitlines()]
    assert {fall["left_id"] for fall in falls if fall["linked"]} == {f"C{each}" for each in range(1, 8)}
    for fall in falls:
        assert fall["format"] == "evidence/1"
        told = fall["prior"] + sum(each["bits"] for each in fall["evidence"])
        assert told == pytest.approx(fall["total"], abs=0.1)
        assert fall["probability"] == pytest.approx(1 / (1 + 2 ** -fall["total"]), abs=0.01)


def test_samples_go_on_to_the_estimate(shell: Shell) -> None:
    assert shell(*RUN, "--draws", "4", "--records-out", "records.csv").code == 0
    told = shell(
        "estimate", "--records", "records.csv", "--clusters", "draws.parquet", "--assume-independent",
        "--out", "result.json",
    )  # fmt: skip
    assert told.code in {0, 3}, told.err
    assert json.loads((shell.folder / "result.json").read_text("utf-8"))["total"]["documented"] in {10, 11}


def test_a_list_is_divided_into_people(shell: Shell) -> None:
    path = shell.folder / "registry.csv"
    path.write_text(path.read_text("utf-8") + "R11,سليم عادل حسن الزيتوني,1990-02-01,ذكر\n", "utf-8")
    told = shell("dedupe", "registry.csv", "--out", "clusters.csv", "--html", "twice.html", "--draws", "3")
    assert told.code == 0, told.err
    assert "2 records belong with another" in told.out
    clusters = {row["id"]: row["cluster_id"] for row in rows(shell.folder / "clusters.csv")}
    assert clusters["R11"] == clusters["R1"] == "R1"
    assert len(set(clusters.values())) == 10


def test_two_records_judged_to_be_two_stay_two(shell: Shell) -> None:
    path = shell.folder / "registry.csv"
    path.write_text(path.read_text("utf-8") + "R11,سليم عادل حسن الزيتوني,1990-02-01,ذكر\n", "utf-8")
    (shell.folder / "judged.csv").write_text(
        "left_id,right_id,verdict,by,at\nR11,R1,not,Omar,2031-07-01\n", "utf-8"
    )
    assert shell("dedupe", "registry.csv", "--out", "c.csv", "--judgements", "judged.csv").code == 0
    clusters = {row["id"]: row["cluster_id"] for row in rows(shell.folder / "c.csv")}
    assert clusters["R11"] != clusters["R1"]


def test_columns_are_named_for_one_list_or_both_and_statuses_outside_are_left_out(shell: Shell) -> None:
    (shell.folder / "a.csv").write_text("who,k\nSalim Adel Zaytouni,killed\nHuda Marjani,injured\n", "utf-8")
    (shell.folder / "b.csv").write_text("name,dob\nسليم عادل الزيتوني,1990-01-01\n", "utf-8")
    told = shell(
        "link", "a.csv", "b.csv", "--map", "left:name=who", "--map", "left:status=k", "--map", "right:birth=",
        "--right-covers", "killed", "--names-alone", "--out", "links.csv",
    )  # fmt: skip
    assert told.code == 0, told.err
    assert "a: 1 rows of status injured are outside what the lists cover" in told.out


BAD: dict[str, tuple[bytes, str]] = {
    "no names": (b"a,b\n1,2\n", "no column holds the names of people"),
    "an id twice": (b"id,name\n1,Ali Omar\n1,Sara Deeb\n", "the id '1' occurs twice"),
    "no id": (b"id,name\n,Ali Omar\n2,Sara Deeb\n", "has no id"),
    "nothing": (b"", "is empty"),
    "a header": (b"id,name\n", "has a header and no record"),
    "another encoding": ("id,name\n1,علي\n".encode("cp1256"), "save the file as UTF-8"),
    "a broken Parquet": (b"PAR1 and no more", "not a readable Parquet file"),
    "two columns alike": (b"name,name\nA,B\n", "two columns are called 'name'"),
}


@pytest.mark.parametrize("fault", BAD)
@pytest.mark.parametrize("verb", ["link", "dedupe"])
def test_a_bad_list_is_refused_in_one_line_and_nothing_is_written(
    shell: Shell, verb: str, fault: str
) -> None:
    content, said = BAD[fault]
    (shell.folder / "bad.csv").write_bytes(content)
    lists = ("bad.csv",) if verb == "dedupe" else ("committee.csv", "bad.csv")
    told = shell(verb, *lists, "--out", "out.csv")
    assert told.code == 2
    assert said in told.err and "bad.csv" in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert not (shell.folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ask", "5"), "questions need their number and a file"),
        (("--ask", "5", "--questions", "q.txt"), "name it .csv or .html"),
        (("--html", "links.csv"), "two results would be written into one file"),
        (("--html", "committee.csv"), "committee.csv: is read, and would be overwritten"),
        (("--html", "nowhere/page.html"), "no folder to write into"),
        (("--draws-out", "d.parquet"), "how many samples?"),
        (("--map", "name"), "--map name: not understood"),
        (("--map", "middle:name=x"), "not understood"),
        (("--map", "name=x"), "there is no column 'x'"),
        (("--map", "shoe=id"), "there is no field 'shoe' to map"),
        (("--left-covers", "killed", "--right-covers", "injured"), "lists of different people share nobody"),
        (("--judgements", "none.jsonl"), "none.jsonl: cannot be read"),
        (("--answers", "committee.csv"), "answers are added to one file of judgements"),
        (("--judgements", "committee.csv"), "there is no column 'left_id'"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    told = shell(*RUN, *words)
    assert told.code == 2
    assert said in told.err
    assert {path.name for path in shell.folder.iterdir()} == {"committee.csv", "registry.csv"}


def test_lists_of_one_row_and_the_same_file_twice(shell: Shell) -> None:
    (shell.folder / "one.csv").write_text("id,name,age\n1,Salim Adel al-Zaytouni,41\n", "utf-8")
    linked = shell("link", "one.csv", "registry.csv", "--out", "links.csv")
    assert linked.out.startswith("1 link between 1 of one and 10 of registry")
    alone = shell("dedupe", "one.csv", "--out", "clusters.csv")
    assert alone.out.startswith("1 person among 1 of one; 0 records belong with another")
    assert rows(shell.folder / "clusters.csv")[0]["cluster_id"] == "1"
    told = shell(
        "link", "registry.csv", "registry.csv", "--out", "links.csv", "--draws", "2", "--html", "p.html"
    )
    assert told.code == 0, told.err
    assert links(shell) == {f"R{each}": f"R{each}" for each in range(1, 11)}
    records = set(pq.read_table(shell.folder / "draws.parquet").column("record_id").to_pylist())
    assert {"registry (left):R1", "registry (right):R1"} <= records


def test_hostile_cells_are_carried_as_text(shell: Shell) -> None:
    hostile = [
        "=HYPERLINK(1)",
        "<script>alert(1)</script> Omar",
        "\u202eevil\u2066 Omar Deeb",
        "ا" * 200_000,
        "\x01 -- Ali",
    ]
    table = pa.table(
        {"id": ["=1+1", "b", "c", "d", "e"], "name": hostile, "age": pa.array([1.5, None, 3, 4, 200])}
    )
    pq.write_table(table, shell.folder / "hostile.parquet")
    told = shell(
        "link", "hostile.parquet", "hostile.parquet", "--out", "links.csv", "--html", "page.html",
        "--ask", "9", "--questions", "q.csv", "--names-alone",
    )  # fmt: skip
    assert told.code == 0, told.err
    page = (shell.folder / "page.html").read_text("utf-8")
    assert "<script" not in page and "\u202e" not in page
    assert len(page) < 1_000_000
    cells = [cell for row in rows(shell.folder / "q.csv") for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_odd_types_of_a_parquet_are_read_as_text(shell: Shell) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2], pa.int32()),
            "name": pa.array(["Salim Adel", "Huda Kamil"]).dictionary_encode(),
            "dob": pa.array(["1990-02-01", None]).cast(pa.date32()),
            "age": pa.array([41.0, None], pa.float32()),
        }
    )
    pq.write_table(table, shell.folder / "odd.parquet")
    told = shell("link", "odd.parquet", "registry.csv", "--out", "links.csv", "--json")
    assert told.code == 0, told.err
    assert json.loads(told.out)["columns"]["odd"] == {
        "id": "id",
        "name": "name",
        "age": "age",
        "birth": "dob",
    }
