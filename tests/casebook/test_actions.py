"""Every change: who may, what it does, what the audit keeps, and that refusing leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from casebook.entrusted import REMAINS, TESTIMONY
from casebook.record import DAY, NEXT, NOW, OTHER_SHA, SHA, Record, actor, as_seen, graded, in_role
from tahqiq.casebook import actions, vault
from tahqiq.casebook.actions.stories import manuscript_of
from tahqiq.casebook.actors import ROLES, Permission
from tahqiq.casebook.drafts import AnswerDraft, IncidentDraft, PlaceDraft
from tahqiq.casebook.importing.runs import SealedFile
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    AnswerProposal,
    Approval,
    Assessment,
    AuditEntry,
    Case,
    Claim,
    Consent,
    Graphic,
    ImportPlan,
    Incident,
    Item,
    Judgement,
    Party,
    Place,
    Population,
    Purpose,
    RecoverySite,
    Release,
    Revision,
    Source,
    StoryVersion,
    Text,
    Victim,
)
from tahqiq.casebook.models.import_plan import PlanKind
from tahqiq.read.statements import Outcome, StatementEntry
from tahqiq.vocab import claims as vocab
from tahqiq.vocab.answers import Answer as AnswerValue
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.claims import Category, Effect, Locator
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.imports import Evidence
from tahqiq.vocab.judgements import Verdict
from tahqiq.vocab.parties import SourceKind

AMAL, BASMA = actor(name="amal"), actor(name="basma")
SAID = vocab.Claim(text_sha256=SHA, locator=Locator.span(0, 4), quote="four", statement="four killed")
WORDS = Evidence(text_sha256=SHA, locator=Locator.cells(0, "assessment"), quote="credible")


def _audited() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Verb, target, before and after of what the audit holds."""
    found = AuditEntry.objects.order_by("at", "id")
    return [(each.action, each.target_kind, each.before, each.after) for each in found]


def _answer(state: AnswerState, killed: CountRange | None = None) -> AnswerValue:
    return AnswerValue(party="coalition", state=state, killed=killed or CountRange())


# Permission

READ = actions.Said(effect=Effect.INJURED, category=Category.CHILDREN, count=CountRange(5, 5))
ENTRY = StatementEntry(quote="credible", start=0, end=8, outcome=Outcome.CREDIBLE)
UPLOADED = SealedFile(name="t.csv", sha256=SHA, size=3)


Doing = Callable[[Any, Record], object]
DOING: dict[str, tuple[Permission, Doing]] = {
    "correct_claim": (
        Permission.DECIDE,
        lambda who, r: actions.correct_claim(who, r.one(Claim), said=READ),
    ),
    "make_claim": (
        Permission.PROPOSE,
        lambda who, r: actions.make_claim(
            who, r.one(Text).item, text_sha256=OTHER_SHA, said=replace(READ, quote="four")
        ),
    ),
    "describe_item": (
        Permission.RECORD,
        lambda who, r: actions.describe_item(who, r.one(Item), graphic=Graphic.YES),
    ),
    "add_party": (
        Permission.RECORD,
        lambda who, r: actions.add_party(who, r.case, slug="isis", name_en="ISIS"),
    ),
    "propose_answers": (
        Permission.PROPOSE,
        lambda who, r: actions.propose_answers(who, r.one(Item), [ENTRY], party=r.one(Party)),
    ),
    "accept_answer": (
        Permission.DECIDE,
        lambda who, r: actions.accept_answer(who, r.one(AnswerProposal)),
    ),
    "reject_answer": (
        Permission.DECIDE,
        lambda who, r: actions.reject_answer(who, r.one(AnswerProposal), reason="another strike"),
    ),
    "make_plan": (
        Permission.IMPORT,
        lambda who, r: actions.make_plan(who, r.case, kind=PlanKind.TABLE, files=[UPLOADED]),
    ),
    "map_plan": (
        Permission.IMPORT,
        lambda who, r: actions.map_plan(who, r.one(ImportPlan), mapping="format"),
    ),
    "check_plan": (
        Permission.IMPORT,
        lambda who, r: actions.check_plan(who, r.one(ImportPlan), checked={"records": 1}),
    ),
    "finish_plan": (
        Permission.IMPORT,
        lambda who, r: actions.finish_plan(who, r.one(ImportPlan), report={"records": 1}),
    ),
    "let_assess": (
        Permission.ADMINISTER,
        lambda who, r: actions.let_assess(who, r.case, assessed_by="tahqiq"),
    ),
    "propose_claims": (
        Permission.PROPOSE,
        lambda who, r: actions.propose_claims(who, r.one(Item).case, [SAID], source="airwars"),
    ),
    "accept_claim": (Permission.DECIDE, lambda who, r: actions.accept_claim(who, r.one(Claim))),
    "accept_claims": (
        Permission.DECIDE,
        lambda who, r: actions.accept_claims(who, r.case, [r.one(Claim).pk]),
    ),
    "reject_claim": (Permission.DECIDE, lambda who, r: actions.reject_claim(who, r.one(Claim), reason="no")),
    "grade_case": (Permission.GRADE, lambda who, r: actions.grade_case(who, r.one(Incident).case)),
    "sign_off_assessment": (
        Permission.SIGN_OFF,
        lambda who, r: actions.sign_off_assessment(who, ours := graded(r, "somebody"), seen=as_seen(ours)),
    ),
    "record_answer": (
        Permission.RECORD,
        lambda who, r: actions.record_answer(
            who, r.one(Incident), answer=_answer(AnswerState.OPEN), evidence=_held(r)
        ),
    ),
    "reopen_answer": (
        Permission.RECORD,
        lambda who, r: actions.reopen_answer(who, r.one(Answer), note="new videos"),
    ),
    "judge": (Permission.JUDGE, lambda who, r: actions.judge(who, r.case, kind="incident", **_pair(r))),
    "withdraw_judgement": (
        Permission.JUDGE,
        lambda who, r: actions.withdraw_judgement(who, r.one(Judgement), reason="mistaken"),
    ),
    "record_consent": (Permission.CONSENT, lambda who, r: _consent(who, r)),
    "withdraw_consent": (Permission.CONSENT, lambda who, r: actions.withdraw_consent(who, r.one(Consent))),
    "bind_to_consent": (
        Permission.CONSENT,
        lambda who, r: actions.bind_to_consent(who, r.one(Item), consent=r.one(Consent)),
    ),
    "set_name_basis": (
        Permission.NAME,
        lambda who, r: actions.set_name_basis(who, r.one(Victim), basis="the family was told"),
    ),
    "withdraw_name_basis": (
        Permission.NAME,
        lambda who, r: actions.withdraw_name_basis(who, r.one(Source), reason="asked to"),
    ),
    "add_source": (
        Permission.RECORD,
        lambda who, r: actions.add_source(who, r.case, slug="ap", name_en="AP", kind=SourceKind.PRESS),
    ),
    "add_item": (Permission.RECORD, lambda who, r: _add_item(who, r)),
    "add_text": (
        Permission.RECORD,
        lambda who, r: actions.add_text(who, r.one(Item), content="x", extractor="plain", version="1"),
    ),
    "edit_victim": (
        Permission.RECORD,
        lambda who, r: actions.edit_victim(who, r.one(Victim), values={"age": "7"}, version=1),
    ),
    "restore_victim": (
        Permission.RECORD,
        lambda who, r: actions.restore_victim(
            who,
            r.one(Victim),
            revision=Revision(kind="victim", record=r.one(Victim).pk, values={"age": "7"}),
            version=1,
        ),
    ),
    "withdraw_victim": (
        Permission.RECORD,
        lambda who, r: actions.withdraw_victim(who, r.one(Victim), reason="nobody", version=1),
    ),
    "bring_back_victim": (
        Permission.RECORD,
        lambda who, r: actions.bring_back_victim(who, _gone(r), reason="somebody", version=1),
    ),
    "join_victims": (Permission.JOIN, lambda who, r: actions.join_victims(who, *_same(r), reason="one")),
    "part_victims": (Permission.JOIN, lambda who, r: actions.part_victims(who, _joined(r), reason="two")),
    "submit_story": (
        Permission.RECORD,
        lambda who, r: actions.submit_story(who, r.case, manuscript_of(r.one(StoryVersion))),
    ),
    "approve_story": (
        Permission.SIGN_OFF,
        lambda who, r: actions.approve_story(who, r.one(StoryVersion)),
    ),
    "schedule_story": (
        Permission.SIGN_OFF,
        lambda who, r: actions.schedule_story(who, r.one(StoryVersion), not_before=DAY),
    ),
    "withdraw_story": (
        Permission.RELEASE,
        lambda who, r: actions.withdraw_story(who, r.one(StoryVersion), reason="why"),
    ),
    "record_built_in_story": (
        Permission.IMPORT,
        lambda who, r: actions.record_built_in_story(who, r.case, manuscript_of(r.one(StoryVersion))),
    ),
    "keep_story_media": (
        Permission.RECORD,
        lambda who, r: actions.keep_story_media(
            who, r.case, sha256=OTHER_SHA, size=3, media_type="image/png", nobody_shown=True
        ),
    ),
    "keep_blurred": (
        Permission.RECORD,
        lambda who, r: actions.keep_blurred(
            who,
            r.one(Item),
            sha256=OTHER_SHA,
            size=3,
            media_type="image/png",
            regions=[["ellipse", 0.1, 0.1, 0.2, 0.2]],
        ),
    ),
    "suggest_pairs": (Permission.JUDGE, lambda who, r: actions.suggest_pairs(who, r.case, kind="victim")),
    "keep_apart": (
        Permission.RECORD,
        lambda who, r: actions.keep_apart(who, r.one(Incident), why_en="not in the city"),
    ),
    "count_in": (Permission.RECORD, lambda who, r: actions.count_in(who, r.one(Incident))),
    "record_release": (
        Permission.RELEASE,
        lambda who, r: actions.record_release(who, r.case, content=SHA, path="raqqa-1"),
    ),
    "request_removal": (
        Permission.CONSENT,
        lambda who, r: actions.request_removal(
            who, r.case, [r.one(Item).sha256], reason="consent withdrawn", request=lambda: None
        ),
    ),
    "remove_items": (
        Permission.APPROVE,
        lambda who, r: actions.remove_items(
            who, r.case, [r.one(Item).sha256], reason="consent withdrawn", remove=lambda: None
        ),
    ),
    "make_incident": (
        Permission.RECORD,
        lambda who, r: actions.make_incident(who, r.case, draft=IncidentDraft(code="T1")),
    ),
    "edit_incident": (Permission.RECORD, lambda who, r: _edit(who, r, "A market")),
    "restore_incident": (
        Permission.RECORD,
        lambda who, r: actions.restore_incident(
            who, r.one(Incident), revision=r.one(Revision), version=r.one(Incident).version
        ),
    ),
    "attach_claim": (
        Permission.DECIDE,
        lambda who, r: actions.attach_claim(who, _free(r), incident=r.one(Incident)),
    ),
    "detach_claim": (
        Permission.DECIDE,
        lambda who, r: actions.detach_claim(
            who, r.one(Claim), incident=r.one(Incident), reason="another day"
        ),
    ),
    "make_place": (
        Permission.RECORD,
        lambda who, r: actions.make_place(who, r.case, draft=PlaceDraft(name_en="A market")),
    ),
    "edit_place": (
        Permission.RECORD,
        lambda who, r: actions.edit_place(
            who, r.one(Place), draft=PlaceDraft(name_en="A market"), version=1, precision_chosen=True
        ),
    ),
    "restore_place": (
        Permission.RECORD,
        lambda who, r: actions.restore_place(who, r.one(Place), revision=_kept_place(r), version=1),
    ),
    "edit_answer": (
        Permission.RECORD,
        lambda who, r: actions.edit_answer(
            who, r.one(Answer), draft=AnswerDraft(report="12/2017"), version=1
        ),
    ),
    "assess_incident": (Permission.GRADE, lambda who, r: actions.assess_incident(who, r.one(Incident))),
    "approve_release": (Permission.APPROVE, lambda who, r: actions.approve_release(who, r.one(Release))),
    **TESTIMONY,
    **REMAINS,
}


def _ours(record: Record, **values: Any) -> Assessment:
    nowhere: dict[str, Any] = {"item": None, "locator": "", "record": None, "columns": [], "quote": ""}
    ours = {**nowhere, "assessor": "tahqiq", "rules": "tahqiq/1", **values}
    return Assessment.objects.by("tahqiq").first() or record.new(Assessment, **ours)


def _edit(who: Any, record: Record, title: str) -> Incident:
    incident = record.one(Incident)
    draft = replace(IncidentDraft.of(incident), title_en=title)
    return actions.edit_incident(who, incident, draft=draft, version=incident.version)


def _free(record: Record) -> Claim:
    return record.new(Claim, incident=None, status="accepted", decided_by="amal", decided_at=NOW, record=77)


def _kept_place(record: Record) -> Revision:
    place = record.one(Place)
    said = {"kind": "place", "record": place.pk, "values": PlaceDraft(name_en="Badou").plain()}
    return Revision.objects.filter(kind="place").first() or record.new(Revision, **said, version=7)


def _held(record: Record) -> Evidence:
    record.one(Item), record.one(Party)
    return WORDS


def _pair(record: Record) -> dict[str, Any]:
    other = Incident.objects.coded("CS2").first() or record.new(Incident, code="CS2")
    return {"pair": (record.one(Incident).pk, other.pk), "verdict": Verdict.UNSURE}


def _gone(record: Record) -> Victim:
    gone = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "nobody"}
    return Victim.objects.exclude(withdrawn_at=None).first() or record.new(Victim, **gone)


def _same(record: Record) -> tuple[Victim, Victim]:
    """Two records that somebody judged to be one person."""
    people = list(Victim.objects.order_by("id")[:2]) or [record.new(Victim), record.new(Victim)]
    left, right = sorted((each.pk for each in people), key=lambda id_: id_.hex)
    if not Judgement.objects.exists():
        record.new(Judgement, kind="victim", left=left, right=right, verdict="same")
    return people[0], people[1]


def _joined(record: Record) -> Victim:
    joined = Victim.objects.exclude(joined_to=None).first()
    return joined or record.new(Victim, joined_to=record.one(Victim))


def _consent(who: Any, record: Record, **values: Any) -> Consent:
    told: dict[str, Any] = {"subject": "W1", "purposes": {Purpose.KEEP}, "language": "ar", "given_on": DAY}
    return actions.record_consent(who, record.case, **{**told, **values})


def _add_item(who: Any, record: Record, **values: Any) -> Item:
    told: dict[str, Any] = {"sha256": OTHER_SHA, "size": 1, "media_type": "text/plain"}
    return actions.add_item(who, record.case, source=record.one(Source), **{**told, **values})


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess at a keeper's passphrase costs much on purpose."""
    monkeypatch.setattr(vault, "_COST", 2)


@pytest.mark.parametrize("name", DOING)
def test_only_the_permitted_act(record: Record, name: str) -> None:
    permission, doing = DOING[name]
    others = actor(*(set(Permission) - {permission}), name="basma")
    with pytest.raises(NotPermitted, match=permission.replace("_", " ")):
        doing(others, record)
    assert not AuditEntry.objects.exists()
    doing(actor(permission, name="basma"), record)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", DOING)
def test_roles_act_in_their_case(record: Record, role: str, name: str) -> None:
    permission, doing = DOING[name]
    who = in_role(role, record.case, name="basma")
    if permission in ROLES[role].permissions:
        doing(who, record)
    else:
        with pytest.raises(NotPermitted):
            doing(who, record)


def test_every_action_is_in_the_matrix() -> None:
    listed = {name for name in actions.__all__ if hasattr(getattr(actions, name), "permission")}
    elsewhere = {
        "create_case",
        "import_records",
        "withdraw_decision",
        "ask_for_job",
        "cancel_job",
        "wait_again",
        *("receive_correction", "read_correction", "decide_correction"),  # test_letters.py
        *("reopen_correction", "take_letters_at"),
    }
    assert listed - elsewhere == set(DOING)


def test_a_failing_action_leaves_neither_change_nor_entry(record: Record) -> None:
    claim, stranger = record.one(Claim), uuid4()
    with pytest.raises(BadInput):
        actions.accept_claims(AMAL, record.case, [claim.pk, stranger])
    claim.refresh_from_db()
    assert claim.status == "proposed"
    assert not AuditEntry.objects.exists()


# Cases


def test_a_case_is_made_once(db: None) -> None:
    case = actions.create_case(AMAL, slug="raqqa", title_en="Raqqa 2017", title_ar="الرقة")
    assert case.assessed_by == "tahqiq"
    assert _audited() == [("create_case", "case", {}, {"slug": "raqqa", "assessed_by": "tahqiq"})]
    with pytest.raises(BadInput, match="already a case called raqqa"):
        actions.create_case(AMAL, slug="raqqa", title_en="Raqqa again")


def test_the_only_case_needs_no_name(db: None) -> None:
    with pytest.raises(BadInput, match="no case yet"):
        actions.only_case()
    case = Case.objects.create(slug="raqqa", title_en="Raqqa")
    assert actions.only_case() == actions.only_case("raqqa") == case
    with pytest.raises(BadInput, match="no case called mosul"):
        actions.only_case("mosul")
    Case.objects.create(slug="mosul", title_en="Mosul")
    with pytest.raises(BadInput, match="several cases"):
        actions.only_case()


def test_the_heading_assessor_changes_once(record: Record) -> None:
    for _ in range(2):
        actions.let_assess(AMAL, record.case, assessed_by="tahqiq")
    assert _audited() == [("let_assess", "case", {"assessed_by": "airwars"}, {"assessed_by": "tahqiq"})]


# Claims


def test_proposing_the_same_claim_again_changes_nothing(record: Record) -> None:
    incident, site = record.one(Incident), record.one(RecoverySite)
    record.one(Source), record.one(Item)
    first = actions.propose_claims(AMAL, record.case, [SAID], source="airwars", incident=incident, key="CS1")
    again = actions.propose_claims(AMAL, record.case, [SAID], source="airwars", site=site)
    assert (first.new, first.known) == ((SAID.id,), 0)
    assert (again.new, again.known) == ((), 1)
    claim = Claim.objects.proposed().get()
    assert (claim.pk, claim.incident, claim.site, claim.source_key) == (SAID.id, incident, None, "CS1")
    assert _audited() == [("propose_claims", "claim", {}, {"status": "proposed"})]


def test_claims_may_quote_a_text_of_the_item_and_speak_of_a_population(record: Record) -> None:
    record.one(Text), record.one(Population)
    said = replace(SAID, text_sha256=OTHER_SHA, population="deaths", within=SAID.id)
    actions.propose_claims(AMAL, record.case, [said, SAID], source="airwars")
    claim = Claim.objects.get(pk=said.id)
    assert claim.population == record.one(Population)
    assert claim.item == record.one(Item)
    assert claim.within_id == SAID.id


@pytest.mark.parametrize(
    ("said", "source", "problem"),
    [
        (SAID, "nobody", "no source called nobody"),
        (replace(SAID, text_sha256="0" * 64), "airwars", "no sealed text 0000"),
        (replace(SAID, population="bodies"), "airwars", "no population called bodies"),
    ],
)
def test_a_claim_that_rests_on_nothing_is_not_proposed(
    record: Record, said: vocab.Claim, source: str, problem: str
) -> None:
    record.one(Item)
    with pytest.raises(BadInput, match=problem):
        actions.propose_claims(AMAL, record.case, [said], source=source)
    assert not Claim.objects.exists()


def test_a_decision_names_who_when_and_why(record: Record) -> None:
    claim = actions.accept_claim(AMAL, record.one(Claim), reason="seen")
    assert (claim.status, claim.decided_by, claim.decision_reason) == ("accepted", "amal", "seen")
    actions.accept_claim(BASMA, claim)
    assert Claim.objects.get().decided_by == "amal"
    after = {"status": "accepted", "reason": "seen"}
    assert _audited() == [("accept_claim", "claim", {"status": "proposed"}, after)]


def test_many_claims_are_accepted_at_once(record: Record) -> None:
    first, second = record.one(Claim), record.new(Claim, record=9)
    actions.accept_claim(AMAL, first)
    assert actions.accept_claims(AMAL, record.case, [first.pk, second.pk]) == 1
    assert Claim.objects.accepted().count() == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_rejecting_and_withdrawing_need_a_reason(record: Record, reason: str) -> None:
    claim = record.one(Claim)
    with pytest.raises(BadInput, match="none was given"):
        actions.reject_claim(AMAL, claim, reason=reason)
    actions.accept_claim(AMAL, claim)
    with pytest.raises(BadInput, match="none was given"):
        actions.withdraw_decision(AMAL, claim, reason=reason)


def test_decisions_are_withdrawn_not_erased(record: Record) -> None:
    claim = record.one(Claim)
    with pytest.raises(BadInput, match="no decision"):
        actions.withdraw_decision(AMAL, claim, reason="why not")
    actions.reject_claim(AMAL, claim, reason="a rumour")
    withdrawn = actions.withdraw_decision(BASMA, claim, reason="there is a video")
    assert (withdrawn.status, withdrawn.decided_by, withdrawn.withdrawn_by) == ("withdrawn", "amal", "basma")
    accepted = actions.accept_claim(BASMA, claim)
    assert (accepted.status, accepted.withdrawn_at) == ("accepted", None)
    assert len(_audited()) == 3


# Answers


def test_an_answer_keeps_every_step(record: Record) -> None:
    incident, evidence = record.one(Incident), _held(record)
    actions.record_answer(AMAL, incident, answer=_answer(AnswerState.OPEN), evidence=evidence)
    closed = _answer(AnswerState.CREDIBLE, CountRange.exactly(2))
    answer = actions.record_answer(AMAL, incident, answer=closed, evidence=evidence, note="monthly report")
    assert (Answer.objects.get().state, answer.killed_min) == ("credible", 2)
    actions.reopen_answer(AMAL, answer, note="new witnesses")
    steps = AnswerEvent.objects.order_by("sequence").values_list("state", "note", "quote")
    assert list(steps) == [
        ("open", "", "credible"),
        ("credible", "monthly report", "credible"),
        ("reopened", "new witnesses", "credible"),
    ]
    assert [before.get("state") for _, _, before, _ in _audited()] == [None, "open", "credible"]


def test_a_closed_answer_changes_only_when_reopened(record: Record) -> None:
    answer, evidence = record.one(Answer), _held(record)
    with pytest.raises(BadInput):
        actions.record_answer(AMAL, answer.incident, answer=_answer(AnswerState.CREDIBLE), evidence=evidence)
    with pytest.raises(BadInput, match="none was given"):
        actions.reopen_answer(AMAL, answer, note=" ")
    actions.reopen_answer(AMAL, answer, note="new witnesses")
    with pytest.raises(BadInput, match="only a closed answer"):
        actions.reopen_answer(AMAL, answer, note="again")
    actions.record_answer(AMAL, answer.incident, answer=_answer(AnswerState.CREDIBLE), evidence=evidence)
    assert Answer.objects.get().state == "credible"


def test_an_answer_names_a_party_and_words_of_the_case(record: Record) -> None:
    incident = record.one(Incident)
    with pytest.raises(BadInput, match="no party called coalition"):
        actions.record_answer(AMAL, incident, answer=_answer(AnswerState.OPEN), evidence=WORDS)
    record.one(Party)
    with pytest.raises(BadInput, match="no sealed text"):
        actions.record_answer(AMAL, incident, answer=_answer(AnswerState.OPEN), evidence=WORDS)


# Judgements


def test_judging_again_withdraws_the_judgement_before(record: Record) -> None:
    pair = _pair(record)
    first = actions.judge(AMAL, record.case, kind="incident", **pair)
    assert actions.judge(AMAL, record.case, kind="incident", **pair) == first
    second = actions.judge(AMAL, record.case, kind="incident", pair=pair["pair"][::-1], verdict=Verdict.SAME)
    first.refresh_from_db()
    assert first.withdrawn_by == "amal"
    assert (second.left, second.right) == (first.left, first.right)
    actions.judge(BASMA, record.case, kind="incident", pair=pair["pair"], verdict=Verdict.DIFFERENT)
    assert Judgement.objects.filter(withdrawn_at=None).count() == 2
    actions.withdraw_judgement(AMAL, second, reason="a namesake")
    with pytest.raises(BadInput, match="no longer stands"):
        actions.withdraw_judgement(AMAL, second, reason="a namesake")
    with pytest.raises(BadInput, match="none was given"):
        actions.withdraw_judgement(BASMA, Judgement.objects.get(judged_by="basma"), reason="")


def test_only_two_records_of_the_case_are_compared(record: Record) -> None:
    incident, stranger = record.one(Incident), Record(slug="mosul").one(Incident)
    with pytest.raises(BadInput, match="with itself"):
        actions.judge(
            AMAL, record.case, kind="incident", pair=(incident.pk, incident.pk), verdict=Verdict.SAME
        )
    with pytest.raises(BadInput, match="not both"):
        actions.judge(
            AMAL, record.case, kind="incident", pair=(incident.pk, stranger.pk), verdict=Verdict.SAME
        )


# Care for people


def test_only_what_is_named_is_allowed(record: Record) -> None:
    consent = _consent(AMAL, record, purposes={Purpose.KEEP, Purpose.PUBLISH_WORDS}, expires_on=NEXT)
    assert (consent.keep, consent.publish_words, consent.publish_voice) == (True, True, False)
    assert list(Consent.objects.valid(DAY).allowing(Purpose.PUBLISH_WORDS)) == [consent]
    assert not Consent.objects.valid(NEXT).exists()
    actions.withdraw_consent(AMAL, consent)
    assert not Consent.objects.valid(DAY).exists()
    with pytest.raises(BadInput, match="withdrawn before"):
        actions.withdraw_consent(AMAL, consent)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"expires_on": DAY}, "expire before"),
        ({"minor": True}, "guardian"),
    ],
)
def test_a_consent_that_cannot_be_is_refused(record: Record, values: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        _consent(AMAL, record, **values)


def test_a_consent_is_withdrawn_for_a_reason(record: Record) -> None:
    with pytest.raises(BadInput, match="say why"):
        actions.withdraw_consent(AMAL, record.one(Consent), reason=" ")


def test_a_minors_guardian_consents(record: Record) -> None:
    assert _consent(AMAL, record, minor=True, guardian="mother").guardian == "mother"


def test_an_item_waits_for_consent(record: Record) -> None:
    item = actions.bind_to_consent(AMAL, record.one(Item), consent=None)
    assert (item.consent_needed, item.consent) == (True, None)


def test_a_name_needs_a_basis_and_loses_it_for_a_reason(record: Record) -> None:
    victim = record.one(Victim)
    with pytest.raises(BadInput, match="say why"):
        actions.set_name_basis(AMAL, victim, basis="")
    actions.set_name_basis(AMAL, victim, basis="the family was told")
    assert Victim.objects.nameable().get().name_basis_by == "amal"
    with pytest.raises(BadInput, match="say why"):
        actions.withdraw_name_basis(AMAL, victim, reason="")
    actions.withdraw_name_basis(BASMA, victim, reason="the family asked")
    assert not Victim.objects.nameable().exists()
    assert "A name" not in str(_audited())


# Material


def test_sources_and_items_are_added_once(record: Record) -> None:
    source = actions.add_source(AMAL, record.case, slug="ap", name_en="AP", kind=SourceKind.PRESS)
    assert actions.add_source(AMAL, record.case, slug="ap", name_en="another") == source
    item = _add_item(AMAL, record)
    assert _add_item(AMAL, record, size=2) == item
    crop = _add_item(AMAL, record, sha256="0" * 64, parent=item, operation="crop")
    assert crop.parent == item
    assert [verb for verb, *_ in _audited()] == ["add_source", "add_item", "add_item"]


def test_a_translation_names_its_translator(record: Record) -> None:
    item = record.one(Item)
    words = actions.add_text(AMAL, item, content="four killed", extractor="plain", version="1", language="en")
    with pytest.raises(BadInput, match="original and its translator"):
        actions.add_text(AMAL, item, content="أربعة", extractor="plain", version="1", original=words)
    told: dict[str, Any] = {"content": "قُتل أربعة", "extractor": "plain", "version": "1", "language": "ar"}
    arabic = actions.add_text(AMAL, item, original=words, translator="R. K.", **told)
    assert actions.add_text(AMAL, item, original=words, translator="R. K.", **told) == arabic
    assert list(words.translations.all()) == [arabic]


def test_an_incident_is_kept_apart_for_a_reason(record: Record) -> None:
    incident = record.one(Incident)
    with pytest.raises(BadInput, match="none was given"):
        actions.keep_apart(AMAL, incident, why_en=" ")
    actions.keep_apart(AMAL, incident, why_en="not in the city", why_ar="خارج المدينة")
    assert list(Incident.objects.kept_apart()) == [incident]
    actions.count_in(AMAL, incident)
    actions.count_in(AMAL, incident)
    assert list(Incident.objects.counted()) == [incident]
    assert len(_audited()) == 2


# Releases


def test_a_release_is_recorded_once_for_its_content(record: Record) -> None:
    first = actions.record_release(AMAL, record.case, content=SHA, path="a")
    assert actions.record_release(BASMA, record.case, content=SHA, path="a") == first
    moved = actions.record_release(BASMA, record.case, content=SHA, path="b")
    assert (Release.objects.get().path, moved.created_by) == ("b", "amal")
    assert len(_audited()) == 2


def test_a_second_person_approves_exactly_this_content(record: Record) -> None:
    release = actions.record_release(AMAL, record.case, content=SHA, path="a")
    with pytest.raises(NotPermitted, match="a second person must approve"):
        actions.approve_release(AMAL, release)
    assert actions.approvals_of(record.case, SHA) == ()
    approval = actions.approve_release(BASMA, release)
    assert actions.approve_release(BASMA, release) == approval
    assert Release.objects.get().status == "approved"
    assert Approval.objects.count() == 1
    (told,) = actions.approvals_of(record.case, SHA)
    assert told.by == "basma"
    assert told.at.startswith("20")
    assert actions.approvals_of(record.case, OTHER_SHA) == ()


# Assessments


def test_a_second_person_signs_off(record: Record) -> None:
    ours = graded(record)
    with pytest.raises(NotPermitted, match="a second person must sign it off"):
        actions.sign_off_assessment(AMAL, ours, seen=as_seen(ours))
    signed = actions.sign_off_assessment(BASMA, ours, seen=as_seen(ours))
    assert signed.signed_off_by == "basma"
    actions.sign_off_assessment(actor(name="chadia"), ours, seen=as_seen(ours))
    assert Assessment.objects.get().signed_off_by == "basma"
    assert not Assessment.objects.waiting_for_a_second_person().exists()


def test_only_ours_that_stand_are_signed_off(record: Record) -> None:
    with pytest.raises(BadInput, match="not ours"):
        actions.sign_off_assessment(BASMA, record.one(Assessment), seen="")
    gone = {"withdrawn_by": "amal", "withdrawn_at": NOW, "withdrawn_reason": "graded again"}
    with pytest.raises(BadInput, match="no longer stands"):
        actions.sign_off_assessment(BASMA, _ours(record, **gone), seen="")


def test_days_are_days(record: Record) -> None:
    assert record.one(Incident).span.start == date(2017, 10, 17)


def test_a_removed_item_keeps_its_words_inside(record: Record) -> None:
    item, gone, why = record.one(Item), [], "consent withdrawn"
    with pytest.raises(BadInput, match="say why"):
        actions.remove_items(BASMA, record.case, [item.sha256], reason=" ", remove=lambda: gone.append(1))
    with pytest.raises(BadInput, match="has no item"):
        actions.remove_items(BASMA, record.case, ["cd" * 32], reason="court", remove=lambda: gone.append(1))
    assert not gone
    actions.request_removal(AMAL, record.case, [item.sha256], reason=why, request=lambda: gone.append(1))
    actions.remove_items(BASMA, record.case, [item.sha256], reason=why, remove=lambda: gone.append(2))
    item.refresh_from_db()
    assert (gone, item.consent_needed, item.consent) == ([1, 2], True, None)
    audited = [(verb, after) for verb, kind, _, after in _audited() if "remov" in verb and kind == "item"]
    assert sorted(audited, reverse=True) == [
        ("request_removal", {"removal requested": why}),
        ("remove_items", {"lawfully removed": why}),
    ]


def test_nothing_changes_where_the_archive_refuses(record: Record) -> None:
    item = record.one(Item)

    def refuse() -> None:
        raise BadInput("nobody else has asked for this removal")

    with pytest.raises(BadInput, match="nobody else"):
        actions.remove_items(BASMA, record.case, [item.sha256], reason="withdrawn", remove=refuse)
    item.refresh_from_db()
    assert item.consent_needed is False
    assert all(verb != "remove_items" for verb, *_ in _audited())
