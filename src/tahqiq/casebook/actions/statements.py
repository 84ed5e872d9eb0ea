"""Answers read from an armed actor's statements: proposed, and accepted or rejected by a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from tahqiq.casebook import bulk
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actions.answers import write_answer
from tahqiq.casebook.actions.claims import Proposed
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.identity import party_id
from tahqiq.casebook.importing.rows import Values
from tahqiq.casebook.models import AnswerProposal, Case, Incident, Item, Party, Status
from tahqiq.vocab.answers import Answer, AnswerState, RejectionReason
from tahqiq.vocab.claims import Locator
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id
from tahqiq.vocab.imports import Evidence

if TYPE_CHECKING:
    from tahqiq.read.statements import StatementEntry


@action(Permission.RECORD)
def add_party(act: Act, case: Case, *, slug: str, name_en: str, name_ar: str = "") -> Party:
    """A party of the case; one that is there already stays as it is."""
    party, new = Party.objects.get_or_create(
        case=case,
        slug=slug,
        defaults={"id": party_id(case.slug, slug), "name_en": name_en, "name_ar": name_ar},
    )
    if new:
        act.note(party, after={"slug": slug})
    return party


@action(Permission.PROPOSE)
def propose_answers(act: Act, item: Item, entries: Iterable[StatementEntry], *, party: Party) -> Proposed:
    """Puts the answers of a statement before the people who decide; known ones stay as they are.

    Args:
        item: the sealed text that the entries' offsets are of.
        entries: as read; those that decide nothing are left out.
        party: whose statement it is.
    """
    telling = [entry for entry in entries if entry.answer(party.slug) is not None]
    named = _incidents(item.case, telling)
    rows = {row["id"]: row for row in (_row(item, entry, party, named) for entry in telling)}
    known = set(AnswerProposal.objects.filter(id__in=rows).values_list("id", flat=True))
    fresh = [row for id_, row in rows.items() if id_ not in known]
    bulk.insert(AnswerProposal, fresh)
    for row in fresh:
        after = {"state": row["state"], "status": row["status"]}
        act.note_by_id(item.case, "answerproposal", str(row["id"]), before={}, after=after)
    return Proposed(new=tuple(row["id"] for row in fresh), known=len(known))


def _incidents(case: Case, entries: Sequence[StatementEntry]) -> dict[str, UUID]:
    """The incidents that the entries name by a code, of ours or of whoever lists them."""
    codes = {code for entry in entries for code in entry.codes}
    found = Incident.objects.filter(Q(code__in=codes) | Q(source_key__in=codes), case=case)
    named: dict[str, UUID] = {}
    for id_, code, key in found.order_by("id").values_list("id", "code", "source_key"):
        named.setdefault(code, id_)
        named.setdefault(key, id_)
    return named


def _row(item: Item, entry: StatementEntry, party: Party, named: dict[str, UUID]) -> Values:
    place = f"{entry.start}-{entry.end}"
    return {
        "id": imported_id(f"case:{item.case.slug}", "answer proposal", party.slug, item.sha256, place),
        "case_id": item.case_id,
        "item_id": item.pk,
        "locator": "span",
        "start": entry.start,
        "end": entry.end,
        "quote": entry.quote,
        "text_sha256": item.sha256,
        "party_id": party.pk,
        "incident_id": next((named[code] for code in entry.codes if code in named), None),
        "state": str(entry.outcome),
        "reason": str(entry.reason or ""),
        "killed_min": entry.killed.min,
        "killed_max": entry.killed.max,
        "injured_min": entry.injured.min,
        "injured_max": entry.injured.max,
        "place": entry.place,
        "span_start": entry.span.start,
        "span_end": entry.span.end,
        "report": entry.report_number,
        "reporter": entry.reporter,
        "codes": list(entry.codes),
        "references": [each.normal for each in entry.references],
        "status": str(Status.PROPOSED),
    }


@action(Permission.DECIDE)
def accept_answer(
    act: Act, proposal: AnswerProposal, *, incident: Incident | None = None, reason: str = ""
) -> AnswerProposal:
    """Makes an answer, or its next step, of what a statement says.

    Args:
        incident: what it answers; None takes the one that the statement names.

    Raises:
        BadInput: no incident is given or named, it was decided before, or an answer in this state cannot
            follow the one that stands.
    """
    current = _undecided(proposal)
    about = incident or current.incident
    if about is None:
        raise BadInput("say which incident this answers: the statement names none that we hold")
    evidence = Evidence(
        text_sha256=current.text_sha256,
        locator=_locator(current),
        quote=current.quote,
    )
    current.answer = write_answer(act, about, answer=_value(current), evidence=evidence, note=reason)
    current.incident = about
    return _decided(act, current, Status.ACCEPTED, reason)


@action(Permission.DECIDE)
def reject_answer(act: Act, proposal: AnswerProposal, *, reason: str) -> AnswerProposal:
    """Keeps what was read in a statement out of the record, for a reason.

    Raises:
        BadInput: no reason is given, or it was decided before.
    """
    if not reason.strip():
        raise BadInput("an answer is rejected for a reason; none was given")
    return _decided(act, _undecided(proposal), Status.REJECTED, reason)


def _undecided(proposal: AnswerProposal) -> AnswerProposal:
    found = AnswerProposal.objects.select_for_update(of=("self",)).select_related("case", "incident", "party")
    current = found.get(pk=proposal.pk)
    if current.status != Status.PROPOSED:
        raise BadInput("this was decided before")
    return current


def _locator(proposal: AnswerProposal) -> Locator:
    if proposal.locator == "cells":
        return Locator.cells(proposal.record or 0, *proposal.columns)
    return Locator.span(proposal.start or 0, proposal.end or 0)


def _value(proposal: AnswerProposal) -> Answer:
    return Answer(
        party=proposal.party.slug,
        state=AnswerState(proposal.state),
        reasons=(RejectionReason(proposal.reason),) if proposal.reason else (),
        killed=CountRange(proposal.killed_min, proposal.killed_max),
        injured=CountRange(proposal.injured_min, proposal.injured_max),
    )


def _decided(act: Act, proposal: AnswerProposal, status: Status, reason: str) -> AnswerProposal:
    proposal.status, proposal.decided_by, proposal.decided_at = status, act.actor.name, act.at
    proposal.decision_reason = reason
    proposal.save(
        update_fields=["status", "decided_by", "decided_at", "decision_reason", "answer", "incident"]
    )
    act.note(proposal, before={"status": "proposed"}, after={"status": str(status), "reason": reason})
    return proposal
