"""``tahqiq publish`` from outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from publish.releases import made, write

from tahqiq.cli import run


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write(made(incidents=1), tmp_path / "release")


def test_it_says_what_it_wrote_and_then_that_nothing_changed(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["publish", str(release), "--out", str(tmp_path / "site")]
    assert run(arguments) == 0
    assert capsys.readouterr().out.endswith("bytes, written\n")
    assert run(arguments) == 0
    assert capsys.readouterr().out.endswith("bytes, unchanged\n")


def test_it_answers_in_json(release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", str(release), "--out", str(tmp_path / "site"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"pages", "bytes", "unchanged"}
    assert answer["pages"] == len(list((tmp_path / "site").rglob("*.html")))


def test_what_is_no_release_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", str(tmp_path), "--out", str(tmp_path / "site")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "no release here" in error
