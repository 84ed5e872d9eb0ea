"""The road on a real export of 547 incidents, from an empty folder to pages anybody can check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from publish.reading import Site

from road.commands import EXPORT, Shell

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXPORT.is_dir(), reason="the shared data is not beside the checkout"),
]

KILLED = {
    "all": {"incidents": 547, "min": 2847, "max": 4156, "unknown": 22},
    "fair_confirmed": {"incidents": 390, "min": 1867, "max": 2466, "unknown": 2},
}
COALITION = {
    "assessments": 541,
    "credible": 41,
    "non_credible": 435,
    "not_yet_assessed": 43,
    "open": 20,
    "duplicate": 2,
    "received": 0,
    "reopened": 0,
    "conceded_killed": {"min": 191, "max": 192},
}


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("road"))
    shell.run("import", "airwars", EXPORT)
    shell.run("grade")
    shell.run("release", "--out", "release")
    shell.run("publish", "release", "--out", "site")
    return shell


@pytest.fixture(scope="module")
def totals(shell: Shell) -> Any:
    return json.loads((shell.folder / "release" / "totals.json").read_text())


def test_totals_are_the_sources_own(totals: Any) -> None:
    assert totals["assessed_by"] == "airwars"
    assert (totals["incidents"], totals["victims"]) == (547, 1286)
    assert totals["killed"] == KILLED
    assert totals["responses"]["coalition"] == COALITION


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_totals_stand_on_the_front_page(shell: Shell, language: str) -> None:
    words = Site(shell.folder / "site").page(f"{language}/index.html").words()
    for figure in (
        "547",
        "1,286",
        "390",
        "1,867–2,466",
        "2,847–4,156",
        "22",
        "541",
        "41",
        "435",
        "43",
        "191–192",
    ):
        assert figure in words, figure


def test_everything_verifies(shell: Shell) -> None:
    home, release = shell.answer("verify"), shell.answer("verify", "release")
    assert [outcome["faults"] for outcome in home + release] == [[], [], []]


def test_importing_and_grading_again_changes_nothing(shell: Shell) -> None:
    before = _content(shell)
    again = shell.answer("import", "airwars", EXPORT)
    assert {kind for kind, n in again["report"]["counts"].items() if n} == {
        "unchanged",
        "refused",
        "repaired",
    }
    assert {kind for kind, n in shell.answer("grade")["counts"].items() if n} == {"unchanged"}
    shell.run("release", "--out", "release")
    assert _content(shell) == before


def test_the_impossible_longitude_is_reported_and_its_incident_kept(shell: Shell) -> None:
    report = next((shell.home / "reports").glob("*.csv")).read_text()
    assert "incidents.csv,428,lon,4239.00416" in report
    (kept,) = [row for row in _rows(shell, "incidents") if row["code"] == "CS1033"]
    assert (kept["lat"], kept["lon"]) == (None, None)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    report = shell.answer("import", "airwars", EXPORT, "--dry-run")
    assert report["records"] == 3504
    assert any("4239.00416" in line for line in report["met"])
    assert list(tmp_path.iterdir()) == []


def test_names_stay_inside_until_a_reason_is_recorded(shell: Shell, tmp_path: Path) -> None:
    assert {row["name_en"] for row in _rows(shell, "victims")} == {None}
    assert {row["quote"] for row in _rows(shell, "listings")} == {None}
    open_shell = Shell(tmp_path)
    open_shell.run("import", "airwars", EXPORT, "--names-basis", "published by the families' choice")
    open_shell.run("release", "--out", "release")
    assert sum(1 for row in _rows(open_shell, "victims") if row["name_en"]) == 1285


def _rows(shell: Shell, table: str) -> Iterator[Any]:
    with (shell.folder / "release" / f"{table}.jsonl").open() as lines:
        yield from map(json.loads, lines)


def _content(shell: Shell) -> str:
    return str(json.loads((shell.folder / "release" / "manifest.json").read_text())["content"])
