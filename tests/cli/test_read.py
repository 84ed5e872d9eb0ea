"""``tahqiq read``: any document in, a line a claim out, each with words that stand in the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.cli import read as command
from tahqiq.read.running import Kind

REPORT = "Residents said that strikes on the market killed 14 civilians, among them three children."
ARABIC = "قتل خمسة مدنيين في قصف على السوق، بحسب الدفاع المدني."
ANSWER = "The allegation of civilian casualties near Tal Afar was assessed to be non-credible."


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    lines = [{"id": "a", "text": REPORT}, {"id": 7, "text": "Nothing happened."}, {"id": "c", "text": ARABIC}]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    (tmp_path / "answers.csv").write_text(f'said,on\n"{ANSWER}",2018-03-28\n', "utf-8")
    return Shell(tmp_path, capsys)


def lines(shell: Shell, name: str = "claims.jsonl") -> list[dict[str, object]]:
    return [json.loads(line) for line in (shell.folder / name).read_text("utf-8").splitlines()]


def test_the_kinds_offered_are_those_there_are() -> None:
    assert tuple(Kind) == command.KINDS


def test_every_claim_is_a_line_with_its_words_and_their_place(shell: Shell) -> None:
    told = shell("read", "report.txt", "--out", "claims.jsonl")
    assert told.code == 0
    assert "1 text read, 2 claims proposed in claims.jsonl" in told.out
    total, part = lines(shell)
    assert (total["file"], total["effect"], total["category"]) == ("report.txt", "killed", "civilians")
    assert (total["min"], total["max"], total["negated"]) == (14, 14, False)
    assert (part["category"], part["min"], part["within"]) == ("children", 3, total["claim"])
    for line in (total, part):
        assert REPORT[line["start"] : line["end"]] == line["quote"]  # type: ignore[misc]


def test_ids_are_echoed_and_texts_without_a_claim_leave_no_line(shell: Shell) -> None:
    told = shell("read", "texts.jsonl", "--out", "claims.jsonl", "--json")
    assert json.loads(told.out) == {"texts": 3, "found": len(lines(shell)), "out": "claims.jsonl"}
    assert {line["id"] for line in lines(shell)} == {"a", "c"}


def test_statements_of_a_table_carry_their_record(shell: Shell) -> None:
    wishes = ("--kind", "statements", "--text-column", "said", "--date-column", "on")
    told = shell("read", "answers.csv", *wishes, "--out", "answers.jsonl")
    assert told.code == 0
    (line,) = lines(shell, "answers.jsonl")
    assert (line["row"], line["outcome"], line["quote"]) == (0, "non_credible", ANSWER)


def test_several_files_and_a_page_to_review_them(shell: Shell) -> None:
    wishes = ("--html", "page.html", "--language", "ar")
    assert shell("read", "report.txt", "texts.jsonl", "--out", "claims.jsonl", *wishes).code == 0
    page = (shell.folder / "page.html").read_text("utf-8")
    assert page.count("<article") == 3
    assert '<html lang="ar" dir="rtl">' in page
    assert len({line["file"] for line in lines(shell)}) == 2


def test_the_same_files_give_the_same_bytes(shell: Shell) -> None:
    wishes = ("--out", "claims.jsonl", "--html", "page.html")
    shell("read", "texts.jsonl", *wishes)
    first = [(shell.folder / name).read_bytes() for name in ("claims.jsonl", "page.html")]
    shell("read", "texts.jsonl", *wishes)
    assert [(shell.folder / name).read_bytes() for name in ("claims.jsonl", "page.html")] == first


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("nowhere.txt", "--out", "c.jsonl"), "nowhere.txt"),
        (("report.txt", "--out", "."), "is a folder"),
        (("report.txt", "--out", "nowhere/c.jsonl"), "no folder to write into"),
        (("answers.csv", "--out", "c.jsonl"), "name it: --text-column"),
        (("answers.csv", "--text-column", "words", "--out", "c.jsonl"), "no column 'words'"),
        (("broken.jsonl", "--out", "c.jsonl"), "broken.jsonl, row 2"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    shell: Shell, arguments: tuple[str, ...], problem: str
) -> None:
    (shell.folder / "broken.jsonl").write_text('{"id": 1, "text": "a"}\n{"id": 2\n', "utf-8")
    told = shell("read", *arguments)
    assert told.code == 2
    assert problem in told.err
    assert told.err.count("\n") == 1
    assert not (shell.folder / "c.jsonl").exists()
