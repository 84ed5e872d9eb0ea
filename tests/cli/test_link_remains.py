"""``tahqiq link --kind remains``: the candidates, options that do not belong, files that cannot be read."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from cli.sealed_folder import Shell
from tahqiq.link.remains.reading import lines_of
from tahqiq.link.remains.testing import simulate_season

RUN = ("link", "found.jsonl", "missing.jsonl", "--kind", "remains", "--out", "candidates.jsonl")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAHQIQ_HOME", raising=False)
    season = simulate_season(remains=20, files=30, seed=5)
    (tmp_path / "found.jsonl").write_bytes(lines_of(season.remains))
    (tmp_path / "missing.jsonl").write_bytes(lines_of(season.files))
    return Shell(tmp_path, capsys)


def test_each_body_gets_candidates_that_only_the_owner_may_read(shell: Shell) -> None:
    told = shell(*RUN, "--top", "3")
    assert told.code == 0
    assert "20 remains against 30 files" in told.out
    assert "nobody is identified by this" in told.out
    path = shell.folder / "candidates.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == 20
    assert all(len(line["candidates"]) <= 3 for line in lines)
    assert not any(each["standing"] == "identified" for line in lines for each in line["candidates"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "more",
    [("--ask", "3"), ("--html", "x.html"), ("--engine", "spark"), ("--left-repeats",), ("--map", "a=b")],
    ids=lambda more: more[0],
)
def test_options_of_lists_of_people_are_refused(shell: Shell, more: tuple[str, ...]) -> None:
    assert shell(*RUN, *more).code == 2
    assert not (shell.folder / "candidates.jsonl").exists()


def test_top_is_refused_of_people_and_bad_files_are_named_by_line(shell: Shell) -> None:
    people = ("link", "found.jsonl", "missing.jsonl", "--out", "links.csv", "--top", "3")
    assert shell(*people).code == 2
    (shell.folder / "missing.jsonl").write_text('{"id": "M-1", "shoe": 4}\n', "utf-8")
    told = shell(*RUN)
    assert told.code == 2
    assert "missing.jsonl, row 1" in told.err


def test_what_is_read_is_never_overwritten(shell: Shell) -> None:
    assert shell(*RUN[:-1], "missing.jsonl").code == 2
