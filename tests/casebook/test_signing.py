"""What a second person signs, and that nothing changes under a signature unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casebook.record import NOW, SHA, Record, actor, as_seen, graded
from casebook.test_releasing import leaving
from tahqiq.casebook import actions, signing
from tahqiq.casebook.drafts import AnswerDraft, IncidentDraft, PlaceDraft
from tahqiq.casebook.models import (
    Answer,
    Assessment,
    AuditEntry,
    Claim,
    Incident,
    Item,
    Party,
    Place,
    SignOff,
    Source,
)
from tahqiq.grade import AIRWARS
from tahqiq.vocab.answers import Answer as AnswerValue
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Locator
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Evidence

AMAL, BASMA = actor(name="amal"), actor(name="basma")
WORDS = Evidence(text_sha256=SHA, locator=Locator.cells(0, "assessment"), quote="credible")


@pytest.fixture
def signed(record: Record) -> Assessment:
    """Our assessment of an incident with one accepted claim and one answer, signed off by basma."""
    record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW)
    record.one(Answer)
    return actions.sign_off_assessment(BASMA, ours := graded(record), seen=as_seen(ours))


def test_what_is_signed_is_kept_to_the_letter(record: Record, signed: Assessment) -> None:
    kept = SignOff.objects.get()
    assert (kept.signed_by, kept.sha256) == ("basma", as_seen(signed))
    assert hashlib.sha256(kept.content.encode()).hexdigest() == kept.sha256
    said = json.loads(kept.content)
    assert said["format"] == "sign-off/1"
    assert said["incident"]["code"] == "CS1640"
    assert said["place"]["precision"] == "neighbourhood"
    assert said["result"]["rules"] == "tahqiq/1" and said["result"]["profile"] == "strict/1"
    assert said["result"]["reasons_en"] == signed.reasons_en
    assert list(said["claims"]) == [str(Claim.objects.get().pk)]
    assert [each["state"] for each in said["answers"].values()] == ["non_credible"]
    assert signing.changed_since(kept, signing.signable([signed])[signed.pk]) == []


def _edit(record: Record, **changed: Any) -> None:
    incident = Incident.objects.get()
    draft = replace(IncidentDraft.of(incident), **changed)
    actions.edit_incident(AMAL, incident, draft=draft, version=incident.version)


def _move(record: Record) -> None:
    place = Place.objects.get()
    draft = replace(PlaceDraft.of(place), lat=35.9)
    actions.edit_place(AMAL, place, draft=draft, version=place.version, precision_chosen=True)


def _attach(record: Record) -> None:
    decided = {"status": "accepted", "decided_by": "amal", "decided_at": NOW, "incident": None, "record": 9}
    actions.attach_claim(AMAL, record.new(Claim, **decided), incident=Incident.objects.get())


def _answer(record: Record) -> None:
    answer = AnswerValue(party="coalition", state=AnswerState.CREDIBLE)
    actions.reopen_answer(AMAL, Answer.objects.get(), note="new videos")
    actions.record_answer(AMAL, Incident.objects.get(), answer=answer, evidence=WORDS)


CHANGES: dict[str, tuple[Callable[[Record], object], tuple[str, str]]] = {
    "edit_incident": (lambda r: _edit(r, title_en="A market"), ("incident", "title_en")),
    "edit_place": (_move, ("place", "lat")),
    "attach_claim": (_attach, ("claims", "added")),
    "detach_claim": (
        lambda r: actions.detach_claim(
            AMAL, Claim.objects.get(), incident=Incident.objects.get(), reason="another day"
        ),
        ("claims", "removed"),
    ),
    "withdraw_decision": (
        lambda r: actions.withdraw_decision(AMAL, Claim.objects.get(), reason="mistyped"),
        ("claims", "removed"),
    ),
    "record_answer": (_answer, ("answers", "changed")),
    "edit_answer": (
        lambda r: actions.edit_answer(AMAL, Answer.objects.get(), draft=AnswerDraft(report="1"), version=1),
        ("answers", "changed"),
    ),
    "keep_apart": (
        lambda r: actions.keep_apart(AMAL, Incident.objects.get(), why_en="not in the city"),
        ("incident", "counted"),
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_every_change_lets_the_signature_lapse_and_is_named(
    record: Record, signed: Assessment, how: str
) -> None:
    change, named = CHANGES[how]
    change(record)
    signed.refresh_from_db()
    assert (signed.signed_off_by, signed.signed_off_at) == ("", None)
    assert list(Assessment.objects.all().waiting_for_a_second_person()) == [signed]
    kept = signing.latest(Incident.objects.get())
    assert kept is not None and kept.signed_by == "basma"
    since = signing.changed_since(kept, signing.signable([signed])[signed.pk])
    assert named in {(each.part, each.name) for each in since}
    lapsed = AuditEntry.objects.filter(target_kind="assessment", after={"signed_off_by": ""})
    assert lapsed.exists()


def test_a_change_by_a_way_round_the_actions_is_found_out_at_the_latest_by_a_release(
    record: Record, signed: Assessment
) -> None:
    def released() -> bool:
        rows = leaving(record.case, "assessments", on=date(2018, 1, 1))
        return bool(next(row for row in rows if row.assessor == "tahqiq").signed_off)

    assert released()
    Source.objects.update(reliability="E")
    assert not released()
    assert signing.holding([Assessment.objects.get(pk=signed.pk)]) == set()
    actions.grade_case(AMAL, record.case)
    now = Assessment.objects.standing().by("tahqiq").get()  # type: ignore[attr-defined]
    assert (now.signed_off_at, now.pk == signed.pk) == (None, False)


def test_what_changes_back_needs_a_new_signature_all_the_same(record: Record, signed: Assessment) -> None:
    _edit(record, title_en="A market")
    _edit(record, title_en="")
    signed.refresh_from_db()
    assert signed.signed_off_at is None
    actions.sign_off_assessment(BASMA, signed, seen=as_seen(signed))
    assert SignOff.objects.count() == 2
    actions.sign_off_assessment(actor(name="chadia"), signed, seen=as_seen(signed))
    assert SignOff.objects.count() == 2


def test_what_changed_under_the_signer_s_eyes_is_not_signed(record: Record) -> None:
    record.one(Incident)
    ours = graded(record)
    seen = as_seen(ours)
    _edit(record, title_en="A market")
    with pytest.raises(BadInput, match="changed since you looked"):
        actions.sign_off_assessment(BASMA, ours, seen=seen)
    assert not SignOff.objects.exists()


def test_an_assessment_the_rules_would_not_give_today_is_not_signed(record: Record) -> None:
    ours = graded(record)
    record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW)
    with pytest.raises(BadInput, match="the evidence has changed since this was graded"):
        actions.sign_off_assessment(BASMA, ours, seen=as_seen(ours))
    now = actions.assess_incident(AMAL, record.one(Incident))
    assert actions.sign_off_assessment(BASMA, now, seen=as_seen(now)).signed_off_by == "basma"


def test_one_incident_is_graded_by_the_profile_it_was_graded_by(record: Record) -> None:
    incident = record.one(Incident)
    words = {"min": None, "max": None, "hedge": "dozens"}
    record.new(Claim, status="accepted", decided_by="amal", decided_at=NOW, **words)
    assert actions.assess_incident(AMAL, incident).killed_min is None
    assert actions.assess_incident(AMAL, incident, profile=AIRWARS).killed_min == 12
    again = actions.assess_incident(AMAL, incident)
    assert (again.profile, again.killed_max) == ("airwars/1", 24)


def test_many_are_checked_with_few_queries(
    record: Record, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    record.one(Item), record.one(Party)
    signed = []
    for n in range(12):
        incident = record.new(Incident, code=f"T{n}")
        ours = actions.assess_incident(AMAL, incident)
        signed.append(actions.sign_off_assessment(BASMA, ours, seen=as_seen(ours)))
    with django_assert_max_num_queries(6):
        assert signing.holding(signed) == {each.pk for each in signed}
