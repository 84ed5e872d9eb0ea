"""Recording what an armed actor answered, step by step."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from tahqiq.casebook import signing, versions
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.drafts import AnswerDraft
from tahqiq.casebook.importing.rows import located
from tahqiq.casebook.models import Answer, AnswerEvent, Incident, Item, Party
from tahqiq.grade import IllegalAnswer, may_follow
from tahqiq.vocab import answers as vocab
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Evidence


@action(Permission.RECORD)
def record_answer(
    act: Act,
    incident: Incident,
    *,
    answer: vocab.Answer,
    evidence: Evidence,
    note: str = "",
    words: AnswerDraft | None = None,
    version: int | None = None,
) -> Answer:
    """Records an armed actor's answer about an incident, or the next step of it.

    Args:
        answer: whose, and what; its party is a slug of the case.
        evidence: the sealed words it stands in.
        words: report number, grid reference, original wording; None leaves them as they are.
        version: the one of the answer so far that its recorder saw; None where they saw none.

    Raises:
        Outdated: somebody else has recorded a step since.
        BadInput: the case holds no such party or sealed text, or an answer in this state cannot
            follow the one before (a closed case must be reopened first).
    """
    return write_answer(
        act, incident, answer=answer, evidence=evidence, note=note, words=words, version=version
    )


def write_answer(
    act: Act,
    incident: Incident,
    *,
    answer: vocab.Answer,
    evidence: Evidence,
    note: str = "",
    words: AnswerDraft | None = None,
    version: int | None = None,
) -> Answer:
    """Writes an answer, or its next step, down; part of every action that records one. See above."""
    party = Party.objects.filter(case=incident.case, slug=answer.party).first()
    if party is None:
        raise BadInput(f"the case has no party called {answer.party}")
    item = _item_of(incident, evidence)
    found = Answer.objects.standing().select_for_update().filter(incident=incident, party=party)
    known = found.order_by("id").first()
    if known is not None and version is not None:
        versions.demand(known, version)
    _check_order(known, answer.state)
    where: dict[str, Any] = {"start": None, "end": None, "record": None, "columns": []}
    where |= located(evidence.locator, evidence.quote, item.pk)
    kept = known or Answer(case=incident.case, incident=incident, party=party, source=item.source)
    before = {"state": kept.state} if known is not None else {}
    values = {**_values(answer), **where, **(words.checked() if words is not None else {})}
    if known is not None:
        versions.write(kept, values)
    else:
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(force_insert=True)
    _add_step(act, kept, note)
    act.note(kept, before=before, after={"state": kept.state})
    signing.lapse(act, [incident.pk])
    return kept


def _item_of(incident: Incident, evidence: Evidence) -> Item:
    """The sealed item in whose bytes the words stand."""
    item = Item.objects.filter(case=incident.case, sha256=evidence.text_sha256).first()
    if item is None:
        raise BadInput(f"the case holds no sealed text {evidence.text_sha256}", remedy="seal the file first")
    return item


@action(Permission.RECORD)
def edit_answer(act: Act, answer: Answer, *, draft: AnswerDraft, version: int) -> Answer:
    """Corrects the words that go with an answer; its state and figures change by steps only.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: see ``AnswerDraft.checked``.
    """
    current = Answer.objects.select_for_update().get(pk=answer.pk)
    versions.demand(current, version)
    was = AnswerDraft.of(current)
    changed = draft.changed_from(was)
    if not changed:
        return current
    versions.write(current, draft.checked(), version=version)
    before, after = was.plain(), draft.plain()
    act.note(
        current,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    signing.lapse(act, [current.incident_id])
    return current


def _check_order(known: Answer | None, state: AnswerState) -> None:
    before = AnswerState(known.state) if known is not None else None
    if before is not None and before != state and not may_follow(before, state):
        raise BadInput(str(IllegalAnswer(before, state)))


def _values(answer: vocab.Answer) -> dict[str, object]:
    return {
        "state": str(answer.state),
        "reasons": [str(reason) for reason in answer.reasons],
        "killed_min": answer.killed.min,
        "killed_max": answer.killed.max,
        "injured_min": answer.injured.min,
        "injured_max": answer.injured.max,
    }


@action(Permission.RECORD)
def reopen_answer(act: Act, answer: Answer, *, note: str, version: int | None = None) -> Answer:
    """The armed actor looks at a closed case again; the words of the earlier answer stay.

    Args:
        version: the one that whoever reopens it saw.

    Raises:
        Outdated: somebody else has changed it since.
        BadInput: the case is not closed, or nothing says why it was reopened.
    """
    current = Answer.objects.select_for_update().get(pk=answer.pk)
    versions.demand(current, current.version if version is None else version)
    if not AnswerState(current.state).closed:
        raise BadInput("only a closed answer can be reopened")
    if not note.strip():
        raise BadInput("an answer is reopened for a reason; none was given")
    before = current.state
    versions.write(current, {"state": str(AnswerState.REOPENED)})
    _add_step(act, current, note)
    act.note(current, before={"state": before}, after={"state": current.state})
    signing.lapse(act, [current.incident_id])
    return current


def _add_step(act: Act, answer: Answer, note: str) -> None:
    last = AnswerEvent.objects.filter(answer=answer).aggregate(last=Max("sequence"))["last"] or 0
    told = ("case", "state", "reasons", "killed_min", "killed_max")
    where = ("item", "locator", "start", "end", "record", "columns", "quote")
    AnswerEvent.objects.create(
        answer=answer,
        sequence=last + 1,
        note=note,
        recorded_by=act.actor.name,
        recorded_at=act.at,
        **{name: getattr(answer, name) for name in (*told, *where)},
    )
