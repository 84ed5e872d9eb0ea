"""What somebody entrusted to us and did not allow out leaves no trace: no hash, size or id of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from casebook.record import DAY, Record, actor, in_role
from tahqiq.casebook import actions
from tahqiq.casebook.actions import Said
from tahqiq.casebook.models import Claim, Consent, Incident, Interview, Item, Purpose, Source, Text
from tahqiq.casebook.releasing import rows, snapshot
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.release import check
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.ids import is_veiled

WORDS = "six people were killed in that house"
VOICE = hashlib.sha256(b"a voice").hexdigest()
SIZE = 7_654_321


@pytest.fixture
def record(db: None) -> Record:
    return Record()


def spoken(record: Record, *purposes: Purpose, pseudonym: str = "W1") -> Interview:
    """An interview with a recording and a transcript, and an accepted claim out of it."""
    who, case = in_role("interviewer", record.case, "huda"), record.case
    allowed = (Purpose.KEEP, *purposes)
    consent = actions.record_consent(
        who, case, subject=pseudonym, purposes=allowed, language="en", given_on=DAY
    )
    said: dict[str, Any] = {"pseudonym": pseudonym, "interviewer": "huda", "language": "en"}
    made = actions.record_interview(who, case, consent=consent, incident=record.one(Incident), **said)
    actions.attach_recording(who, made, sha256=VOICE, size=SIZE, media_type="audio/mpeg")
    made.refresh_from_db()
    actions.attach_transcript(who, made, words=WORDS, transcriber="huda")
    made = Interview.objects.select_related("case", "consent", "incident").get(pk=made.pk)
    passage = actions.mark_passage(who, made, start=0, end=len(WORDS))
    read = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6))
    actions.accept_claim(actor(), actions.claim_from_passage(who, passage, said=read))
    actions.assess_incident(actor(name="grader"), record.one(Incident))
    return made


def outside(record: Record) -> str:
    with snapshot():
        return b"\n".join(msgspec.json.encode(row) for _, row in rows(record.case, on=DAY)).decode()


def table(record: Record, name: str) -> list[Any]:
    return [row for each, row in rows(record.case, on=DAY) if each == name]


def traces() -> set[str]:
    """Everything that whoever holds the recording or the words could look for."""
    hashes = {*Item.objects.values_list("sha256", flat=True), *Text.objects.values_list("sha256", flat=True)}
    kinds = (Item, Text, Claim, Consent, Interview, Source)
    ids = {str(each) for kind in kinds for each in kind._default_manager.values_list("id", flat=True)}
    return {*hashes, *ids, str(SIZE), WORDS, "W1", hashlib.sha256(b"W1").hexdigest()}


def test_a_withheld_interview_leaves_no_trace_though_its_figure_counts(record: Record) -> None:
    spoken(record)
    told = outside(record)
    assert [each for each in sorted(traces()) if each in told] == []
    (claim,), (item,), (source,) = (table(record, name) for name in ("claims", "items", "sources"))
    assert is_veiled(claim.text_sha256) and claim.text_sha256 == item.sha256 and claim.item == item.id
    assert (claim.min, claim.quote, claim.start, claim.end) == (6, None, 0, 0)
    assert (item.size, item.media_type, item.parent_sha256) == (None, "text/plain", "")
    assert {each.field for each in item.withheld} >= {"size"} and source.name_en is None
    (assessment,) = table(record, "assessments")
    assert assessment.claims == (claim.id,) and assessment.killed_min == 6
    assert told == outside(record)


def test_words_that_may_be_published_do_not_bring_the_voice_along(record: Record) -> None:
    spoken(record, Purpose.PUBLISH_WORDS)
    told = outside(record)
    assert VOICE not in told and str(SIZE) not in told and "audio" not in told
    (claim,) = table(record, "claims")
    assert claim.quote == WORDS and claim.text_sha256 == hashlib.sha256(WORDS.encode()).hexdigest()


def test_a_voice_that_may_be_published_is_named(record: Record) -> None:
    spoken(record, Purpose.PUBLISH_WORDS, Purpose.PUBLISH_VOICE)
    (transcript,) = (each for each in table(record, "items") if each.media_type == "text/plain")
    assert transcript.parent_sha256 == VOICE and VOICE in {each.sha256 for each in table(record, "items")}


def test_who_spoke_without_being_cited_is_nobody_outside(record: Record) -> None:
    spoken(record)
    actions.withdraw_decision(actor(), Claim.objects.get(), reason="misread")
    assert [table(record, name) for name in ("items", "claims", "sources")] == [[], [], []]


def test_the_folder_holds_and_the_site_says_withheld(record: Record, tmp_path: Path) -> None:
    from tahqiq.publish import publish

    spoken(record)
    releases = tmp_path / "releases"
    releases.mkdir()
    written = write_release(actor(), record.case, releases=releases, signing_key=bytes(32))
    assert check(written.folder) == []
    publish(written.folder, tmp_path / "site")
    pages = "".join(each.read_text() for each in (tmp_path / "site" / "en").rglob("*.html"))
    assert "withheld-" not in pages and "Withheld" in pages
    held = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert [each for each in sorted(traces() - {"W1"}) if each.encode() in held] == []
