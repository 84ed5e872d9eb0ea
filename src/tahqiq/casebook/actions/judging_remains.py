"""What people judge of remains: that a part belongs to a body; civilian, combatant, or not determined."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.casebook import kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import CombatStatus, Reassociation, Remains, StatusBasis, StatusJudgement
from tahqiq.vocab.errors import BadInput

#: Why an earlier judgement of the same person no longer stands.
JUDGED_AGAIN = "judged again by the same person"


@action(Permission.JUDGE)
def reassociate(act: Act, part: Remains, *, body: Remains, basis: str) -> Reassociation:
    """Judges that a part belongs to a body; both keep their codes, and their hand-overs.

    Raises:
        BadInput: no basis; one and the same, or of two cases; withdrawn; the part is judged to belong to a
            body already, or the body to be a part, or the part has parts itself.
    """
    if not basis.strip():
        raise BadInput("say what the judgement rests on", column="basis")
    if part.pk == body.pk or part.case_id != body.case_id:
        raise BadInput("a part belongs to another body of the case")
    if part.withdrawn_at is not None or body.withdrawn_at is not None:
        raise BadInput("one of the two was withdrawn")
    standing = Reassociation.objects.filter(withdrawn_at=None)
    if standing.filter(part=part).exists():
        raise BadInput("this part is judged to belong to a body", remedy="withdraw that judgement first")
    if standing.filter(part=body).exists() or standing.filter(body=part).exists():
        raise BadInput(
            "the body is itself judged a part, or the part has parts", remedy="name the whole body"
        )
    made = Reassociation.objects.create(
        case=part.case, part=part, body=body, basis=basis.strip(), judged_by=act.actor.name, judged_at=act.at
    )
    act.note(made, after={"code": part.code, "within": body.code})
    return made


@action(Permission.JUDGE)
def withdraw_reassociation(act: Act, judgement: Reassociation, *, reason: str) -> Reassociation:
    """Takes it back: the part stands alone again.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, judgement, reason)
    return judgement


@action(Permission.JUDGE)
def judge_status(
    act: Act, remains: Remains, *, status: CombatStatus, basis: Sequence[StatusBasis], reason: str = ""
) -> StatusJudgement:
    """Judges whether these are the remains of a civilian or of a combatant; 'not determined' is an answer.

    An earlier judgement of the same person is withdrawn, not erased.

    Raises:
        BadInput: civilian or combatant without a basis; or the remains were withdrawn.
    """
    if status is not CombatStatus.NOT_DETERMINED and not basis:
        raise BadInput("say what the judgement rests on", column="basis")
    if remains.withdrawn_at is not None:
        raise BadInput("this record was withdrawn")
    mine = StatusJudgement.objects.filter(remains=remains, judged_by=act.actor.name, withdrawn_at=None)
    for before in mine:
        kept.withdraw(act, before, JUDGED_AGAIN)
    made = StatusJudgement.objects.create(
        case=remains.case,
        remains=remains,
        status=status.value,
        basis=sorted({each.value for each in basis}),
        reason=reason.strip(),
        judged_by=act.actor.name,
        judged_at=act.at,
    )
    act.note(made, after={"status": status.value})
    return made


@action(Permission.JUDGE)
def withdraw_status(act: Act, judgement: StatusJudgement, *, reason: str) -> StatusJudgement:
    """Takes a judgement back.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, judgement, reason)
    return judgement
