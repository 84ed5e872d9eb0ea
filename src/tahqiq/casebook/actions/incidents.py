"""Making incidents, editing them, and the accepted claims that belong to them."""

from __future__ import annotations

from tahqiq.casebook import revisions, signing, versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import IncidentDraft
from tahqiq.casebook.identity import blame_id
from tahqiq.casebook.models import Blame, Case, Claim, Incident, Party, Revision, Status
from tahqiq.vocab.errors import BadInput


@action(Permission.RECORD)
def make_incident(act: Act, case: Case, *, draft: IncidentDraft) -> Incident:
    """A new incident; its figures and grade come from the claims that are attached to it.

    Raises:
        BadInput: see ``IncidentDraft.checked``; or another incident has the code.
    """
    values, parties = draft.checked(case), draft.parties(case)
    _demand_free(case, values["code"])
    made = Incident.objects.create(case=case, **values)
    _blame(made, parties)
    kept = IncidentDraft.of(made)
    revisions.keep_after(act, made, kept)
    act.note(made, after={"code": made.code})
    return made


@action(Permission.RECORD)
def edit_incident(act: Act, incident: Incident, *, draft: IncidentDraft, version: int) -> Incident:
    """Edits what is said of an incident; saying the same again changes nothing.

    A code that is replaced stays among the previous codes. A signature under the incident's
    assessment lapses.

    Args:
        version: the one that the editor saw.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: see ``IncidentDraft.checked``; or another incident has the code.
    """
    return _edit(act, incident, draft, version)


@action(Permission.RECORD)
def restore_incident(act: Act, incident: Incident, *, revision: Revision, version: int) -> Incident:
    """Brings an earlier version back, as a new edit.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: it is no version of this incident; or what it says is no longer possible.
    """
    if (revision.kind, revision.record) != ("incident", incident.pk):
        raise BadInput("this is no version of the incident")
    return _edit(act, incident, revisions.draft_of(revision, IncidentDraft), version)


def _edit(act: Act, incident: Incident, draft: IncidentDraft, version: int) -> Incident:
    current = Incident.objects.select_for_update(of=("self",)).select_related("case").get(pk=incident.pk)
    versions.demand(current, version)
    was = IncidentDraft.of(current)
    values, parties = draft.checked(current.case), draft.parties(current.case)
    if values["code"] != current.code:
        _demand_free(current.case, values["code"])
        kept = [code for code in current.previous_codes if code != values["code"]]
        values["previous_codes"] = [*kept, current.code]
    if not draft.changed_from(was):
        return current
    revisions.keep_before(act, current, was)
    versions.write(current, values, version=version)
    _blame(current, parties)
    now = IncidentDraft.of(Incident.objects.get(pk=current.pk))
    revisions.keep_after(act, current, now)
    changed = now.changed_from(was)
    before, after = was.plain(), now.plain()
    act.note(
        current,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    signing.lapse(act, [current.pk])
    return current


def _demand_free(case: Case, code: str) -> None:
    if Incident.objects.filter(case=case).coded(code).exists():
        raise BadInput("another incident of the case has this code", column="code")


def _blame(incident: Incident, parties: list[Party]) -> None:
    """Exactly these are blamed."""
    incident.blames.exclude(party__in=parties).delete()
    there = set(incident.blames.values_list("party_id", flat=True))
    for party in parties:
        if party.pk not in there:
            key = blame_id(incident.pk, party.pk)
            Blame.objects.create(id=key, case_id=incident.case_id, incident=incident, party=party)


@action(Permission.DECIDE)
def attach_claim(act: Act, claim: Claim, *, incident: Incident) -> Claim:
    """Says that an accepted claim is about this incident.

    Raises:
        BadInput: it is not accepted, lies in another case, or is about an incident already.
    """
    if claim.case_id != incident.case_id:
        raise BadInput("the claim lies in another case")
    current = Claim.objects.select_for_update().get(pk=claim.pk)
    if current.incident_id == incident.pk:
        return current
    if current.status != Status.ACCEPTED:
        raise BadInput("only an accepted claim can be attached to an incident")
    found = Claim.objects.filter(pk=claim.pk, incident=None, status=Status.ACCEPTED)
    if not found.update(incident=incident):
        raise BadInput("the claim is about another incident", remedy="detach it there first")
    current.incident = incident
    act.note(current, after={"incident": incident.code})
    signing.lapse(act, [incident.pk])
    return current


@action(Permission.DECIDE)
def detach_claim(act: Act, claim: Claim, *, incident: Incident, reason: str) -> Claim:
    """Says that a claim is not about this incident after all; it stays accepted, for another one.

    Args:
        incident: the one that whoever detaches it saw it under.

    Raises:
        BadInput: it is not about that incident, or no reason is given.
    """
    if not reason.strip():
        raise BadInput("a claim is detached for a reason; none was given")
    if not Claim.objects.filter(pk=claim.pk, incident=incident).update(incident=None):
        raise BadInput("the claim is not about this incident any more")
    current = Claim.objects.get(pk=claim.pk)
    act.note(current, before={"incident": incident.code}, after={"incident": "", "reason": reason})
    signing.lapse(act, [incident.pk])
    return current
