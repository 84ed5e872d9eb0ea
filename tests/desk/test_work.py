"""Work in the background: asked for, done by a worker, stopped, begun again; every ending is noted."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from casebook.record import NOW, Record, actor
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk.conftest import Enter
from tahqiq.casebook.actions.jobs import NEEDS
from tahqiq.casebook.actors import ROLES, Actor, actor_of
from tahqiq.casebook.models import (
    AuditEntry,
    Consent,
    ImportPlan,
    Incident,
    Job,
    JobKind,
    JobState,
    Match,
    MissingPerson,
    Release,
    Remains,
    Victim,
)
from tahqiq.desk import health
from tahqiq.desk.home import Home
from tahqiq.desk.jobs import doing, progress, running, words, worker
from tahqiq.desk.jobs.asking import begin_again, enqueue
from tahqiq.desk.jobs.progress import Progress, Stopped
from tahqiq.desk.jobs.work import Work
from tahqiq.desk.jobs.worker import Worker
from tahqiq.desk.models import Account, Membership
from tahqiq.desk.views.work import ASKED
from tahqiq.vocab.errors import BadInput, NotPermitted

Doing = Callable[[Work], dict[str, Any]]


@pytest.fixture(autouse=True)
def no_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread has a connection of its own, which cannot see what a test has not committed."""
    monkeypatch.setattr(progress, "EVERY", 3600.0)
    monkeypatch.setattr(worker, "EVERY", 0.01)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test's own is never old


@pytest.fixture
def editor(record: Record) -> Actor:
    """Somebody with an account who may have most things done."""
    account = Account.objects.create_account("amal", "a sentence for tests only")
    Membership.objects.bulk_create(
        Membership(account=account, case=record.case, role=role) for role in ("editor", "reviewer", "auditor")
    )
    return actor_of(account)


def _instead(monkeypatch: pytest.MonkeyPatch, kind: JobKind, does: Doing) -> None:
    monkeypatch.setattr(doing, "DOING", {**doing.DOING, kind: does})


def _worked_off() -> int:
    return Worker(once=True).run()


def test_work_is_done_once_by_a_worker_as_the_person_who_asked(record: Record, editor: Actor) -> None:
    job = enqueue(editor, record.case, JobKind.GRADE)
    assert (job.state, DBTaskResult.objects.count()) == ("waiting", 1)
    assert enqueue(editor, record.case, JobKind.GRADE).pk == job.pk, "asked for twice, it waits once"
    assert _worked_off() == 1
    job.refresh_from_db()
    assert (job.state, job.runs, job.result["incidents"]) == ("finished", 1, 1)
    assert AuditEntry.objects.filter(action="grade_case", actor="amal").exists()
    assert _worked_off() == 0


def test_remains_are_compared_by_a_worker_and_told_pair_by_pair(record: Record, editor: Actor) -> None:
    record.one(Remains)
    MissingPerson.objects.filter(pk=record.one(MissingPerson).pk).update(told={"age": "35"})
    Consent.objects.update(expires_on=None)
    job = enqueue(editor, record.case, JobKind.REMAINS)
    assert _worked_off() == 1
    job.refresh_from_db()
    assert job.state == "finished"
    assert job.result == {"pairs": Match.objects.filter(run=job.pk).count()} != {"pairs": 0}
    entry = AuditEntry.objects.get(action="compare_remains")
    assert (entry.actor, entry.after) == ("amal", {"suggested": job.result["pairs"]})


def test_different_work_waits_side_by_side(record: Record, editor: Actor) -> None:
    for of in ("victim", "incident", "victim"):
        enqueue(editor, record.case, JobKind.LINK, of=of)
    assert Job.objects.filter(kind="link", state="waiting").count() == 2


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("kind", JobKind)
def test_each_kind_of_work_needs_its_permission(record: Record, role: str, kind: JobKind) -> None:
    who = Actor(name="basma", in_case={record.slug: ROLES[role].permissions})
    if NEEDS[kind] in ROLES[role].permissions:
        enqueue(who, record.case, kind)
    else:
        with pytest.raises(NotPermitted):
            enqueue(who, record.case, kind)
        assert not DBTaskResult.objects.exists()


def test_a_role_taken_away_meanwhile_is_a_refusal(record: Record, editor: Actor) -> None:
    job = enqueue(editor, record.case, JobKind.GRADE)
    Membership.objects.all().delete()
    _worked_off()
    job.refresh_from_db()
    assert job.state == "refused"
    assert "may not grade" in job.refusal


def test_an_account_switched_off_has_nothing_done(record: Record, editor: Actor) -> None:
    job = enqueue(editor, record.case, JobKind.GRADE)
    Account.objects.update(is_active=False)
    _worked_off()
    job.refresh_from_db()
    assert (job.state, job.refusal) == ("refused", "the account of amal is no longer active")


def test_what_the_person_at_the_machine_asks_for_is_done_as_theirs(record: Record) -> None:
    job = enqueue(Actor(name="x", everywhere=frozenset(NEEDS.values())), record.case, JobKind.GRADE)
    _worked_off()
    job.refresh_from_db()
    assert job.state == "finished"


def test_waiting_work_is_cancelled_at_once_and_passed_over(
    record: Record, editor: Actor, enter: Enter
) -> None:
    job = enqueue(editor, record.case, JobKind.GRADE)
    browser = enter("editor", case=record.case)
    browser.post(f"/desk/cases/{record.slug}/work/{job.pk}/cancel/")
    job.refresh_from_db()
    assert (job.state, job.cancel_by) == ("cancelled", "basma")
    assert _worked_off() == 1, "its place in the queue is worked off"
    job.refresh_from_db()
    assert (job.state, job.runs) == ("cancelled", 0)


def test_running_work_stops_at_its_next_check(
    record: Record, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tahqiq.casebook.actions import cancel_job

    def long_work(work: Work) -> dict[str, Any]:
        cancel_job(editor, work.job)
        assert cancel_job(editor, work.job).state == "running", "it is asked to stop once"
        progress.write_down(work.job.pk, work.progress)
        work.progress.advance()
        raise AssertionError("it should have stopped")

    _instead(monkeypatch, JobKind.GRADE, long_work)
    job = enqueue(editor, record.case, JobKind.GRADE)
    _worked_off()
    job.refresh_from_db()
    assert (job.state, job.cancel_by) == ("cancelled", "amal")
    with pytest.raises(BadInput, match="over"):
        cancel_job(editor, job)


def test_a_worker_told_to_end_leaves_its_work_interrupted_and_it_can_be_begun_again(
    record: Record, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Worker(once=True)

    def long_work(work: Work) -> dict[str, Any]:
        told.end()
        return {"never": list(work.progress.over([1, 2]))}

    _instead(monkeypatch, JobKind.GRADE, long_work)
    job = enqueue(editor, record.case, JobKind.GRADE)
    told.run()
    job.refresh_from_db()
    assert (job.state, job.result) == ("interrupted", {})
    _instead(monkeypatch, JobKind.GRADE, lambda work: {"done": True})
    begin_again(editor, job)
    _worked_off()
    job.refresh_from_db()
    assert (job.state, job.runs, job.result) == ("finished", 2, {"done": True})
    with pytest.raises(BadInput, match="begun again"):
        begin_again(editor, job)


def test_a_fault_of_ours_is_noted_by_its_kind_alone(
    record: Record, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(work: Work) -> dict[str, Any]:
        raise ValueError("Maryam of the test")

    _instead(monkeypatch, JobKind.GRADE, faulty)
    job = enqueue(editor, record.case, JobKind.GRADE)
    _worked_off()
    job.refresh_from_db()
    assert (job.state, job.refusal) == ("failed", "ValueError")
    assert "ValueError" in DBTaskResult.objects.get().traceback


@pytest.mark.parametrize("ended_by", [KeyboardInterrupt(), SystemExit(1)])
def test_a_worker_that_is_killed_in_good_order_notes_it(
    record: Record, editor: Actor, monkeypatch: pytest.MonkeyPatch, ended_by: BaseException
) -> None:
    def killed(work: Work) -> dict[str, Any]:
        raise ended_by

    _instead(monkeypatch, JobKind.GRADE, killed)
    job = enqueue(editor, record.case, JobKind.GRADE)
    with pytest.raises(type(ended_by)):
        running.work_on.call(str(job.pk))
    job.refresh_from_db()
    assert job.state == "interrupted"


def test_a_worker_that_died_leaves_an_interrupted_job(record: Record, editor: Actor, enter: Enter) -> None:
    silent = timezone.now() - timedelta(minutes=5)
    job = record.new(Job, beat_at=silent, started_at=silent)
    browser = enter("editor", case=record.case)
    page = browser.get(f"/desk/cases/{record.slug}/work/{job.pk}/").content.decode()
    assert "Interrupted" in page and "Begin again" in page
    _worked_off()  # any worker's look notes it
    job.refresh_from_db()
    assert (job.state, job.finished_at is not None) == ("interrupted", True)
    begin_again(editor, job)
    assert job.over


def test_finished_tasks_are_forgotten_after_a_while(record: Record, editor: Actor) -> None:
    enqueue(editor, record.case, JobKind.GRADE)
    _worked_off()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=15))
    _worked_off()
    assert not DBTaskResult.objects.exists()


def test_a_worker_waits_for_more_until_it_is_told_to_end(
    record: Record, editor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    told = Worker()
    patient = told._take

    def take() -> Any:
        nonlocal looks
        looks += 1
        if looks == 3:
            told.end()
        return patient()

    monkeypatch.setattr(told, "_take", take)
    enqueue(editor, record.case, JobKind.GRADE)
    assert told.run() == 1
    assert looks == 3


def test_a_worker_ends_with_its_parent(record: Record) -> None:
    inside, outside = os.pipe()
    told = Worker()
    worker.end_with(told, inside)
    os.close(outside)
    assert told.run() == 0
    os.close(inside)


def test_how_far_it_is_is_written_down_while_it_runs(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    job, far = record.one(Job), Progress()
    far.begin("grading", 10)
    assert list(far.over("abc")) == ["a", "b", "c"]
    progress.write_down(job.pk, far)
    job.refresh_from_db()
    assert (job.step, job.done, job.total, job.share) == ("grading", 3, 10, 30)
    assert job.beat_at is not None and job.beat_at > NOW
    far.reach(7)
    far.stop = JobState.INTERRUPTED
    with pytest.raises(Stopped, match="interrupted"):
        far.begin("more")

    def busy(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(progress, "write_down", busy)
    monkeypatch.setattr("tahqiq.desk.jobs.progress.connection.close", lambda: None)
    progress._try_to_write(job.pk, far)  # the next sign of life will do


def test_the_health_page_knows_how_long_work_has_waited(record: Record) -> None:
    assert health.queue_age() is None
    record.new(Job, state="waiting", asked_at=timezone.now() - timedelta(seconds=90))
    assert health.queue_age() in (90, 91)


# What each kind does


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Home:
    """A home of its own, with keys."""
    made = Home.create(tmp_path / "home")
    settings.HOME = made
    return made


def _did(record: Record, kind: JobKind, *, by: Actor | None = None, **arguments: Any) -> Job:
    """The job, done by somebody who may have everything done."""
    who = by or actor(name="amal")
    job = enqueue(who, record.case, kind, **arguments)
    found = running.begin(job.pk)
    assert found is not None
    with running.Ending(found) as ending:
        work = Work(job=found, case=record.case, actor=who, home=settings.HOME, progress=ending.progress)
        ending.result = doing.DOING[kind](work)
    job.refresh_from_db()
    return job


def test_a_release_is_made_approved_published_and_compared(record: Record, home: Home) -> None:
    Release.objects.all().delete()
    first = _did(record, JobKind.RELEASE)
    assert first.result["status"] == "unapproved" and first.done > 0
    made = Release.objects.get(pk=first.result["release"])
    refused = _did(record, JobKind.PUBLISH, release=str(made.pk))
    assert (refused.state, "approved" in refused.refusal) == ("refused", True)
    record.new(Victim, name_en="Another")
    second = Release.objects.get(pk=_did(record, JobKind.RELEASE).result["release"])
    differs = _did(record, JobKind.COMPARE, before=str(made.pk), after=str(second.pk))
    told = {each["table"]: each["added"] for each in differs.result["tables"]}
    assert told["victims"] == 1
    assert {"figure": "victims", "before": 1, "after": 2} in differs.result["figures"]


def test_an_approved_release_becomes_the_current_site(
    record: Record, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tahqiq.casebook.actions import approve_release
    from tahqiq.publish import Published
    from tahqiq.release import check, open_release

    Release.objects.all().delete()
    made = Release.objects.get(pk=_did(record, JobKind.RELEASE).result["release"])
    approve_release(actor(name="basma"), made)

    def site(folder: Path, out: Path, *, progress: Callable[[int], None]) -> Published:
        assert open_release(folder).manifest.status == "approved"
        assert check(folder) == []
        out.mkdir()
        (out / "index.html").write_text("the site")
        progress(2)
        return Published(pages=2, bytes=9, unchanged=False)

    monkeypatch.setattr("tahqiq.publish.publish", site)
    done = _did(record, JobKind.PUBLISH, release=str(made.pk))
    assert (done.state, done.result["pages"], done.done) == ("finished", 2, 2)
    assert (home.sites / "current" / "index.html").read_text() == "the site"


def test_an_archive_is_verified_and_the_outcome_noted(record: Record, home: Home) -> None:
    from tahqiq.seal import Archive

    assert _did(record, JobKind.VERIFY).refusal == "nothing has been sealed yet"
    Archive.at(home.archive)
    found = _did(record, JobKind.VERIFY)
    assert found.state == "finished"
    assert found.result["faults"] == len(found.result["lines"]) > 0, "the test's item was never sealed"
    noted = health.last_verified(home.logs)
    assert noted is not None and noted["faults"] == found.result["faults"]


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        (JobKind.LINK, {"of": "place"}),
        (JobKind.LINK, {}),
        (JobKind.COMPARE, {"before": "x", "after": "y"}),
        (JobKind.PUBLISH, {"release": "00000000-0000-0000-0000-000000000000"}),
    ],
)
def test_work_that_makes_no_sense_is_refused(
    record: Record, home: Home, kind: JobKind, arguments: dict[str, str]
) -> None:
    assert _did(record, kind, **arguments).state == "refused"


def test_a_prepared_import_is_carried_out(
    record: Record, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = record.one(ImportPlan)
    ImportPlan.objects.filter(pk=plan.pk).update(checked={})
    assert _did(record, JobKind.IMPORT, plan=str(plan.pk)).state == "refused"
    ImportPlan.objects.filter(pk=plan.pk).update(checked={"records": 9})

    def run_import(who: Actor, found: ImportPlan, progress: Callable[[int], None]) -> None:
        progress(9)

    monkeypatch.setattr("tahqiq.desk.plans.run_import", run_import)
    assert _did(record, JobKind.TRIAL, plan=str(record.case.pk)).state == "refused"
    done = _did(record, JobKind.IMPORT, plan=str(plan.pk))
    assert (done.state, done.done, done.total) == ("finished", 9, 9)


def test_pairs_are_looked_for(record: Record, home: Home) -> None:
    for n in range(3):
        record.new(Victim, name_en=f"Salma Test {n}")
    for of in ("victim", "incident"):
        assert _did(record, JobKind.LINK, of=of).state == "finished"


# Screens


def _begin(record: Record) -> str:
    return f"/desk/cases/{record.slug}/work/"


def test_work_is_asked_for_with_a_button_and_shown(record: Record, enter: Enter) -> None:
    Job.objects.all().delete()
    browser = enter("editor", case=record.case)
    assert b"Nothing has been asked for yet" in browser.get(_begin(record)).content
    there = browser.post(f"{_begin(record)}ask/", {"kind": "grade"})["Location"]
    page = browser.get(there).content.decode()
    assert "Grade the case" in page and "Waiting" in page and "Cancel" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    far = browser.get(f"{there}progress/").json()
    assert far == {"over": False, "state": "Waiting", "step": "", "far": "", "share": None}
    _worked_off()
    page = browser.get(there).content.decode()
    assert "Incidents graded" in page and "refresh" not in page
    assert b"Finished" in browser.get(_begin(record)).content


@pytest.mark.parametrize("kind", ["", "nap", "Grade"])
def test_only_work_that_has_a_button_is_asked_for(record: Record, enter: Enter, kind: str) -> None:
    answer = enter("editor", "recorder", case=record.case).post(f"{_begin(record)}ask/", {"kind": kind})
    assert answer.status_code == 400
    assert Job.objects.count() == 1, "the one there was"


@pytest.mark.parametrize("path", ["", "progress/", "cancel/", "again/"])
def test_work_of_another_case_is_not_found(record: Record, enter: Enter, path: str) -> None:
    elsewhere = Record(slug="mosul")
    browser = enter("editor", case=elsewhere.case)
    there = f"{_begin(elsewhere)}{record.one(Job).pk}/{path}"
    ask = browser.post if path in ("cancel/", "again/") else browser.get
    assert ask(there).status_code == 404


def test_whoever_may_not_have_it_done_may_not_stop_it(record: Record, enter: Enter) -> None:
    there = f"{_begin(record)}{record.one(Job).pk}/"
    browser = enter("publisher", case=record.case)
    assert b"Cancel</button>" not in browser.get(there).content
    assert browser.post(f"{there}cancel/").status_code == 403
    assert browser.post(f"{there}again/").status_code == 403


def test_work_that_ended_badly_is_begun_again_by_button(record: Record, enter: Enter) -> None:
    job = record.new(Job, state="failed", finished_at=NOW, refusal="ValueError")
    browser = enter("editor", case=record.case)
    page = browser.get(f"{_begin(record)}{job.pk}/").content.decode()
    assert "ValueError" in page and "Begin again" in page
    assert browser.post(f"{_begin(record)}{job.pk}/again/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.asked_by) == ("waiting", "basma")


@pytest.mark.parametrize("kind", JobKind)
def test_what_came_of_each_kind_is_shown(record: Record, enter: Enter, kind: JobKind) -> None:
    release = str(record.one(Release).pk)
    results: dict[JobKind, dict[str, Any]] = {
        JobKind.GRADE: {"incidents": 5, "counts": {"new": 5}, "differing": 1, "by_grade": {}},
        JobKind.LINK: {"of": "victim", "pairs": 7, "notes": ["two people contradict one another"]},
        JobKind.RELEASE: {"release": release, "content": "ab" * 32},
        JobKind.PUBLISH: {"pages": 12},
        JobKind.COMPARE: {"tables": [], "figures": []},
        JobKind.IMPORT: {},
        JobKind.REMAINS: {"pairs": 7},
        JobKind.VERIFY: {"items": 3, "quotes": 4, "faults": 1, "lines": ["fault: something"]},
    }
    arguments = {"before": release, "after": release, "plan": release}
    ended = {"state": "finished", "finished_at": NOW, "arguments": arguments}
    job = record.new(Job, kind=kind.value, result=results.get(kind, {}), **ended)
    for language in ("en", "ar"):
        browser = enter("editor", "auditor", case=record.case, name=language, language=language)
        assert browser.get(f"{_begin(record)}{job.pk}/").status_code == 200


def test_every_kind_and_step_and_state_has_its_words() -> None:
    assert set(words.KINDS) == set(JobKind)
    assert set(words.STATES) == set(JobState)
    assert set(ASKED) == set(doing.DOING) == set(JobKind)


def test_a_list_of_work_asks_a_constant_number_of_questions(
    record: Record, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    for n in range(20):
        record.new(Job, arguments={"n": n})
    browser = enter("editor", case=record.case)
    with django_assert_max_num_queries(10):
        browser.get(_begin(record))


def test_an_incident_of_the_case_is_graded_where_asked(record: Record, editor: Actor) -> None:
    record.new(Incident, code="CS2")
    job = enqueue(editor, record.case, JobKind.GRADE)
    _worked_off()
    job.refresh_from_db()
    assert (job.step, job.done, job.total) == ("grading", 2, 2)
