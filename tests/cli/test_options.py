"""The options that every command shares."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tahqiq.cli.options import Shared, shared_options
from tahqiq.desk.home import Home
from tahqiq.vocab.errors import BadInput


@click.command()
@click.argument("what")
@shared_options
def command(shared: Shared, what: str) -> None:
    """Says what it was given."""
    shared.answer(f"{what} {shared.home_path} {shared.case} {shared.acting_as}".strip(), {"what": what})


def said(*arguments: str, **environment: str) -> str:
    return CliRunner(env={"TAHQIQ_HOME": None, **environment}).invoke(command, arguments).output.strip()


def test_without_options_the_home_is_here() -> None:
    assert said("x") == "x tahqiq-home"


def test_the_environment_names_the_home_and_the_option_overrides_it() -> None:
    assert said("x", TAHQIQ_HOME="/there") == "x /there"
    assert said("x", "--home", "/elsewhere", TAHQIQ_HOME="/there") == "x /elsewhere"


def test_case_and_actor_reach_the_command() -> None:
    assert said("x", "--case", "raqqa-2017", "--as", "layla") == "x tahqiq-home raqqa-2017 layla"


def test_json_answers_a_program() -> None:
    assert json.loads(said("تحقيق", "--json")) == {"what": "تحقيق"}


def test_a_home_must_exist_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        Shared(home_path=tmp_path / "none").home()
    made = Home.create(tmp_path / "home")
    assert Shared(home_path=made.path).home() == made
