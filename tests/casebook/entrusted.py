"""What people do with testimony and remains, each with the permission it asks for; for ``test_actions``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from casebook.record import DAY, NEXT, NOW, OTHER_SHA, SHA, Record
from tahqiq.casebook import actions, vault
from tahqiq.casebook.actions import Found, Lie, Reach, Told
from tahqiq.casebook.actors import Actor, Permission
from tahqiq.casebook.models import (
    Burial,
    CombatStatus,
    Concern,
    Consent,
    Contradiction,
    FamilyRequest,
    FollowUp,
    FoundPhotograph,
    Grave,
    Interview,
    Item,
    Knowledge,
    Laid,
    LogEntry,
    MissingPerson,
    Passage,
    Place,
    Reassociation,
    RecoverySite,
    Remains,
    Remnant,
    Reply,
    Revision,
    Ruling,
    Sample,
    SiteVisit,
    StatusBasis,
    StatusJudgement,
    Text,
    VaultEntry,
    VaultKeeper,
    Victim,
    WelfareFlag,
    Whose,
    Withdrawal,
    WithdrawalState,
)
from tahqiq.casebook.registers import Kind
from tahqiq.casebook.resting import resting_on
from tahqiq.casebook.vault import Identity
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.remains import Standing

Doing = Callable[[Actor, Record], object]
NOBODY = Identity(name="Nobody")
PASSPHRASE = "a sentence of several words"
SAID = actions.Said(effect=Effect.KILLED, category=Category.CIVILIANS, count=CountRange(4, 4))
SEALED: Mapping[str, Any] = {"sha256": OTHER_SHA, "size": 3, "media_type": "audio/mpeg"}
SITE: Mapping[str, Any] = {"name_en": "Stadium", "name_ar": "الملعب", "kind": "mass_grave"}


def _nowhere(names: object) -> list[str]:
    return []


REACH = Reach(served=_nowhere, close=lambda names, destroy: [], remove=lambda *named: None)


@cache
def _key() -> tuple[bytes, str]:
    """A keeper's key file, and its public half."""
    return vault.make_keeper_key(PASSPHRASE)


def _opening() -> dict[str, Any]:
    return {"key_file": _key()[0], "passphrase": PASSPHRASE}


def _keeper(record: Record, name: str = "basma") -> VaultKeeper:
    held = VaultKeeper.objects.filter(name=name).first()
    return held or record.new(VaultKeeper, name=name, public=_key()[1])


def _entry(record: Record) -> VaultEntry:
    """Somebody closed to a keeper of the name under which the matrix acts."""
    entry, keeper = record.one(VaultEntry), str(_keeper(record).pk)
    closed = vault.close_identity(NOBODY, {keeper: _key()[1]}, entry=str(entry.pk))
    VaultEntry.objects.filter(pk=entry.pk).update(sealed=closed.sealed, wrapped=dict(closed.wrapped))
    entry.refresh_from_db()
    return entry


def _kept_anew(who: Actor, record: Record) -> VaultEntry:
    _keeper(record)
    who_it_is: dict[str, Any] = {
        "pseudonym": "W9",
        "whose": Whose.SPEAKS,
        "identity": Identity(name="Nobody"),
    }
    return actions.keep_identity(who, record.case, **who_it_is)


def _let_in(who: Actor, record: Record) -> int:
    _entry(record)
    return actions.let_in(who, _keeper(record, "zahra"), **_opening())


def _renewed(who: Actor, record: Record) -> VaultKeeper:
    _entry(record)
    return actions.renew_key(who, record.case, **_opening(), public=SHA)


def _transcribed(record: Record) -> Interview:
    """An interview that has the record's one text as its transcript."""
    record.one(Interview)
    Interview.objects.update(transcript=record.one(Text).item)
    return Interview.objects.select_related("case").get()


def _disagreeing(record: Record) -> tuple[Passage, Passage]:
    other = Passage.objects.filter(start=1).first() or record.new(Passage, start=1)
    return record.one(Passage), other


def _seen(record: Record) -> str:
    return resting_on(record.one(Consent), served=_nowhere).sha256()


def _proposed(record: Record, **values: Any) -> Withdrawal:
    found = resting_on(record.one(Consent), served=_nowhere)
    held = Withdrawal.objects.first()
    return held or record.new(Withdrawal, found=found.plain(), sha256=found.sha256(), destroy=False, **values)


def _approved(record: Record) -> Withdrawal:
    return _proposed(record, state=WithdrawalState.APPROVED, approved_by="zahra", approved_at=NOW)


def _dropped(who: Actor, record: Record) -> Withdrawal:
    return actions.drop_withdrawal(who, _proposed(record))


def _proposing(who: Actor, record: Record) -> Withdrawal:
    asked: dict[str, Any] = {"destroy": True, "reason": "asked", "served": _nowhere}
    return actions.propose_withdrawal(who, record.one(Consent), seen=_seen(record), **asked)


def _part(record: Record) -> Remains:
    return Remains.objects.filter(code="R-2").first() or record.new(Remains, code="R-2")


def _kept_grave(record: Record) -> Revision:
    kept = {"kind": "grave", "record": record.one(Grave).pk, "values": {"note": "before"}}
    return Revision.objects.filter(kind="grave").first() or record.new(Revision, **kept, version=7)


def _stranger(record: Record) -> MissingPerson:
    """A file of which nothing was ruled."""
    return MissingPerson.objects.filter(code="M-7").first() or record.new(MissingPerson, code="M-7")


def _confirmed(record: Record) -> Ruling:
    confirmed = {"confirmed_by": "zahra", "confirmed_at": NOW}
    return Ruling.objects.first() or record.new(Ruling, **confirmed)


def _standing(record: Record) -> Consent:
    """A consent that has not ended."""
    return Consent.objects.filter(expires_on=None).first() or record.new(Consent, expires_on=None)


def _compared(who: Actor, record: Record) -> int:
    record.one(Remains), record.one(MissingPerson)
    MissingPerson.objects.update(consent=_standing(record))
    return actions.compare_remains(who, record.case)


_I, _R, _J, _V = Permission.INTERVIEW, Permission.RECORD, Permission.JUDGE, Permission.OPEN_VAULT
WHY: Mapping[str, Any] = {"reason": "mistaken"}

TESTIMONY: Mapping[str, tuple[Permission, Doing]] = {
    "record_interview": (
        _I,
        lambda who, r: actions.record_interview(
            who, r.case, pseudonym="W1", interviewer="huda", language="ar", consent=_standing(r)
        ),
    ),
    "attach_recording": (_I, lambda who, r: actions.attach_recording(who, r.one(Interview), **SEALED)),
    "attach_transcript": (
        _I,
        lambda who, r: actions.attach_transcript(who, r.one(Interview), words="four", transcriber="huda"),
    ),
    "attach_translation": (
        _I,
        lambda who, r: actions.attach_translation(
            who, _transcribed(r), words="أربعة", language="ar", translator="huda"
        ),
    ),
    "mark_passage": (
        _I,
        lambda who, r: actions.mark_passage(who, _transcribed(r), start=0, end=4, knowledge=Knowledge.SAW),
    ),
    "claim_from_passage": (
        Permission.PROPOSE,
        lambda who, r: actions.claim_from_passage(who, r.one(Passage), said=SAID),
    ),
    "note_contradiction": (
        _I,
        lambda who, r: actions.note_contradiction(who, *_disagreeing(r), about="how many"),
    ),
    "withdraw_contradiction": (
        _I,
        lambda who, r: actions.withdraw_contradiction(who, r.one(Contradiction), **WHY),
    ),
    "raise_flag": (_I, lambda who, r: actions.raise_flag(who, r.one(Interview), concern=Concern.SECURITY)),
    "lower_flag": (_I, lambda who, r: actions.lower_flag(who, r.one(WelfareFlag), reason="safe now")),
    "ask_follow_up": (_I, lambda who, r: actions.ask_follow_up(who, r.one(Interview), what="call")),
    "finish_follow_up": (_I, lambda who, r: actions.finish_follow_up(who, r.one(FollowUp))),
    "record_visit": (
        _I,
        lambda who, r: actions.record_visit(who, r.case, code="SV-9", place=r.one(Place), team=["huda"]),
    ),
    "edit_visit": (
        _I,
        lambda who, r: actions.edit_visit(
            who,
            r.one(SiteVisit),
            version=1,
            place=r.one(Place),
            team=["huda"],
            visited=DateSpan(DAY, NEXT),
        ),
    ),
    "add_photograph": (
        _I,
        lambda who, r: actions.add_photograph(who, r.one(SiteVisit), item=r.one(Item), bearing=90),
    ),
    "take_photograph": (_I, lambda who, r: actions.take_photograph(who, r.one(SiteVisit), **SEALED)),
    "add_remnant": (_I, lambda who, r: actions.add_remnant(who, r.one(SiteVisit), markings="96214")),
    "identify_remnant": (
        _I,
        lambda who, r: actions.identify_remnant(
            who, r.one(Remnant), identified_as="a fin", basis="its markings"
        ),
    ),
    "say_sought": (_I, lambda who, r: actions.say_sought(who, r.one(SiteVisit), what="fuze", found=False)),
    "meet_on_visit": (
        _I,
        lambda who, r: actions.meet_on_visit(who, r.one(Interview), visit=r.one(SiteVisit)),
    ),
    "begin_keeping": (_V, lambda who, r: actions.begin_keeping(who, r.case, public=_key()[1])),
    "let_in": (_V, _let_in),
    "renew_key": (_V, _renewed),
    "open_identity": (
        _V,
        lambda who, r: actions.open_identity(who, _entry(r), **_opening(), reason="to ask again"),
    ),
    "end_keeping": (Permission.ADMINISTER, lambda who, r: actions.end_keeping(who, _keeper(r, "zahra"))),
    "keep_identity": (_I, _kept_anew),
    "propose_withdrawal": (Permission.CONSENT, _proposing),
    "drop_withdrawal": (Permission.CONSENT, _dropped),
    "approve_withdrawal": (
        Permission.APPROVE,
        lambda who, r: actions.approve_withdrawal(who, _proposed(r), seen=_seen(r), served=_nowhere),
    ),
    "carry_out_withdrawal": (
        Permission.APPROVE,
        lambda who, r: actions.carry_out_withdrawal(who, _approved(r), reach=REACH),
    ),
}

REMAINS: Mapping[str, tuple[Permission, Doing]] = {
    "make_site": (_R, lambda who, r: actions.make_site(who, r.case, place=r.one(Place), **SITE)),
    "edit_site": (
        _R,
        lambda who, r: actions.edit_site(who, r.one(RecoverySite), version=1, place=r.one(Place), **SITE),
    ),
    "open_grave": (_R, lambda who, r: actions.open_grave(who, r.one(RecoverySite), code="G-9", lie=Lie())),
    "edit_grave": (
        _R,
        lambda who, r: actions.edit_grave(who, r.one(Grave), version=1, lie=Lie(), note="deeper"),
    ),
    "restore_found": (
        _R,
        lambda who, r: actions.restore_found(who, r.one(Grave), revision=_kept_grave(r), version=1),
    ),
    "log_day": (_R, lambda who, r: actions.log_day(who, r.one(RecoverySite), on=DAY, said="Rain.")),
    "withdraw_log_entry": (_R, lambda who, r: actions.withdraw_log_entry(who, r.one(LogEntry), **WHY)),
    "record_remains": (
        _R,
        lambda who, r: actions.record_remains(who, r.one(RecoverySite), code="R-9", found=Found()),
    ),
    "edit_remains": (
        _R,
        lambda who, r: actions.edit_remains(who, r.one(Remains), found=Found(building="B-1"), version=1),
    ),
    "withdraw_remains": (_R, lambda who, r: actions.withdraw_remains(who, r.one(Remains), **WHY)),
    "tie_photograph": (
        _R,
        lambda who, r: actions.tie_photograph(who, r.one(Remains), item=r.one(Item), code="R-1"),
    ),
    "untie_photograph": (_R, lambda who, r: actions.untie_photograph(who, r.one(FoundPhotograph), **WHY)),
    "take_sample": (
        _R,
        lambda who, r: actions.take_sample(
            who, r.one(Remains), code="S-9", kind="tooth 36", taken_by="doctor"
        ),
    ),
    "withdraw_sample": (_R, lambda who, r: actions.withdraw_sample(who, r.one(Sample), **WHY)),
    "hand_over": (
        _R,
        lambda who, r: actions.hand_over(
            who, r.one(Remains), handed_by="digger", received_by="doctor", at=NOW
        ),
    ),
    "lay": (
        _R,
        lambda who, r: actions.lay(who, r.one(Remains), laid=Laid.TEMPORARY, on=NEXT, place=r.one(Place)),
    ),
    "withdraw_burial": (_R, lambda who, r: actions.withdraw_burial(who, r.one(Burial), **WHY)),
    "reassociate": (
        _J,
        lambda who, r: actions.reassociate(who, _part(r), body=r.one(Remains), basis="the breaks fit"),
    ),
    "withdraw_reassociation": (
        _J,
        lambda who, r: actions.withdraw_reassociation(who, r.one(Reassociation), **WHY),
    ),
    "judge_status": (
        _J,
        lambda who, r: actions.judge_status(
            who, r.one(Remains), status=CombatStatus.CIVILIAN, basis=[StatusBasis.AGE], reason="a child"
        ),
    ),
    "withdraw_status": (_J, lambda who, r: actions.withdraw_status(who, r.one(StatusJudgement), **WHY)),
    "open_file": (
        _R,
        lambda who, r: actions.open_file(who, r.case, code="M-9", told=Told(told_by="brother")),
    ),
    "edit_file": (
        _R,
        lambda who, r: actions.edit_file(who, r.one(MissingPerson), told=Told(told_by="sister"), version=1),
    ),
    "withdraw_file": (_R, lambda who, r: actions.withdraw_file(who, _stranger(r), **WHY)),
    "link_file": (
        _R,
        lambda who, r: actions.link_file(who, r.one(MissingPerson), victim=r.one(Victim), version=1),
    ),
    "keep_contact": (
        _R,
        lambda who, r: actions.keep_contact(who, r.one(MissingPerson), entry=r.one(VaultEntry), version=1),
    ),
    "receive_request": (
        _R,
        lambda who, r: actions.receive_request(who, r.one(MissingPerson), asked_by="brother", asked_on=NEXT),
    ),
    "answer_request": (
        _J,
        lambda who, r: actions.answer_request(
            who, r.one(FamilyRequest), reply=Reply.NOT_KNOWN, told="Not yet.", how="in person"
        ),
    ),
    "compare_remains": (_J, _compared),
    "rule": (
        _J,
        lambda who, r: actions.rule(
            who, r.one(Remains), missing=r.one(MissingPerson), standing=Standing.EXCLUDED, reason="teeth"
        ),
    ),
    "confirm_identification": (
        Permission.SIGN_OFF,
        lambda who, r: actions.confirm_identification(who, r.one(Ruling)),
    ),
    "tell_family": (
        Permission.NAME,
        lambda who, r: actions.tell_family(who, _confirmed(r), on=NEXT),
    ),
    "withdraw_ruling": (_J, lambda who, r: actions.withdraw_ruling(who, r.one(Ruling), **WHY)),
    "write_register": (
        Permission.VIEW,
        lambda who, r: actions.write_register(who, r.case, kind=Kind.SITES, ending="csv"),
    ),
}
