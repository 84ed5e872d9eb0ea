"""People's decisions about pairs of records."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Incident, Judgement, Victim
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.judgements import Verdict

_KINDS = {"victim": Victim, "incident": Incident}
#: Why an earlier judgement of the same person no longer stands.
JUDGED_AGAIN = "judged again by the same person"


@action(Permission.JUDGE)
def judge(
    act: Act,
    case: Case,
    *,
    kind: Literal["victim", "incident"],
    pair: tuple[UUID, UUID],
    verdict: Verdict,
    reason: str = "",
) -> Judgement:
    """Decides whether two records are the same; 'unsure' is an answer.

    An earlier judgement of the same person is withdrawn, not erased; judging the same again
    changes nothing.

    Raises:
        BadInput: the two are one, or not both in the case.
    """
    left, right = sorted(pair, key=lambda id_: id_.hex)
    if left == right:
        raise BadInput("a record cannot be compared with itself")
    if _KINDS[kind]._default_manager.filter(case=case, id__in=pair).count() != 2:
        raise BadInput(f"not both records are a {kind} of the case")
    mine = Judgement.objects.select_for_update().filter(
        case=case, left=left, right=right, judged_by=act.actor.name, withdrawn_at=None
    )
    before = mine.first()
    if before is not None and (before.verdict, before.reason) == (verdict, reason):
        return before
    mine.update(withdrawn_by=act.actor.name, withdrawn_at=act.at, withdrawn_reason=JUDGED_AGAIN)
    made = Judgement.objects.create(
        case=case,
        kind=kind,
        left=left,
        right=right,
        verdict=str(verdict),
        reason=reason,
        judged_by=act.actor.name,
        judged_at=act.at,
    )
    act.note(
        made,
        before={"verdict": before.verdict} if before is not None else {},
        after={"verdict": made.verdict},
    )
    return made


@action(Permission.JUDGE)
def withdraw_judgement(act: Act, judgement: Judgement, *, reason: str) -> Judgement:
    """Takes a judgement back, for a reason.

    Raises:
        BadInput: it no longer stands, or no reason is given.
    """
    current = Judgement.objects.select_for_update().get(pk=judgement.pk)
    if current.withdrawn_at is not None:
        raise BadInput("this judgement no longer stands")
    if not reason.strip():
        raise BadInput("a judgement is withdrawn for a reason; none was given")
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = act.actor.name, act.at, reason
    current.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    act.note(current, before={"verdict": current.verdict}, after={"withdrawn": reason})
    return current
