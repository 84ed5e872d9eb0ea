"""What we owe people who spoke: worries raised and lowered, things promised and done."""

from __future__ import annotations

from datetime import date

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Concern, FollowUp, Interview, WelfareFlag
from tahqiq.vocab.errors import BadInput


@action(Permission.INTERVIEW)
def raise_flag(act: Act, interview: Interview, *, concern: Concern, note: str = "") -> WelfareFlag:
    """Raises a worry about a person: distress, or their security."""
    made = WelfareFlag.objects.create(
        case=interview.case,
        interview=interview,
        concern=str(concern),
        note=note.strip(),
        raised_by=act.actor.name,
        raised_at=act.at,
    )
    act.note(made, after={"concern": str(concern)})
    return made


@action(Permission.INTERVIEW)
def lower_flag(act: Act, flag: WelfareFlag, *, reason: str) -> WelfareFlag:
    """Says why a worry no longer stands.

    Raises:
        BadInput: it was lowered before, or no reason is given.
    """
    current = WelfareFlag.objects.select_for_update().get(pk=flag.pk)
    if current.lowered_at is not None:
        raise BadInput("this was lowered before")
    if not reason.strip():
        raise BadInput("say why it no longer stands")
    current.lowered_by, current.lowered_at, current.lowered_reason = act.actor.name, act.at, reason.strip()
    current.save(update_fields=["lowered_by", "lowered_at", "lowered_reason"])
    act.note(current, after={"lowered": True})
    return current


@action(Permission.INTERVIEW)
def ask_follow_up(act: Act, interview: Interview, *, what: str, due_on: date | None = None) -> FollowUp:
    """Writes down what is to be done for a person.

    Raises:
        BadInput: nobody says what.
    """
    if not what.strip():
        raise BadInput("say what is to be done")
    made = FollowUp.objects.create(
        case=interview.case,
        interview=interview,
        what=what.strip(),
        due_on=due_on,
        asked_by=act.actor.name,
        asked_at=act.at,
    )
    act.note(made)
    return made


@action(Permission.INTERVIEW)
def finish_follow_up(act: Act, follow_up: FollowUp) -> FollowUp:
    """Says that it is done.

    Raises:
        BadInput: it was done before.
    """
    current = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if current.done_at is not None:
        raise BadInput("this was done before")
    current.done_by, current.done_at = act.actor.name, act.at
    current.save(update_fields=["done_by", "done_at"])
    act.note(current, after={"done": True})
    return current
