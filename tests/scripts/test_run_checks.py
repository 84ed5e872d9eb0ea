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
    monkeypatch.setattr(run_checks, "BESIDE", steps)
    run = run_checks.Run(tmp_path)
    run_checks.beside(run, list(steps))
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert [line.split()[1] for line in lines] == ["slow", "0.05", "slow:", "quick", "0.0", "quick:"]
    assert (run.passed, run.failed) == (1, ["quick"])


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
