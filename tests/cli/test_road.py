"""``tahqiq import``, ``grade``, ``release`` and ``demo``, from outside but in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tahqiq.casebook.models import Case
from tahqiq.cli import run
from tahqiq.desk.home import Home
from tahqiq.desk.models import Account
from tahqiq.read.testing import write_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    write_export(tmp_path / "export", incidents=30, seed=1)
    return tmp_path / "export"


def _answer(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    capsys.readouterr()
    assert run([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_import_says_what_came_of_it(home: Path, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "airwars", str(export), "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "went into the case airwars" in said and "sealed " in said
    assert f"rows refused or repaired: {home / 'reports'}" in said


def test_a_dry_run_borrows_a_home_and_lists_the_dirt(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "airwars", str(export), "--dry-run", "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "would go into the case airwars" in said and "refused: incidents.csv, row " in said
    assert not home.exists()
    assert not Case.objects.exists()


def test_grading_lists_the_differences_when_asked(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(capsys, "import", "airwars", export, "--home", home)
    graded = _answer(capsys, "grade", "--differences", "--home", home)
    assert graded["incidents"] == 30
    assert len(graded["differences"]) == graded["differing"] > 0
    assert run(["grade", "--differences", "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "30 incidents graded" in said and f"{graded['differing']} incidents are assessed otherwise" in said


def test_an_unknown_profile_is_bad_input(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(capsys, "import", "airwars", export, "--home", home)
    assert run(["grade", "--profile", "guess", "--home", str(home)]) == 2
    assert "choose one of" in capsys.readouterr().err


def test_a_release_says_whose_totals_it_holds(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(capsys, "import", "airwars", export, "--home", home)
    capsys.readouterr()
    assert run(["release", "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert "unapproved" in said and "assessed by airwars" in said
    assert _answer(capsys, "release", "--home", home)["status"] == "unapproved"


def test_facts_and_tables_are_imported_too(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixtures = Path(__file__).parents[1] / "read" / "fixtures"
    mapping = fixtures / "mapped" / "example.toml"
    table = mapping.with_suffix(".csv")
    assert _answer(capsys, "import", "table", table, "--map", mapping, "--home", home)["records"] == 3
    assert _answer(capsys, "import", "facts", fixtures / "facts.csv", "--home", home)["report"]["counts"][
        "new"
    ]
    missing = tmp_path / "facts.csv"
    assert run(["import", "facts", str(missing), "--home", str(home)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_demo_never_resets_a_password_somebody_chose(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo", "--no-serve", "--home", str(home)]) == 0
    said = capsys.readouterr()
    assert "one-time password" in said.out and "  grade   3 incidents" in said.err
    Account.objects.update(must_change_password=False)
    assert run(["demo", "--no-serve", "--home", str(home)]) == 0
    assert "with the password you chose" in capsys.readouterr().out


def test_a_second_person_is_given_a_way_into_the_desk(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _answer(capsys, "import", "airwars", export, "--home", home)
    made = _answer(capsys, "account", "basil", "--role", "publisher", "--home", home)
    account = Account.objects.get(username="basil")
    assert account.must_change_password and account.check_password(made["password"])
    assert [each.role for each in account.memberships.all()] == ["publisher"]
    assert run(["account", "amal", "--role", "queen", "--home", str(home)]) == 2
    assert "no role called queen" in capsys.readouterr().err
    assert run(["account", "amal", "--role", "editor", "--as", "basil", "--home", str(home)]) == 2
    assert "basil may not administer" in capsys.readouterr().err
    assert not Account.objects.filter(username="amal").exists()


def test_an_administrator_opens_only_their_own_cases(
    home: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for case, name, role in (("one", "amal", "administrator"), ("two", "basil", "editor")):
        Case.objects.create(slug=case, title_en=case)
        Home.create(home)
        _answer(capsys, "account", name, "--role", role, "--case", case, "--home", home)
    words = ["--role", "editor", "--case", "one", "--as", "amal", "--home", str(home)]
    assert run(["account", "dina", *words]) == 0
    before = Account.objects.get(username="basil").password
    assert run(["account", "basil", *words]) == 2
    assert "amal may not administer in the case two" in capsys.readouterr().err
    assert Account.objects.get(username="basil").password == before
