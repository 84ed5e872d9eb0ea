"""An import is exact, idempotent, resumable, reversible by a later file, and reports what it refused."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from casebook.dataset import Export, Line
from casebook.record import Record, actor
from tahqiq.casebook import actions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.context import VERBATIM
from tahqiq.casebook.importing.incidents import GONE_EN
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    Assessment,
    AuditEntry,
    Blame,
    Case,
    Claim,
    ImportRun,
    Incident,
    Item,
    Listing,
    Place,
    Source,
    Statement,
    Status,
    Victim,
)
from tahqiq.casebook.models.base import REPLACED
from tahqiq.casebook.totals import totals
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import At, Problem
from tahqiq.vocab.places import Place as NamedPlace

AMAL = actor()
BOOKS = {"importrun", "auditentry", "importproblem"}


@pytest.fixture
def case(db: None) -> Case:
    return Record().case


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the record but the books about imports themselves."""
    kinds = [
        kind for kind in apps.get_app_config("casebook").get_models() if kind._meta.model_name not in BOOKS
    ]
    stamps = {"decided_at", "made_at", "recorded_at", "created_at", "withdrawn_at"}
    return {
        kind.__name__: [
            {name: value for name, value in row.items() if name not in stamps}
            for row in kind._default_manager.order_by("pk").values()
        ]
        for kind in kinds
    }


def test_what_the_file_says_stands_in_the_case(case: Case) -> None:
    report = Export().bring(AMAL, case)
    incident = Incident.objects.coded("CS3").get()
    claim = Claim.objects.accepted().about(incident).get(category="civilians")
    assert (claim.min, claim.max, claim.quote) == (1, 9, "1\n9")
    assert (claim.status, claim.decided_by, claim.decision_reason) == ("accepted", "amal", VERBATIM)
    assert (claim.record, claim.columns) == (2, ["killed_min", "killed_max"])
    assert [party.slug for party in incident.blamed.all()] == ["coalition"]
    assert incident.previous_codes == ["SCS3"]
    assert Assessment.objects.by("airwars").get(incident=incident).grade == "fair"
    assert Answer.objects.of("coalition").count() == AnswerEvent.objects.count() == 3
    assert Statement.objects.count() == Victim.objects.count() == Listing.objects.count() == 3
    assert report.counts["new"] > 20
    assert not report.resumed


def test_ids_follow_from_the_source_and_its_key(case: Case) -> None:
    Export().bring(AMAL, case)
    assert Incident.objects.get(code="CS1").pk == imported_id("airwars", "incident", "CS1")


def test_one_place_named_twice_is_one_place(case: Case) -> None:
    Export().bring(AMAL, case)
    assert Place.objects.count() == 1


def test_importing_the_same_again_changes_nothing(case: Case) -> None:
    Export().bring(AMAL, case)
    before = everything()
    report = Export().bring(AMAL, case)
    assert everything() == before
    assert {name: n for name, n in report.counts.items() if n and name != "unchanged"} == {}


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7, 1000])
def test_the_size_of_batches_changes_nothing(case: Case, batch_size: int) -> None:
    Export().bring(AMAL, case, batch_size=batch_size)
    assert Claim.objects.accepted().count() == 4
    assert totals(case).killed["all"].max == 13


def test_a_dry_run_reports_and_writes_nothing(case: Case) -> None:
    before, problems = everything(), list[Problem]()
    export = Export(lines=(Line("CS1", place="4239.00416"),))
    report = export.bring(AMAL, case, dry_run=True, on_problem=problems.append)
    assert everything() == before
    assert report.dry_run
    assert report.counts["new"] > 5
    assert [problem.column for problem in problems] == ["lon"]
    assert not ImportRun.objects.exists()
    assert not AuditEntry.objects.exists()


def test_progress_is_told_in_data_records(case: Case) -> None:
    told = list[int]()
    Export().bring(AMAL, case, batch_size=1, on_progress=told.append)
    assert told[-1] == 6
    assert told == sorted(told)


class Cut(Exception):
    """The process is interrupted here."""


def _until(values: Iterator[Any], n: int) -> Iterator[Any]:
    yield from islice(values, n)
    raise Cut


@pytest.mark.parametrize("reached", range(1, 16))
def test_an_interrupted_import_goes_on_where_it_stopped(case: Case, reached: int) -> None:
    whole = Export(lines=(Line("CS1", place="4239.00416"), Line("CS2"), Line("CS3", killed=(1, 9))))
    with pytest.raises(Cut):
        whole.bring(AMAL, case, records=_until(whole.values(), reached), batch_size=1)
    problems = list[Problem]()
    report = whole.bring(AMAL, case, batch_size=1, on_problem=problems.append)
    assert ImportRun.objects.get().state == "finished"
    assert report.run == ImportRun.objects.get().pk
    assert [problem.column for problem in problems] == ["lon"]
    assert Claim.objects.accepted().count() == 6
    assert AnswerEvent.objects.count() == Victim.objects.count() == 3
    again = everything()
    assert whole.bring(AMAL, case).counts.get("new", 0) == 0
    assert everything() == again


def test_one_who_goes_on_says_so(case: Case) -> None:
    export = Export()
    with pytest.raises(Cut):
        export.bring(AMAL, case, records=_until(export.values(), 5), batch_size=1)
    assert export.bring(AMAL, case).resumed


KILLED = """
import os, sys
import django
django.setup()
from casebook.dataset import Export, Line
from casebook.record import actor
from tahqiq.casebook.models import Case
export = Export(lines=[Line(f"CS{n}") for n in range(40)])
def progress(done):
    print(done, flush=True)
    if done >= int(sys.argv[1]):
        os.kill(os.getpid(), 9)
export.bring(actor(), Case.objects.get(), batch_size=5, on_progress=progress)
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with one empty case, made as that of a new home."""
    path = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    told = """
import os
from pathlib import Path
from tahqiq.desk import home, setup
setup.start(home.Home.open(Path(os.environ["TAHQIQ_HOME"])))
Case.objects.create(slug="raqqa", title_en="Raqqa")
"""
    _python(_environment(path), told)
    return path


def _environment(database: Path) -> dict[str, str]:
    here = Path(__file__).parents[1]
    paths = os.pathsep.join([str(here), str(here.parent / "src")])
    return {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": paths}


@pytest.mark.parametrize("at", [0, 11, 39, 60])
def test_kill_9_leaves_nothing_half_done(at: int, migrated: Path, tmp_path: Path) -> None:
    """A real process, really killed, on a database of its own."""
    environment = _environment(Path(shutil.copy(migrated, tmp_path)))
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(at)], env=environment, capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    again = """
print(Claim.objects.count() % 2, ImportRun.objects.get().state)
Export(lines=[Line(f"CS{n}") for n in range(40)]).bring(actor(), Case.objects.get())
print(Claim.objects.accepted().count(), Victim.objects.count(), AnswerEvent.objects.count())
"""
    assert _python(environment, again).split() == ["0", "running", "80", "40", "40"]


def _python(environment: dict[str, str], code: str) -> str:
    names = "Case, Claim, ImportRun, Victim, AnswerEvent"
    start = (
        "import django; django.setup()\n"
        "from casebook.dataset import Export, Line\nfrom casebook.record import actor\n"
        f"from tahqiq.casebook.models import {names}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_two_processes_do_not_import_one_dataset_at_once(case: Case) -> None:
    export = Export()

    def meddling(done: int) -> None:
        ImportRun.objects.update(progress={"incidents.csv": 99})

    with pytest.raises(BadInput, match="another process"):
        export.bring(AMAL, case, batch_size=1, on_progress=meddling)


# A later version of the same dataset


def test_a_later_file_replaces_the_earlier_one(case: Case) -> None:
    Export().bring(AMAL, case)
    later = Export(lines=(Line("CS1", killed=(5, 6)), Line("CS3", killed=(1, 9))), version="2")
    report = later.bring(AMAL, case)
    incident = Incident.objects.coded("CS1").get()
    assert [claim.min for claim in Claim.objects.accepted().about(incident).filter(category="civilians")] == [
        5
    ]
    gone = Claim.objects.filter(incident=incident, status=Status.WITHDRAWN)
    assert {(claim.withdrawn_reason, claim.withdrawn_by) for claim in gone} == {(REPLACED, "amal")}
    assert Claim.objects.filter(status=Status.WITHDRAWN).count() == 4
    standing = Assessment.objects.standing().by("airwars")
    assert sorted(standing.values_list("incident__code", "killed_max")) == [("CS1", 6), ("CS3", 9)]
    assert Assessment.objects.count() == 5
    assert report.counts["withdrawn"] > 5


def test_what_the_later_file_leaves_out_enters_no_total(case: Case) -> None:
    Export().bring(AMAL, case)
    Export(lines=(Line("CS1"),), version="2").bring(AMAL, case)
    assert Incident.objects.kept_apart().values_list("code", "not_counted_en").distinct().count() == 2
    held = totals(case)
    assert (held.incidents, held.not_counted, held.victims) == (1, 2, 1)
    assert held.responses["coalition"].assessments == 1
    assert set(Victim.objects.exclude(withdrawn_at=None).values_list("withdrawn_reason", flat=True)) == {
        REPLACED
    }


def test_the_earlier_file_can_come_back(case: Case) -> None:
    Export().bring(AMAL, case)
    before = {**everything(), "AnswerEvent": []}
    Export(lines=(Line("CS1", killed=(7, 7)),), version="2").bring(AMAL, case)
    assert Incident.objects.filter(not_counted_en=GONE_EN).count() == 2
    Export().bring(AMAL, case)
    held = totals(case)
    assert (held.incidents, held.victims, held.killed["all"].max) == (3, 3, 13)
    standing = {row["id"] for row in before["Claim"]}
    assert set(Claim.objects.accepted().values_list("id", flat=True)) == standing


def test_changed_descriptions_are_updated_and_audited(case: Case) -> None:
    Export(lines=(Line("CS1"),)).bring(AMAL, case)
    Export(lines=(Line("CS1", names=("Another",), place="Mansura"),), version="2").bring(AMAL, case)
    incident, victim = Incident.objects.get(), Victim.objects.get()
    assert incident.place is not None
    assert (incident.place.name_en, victim.name_en) == ("Mansura", "Another")
    entries = {each.target_kind: each for each in AuditEntry.objects.exclude(target_kind="importrun")}
    assert set(entries["incident"].before) == {"place_id"}
    assert entries["victim"].after == {"description_en": "(not shown)", "name_en": "(not shown)"}
    assert "Another" not in str([(each.before, each.after) for each in AuditEntry.objects.all()])


def test_another_blame_replaces_the_one_before(case: Case) -> None:
    Export(lines=(Line("CS1"),)).bring(AMAL, case)
    Export(lines=(Line("CS1", blamed=()),), version="2").bring(AMAL, case)
    assert not Blame.objects.exists()


def test_an_answer_that_moved_gains_a_step(case: Case) -> None:
    Export(lines=(Line("CS1", state=AnswerState.OPEN),)).bring(AMAL, case)
    Export(lines=(Line("CS1", state=AnswerState.CREDIBLE, conceded=(2, 2)),), version="2").bring(AMAL, case)
    answer = Answer.objects.get()
    assert (answer.state, answer.killed_min) == ("credible", 2)
    assert list(answer.events.values_list("sequence", "state")) == [(1, "open"), (2, "credible")]
    assert answer.events.get(sequence=1).quote == "open"


def test_an_answer_that_stayed_gains_none(case: Case) -> None:
    Export(lines=(Line("CS1"),)).bring(AMAL, case)
    Export(lines=(Line("CS1"),), version="2").bring(AMAL, case)
    assert AnswerEvent.objects.count() == 1


def test_a_better_reading_of_the_same_file_replaces_the_worse(case: Case) -> None:
    Export(lines=(Line("CS1", killed=(4, 4), grade=Grade.WEAK),)).bring(AMAL, case)
    Export(lines=(Line("CS1", killed=(4, 5), grade=Grade.FAIR),)).bring(AMAL, case)
    civilians = Claim.objects.accepted().filter(category="civilians")
    assert list(civilians.values_list("min", "max")) == [(4, 5)]
    assert Assessment.objects.standing().get().grade == "fair"


def test_figures_of_populations_are_replaced_too(case: Case) -> None:
    export = Export(lines=())
    export.bring(AMAL, case, records=[*export.values(), export.loose(100)])
    export.bring(AMAL, case, records=[*export.values(), export.loose(120)])
    claim = Claim.objects.accepted().get()
    assert claim.population is not None
    assert (claim.min, claim.population.slug, claim.incident) == (120, "deaths", None)
    assert Claim.objects.by("airwars").count() == 2


def test_what_a_person_decided_stays_decided(case: Case) -> None:
    Export().bring(AMAL, case)
    claim = Claim.objects.accepted().filter(min=1, category="civilians").get()
    actions.withdraw_decision(AMAL, claim, reason="the cell was mistyped")
    Export().bring(AMAL, case)
    claim.refresh_from_db()
    assert (claim.status, claim.withdrawn_reason) == ("withdrawn", "the cell was mistyped")


def test_an_import_abandoned_for_a_later_file_is_closed(case: Case) -> None:
    export = Export()
    with pytest.raises(Cut):
        export.bring(AMAL, case, records=_until(export.values(), 5), batch_size=1)
    Export(version="2").bring(AMAL, case)
    assert sorted(ImportRun.objects.values_list("state", flat=True)) == ["abandoned", "finished"]
    assert Claim.objects.accepted().count() == 4


# What is refused


def _problems(case: Case, export: Export, **options: Any) -> list[tuple[str, int, str]]:
    told = list[Problem]()
    export.bring(AMAL, case, on_problem=told.append, **options)
    return [(problem.problem, problem.row, problem.action) for problem in told]


def test_rows_about_unknown_incidents_are_refused(case: Case) -> None:
    export = Export(lines=(Line("CS1"),))
    stray = replace(_victim(export), incident_key="CS9", key="CS9:1")
    problems = _problems(case, export, records=[*export.values(), stray])
    assert problems == [("the case holds no incident of this key", 2, "refused")]
    assert Victim.objects.count() == 1


def _victim(export: Export) -> Any:
    return next(value for value in export.values() if type(value).__name__ == "ImportedVictim")


def _answer(export: Export) -> Any:
    return next(value for value in export.values() if type(value).__name__ == "ImportedAnswer")


def _statement(export: Export) -> Any:
    return next(value for value in export.values() if type(value).__name__ == "ImportedStatement")


@pytest.mark.parametrize(
    ("which", "change", "problem"),
    [
        (_answer, {"party": "nobody", "key": "x"}, "the party nobody was not introduced"),
        (_answer, {"source": "nobody", "key": "x"}, "the source nobody was not introduced"),
        (_answer, {}, "this key was given before"),
        (_answer, {"incident_key": "CS9", "key": "x"}, "the case holds no incident of this key"),
        (_statement, {"party": "nobody", "key": "x"}, "the party nobody was not introduced"),
        (_victim, {"source": "nobody", "key": "x"}, "the source nobody was not introduced"),
        (_victim, {}, "this entry was given before"),
    ],
)
def test_what_names_nobody_known_is_refused(case: Case, which: Any, change: Any, problem: str) -> None:
    export = Export(lines=(Line("CS1"),))
    stray = replace(which(export), **change)
    assert [told for told, _, _ in _problems(case, export, records=[*export.values(), stray])] == [problem]


@pytest.mark.parametrize("which", [_answer, _statement, _victim])
def test_what_quotes_a_file_that_was_not_sealed_is_refused(case: Case, which: Any) -> None:
    export = Export(lines=(Line("CS1"),))
    value = which(export)
    stray = replace(value, key="x", evidence=replace(value.evidence, text_sha256="0" * 64))
    problems = _problems(case, export, records=[*export.values(), stray])
    assert len(problems) == 1
    assert "was not sealed" in problems[0][0]


def test_an_incident_given_twice_is_taken_once(case: Case) -> None:
    problems = _problems(case, Export(lines=(Line("CS1"), Line("CS1", killed=(9, 9)))))
    assert ("this key or code was given before", 3, "refused") in problems
    assert totals(case).killed["all"].max == 4


def test_a_code_of_another_incident_is_refused(case: Case) -> None:
    Record(_made={Case: case}).new(Incident, code="CS1")
    problems = _problems(case, Export(lines=(Line("CS1"),)))
    assert problems[0][0] == "another incident of the case has this code"
    assert not Claim.objects.exists()


def test_a_party_nobody_introduced_is_left_out_of_the_blame(case: Case) -> None:
    problems = _problems(case, Export(lines=(Line("CS1", blamed=("coalition", "martians")),)))
    assert problems == [("the party martians was not introduced: left out", 2, "repaired")]
    assert Blame.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text_sha256": "0" * 64}, "the file it quotes was not sealed"),
        ({"population": "nobody"}, "was not introduced"),
        ({"within": imported_id("x", "y")}, "refers to a claim that is not held"),
    ],
)
def test_a_claim_that_rests_on_nothing_held_is_left_out(case: Case, change: Any, says: str) -> None:
    export = Export(lines=())
    figure = export.loose(100)
    stray = replace(figure, claim=replace(figure.claim, **change))
    problems = _problems(case, export, records=[*export.values(), stray])
    assert len(problems) == 1
    assert says in problems[0][0]
    assert not Claim.objects.exists()


def test_an_incident_of_an_unknown_source_is_refused(case: Case) -> None:
    export = Export(lines=(Line("CS1"),))
    values = list(export.values())
    incident = next(value for value in values if type(value).__name__ == "ImportedIncident")
    stray = replace(incident, source="nobody", key="x")
    assert ("the source nobody was not introduced", 2, "refused") in _problems(
        case, export, records=[*values[:3], stray, *values[3:]]
    )


def test_an_assessment_of_a_file_not_sealed_is_left_out(case: Case) -> None:
    export = Export(lines=(Line("CS1"),))
    values = list(export.values())
    place = next(n for n, value in enumerate(values) if type(value).__name__ == "ImportedIncident")
    incident: Any = values[place]
    evidence = replace(incident.assessment.evidence, text_sha256="0" * 64)
    values[place] = replace(incident, assessment=replace(incident.assessment, evidence=evidence))
    problems = _problems(case, export, records=values)
    assert problems[0][0] == "the assessment quotes a file that was not sealed"
    assert not Assessment.objects.exists()


def test_an_incident_without_place_or_assessment_is_taken(case: Case) -> None:
    export = Export(lines=(Line("CS1"),))
    values = list(export.values())
    place = next(n for n, value in enumerate(values) if type(value).__name__ == "ImportedIncident")
    incident: Any = values[place]
    values[place] = replace(incident, place=NamedPlace(), assessment=None)
    export.bring(AMAL, case, records=values)
    assert Incident.objects.get().place is None


def test_a_text_the_case_already_holds_may_be_quoted(case: Case) -> None:
    export = Export(lines=())
    source = Source.objects.create(case=case, slug="notes", name_en="Notes")
    Item.objects.create(case=case, sha256="0" * 64, size=1, source=source)
    figure = export.loose(100)
    quoting = replace(figure, claim=replace(figure.claim, text_sha256="0" * 64))
    export.bring(AMAL, case, records=[*export.values(), quoting])
    assert Claim.objects.get().item.sha256 == "0" * 64


def test_one_dataset_stands_in_one_case(case: Case) -> None:
    Export().bring(AMAL, case)
    before, other = everything(), Record(slug="mosul").case
    with pytest.raises(BadInput, match="stand in the case raqqa already"):
        Export().bring(AMAL, other)
    assert everything()["Incident"] == before["Incident"]
    assert not Claim.objects.filter(case=other).exists()


def test_one_figure_stands_in_one_case(case: Case) -> None:
    export = Export(lines=())
    export.bring(AMAL, case, records=[*export.values(), export.loose(100)])
    with pytest.raises(BadInput, match="--case raqqa"):
        export.bring(AMAL, Record(slug="mosul").case, records=[*export.values(), export.loose(100)])


# Names


def test_names_need_a_basis(case: Case) -> None:
    Export().bring(AMAL, case)
    assert not Victim.objects.nameable().exists()
    Export().bring(AMAL, case, names_basis="published by Airwars with the families' consent")
    assert Victim.objects.nameable().count() == 3
    assert set(Victim.objects.values_list("name_basis_by", flat=True)) == {"amal"}
    Export().bring(AMAL, case)
    assert Victim.objects.nameable().count() == 3


def test_only_who_may_decide_on_names_may_give_a_basis(case: Case) -> None:
    with pytest.raises(NotPermitted, match="may not name"):
        Export().bring(actor(Permission.IMPORT), case, names_basis="why not")
    assert not Victim.objects.exists()


def test_source_and_party_words_follow_the_file(case: Case) -> None:
    Export().bring(AMAL, case)
    renamed = replace(Export().source, name_en="Airwars UK", at=At(file="incidents.csv", record=0))
    Export(source=renamed).bring(AMAL, case)
    assert Source.objects.get(slug="airwars").name_en == "Airwars UK"
    assert AuditEntry.objects.filter(target_kind="source").exists()


def test_queries_do_not_grow_with_the_records_of_a_batch(
    case: Case, django_assert_max_num_queries: Any
) -> None:
    export = Export(lines=[Line(f"CS{n}") for n in range(200)])
    with django_assert_max_num_queries(95, connection=connection):
        export.bring(AMAL, case)
