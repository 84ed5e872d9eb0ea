"""A person takes consent back: one proposes, another approves, and it takes effect everywhere.

What is done is done in steps, each committed with its audit entries: whatever interrupts them, the same
call goes on after the last. What is served is closed first, and looked at once more at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tahqiq.casebook import echoes, incident_lines
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.assessing import profile_of, regrade
from tahqiq.casebook.actions.stories import withdraw_versions
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.echoes import Words
from tahqiq.casebook.models import (
    Answer,
    AnswerEvent,
    AnswerProposal,
    Assessment,
    Case,
    Claim,
    Consent,
    Contradiction,
    FamilyRequest,
    FollowUp,
    FormSubmission,
    Incident,
    Item,
    Listing,
    Match,
    MissingPerson,
    Purpose,
    Release,
    Revision,
    Source,
    Statement,
    Status,
    StoryVersion,
    Text,
    VaultEntry,
    WelfareFlag,
    Withdrawal,
    WithdrawalState,
)
from tahqiq.casebook.resting import Resting, Served, of_interviews, resting_on
from tahqiq.casebook.trigger_rules import ERASED, REMOVED
from tahqiq.vocab.errors import BadInput, NotPermitted

#: Why a claim no longer stands, a release is recalled, an item is removed.
TAKEN_BACK = "consent withdrawn"
_TOLD = ("of_whom", "basis", "blamed", "place", "note", "said_note", "decision_reason", "source_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What lies outside the database, as the home gives it.

    Attributes:
        served: the folders of releases that name any of these ids or hashes.
        close: takes down the sites and takes away the releases that name any of them; with ``destroy`` for
            good; the folders of the releases.
        drafts: takes out of stories being written the blocks that name any of these, and copies of the words.
        scrub: makes the database forget what was erased: no page, no journal of it keeps the words.
        remove: destroys one sealed item, asked for by the first person and carried out by the second;
            one that is removed, or not in the archive, stays as it is.
    """

    served: Served
    close: Callable[[Sequence[str], bool], list[str]]
    remove: Callable[[str, str, str], None]
    scrub: Callable[[], None] = lambda: None
    drafts: Callable[[Case, Collection[str], Words], int] = lambda case, keys, said: 0


@action(Permission.CONSENT)
def propose_withdrawal(
    act: Act,
    consent: Consent,
    *,
    destroy: bool,
    reason: str,
    seen: str,
    served: Served,
    purposes: Sequence[Purpose] = (),
) -> Withdrawal:
    """Proposes that a consent be withdrawn, with all that rests on it; or some of its purposes alone.

    Args:
        purposes: those alone are taken back, a voice and not the words; empty, the whole consent.
        destroy: nothing is to be kept either: bytes, words and identity are destroyed, claims withdrawn.
        seen: ``Resting.sha256`` of what the proposer was shown.

    Raises:
        BadInput: it was withdrawn before or is being withdrawn, no reason is given, or what rests on
            it has changed since it was shown.
    """
    _demand_open(consent, purposes, destroy=destroy, reason=reason)
    found = _as_seen(consent, purposes, seen, served)
    made = Withdrawal.objects.create(
        case=consent.case,
        consent=consent,
        purposes=[each.value for each in found.purposes],
        destroy=destroy,
        reason=reason.strip(),
        found=found.plain(),
        sha256=found.sha256(),
        proposed_by=act.actor.name,
        proposed_at=act.at,
    )
    act.note(made, after={"destroy": destroy, "items": len(found.items), "claims": len(found.claims)})
    return made


def _demand_open(consent: Consent, purposes: Sequence[Purpose], *, destroy: bool, reason: str) -> None:
    """Refuses what cannot be taken back, or is not said why.

    Raises:
        BadInput: see ``propose_withdrawal``.
    """
    if consent.withdrawn_at is not None:
        raise BadInput("this consent was withdrawn before")
    if not reason.strip():
        raise BadInput("say why the consent is withdrawn")
    if Withdrawal.objects.filter(consent=consent, state__in=("proposed", "approved")).exists():
        raise BadInput("this consent is being withdrawn already")
    if purposes and destroy:
        raise BadInput("what is destroyed is taken back whole", remedy="choose no single purpose")
    if any(not getattr(consent, each.value) for each in purposes):
        raise BadInput("this consent does not allow what is to be taken back")


@action(Permission.CONSENT)
def drop_withdrawal(act: Act, withdrawal: Withdrawal) -> Withdrawal:
    """Drops a proposal that nobody has approved.

    Raises:
        BadInput: it was approved or dropped before.
    """
    current = _in_state(withdrawal, WithdrawalState.PROPOSED)
    current.state = WithdrawalState.DROPPED.value
    current.save(update_fields=["state"])
    act.note(current, before={"state": "proposed"}, after={"state": "dropped"})
    return current


@action(Permission.APPROVE)
def approve_withdrawal(act: Act, withdrawal: Withdrawal, *, seen: str, served: Served) -> Withdrawal:
    """The second person's approval of exactly what was proposed; ``carry_out_withdrawal`` then does it.

    Args:
        seen: the hash of what the approver was shown.

    Raises:
        NotPermitted: whoever proposed it cannot approve it.
        BadInput: it is not waiting, or what rests on the consent has changed since.
    """
    current = _in_state(withdrawal, WithdrawalState.PROPOSED)
    if current.proposed_by == act.actor.name:
        raise NotPermitted(f"{act.actor.name} proposed this withdrawal: a second person must approve it")
    if current.sha256 != _as_seen(current.consent, _purposes(current), seen, served).sha256():
        raise BadInput("more or less rests on the consent than was proposed", remedy="drop it, propose anew")
    current.state = WithdrawalState.APPROVED.value
    current.approved_by, current.approved_at = act.actor.name, act.at
    current.save(update_fields=["state", "approved_by", "approved_at"])
    act.note(current, before={"state": "proposed"}, after={"state": "approved"})
    return current


@action(Permission.APPROVE, batches=True)
def carry_out_withdrawal(act: Act, withdrawal: Withdrawal, *, reach: Reach) -> Withdrawal:
    """Carries an approved withdrawal out, or goes on where it stopped.

    Raises:
        BadInput: nobody has approved it.
    """
    current = Withdrawal.objects.select_related("case", "consent__case").get(pk=withdrawal.pk)
    if current.state not in {WithdrawalState.APPROVED, WithdrawalState.DONE}:
        raise BadInput("nobody has approved this withdrawal")
    resting = resting_on(current.consent, served=lambda _: [], purposes=_purposes(current))
    for name, step in _STEPS.items():
        if name not in current.steps and (current.destroy or name not in _DESTROYING):
            with act.batch():
                step(act, current, resting, reach)
                current.steps = [*current.steps, name]
                current.save(update_fields=["steps"])
    if current.state != WithdrawalState.DONE:
        if current.destroy:
            reach.scrub()
        with act.batch():
            current.state, current.finished_at = WithdrawalState.DONE.value, act.at
            current.save(update_fields=["state", "finished_at"])
            act.note(current, before={"state": "approved"}, after={"state": "done"})
    incident_lines.renew()
    return current


def _as_seen(consent: Consent, purposes: Sequence[Purpose], seen: str, served: Served) -> Resting:
    """What rests on a consent, if it is what somebody was shown.

    Raises:
        BadInput: it is not.
    """
    found = resting_on(consent, served=served, purposes=purposes)
    if found.sha256() != seen:
        raise BadInput("what rests on this consent has changed since you looked", remedy="look again")
    return found


def _purposes(withdrawal: Withdrawal) -> list[Purpose]:
    return [Purpose(each) for each in withdrawal.purposes]


def _in_state(withdrawal: Withdrawal, state: WithdrawalState) -> Withdrawal:
    held = Withdrawal.objects.select_for_update(of=("self",)).select_related("case", "consent__case")
    current = held.get(pk=withdrawal.pk)
    if current.state != state:
        raise BadInput("this withdrawal does not wait any more")
    return current


def _withdraw_consent(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """From now on nothing that rests on it may leave."""
    consent = Consent.objects.select_for_update().get(pk=current.consent_id)
    if current.purposes:
        _narrow(act, consent, current.purposes)
    elif consent.withdrawn_at is None:
        consent.withdrawn_by, consent.withdrawn_at = current.proposed_by, act.at
        consent.withdrawn_reason = current.reason
        consent.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        act.note(consent, after={"withdrawn": True})
    ids = [each.pk for each in resting.items]
    Item.objects.filter(id__in=ids).update(consent_needed=True, consent=consent, guarded=True)
    no_basis = {"name_basis": "", "name_basis_by": "", "name_basis_at": None}
    for source in Source.objects.filter(id__in=resting.sources):
        Source.objects.filter(pk=source.pk).update(**no_basis)
        act.note(source, after={"withdrawn": TAKEN_BACK})


def _narrow(act: Act, consent: Consent, purposes: Sequence[str]) -> None:
    """The consent holds for what is left of it; what it was stands in the audit trail."""
    for purpose in purposes:
        setattr(consent, purpose, False)
    consent.save(update_fields=list(purposes))
    act.note(consent, before=dict.fromkeys(purposes, True), after=dict.fromkeys(purposes, False))


def _close(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Nothing that names any of it is served any more, nor handed on."""
    gone = {folder.rsplit("/", 1)[-1] for folder in reach.close(resting.named(), current.destroy)}
    for release in Release.objects.filter(case=current.case, recalled_at=None):
        if release.path.rsplit("/", 1)[-1] in gone:
            release.recalled_by, release.recalled_at = current.approved_by, act.at
            release.recalled_reason = TAKEN_BACK
            release.save(update_fields=["recalled_by", "recalled_at", "recalled_reason"])
            act.note(release, after={"recalled": TAKEN_BACK})


def _withdraw_stories(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Stories that rest on it stand no longer; of what is destroyed their words go as well."""
    for version in StoryVersion.objects.filter(id__in=[each.pk for each in resting.stories]):
        withdraw_versions(act, version, TAKEN_BACK)
        if current.destroy:
            version.refresh_from_db()
            version.content = {}
            version.save(update_fields=["content"])
            act.note(version, after={"lawfully removed": TAKEN_BACK})


def _forget_drafts(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Stories that are still being written, with all their earlier versions."""
    found = reach.drafts(current.case, resting.keys(resting.interviews), resting.said())
    act.note(current, after={"drafts": found})


def _withdraw_claims(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Claims no longer stand, and their words are gone; that they were there stays."""
    for claim in Claim.objects.select_for_update().filter(id__in=[each.pk for each in resting.claims]):
        before = claim.status
        claim.status = Status.WITHDRAWN.value
        claim.withdrawn_by, claim.withdrawn_at = current.approved_by, act.at
        claim.withdrawn_reason = TAKEN_BACK
        claim.quote = claim.statement_en = ERASED["claim"]["quote"]
        claim.statement_ar = claim.statement_ar_by = ""
        claim.chain = [{**link, "name": ""} for link in claim.chain]
        for name in _TOLD:
            setattr(claim, name, "")
        claim.save()
        act.note(claim, before={"status": before}, after={"status": "withdrawn", "reason": TAKEN_BACK})


def _regrade(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Ranges and grades without the claims that went."""
    about = {each.incident_id for each in resting.claims if each.incident_id is not None}
    for incident in Incident.objects.filter(id__in=about).select_related("case").order_by("id"):
        regrade(act, incident, profile_of(incident))


def _erase_copies(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Words of the person in what we noted for ourselves: logs, earlier versions, reasons, results."""
    found = echoes.erase(current.case, resting.said())
    act.note(current, after={"copies": found})


def _erase_words(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Transcripts, translations, quotes, and what we wrote about the person."""
    for text in Text.objects.filter(id__in=[each.pk for each in resting.texts]).exclude(content=""):
        text.content = ERASED["text"]["content"]
        text.save(update_fields=["content"])
        act.note(text, after={"lawfully removed": TAKEN_BACK})
    items = [each.pk for each in resting.items]
    FormSubmission.objects.filter(item__in=items).update(answers={}, media=[], left=[])
    for kind in (Answer, Assessment, Listing, Statement):
        kind._default_manager.filter(item__in=items).update(quote="")
    AnswerProposal.objects.filter(item__in=items).update(quote=REMOVED, reporter="")
    _erase_steps(act, resting)
    blank = dict.fromkeys(("title_en", "title_ar", "url", "content_note_en", "content_note_ar"), "")
    Item.objects.filter(id__in=items).update(**blank)
    _erase_care(resting)
    _erase_files(act, resting)


def _erase_steps(act: Act, resting: Resting) -> None:
    """Words quoted by steps of answers; no step is taken away, and each says that words stood there."""
    quoting = AnswerEvent.objects.filter(id__in=[each.pk for each in resting.steps])
    for step in quoting.exclude(quote__in=("", REMOVED)).order_by("id"):
        AnswerEvent.objects.filter(pk=step.pk).update(quote=REMOVED)
        act.note(step, after={"lawfully removed": TAKEN_BACK})


def _erase_care(resting: Resting) -> None:
    """What we wrote about the person and about meeting them."""
    of_person = {"interview__in": resting.interviews}
    WelfareFlag.objects.filter(**of_person).update(note="")
    WelfareFlag.objects.filter(**of_person).exclude(lowered_reason="").update(lowered_reason=REMOVED)
    FollowUp.objects.filter(**of_person).update(what=REMOVED)
    Contradiction.objects.filter(of_interviews(resting.interviews)).update(about=REMOVED)
    for interview in resting.interviews:
        interview.setting = interview.interpreter = ""
        interview.save(update_fields=["setting", "interpreter"])


def _erase_files(act: Act, resting: Resting) -> None:
    """Files of missing persons: withdrawn, blank, with their earlier versions; their codes stay taken."""
    files = [each.pk for each in resting.missing]
    Match.objects.filter(missing__in=files).update(evidence=[])
    asked = FamilyRequest.objects.filter(missing__in=files)
    asked.update(question="", how="")
    asked.exclude(told="").update(told=REMOVED)
    for kept in Revision.objects.filter(kind="missingperson", record__in=files):
        Revision.objects.filter(pk=kept.pk).update(values=dict.fromkeys(kept.values, REMOVED))
    gone = {"withdrawn_by": act.actor.name, "withdrawn_at": act.at, "withdrawn_reason": TAKEN_BACK}
    held = MissingPerson.objects.filter(id__in=files)
    held.filter(withdrawn_at=None).update(**gone)
    held.update(name_ar="", name_en="", sex="", told={}, told_by=REMOVED, contact=None)
    for file in resting.missing:
        act.note(file, after={"lawfully removed": TAKEN_BACK})


def _remove_bytes(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """The bytes and their keys, in the archive; a tombstone stays there."""
    for item in resting.items:
        act.note(item, after={"lawfully removed": TAKEN_BACK})
        reach.remove(item.sha256, current.proposed_by, current.approved_by)


def _forget(act: Act, current: Withdrawal, resting: Resting, reach: Reach) -> None:
    """Who the person is, unless another consent of theirs holds."""
    subject = current.consent.subject
    standing = Consent.objects.filter(case=current.case, subject=subject, withdrawn_at=None, keep=True)
    if standing.exists():
        return
    on_a_form = Q(submissions__item__in=[each.pk for each in resting.items])
    told = Q(id__in=[each.contact for each in resting.missing if each.contact is not None])
    held = VaultEntry.objects.filter(Q(pseudonym=subject) | on_a_form | told, case=current.case)
    for entry in held.distinct():
        act.note(entry, after={"lawfully removed": TAKEN_BACK})
        entry.delete()


_Step = Callable[[Act, Withdrawal, Resting, Reach], None]
#: In this order; what was served is closed before anything else, and again at the end: a release may
#: have been made meanwhile.
_STEPS: dict[str, _Step] = {
    "consent": _withdraw_consent,
    "served": _close,
    "stories": _withdraw_stories,
    "copies": _erase_copies,
    "drafts": _forget_drafts,
    "claims": _withdraw_claims,
    "figures": _regrade,
    "words": _erase_words,
    "bytes": _remove_bytes,
    "identity": _forget,
    "served_again": _close,
}
_DESTROYING = frozenset({"copies", "drafts", "claims", "figures", "words", "bytes", "identity"})


def what_remains(withdrawal: Withdrawal) -> list[str]:
    """The steps that are still to be carried out, in their order."""
    wanted = [name for name in _STEPS if withdrawal.destroy or name not in _DESTROYING]
    return [name for name in wanted if name not in withdrawal.steps]
