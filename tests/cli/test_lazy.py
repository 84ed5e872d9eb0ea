"""Listing commands imports none of them; using one imports only it."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tahqiq import cli
from tahqiq.cli import VERBS, group

HEAVY = ("django", "tahqiq.seal", "tahqiq.publish", "tahqiq.casebook", "jinja2", "openpyxl")


def loaded_after(*arguments: str) -> set[str]:
    run = f"from tahqiq.cli import run; run({list(arguments)!r})"
    script = f"import sys; {run}; print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


def test_help_imports_no_command_and_nothing_heavy() -> None:
    loaded = loaded_after("--help")
    assert not loaded & {*HEAVY, *(f"tahqiq.cli.{verb}" for verb in VERBS)}


def test_the_help_of_a_command_does_not_start_django() -> None:
    assert "django" not in loaded_after("verify", "--help")


def test_help_lists_every_command_in_the_order_of_the_road(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    lines = capsys.readouterr().out.split("Commands:")[1].splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert listed[: len(VERBS)] == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_exists_and_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(group.get_command(click.Context(group), verb), click.Command)
    assert cli.run([verb, "--help"]) == 0
    assert "--help" in capsys.readouterr().out
