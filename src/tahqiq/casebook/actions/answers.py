"""Recording what an armed actor answered, step by step."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.importing.rows import located
from tahqiq.casebook.models import Answer, AnswerEvent, Incident, Item, Party
from tahqiq.grade import IllegalAnswer, may_follow
from tahqiq.vocab import answers as vocab
from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.imports import Evidence


@action(Permission.RECORD)
def record_answer(
    act: Act, incident: Incident, *, answer: vocab.Answer, evidence: Evidence, note: str = ""
) -> Answer:
    """Records an armed actor's answer about an incident, or the next step of it.

    Args:
        answer: whose, and what; its party is a slug of the case.
        evidence: the sealed words it stands in.

    Raises:
        BadInput: the case holds no such party or sealed text, or an answer in this state cannot
            follow the one before (a closed case must be reopened first).
    """
    party = Party.objects.filter(case=incident.case, slug=answer.party).first()
    if party is None:
        raise BadInput(f"the case has no party called {answer.party}")
    item = Item.objects.filter(case=incident.case, sha256=evidence.text_sha256).first()
    if item is None:
        raise BadInput(f"the case holds no sealed text {evidence.text_sha256}", remedy="seal the file first")
    found = Answer.objects.standing().select_for_update().filter(incident=incident, party=party)
    known = found.order_by("id").first()
    _check_order(known, answer.state)
    where: dict[str, Any] = {"start": None, "end": None, "record": None, "columns": []}
    where |= located(evidence.locator, evidence.quote, item.pk)
    kept = known or Answer(case=incident.case, incident=incident, party=party, source=item.source)
    before = {"state": kept.state} if known is not None else {}
    for name, value in {**_values(answer), **where}.items():
        setattr(kept, name, value)
    kept.save()
    _add_step(act, kept, note)
    act.note(kept, before=before, after={"state": kept.state})
    return kept


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
def reopen_answer(act: Act, answer: Answer, *, note: str) -> Answer:
    """The armed actor looks at a closed case again; the words of the earlier answer stay.

    Raises:
        BadInput: the case is not closed, or nothing says why it was reopened.
    """
    current = Answer.objects.select_for_update().get(pk=answer.pk)
    if not AnswerState(current.state).closed:
        raise BadInput("only a closed answer can be reopened")
    if not note.strip():
        raise BadInput("an answer is reopened for a reason; none was given")
    before = current.state
    current.state = str(AnswerState.REOPENED)
    current.save(update_fields=["state"])
    _add_step(act, current, note)
    act.note(current, before={"state": before}, after={"state": current.state})
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
