"""Steps beside one another, and commands that do not compile every module again."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO

import pytest
import run_checks


def _step(seconds: float, ends_well: bool) -> run_checks.Step:
    def step(_: run_checks.Run, out: IO[str]) -> bool:
        time.sleep(seconds)
        print(f"waited {seconds}", file=out)
        return ends_well

    return step


def test_steps_beside_one_another_are_shown_whole_and_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {"slow": _step(0.05, True), "quick": _step(0.0, False)}
    monkeypatch.setattr(run_checks, "STEPS", steps)
    run = run_checks.Run(tmp_path)
    run_checks.beside(run, list(steps))
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert [line.split()[1] for line in lines] == ["slow", "0.05", "slow:", "quick", "0.0", "quick:"]
    assert (run.passed, run.failed) == (1, {"quick": ["waited 0.0"]})


def test_why_a_step_failed_stands_at_the_end_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_checks, "STEPS", {"coverage": _step(0.0, False)})
    run = run_checks.Run(tmp_path)
    run_checks.take(run, "coverage")
    assert "waited 0.0" in capsys.readouterr().out
    assert run_checks.closing_lines(run, ["coverage"], 1)[:-1] == [
        "coverage: waited 0.0",
        "FAILED: coverage (again alone: ./tahqiq test coverage)",
    ]


@pytest.mark.parametrize(("code", "ended_well"), [("", True), ("raise SystemExit(1)", False)])
def test_a_command_tells_its_file_and_may_keep_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, ended_well: bool
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    program = f"import sys; print(sys.dont_write_bytecode); {code}"
    with (tmp_path / "out.txt").open("w+", encoding="utf-8") as out:
        assert run_checks.command(out, sys.executable, "-c", program) is ended_well
        out.seek(0)
        assert out.read() == "False\n"
