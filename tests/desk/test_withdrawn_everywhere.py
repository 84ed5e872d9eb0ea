"""After a consent is taken back, its words are looked for in every table, file and page served."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from casebook.record import DAY, NOW, Record, actor, in_role
from django.db import connection
from stories.conftest import tree
from wagtail.models import Comment

from desk.test_serving import _ask, _free_port, _served
from desk.test_withdrawing import approved, proposed
from tahqiq.casebook import actions
from tahqiq.casebook.actions import Said, Told
from tahqiq.casebook.importing.testimony import keep_recording, keep_transcript
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    AuditEntry,
    Case,
    Claim,
    Concern,
    Consent,
    FormSubmission,
    ImportProblem,
    Incident,
    Interview,
    Job,
    Knowledge,
    LogEntry,
    Match,
    MissingPerson,
    Purpose,
    Revision,
    Suggestion,
    Withdrawal,
)
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.desk.home import Home
from tahqiq.desk.models import Account
from tahqiq.desk.withdrawing import reach_of
from tahqiq.publish import publish
from tahqiq.seal import Archive
from tahqiq.stories.authoring import drafting
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange

__all__ = ["tree"]
pytestmark = pytest.mark.django_db(transaction=True)

#: A word that nothing else here says, and a sentence with it.
CANARY = "quinquereme"
WORDS = f"that night the {CANARY} of my uncle burned and six people were killed in it"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb" * 400
NOTE = f"she said: {WORDS}, and wept"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home")


@pytest.fixture
def archive(home: Home) -> Archive:
    return Archive.at(home.archive)


@pytest.fixture
def record(transactional_db: None) -> Record:
    return Record()


@pytest.fixture
def spoken(record: Record, archive: Archive, tmp_path: Path, tree: None) -> Interview:
    """An interview whose words stand wherever people, forms and machines may have copied them."""
    who, case = in_role("interviewer", record.case, "huda"), record.case
    allowed = (Purpose.KEEP, Purpose.PUBLISH_WORDS, Purpose.PUBLISH_VOICE)
    given = actions.record_consent(who, case, subject="W1", purposes=allowed, language="en", given_on=DAY)
    said: dict[str, Any] = {"pseudonym": "W1", "interviewer": "huda", "language": "en", "setting": NOTE}
    made = actions.record_interview(who, case, consent=given, incident=record.one(Incident), **said)
    (tmp_path / f"{CANARY}.mp3").write_bytes(SOUND + CANARY.encode())
    keep_recording(who, made, tmp_path / f"{CANARY}.mp3", archive=archive)
    made.refresh_from_db()
    text = keep_transcript(who, made, WORDS, transcriber="huda", archive=archive)
    made = Interview.objects.select_related("case", "consent", "incident").get(pk=made.pk)
    actions.attach_translation(who, made, words=f"nachts: {CANARY}", language="de", translator="a machine")
    whole = actions.mark_passage(who, made, start=0, end=len(text.content), knowledge=Knowledge.SAW)
    part = actions.mark_passage(who, made, start=0, end=10)
    actions.note_contradiction(who, whole, part, about=NOTE)
    flag = actions.raise_flag(who, made, concern=Concern.DISTRESS, note=NOTE)
    actions.lower_flag(who, flag, reason=NOTE)
    actions.ask_follow_up(who, made, what=NOTE)
    read = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6))
    actions.accept_claim(actor(), actions.claim_from_passage(who, whole, said=read), reason=NOTE)
    actions.assess_incident(actor(name="grader"), record.one(Incident))
    _copied(record, given, made)
    return made


def _copied(record: Record, given: Consent, made: Interview) -> None:
    """Copies that nobody meant to make."""
    told = Told(told_by="a sister", name_en=f"Somebody {CANARY}", items={"clothing": NOTE}, consent=given)
    file = actions.open_file(actor(), record.case, code="MP-1", told=told)
    later = Told(told_by="a sister", name_en=f"Nobody {CANARY}", items={}, consent=given)
    actions.edit_file(actor(), MissingPerson.objects.get(pk=file.pk), told=later, version=file.version)
    asked: dict[str, Any] = {"asked_by": "a sister", "asked_on": DAY, "question": NOTE}
    actions.receive_request(actor(), MissingPerson.objects.get(pk=file.pk), **asked)
    incident = record.one(Incident)
    record.new(Revision, kind="incident", record=incident.pk, version=7, values={"summary_en": NOTE, "n": 1})
    record.new(AuditEntry, after={"why": [NOTE]}, target_id="x")
    record.new(Job, result={"told": {"words": NOTE}}, refusal=NOTE)
    record.new(ImportProblem, value=NOTE)
    record.new(Suggestion, evidence={"steps": [{"text": NOTE}]})
    record.new(Match, missing=MissingPerson.objects.get(pk=file.pk), evidence=[{"values": [NOTE]}])
    record.new(LogEntry, present=NOTE, said=NOTE)
    quoting = {
        "locator": "span",
        "start": 0,
        "end": len(WORDS),
        "record": None,
        "columns": [],
        "quote": WORDS,
    }
    answer = record.new(Answer, item=made.transcript, **quoting)
    record.new(AnswerEvent, answer=answer, item=made.transcript, note=NOTE, **quoting)
    record.new(AnswerEvent, answer=answer, sequence=2, note=NOTE)
    record.new(FormSubmission, item=made.recording, answers={"seen": NOTE}, instance="uuid:7", vault=None)
    _drafted(record.case, given)


def _drafted(case: Case, given: Consent) -> None:
    """A chapter that somebody writes, who typed what the recording says, in two versions."""
    who = actor()
    account = Account.objects.create_account("ghassan", "a sentence for tests only")
    story = drafting.make_story(who, case, slug="after", title_en="After")
    page = drafting.make_chapter(who, case, story, slug="river", title_en="The river")
    sound = {"item": "", "cues": f"0:00 0:02 {CANARY}", "speaker": {"en": "", "ar": ""}, "spoken_on": ""}
    sound |= {"consent": str(given.pk), "synthetic": False}
    heard = {"type": "audio", "value": {"title": {"en": CANARY, "ar": ""}, "en": sound, "ar": sound}}
    told = {"type": "text", "value": {"heading": {"en": "", "ar": ""}, "words": {"en": NOTE, "ar": ""}}}
    page.body = page._meta.get_field("body").to_python([heard, told])
    page.save()
    for summary in (NOTE, "Of the river."):
        page.summary_en = summary
        drafting.save(who, case, page, by=account)
    Comment.objects.create(page=page, user=account, text=NOTE, contentpath="body")


def tables() -> Iterator[tuple[str, str]]:
    """Every table of the database, its rows as text."""
    for name in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{name}"')
            yield name, repr(cursor.fetchall())


def files(*places: Path) -> Iterator[tuple[str, bytes]]:
    for place in places:
        for at, _, names in os.walk(place):
            for name in names:
                yield f"{at}/{name}", Path(at, name).read_bytes()


def released(home: Home, case: Case, site: str) -> Path:
    written = write_release(actor(), case, releases=home.releases, signing_key=bytes(32))
    publish(written.folder, home.sites / site)
    return written.folder


def carried_out(made: Withdrawal, home: Home, archive: Archive) -> Withdrawal:
    reach = reach_of(home, archive)
    who = in_role("publisher", made.case, "zahra")
    return actions.carry_out_withdrawal(who, approved(made, reach), reach=reach)


def test_no_table_file_or_served_page_holds_what_was_taken_back(
    record: Record, home: Home, archive: Archive, spoken: Interview
) -> None:
    older = released(home, record.case, "older")
    record.new(Incident, code="CS-later")
    newer = released(home, record.case, "newer")
    assert older != newer
    record_file = Path(str(connection.settings_dict["NAME"]))
    assert sum(CANARY in rows for _, rows in tables()) >= 12
    assert CANARY.encode() in record_file.read_bytes() + Path(f"{record_file}-wal").read_bytes()
    made = proposed(spoken.consent, reach_of(home, archive))
    assert made.found["releases"] == sorted([older.name, newer.name]) and made.found["missing"] == ["MP-1"]
    port = _free_port()
    with _served(home, port, "--only", "site") as served:
        assert served.stdout is not None and served.stdout.readline()
        pages = [
            each.relative_to(home.sites / "newer")
            for each in (home.sites / "newer").rglob("*")
            if each.is_file() and CANARY.encode() in each.read_bytes()
        ]
        assert pages and CANARY.encode() in _ask(port, f"/{pages[0]}")[2]
        assert carried_out(made, home, archive).state == "done"
        answers = [_ask(port, address) for address in ("/", *(f"/{each}" for each in pages))]
    assert {status for status, _, _ in answers} == {404}
    assert CANARY.encode() not in b"".join(body for _, _, body in answers)
    assert [name for name, rows in tables() if CANARY in rows] == []
    assert [name for name, content in files(home.path) if CANARY.encode() in content] == []
    assert CANARY.encode() not in record_file.read_bytes() + Path(f"{record_file}-wal").read_bytes()
    assert Revision.objects.get(version=7).values == {"summary_en": "(lawfully removed)", "n": 1}


def test_an_older_release_of_another_time_is_served_again_where_it_holds_none_of_it(
    record: Record, home: Home, archive: Archive, spoken: Interview
) -> None:
    claim = Claim.objects.get()
    actions.withdraw_decision(actor(), claim, reason="looked at again")
    without = released(home, record.case, "without")
    Claim.objects.filter(pk=claim.pk).update(
        status="accepted", decided_by="amal", decided_at=NOW, withdrawn_by="", withdrawn_at=None,
        withdrawn_reason="",
    )  # fmt: skip
    with_it = released(home, record.case, "with")
    done = carried_out(proposed(spoken.consent, reach_of(home, archive)), home, archive)
    assert done.state == "done" and not with_it.exists()
    held = [name for name, content in files(home.sites, home.releases) if CANARY.encode() in content]
    assert held == [] and (without.exists() == (home.sites / "without").exists())


def test_what_we_wrote_for_readers_is_shown_to_the_two_people(
    record: Record, home: Home, archive: Archive, spoken: Interview
) -> None:
    incident = record.one(Incident)
    Incident.objects.filter(pk=incident.pk).update(summary_en=NOTE)
    made = proposed(spoken.consent, reach_of(home, archive))
    assert made.found["written"] == [["incident", str(incident.pk)]]


def test_what_quotes_it_and_what_notes_it_is_shown_to_the_two_people_and_erased(
    record: Record, home: Home, archive: Archive, spoken: Interview
) -> None:
    made = proposed(spoken.consent, reach_of(home, archive))
    quoting, noting = AnswerEvent.objects.order_by("sequence")
    assert made.found["steps"] == [str(quoting.pk)]
    entry = LogEntry.objects.get()
    assert ["logentry", str(entry.pk)] in made.found["noted"]
    assert ["answerevent", str(noting.pk)] in made.found["noted"]
    carried_out(made, home, archive)
    kept = [(each.quote, each.note) for each in AnswerEvent.objects.order_by("sequence")]
    assert kept == [("(lawfully removed)", "(lawfully removed)"), (noting.quote, "(lawfully removed)")]
    entry.refresh_from_db()
    assert (entry.said, entry.present) == ("(lawfully removed)", "(lawfully removed)")
    told = AuditEntry.objects.filter(target_kind="answerevent", action="carry_out_withdrawal")
    assert [each.target_id for each in told] == [str(quoting.pk)]


def test_a_voice_alone_is_taken_back_and_the_words_stay(
    record: Record, home: Home, archive: Archive, spoken: Interview
) -> None:
    from tahqiq.casebook.resting import resting_on

    folder, reach = released(home, record.case, "site"), reach_of(home, archive)
    recording = spoken.recording
    assert recording is not None and recording.sha256 in (folder / "items.jsonl").read_text()
    only = [Purpose.PUBLISH_VOICE]
    found = resting_on(spoken.consent, served=reach.served, purposes=only)
    assert [each.pk for each in found.items] == [recording.pk]
    assert (found.claims, found.texts, found.figures, found.releases) == ([], [], [], [folder.name])
    huda = in_role("interviewer", record.case, "huda")
    made = actions.propose_withdrawal(
        huda, spoken.consent, destroy=False, reason="she asked", purposes=only, served=reach.served,
        seen=found.sha256(),
    )  # fmt: skip
    assert carried_out(made, home, archive).state == "done"
    assert not folder.exists() and not (home.sites / "site").exists()
    consent = Consent.objects.get(pk=spoken.consent_id)
    assert (consent.publish_voice, consent.publish_words, consent.withdrawn_at) == (False, True, None)
    later = released(home, record.case, "later")
    assert recording.sha256 not in (later / "items.jsonl").read_text()
    assert CANARY in (later / "claims.jsonl").read_text()
    assert Claim.objects.get().status == "accepted"
