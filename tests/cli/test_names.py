"""``tahqiq names``: two files of names in, a table of matches out, bad files refused in one line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import names as command
from tahqiq.language.names.searching import EFFORTS

POOL = "Khaled Omar\nFatima Hassan al-Najjar\nسارة علي\nKhaled Omar\n=Omar Deeb\n"
QUERIES = "خالد عمر\nفاطمة حسن النجار\n  Sara Ali\nخالد عمر\n"
RUN = ("names", "queries.txt", "pool.txt", "--out", "matches.csv")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "queries.txt").write_text(QUERIES, "utf-8")
    (tmp_path / "pool.txt").write_text(POOL, "utf-8")
    return Shell(tmp_path, capsys)


def rows(shell: Shell) -> list[dict[str, str]]:
    with (shell.folder / "matches.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first(shell: Shell) -> dict[str, str]:
    return {row["query"]: row["match"] for row in rows(shell) if row["rank"] == "1"}


def test_the_efforts_offered_are_those_there_are() -> None:
    assert tuple(EFFORTS) == command.EFFORTS


def test_every_distinct_query_gets_its_rows_in_the_order_of_the_file(shell: Shell) -> None:
    told = shell(*RUN, "--top", "2")
    assert told.code == 0
    assert "3 of 3 names compared with 4 (full)" in told.out
    assert [(row["query"], row["rank"]) for row in rows(shell)] == [
        ("خالد عمر", "1"),
        ("خالد عمر", "2"),
        ("فاطمة حسن النجار", "1"),
        ("فاطمة حسن النجار", "2"),
        ("  Sara Ali", "1"),
        ("  Sara Ali", "2"),
    ]
    assert list(rows(shell)[0]) == ["query", "rank", "match", "similarity"]
    assert first(shell) == {
        "خالد عمر": "Khaled Omar",
        "فاطمة حسن النجار": "Fatima Hassan al-Najjar",
        "  Sara Ali": "سارة علي",
    }
    assert all(0 <= float(row["similarity"]) <= 1 for row in rows(shell))


@pytest.mark.parametrize("effort", command.EFFORTS)
def test_every_effort_finds_them(shell: Shell, effort: str) -> None:
    assert shell(*RUN, "--effort", effort).code == 0
    assert first(shell)["خالد عمر"] == "Khaled Omar"


def test_names_stay_as_they_were_written(shell: Shell) -> None:
    (shell.folder / "queries.txt").write_bytes("\ufeffعمر ديب\r\n\r\n".encode())
    (shell.folder / "pool.txt").write_bytes('=Omar Deeb\r\nA, "B"\r\n'.encode("utf-16"))
    assert shell(*RUN).code == 0
    assert first(shell) == {"عمر ديب": "=Omar Deeb"}


def test_an_explanation_says_why(shell: Shell) -> None:
    assert shell(*RUN, "--explain", "--top", "1").code == 0
    assert list(rows(shell)[0])[-1] == "explanation"
    assert (
        "likely spellings" in rows(shell)[0]["explanation"]
        or "known spellings" in rows(shell)[0]["explanation"]
    )


def test_the_answer_in_json(shell: Shell) -> None:
    (shell.folder / "queries.txt").write_text("خالد عمر\n123\n", "utf-8")
    told = json.loads(shell(*RUN, "--json").out)
    assert told == {
        "queries": 2,
        "pool": 4,
        "matches": 4,
        "without": 1,
        "effort": "full",
        "out": "matches.csv",
    }
    assert "1 found nothing like them" in shell(*RUN).out


def test_a_large_pool_is_not_compared_in_full(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SMALL", 3)
    assert json.loads(shell(*RUN, "--json").out)["effort"] == "thorough"


def test_a_kept_index_is_used_while_the_pool_is_the_same(shell: Shell) -> None:
    kept = shell.folder / "kept"
    assert shell(*RUN, "--index", "kept").code == 0
    made = kept.stat().st_ino
    assert shell(*RUN, "--index", "kept").code == 0
    assert kept.stat().st_ino == made
    (shell.folder / "pool.txt").write_text("Khalid Umar\n", "utf-8")
    assert shell(*RUN, "--index", "kept").code == 0
    assert kept.stat().st_ino != made
    assert first(shell)["خالد عمر"] == "Khalid Umar"


def test_an_index_of_another_version_is_made_again(shell: Shell) -> None:
    shell(*RUN, "--index", "kept")
    manifest = shell.folder / "kept" / "index.json"
    manifest.write_text(manifest.read_text().replace("names-index/1", "names-index/0"))
    assert shell(*RUN, "--index", "kept").code == 0
    assert "names-index/1" in manifest.read_text()


def test_a_damaged_index_is_refused(shell: Shell) -> None:
    shell(*RUN, "--index", "kept")
    (shell.folder / "matches.csv").unlink()
    (shell.folder / "kept" / "index.json").write_text("{")
    told = shell(*RUN, "--index", "kept")
    assert told.code == 2
    assert told.err == "tahqiq: kept/index.json: is damaged (make it again)\n"
    assert not (shell.folder / "matches.csv").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pool.txt: holds no name"),
        (b"\n \r\n\t\n", "pool.txt: holds no name"),
        (b"Omar\n\xff\xfeOmar\n", "pool.txt, row 2: byte 6 is no UTF-8 text"),
        (b"Omar\nA\0B\n", "pool.txt, row 2: a NUL character"),
        (b"Omar\n" + b"a" * 1_001, "pool.txt, row 2: a line of 1,001 characters is no name"),
    ],
)
def test_a_file_that_holds_no_names_is_refused_in_one_line(shell: Shell, content: bytes, said: str) -> None:
    (shell.folder / "pool.txt").write_bytes(content)
    told = shell(*RUN)
    assert told.code == 2
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not (shell.folder / "matches.csv").exists()


@pytest.mark.parametrize(
    ("out", "said"), [(".", "is a folder"), ("no/such/m.csv", "no folder to write into")]
)
def test_a_destination_that_cannot_be_is_refused_before_the_work(shell: Shell, out: str, said: str) -> None:
    told = shell("names", "queries.txt", "pool.txt", "--out", out)
    assert told.code == 2
    assert said in told.err
