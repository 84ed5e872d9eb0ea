"""``tahqiq import table --guess``, and tables imported by a mapping confirmed before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tahqiq.casebook.models import Listing, Victim
from tahqiq.cli import run

LIST = """\
List of the dead,,,
Name,Age,Date,Place
Sara Adam Example,4,2031-01-03,North Mill
Omar Adam Example,41,2031-01-03,North Mill
Total,2,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_a_guess_is_shown_and_written_but_nothing_imported(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, mapping = tmp_path / "home", tmp_path / "m.toml"
    guess = ["import", "table", str(table), "--guess", "--home", str(home)]
    assert run(guess) == 0
    told = capsys.readouterr().out
    assert "Name -> name (100%): Sara Adam Example | Omar Adam Example" in told
    assert "row 5 left out: a total, not a person" in told
    assert 'format = "mapping/2"' in told
    assert (
        run([*guess, "--map", str(mapping), "--source", "morgue", "--source-name", "Morgue", "--json"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["toml"] == mapping.read_text("utf-8")
    assert 'slug = "morgue"' in answer["toml"]
    assert not home.exists()
    assert run([*guess, "--map", str(mapping)]) == 2
    assert "it is there already" in capsys.readouterr().err


def test_without_a_mapping_there_must_be_one_confirmed_before(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "table", str(table), "--home", str(tmp_path / "home")]) == 2
    assert "no mapping was confirmed for a table with these columns" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_confirmed_mapping_is_remembered(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, mapping = tmp_path / "home", tmp_path / "m.toml"
    assert run(["import", "table", str(table), "--guess", "--map", str(mapping), "--home", str(home)]) == 0
    assert run(["import", "table", str(table), "--map", str(mapping), "--home", str(home)]) == 0
    assert (Victim.objects.count(), Listing.objects.count()) == (2, 2)
    table.write_text(LIST.replace("Total,2,,", "Huda Sample,7,2031-01-04,South Weir"), "utf-8")
    assert run(["import", "table", str(table), "--home", str(home)]) == 0
    assert Victim.objects.count() == 3
    assert capsys.readouterr().err.count("refused") == 0
