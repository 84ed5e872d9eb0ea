"""How every command ends: one line, the right exit code, and nothing private in the logs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tahqiq import cli
from tahqiq.cli.ending import Ending
from tahqiq.desk import logs
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput, CheckFailed, NotPermitted, Refusal


def ending_of(error: BaseException, *arguments: str | Path) -> int:
    ending = Ending([*map(str, arguments)], verbs={"grade"})
    with ending:
        raise error
    return ending.code


def test_a_command_that_ends_well_is_0() -> None:
    ending = Ending()
    with ending:
        pass
    assert ending.code == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CheckFailed("two faults"), 1),
        (BadInput("not a table", file="x.csv", row=3), 2),
        (NotPermitted("may not"), 2),
        (Refusal("one list cannot tell"), 3),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.UsageError("no such option"), 2),
        (click.exceptions.Exit(5), 5),
        (SystemExit(None), 0),
        (SystemExit(4), 4),
        (SystemExit("a last word"), 1),
    ],
)
def test_each_kind_of_ending_has_its_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_of(error) == code
    said = capsys.readouterr()
    assert said.out == ""
    if isinstance(error, BadInput):
        assert said.err == "tahqiq: x.csv, row 3: not a table\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home")


def _logged(home: Home) -> list[dict[str, object]]:
    return [json.loads(line) for line in (home.logs / logs.FILE).read_text().splitlines()]


def test_every_command_leaves_a_line_without_what_it_was_given(home: Home) -> None:
    assert ending_of(BadInput("no such file", file="Umm Khalid.csv"), "grade", "--home", home.path) == 2
    (line,) = _logged(home)
    assert (line["event"], line["command"], line["code"]) == ("command", "grade", 2)
    assert "Khalid" not in str(line)


def test_a_word_that_is_no_command_is_not_logged(home: Home) -> None:
    ending_of(click.UsageError("no such command"), "Umm-Khalid", "--home", home.path)
    assert not (home.logs / logs.FILE).exists()


def test_our_bug_is_70_and_its_place_is_logged_without_what_was_handled(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_of(RuntimeError("Umm Khalid saw it"), "grade", "--home", home.path) == 70
    said = capsys.readouterr().err
    assert "a bug in Tahqiq (RuntimeError)" in said and str(home.logs) in said
    assert "Umm Khalid" not in said
    bug, _ = kept = _logged(home)
    assert "Umm Khalid" not in str(kept)
    assert "test_ending.py:" in str(bug["frames"])


def test_a_bug_without_a_home_says_how_to_see_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_of(RuntimeError(), "grade", f"--home={tmp_path / 'none'}") == 70
    assert "TAHQIQ_DEBUG=1" in capsys.readouterr().err


def test_the_home_in_the_environment_is_logged_to_as_well(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAHQIQ_HOME", str(home.path))
    assert ending_of(RuntimeError(), "grade") == 70
    assert (home.logs / logs.FILE).exists()


def test_debugging_shows_the_traceback(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAHQIQ_DEBUG", "1")
    ending_of(RuntimeError("what exactly"))
    assert "RuntimeError: what exactly" in capsys.readouterr().err


def test_whoever_stops_reading_gets_no_complaint() -> None:
    words = f"{sys.executable} -m tahqiq --help | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", words], capture_output=True, text=True)
    assert ended.stderr == ""
    assert ended.returncode in (0, 141)  # 0 where the help fitted into the pipe before it closed


def test_a_mistyped_command_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["graid"]) == 2
    assert "No such command 'graid'" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("tahqiq, version ")


def test_the_installed_command_leaves_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tahqiq", "graid"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
