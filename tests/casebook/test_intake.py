"""From files on a disk to records in a case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tahqiq.casebook.actors import local_operator
from tahqiq.casebook.importing.intake import Brought, Naming, bring_in
from tahqiq.casebook.models import Case, Claim, Incident
from tahqiq.read.tables import open_airwars, open_mapped
from tahqiq.read.testing import write_export
from tahqiq.seal import verify
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Problem

pytestmark = pytest.mark.django_db

MAPPING = """\
format = "mapping/1"
[source]
slug = "recorder"
name = "A recorder"
[incident]
key = "ref"
[[figures]]
figure = "killed"
effect = "killed"
category = "civilians"
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    write_export(tmp_path / "export", incidents=40, seed=3)
    return tmp_path / "export"


def _bring(tmp_path: Path, export: Path, *, dry_run: bool = False, naming: Naming | None = None) -> Brought:
    reports = tmp_path / "reports"
    reports.mkdir(exist_ok=True)
    return bring_in(
        local_operator(),
        open_airwars(export),
        archive=tmp_path / "archive",
        reports=reports,
        naming=naming or Naming(),
        dry_run=dry_run,
    )


def test_files_are_sealed_and_their_case_made(tmp_path: Path, export: Path) -> None:
    brought = _bring(tmp_path, export)
    assert verify(tmp_path / "archive").items == 4
    case = Case.objects.get()
    assert (case.slug, case.assessed_by) == ("airwars", "airwars")
    assert (case.title_en, case.title_ar) == ("Records of Airwars, as imported", "سجلات إيروورز، كما استُوردت")
    assert Incident.objects.count() == 40
    assert brought.records >= 40


def test_a_second_time_changes_nothing(tmp_path: Path, export: Path) -> None:
    _bring(tmp_path, export)
    before = set(Claim.objects.values_list("id", "status"))
    again = _bring(tmp_path, export).report.counts
    assert {kind for kind, n in again.items() if n} <= {"unchanged", "refused", "repaired"}
    assert set(Claim.objects.values_list("id", "status")) == before


def test_the_case_can_be_named(tmp_path: Path, export: Path) -> None:
    _bring(tmp_path, export, naming=Naming(slug="mine", title_en="Mine", title_ar="لي"))
    case = Case.objects.get()
    assert (case.slug, case.title_en, case.title_ar) == ("mine", "Mine", "لي")


def test_a_dry_run_keeps_nothing_and_still_tells(tmp_path: Path, export: Path) -> None:
    met: list[Problem] = []
    brought = bring_in(
        local_operator(),
        open_airwars(export),
        archive=tmp_path / "archive",
        reports=tmp_path,
        naming=Naming(),
        dry_run=True,
        on_problem=met.append,
    )
    assert brought.problems is None and brought.report.dry_run
    assert len(met) == sum(brought.report.counts.get(kind, 0) for kind in ("refused", "repaired")) > 0
    assert not Case.objects.exists()
    assert not (tmp_path / "archive").exists()


def test_the_report_names_every_row_and_runs_no_formula(tmp_path: Path) -> None:
    table, mapping = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text("ref,killed\nA1,=1+1\nA2,3\n")
    mapping.write_text(MAPPING)
    brought = bring_in(
        local_operator(),
        open_mapped(table, mapping),
        archive=tmp_path / "archive",
        reports=tmp_path,
        naming=Naming(),
    )
    assert brought.problems is not None
    with brought.problems.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["row"], row["column"], row["action"]) == ("table.csv", "2", "killed", "refused")
    assert row["value"] == "'=1+1"
    assert Case.objects.get().assessed_by == "tahqiq"


def test_an_unreadable_file_seals_nothing(tmp_path: Path, export: Path) -> None:
    with (export / "victims.csv").open("ab") as file:
        file.write(b"\xff\xfe\xff\n")
    with pytest.raises(BadInput, match=r"victims\.csv"):
        _bring(tmp_path, export)
    assert not (tmp_path / "archive").exists()
    assert not Case.objects.exists()
