"""``tahqiq read --assist`` over real HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from read.assisted.server import claiming, failing, serving

from tahqiq.cli import run

QUOTE = "Two civilians were killed"
CLAIM = {
    "effect": "killed",
    "category": "civilians",
    "min": 2,
    "max": 2,
    "quote": "Two civilians were killed",
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(f"{QUOTE} in Tell Amran, witnesses said.", "utf-8")
    return path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_what_a_model_proposes_follows_our_own_and_says_so(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "claims.jsonl"
    with serving(claiming(CLAIM, {**CLAIM, "accepted": True})) as served:
        assert run(["read", str(report), "--out", str(out), "--assist", served.url, "--model", "m-1"]) == 0
    told = lines(out)
    assert [line.get("model") for line in told] == [None] * (len(told) - 1) + ["m-1"]
    assert told[-1]["claim"] == len(told) - 1
    assert str(told[-1]["prompt"]).startswith("claims/1 ")
    assert "m-1: 1 proposals stood the checks, 1 were refused" in capsys.readouterr().err


def test_an_endpoint_that_fails_costs_nothing_but_its_proposals(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, alone = tmp_path / "claims.jsonl", tmp_path / "alone.jsonl"
    with serving(failing(500)) as served:
        assert run(["read", str(report), "--out", str(out), "--assist", served.url, "--model", "m"]) == 0
    assert "answers 500" in capsys.readouterr().err
    assert run(["read", str(report), "--out", str(alone)]) == 0
    assert out.read_bytes() == alone.read_bytes()


def test_an_endpoint_needs_a_model_and_an_address(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = ["read", str(report), "--out", str(tmp_path / "claims.jsonl")]
    assert run([*read, "--model", "m"]) == 2
    assert "--assist and --model come together" in capsys.readouterr().err
    assert run([*read, "--assist", "ftp://x", "--model", "m"]) == 2
    assert "not an http or https address" in capsys.readouterr().err
