"""A consent is taken back: what rests on it is found, two people act, and nothing of it is served or kept."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from casebook.record import DAY, Record, actor, in_role

from tahqiq.casebook import actions
from tahqiq.casebook.actions import Said
from tahqiq.casebook.actions.withdrawal import Reach, what_remains
from tahqiq.casebook.importing.testimony import keep_recording, keep_transcript
from tahqiq.casebook.models import (
    Assessment,
    AuditEntry,
    Case,
    Claim,
    Consent,
    Incident,
    Purpose,
    Release,
    Source,
    Text,
    VaultEntry,
    Withdrawal,
)
from tahqiq.casebook.releasing.folder import write_release
from tahqiq.casebook.resting import resting_on
from tahqiq.desk import withdrawing
from tahqiq.desk.home import Home
from tahqiq.seal import Archive
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput, NotPermitted

CANARY = "canary-of-a-voice"
WORDS = f"{CANARY}: six people were killed in that house"


def reach_of(home: Home, archive: Archive | None) -> Reach:
    """The reach of a home, but for the database's free pages: a test that commits nothing has none."""
    return replace(withdrawing.reach_of(home, archive), scrub=lambda: None)


@pytest.fixture
def record(db: None) -> Record:
    """An empty record: what rests on a consent is made here, and nothing else."""
    return Record()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.create(tmp_path / "home")


@pytest.fixture
def archive(home: Home) -> Archive:
    return Archive.at(home.archive)


@pytest.fixture
def consent(record: Record, archive: Archive, tmp_path: Path) -> Consent:
    """A voice on which a figure of the record rests."""
    who, case = in_role("interviewer", record.case, "huda"), record.case
    given = actions.record_consent(
        who,
        case,
        subject="W1",
        purposes=(Purpose.KEEP, Purpose.PUBLISH_WORDS),
        language="en",
        given_on=DAY,
    )
    said: dict[str, Any] = {"pseudonym": "W1", "interviewer": "huda", "language": "en", "setting": CANARY}
    interview = actions.record_interview(who, case, consent=given, incident=record.one(Incident), **said)
    (tmp_path / f"{CANARY}.mp3").write_bytes(b"ID3" + CANARY.encode())
    keep_recording(who, interview, tmp_path / f"{CANARY}.mp3", archive=archive)
    interview.refresh_from_db()
    text = keep_transcript(who, interview, WORDS, transcriber="huda", archive=archive)
    interview.refresh_from_db()
    passage = actions.mark_passage(who, interview, start=0, end=len(text.content))
    read = Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(6, 6))
    actions.accept_claim(actor(), actions.claim_from_passage(who, passage, said=read))
    actions.assess_incident(actor(name="grader"), record.one(Incident))
    return Consent.objects.select_related("case").get(pk=given.pk)


def released(home: Home, case: Case) -> Path:
    written = write_release(actor(), case, releases=home.releases, signing_key=bytes(32))
    site = home.sites / case.slug
    site.mkdir()
    (site / "index.html").write_text((written.folder / "claims.jsonl").read_text("utf-8"), "utf-8")
    return written.folder


def proposed(consent: Consent, reach: Reach, *, destroy: bool = True) -> Withdrawal:
    seen = resting_on(consent, served=reach.served).sha256()
    who = in_role("interviewer", consent.case, "huda")
    return actions.propose_withdrawal(
        who, consent, destroy=destroy, reason="the person asked", seen=seen, served=reach.served
    )


def approved(made: Withdrawal, reach: Reach) -> Withdrawal:
    who = in_role("publisher", made.case, "basma")
    return actions.approve_withdrawal(who, made, seen=made.sha256, served=reach.served)


def everywhere(home: Home) -> bytes:
    files = [Path(at, name) for at, _, names in os.walk(home.path) for name in names]
    return b"".join(each.read_bytes() for each in files if each.name != "db.sqlite3")


def test_it_takes_effect_in_the_record_and_in_everything_served(
    record: Record, home: Home, archive: Archive, consent: Consent
) -> None:
    folder, reach = released(home, record.case), reach_of(home, archive)
    assert CANARY.encode() in everywhere(home)
    made = proposed(consent, reach)
    (figure,) = made.found["figures"]
    assert (figure["before"]["killed"], figure["after"]["killed"]) == ([6, 6], [None, None])
    assert made.found["releases"] == [folder.name] and len(made.found["items"]) == 2
    done = actions.carry_out_withdrawal(
        in_role("publisher", record.case, "basma"), approved(made, reach), reach=reach
    )
    assert done.state == "done" and what_remains(done) == []
    assert not folder.exists() and not (home.sites / record.slug).exists()
    assert Release.objects.get().recalled_reason == "consent withdrawn"
    assert CANARY.encode() not in everywhere(home)
    kept = repr([list(model.objects.values()) for model in (Text, Claim, AuditEntry, Withdrawal)])
    assert CANARY not in kept
    assert Claim.objects.get().status == "withdrawn"
    standing = Assessment.objects.get(assessor="tahqiq", withdrawn_at=None)
    assert (standing.killed_min, standing.killed_max) == (None, None)
    again = write_release(actor(), record.case, releases=home.releases, signing_key=bytes(32))
    assert CANARY not in "".join(each.read_text("utf-8") for each in again.folder.glob("*.jsonl"))


def test_a_release_that_was_recalled_is_approved_by_nobody(
    record: Record, home: Home, archive: Archive, consent: Consent
) -> None:
    folder, reach = released(home, record.case), reach_of(home, archive)
    made = approved(proposed(consent, reach, destroy=False), reach)
    actions.carry_out_withdrawal(in_role("publisher", record.case, "basma"), made, reach=reach)
    with pytest.raises(BadInput, match="recalled"):
        actions.approve_release(actor(name="zahra"), Release.objects.get())
    assert not folder.exists() and (home.path / "recalled" / folder.name).is_dir()
    assert Claim.objects.get().status == "accepted"
    later = write_release(actor(), record.case, releases=home.releases, signing_key=bytes(32))
    assert CANARY not in "".join(each.read_text("utf-8") for each in later.folder.glob("*.jsonl"))


def test_what_was_interrupted_goes_on(record: Record, home: Home, archive: Archive, consent: Consent) -> None:
    reach = reach_of(home, archive)
    made = approved(proposed(consent, reach), reach)

    def fails(sha256: str, asked_by: str, approved_by: str) -> None:
        raise KeyboardInterrupt

    who = in_role("publisher", record.case, "zahra")
    with pytest.raises(KeyboardInterrupt):
        actions.carry_out_withdrawal(who, made, reach=replace(reach, remove=fails))
    made.refresh_from_db()
    assert what_remains(made) == ["bytes", "identity", "served_again"]
    done = actions.carry_out_withdrawal(who, made, reach=reach)
    assert done.state == "done"
    entries = AuditEntry.objects.count()
    assert actions.carry_out_withdrawal(who, done, reach=reach).state == "done"
    assert AuditEntry.objects.count() == entries


def test_two_people_act(record: Record, home: Home, consent: Consent) -> None:
    reach = reach_of(home, None)
    made = proposed(consent, reach)
    with pytest.raises(NotPermitted, match="second person"):
        actions.approve_withdrawal(actor(name="huda"), made, seen=made.sha256, served=reach.served)
    with pytest.raises(BadInput, match="nobody has approved"):
        actions.carry_out_withdrawal(actor(name="basma"), made, reach=reach)
    with pytest.raises(BadInput, match="already"):
        proposed(consent, reach)


def test_what_changed_meanwhile_is_looked_at_again(record: Record, home: Home, consent: Consent) -> None:
    reach = reach_of(home, None)
    with pytest.raises(BadInput, match="since you looked"):
        actions.propose_withdrawal(
            actor(), consent, destroy=True, reason="asked", seen="0" * 64, served=reach.served
        )
    made = proposed(consent, reach)
    actions.withdraw_decision(actor(), Claim.objects.get(), reason="misread")
    with pytest.raises(BadInput, match="since you looked"):
        actions.approve_withdrawal(actor(name="basma"), made, seen=made.sha256, served=reach.served)
    now = resting_on(consent, served=reach.served).sha256()
    with pytest.raises(BadInput, match="than was proposed"):
        actions.approve_withdrawal(actor(name="basma"), made, seen=now, served=reach.served)
    actions.drop_withdrawal(actor(), made)
    with pytest.raises(BadInput, match="does not wait"):
        actions.drop_withdrawal(actor(), made)
    assert proposed(consent, reach).state == "proposed"


def test_a_consent_is_withdrawn_once_and_for_a_reason(record: Record, home: Home, consent: Consent) -> None:
    reach = reach_of(home, None)
    with pytest.raises(BadInput, match="say why"):
        seen = resting_on(consent, served=reach.served).sha256()
        actions.propose_withdrawal(actor(), consent, destroy=True, reason=" ", seen=seen, served=reach.served)
    withdrawn = actions.withdraw_consent(actor(), consent)
    with pytest.raises(BadInput, match="before"):
        proposed(withdrawn, reach)


@pytest.mark.parametrize("another", [True, False])
def test_an_identity_goes_unless_another_consent_holds(
    record: Record, home: Home, archive: Archive, consent: Consent, another: bool
) -> None:
    record.new(VaultEntry, pseudonym="W1")
    if another:
        record.new(Consent, subject="W1", given_on=DAY + timedelta(days=1), expires_on=None)
    reach = reach_of(home, archive)
    made = approved(proposed(consent, reach), reach)
    assert made.found["vault"]
    actions.carry_out_withdrawal(in_role("publisher", record.case, "basma"), made, reach=reach)
    assert VaultEntry.objects.exists() == another


def test_a_name_alone_is_taken_back(record: Record, home: Home, consent: Consent) -> None:
    Consent.objects.filter(pk=consent.pk).update(publish_name=True)
    consent.refresh_from_db()
    source = Source.objects.get(slug="witness-W1")
    actions.set_name_basis(actor(), source, basis="she asked for it")
    folder, reach, only = released(home, record.case), reach_of(home, None), [Purpose.PUBLISH_NAME]
    found = resting_on(consent, served=reach.served, purposes=only)
    assert (found.sources, found.claims, found.releases) == ([source.pk], [], [folder.name])
    who = in_role("interviewer", record.case, "huda")
    asked: dict[str, Any] = {"destroy": False, "reason": "she asked", "served": reach.served}
    for wrong, why in (
        ({"destroy": True}, "whole"),
        ({"purposes": [Purpose.PUBLISH_IMAGE]}, "does not allow"),
    ):
        with pytest.raises(BadInput, match=why):
            given = {**asked, "purposes": only, **wrong}
            actions.propose_withdrawal(who, consent, seen=found.sha256(), **given)
    made = actions.propose_withdrawal(who, consent, seen=found.sha256(), purposes=only, **asked)
    actions.carry_out_withdrawal(
        in_role("publisher", record.case, "zahra"), approved(made, reach), reach=reach
    )
    source.refresh_from_db()
    consent.refresh_from_db()
    assert (source.name_basis, consent.publish_name, consent.withdrawn_at) == ("", False, None)
    assert not folder.exists() and Claim.objects.get().status == "accepted"
