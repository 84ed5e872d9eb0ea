"""Who the found may be: candidates by a machine, rulings by people, identifications by an authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tahqiq.casebook import bulk, identifying, kept
from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case, Match, MissingPerson, Remains, Ruling
from tahqiq.casebook.remains_items import refuses_comparison
from tahqiq.vocab.errors import BadInput, NotPermitted
from tahqiq.vocab.ids import new_id
from tahqiq.vocab.remains import Primary, Standing

if TYPE_CHECKING:
    from tahqiq.link.remains.matching import Candidate, Ranking

#: Candidates of one body that are kept, and the least probability of those after the first three.
KEPT, LEAST = 10, 0.001


@action(Permission.JUDGE, batches=True)
def compare_remains(
    act: Act,
    case: Case,
    *,
    run: UUID | None = None,
    on_step: Callable[[str, int | None], None] = lambda step, total: None,
    on_progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Compares all remains with all files that may be compared; earlier candidates are replaced.

    Rulings stay as they are: a machine's candidate is a hint where to look. Nothing is written until all are
    compared, and others may write meanwhile.

    Args:
        run: what this run is called; a new id where not given.
        on_step: is told each step as it begins, and how many remains it goes through, if it counts them.
        on_progress: is told how many remains are done. Either may raise to stop; nothing is kept then.

    Returns:
        How many pairs are worth a look.

    Raises:
        BadInput: no remains, or no files.
    """
    shared = {"case_id": case.pk, "run": run or new_id(), "made_at": act.at}
    codes = dict(Remains.objects.filter(case=case).values_list("code", "pk"))
    files = dict(MissingPerson.objects.filter(case=case).values_list("code", "pk"))
    on_step("comparing_files", len(codes))
    rows: list[dict[str, Any]] = []
    ranked = identifying.rankings(case, on=act.at.date(), top=KEPT, on_weighed=on_progress)
    for done, ranking in enumerate(ranked, start=1):
        if done == 1:
            on_step("explaining", len(codes))
        of = {"remains_id": codes[ranking.remains], **shared}
        rows += (
            {"id": new_id(), "missing_id": files[each.file], **of, **_weighed(ranking, each)}
            for each in ranking.candidates
            if each.rank <= 3 or each.posterior >= LEAST
        )
        on_progress(done)
    on_step("keeping", None)
    return _put_in_place(act, case, rows)


def _put_in_place(act: Act, case: Case, rows: list[dict[str, Any]]) -> int:
    """Replaces the candidates of a case, leaving out files that may no longer be compared; how many."""
    with act.batch():
        allowed = {each.pk for each in identifying.comparable(case, on=act.at.date())}  # by now
        rows = [each for each in rows if each["missing_id"] in allowed]
        Match.objects.filter(case=case).delete()
        bulk.insert(Match, rows)
        act.note(case, after={"suggested": len(rows)})
    return len(rows)


def _weighed(ranking: Ranking, candidate: Candidate) -> dict[str, Any]:
    return {
        "rank": candidate.rank,
        "posterior": candidate.posterior,
        "no_file": ranking.no_file,
        "log10_lr": candidate.log10_lr,
        "standing": candidate.standing.value,
        "primary": candidate.primary,
        "evidence": [
            {
                "kind": each.kind,
                "log10_lr": round(each.log10_lr, 6),
                "message": each.message,
                "values": dict(each.values),
                "source": each.source,
                "primary": each.primary.value if each.primary is not None else "",
                "excludes": each.excludes,
            }
            for each in candidate.evidence
        ],
    }


@action(Permission.JUDGE)
def rule(
    act: Act,
    remains: Remains,
    *,
    missing: MissingPerson,
    standing: Standing,
    reason: str,
    authority: str = "",
    method: Primary | None = None,
    report: str = "",
) -> Ruling:
    """Gives remains and a missing person a standing; what stood before between them is withdrawn, not erased.

    'Identified' is entered as an authority said it, and counts when a second person has confirmed it.

    Raises:
        BadInput: no reason; of two cases; withdrawn; the family did not allow a comparison; identified
            without authority or primary identifier, or as somebody else already; or an identification that
            was confirmed stands between the two.
    """
    identified = standing is Standing.IDENTIFIED
    if not reason.strip():
        raise BadInput("say why", column="reason")
    _demand_rulable(remains, missing)
    if identified:
        _demand_identifiable(remains, missing, authority=authority, method=method)
    for before in Ruling.objects.standing().filter(remains=remains, missing=missing):
        if before.confirmed_at is not None:
            raise BadInput("an identification stands", remedy="withdraw it first, for a reason")
        kept.withdraw(act, before, "ruled again")
    made = Ruling.objects.create(
        case=remains.case,
        remains=remains,
        missing=missing,
        standing=standing.value,
        authority=authority.strip() if identified else "",
        method=method.value if identified and method is not None else "",
        report=report.strip(),
        reason=reason.strip(),
        judged_by=act.actor.name,
        judged_at=act.at,
    )
    act.note(made, after={"standing": standing.value, "code": remains.code})
    return made


def _demand_rulable(remains: Remains, missing: MissingPerson) -> None:
    """Refuses a ruling between what does not stand, or was not to be compared.

    Raises:
        BadInput: see ``rule``.
    """
    if remains.case_id != missing.case_id or remains.withdrawn_at or missing.withdrawn_at:
        raise BadInput("both stand, in one case, or nothing is ruled between them")
    if refuses_comparison(missing.told):
        raise BadInput("the family did not allow that this file is compared", remedy="ask the family again")


def _demand_identifiable(
    remains: Remains, missing: MissingPerson, *, authority: str, method: Primary | None
) -> None:
    """Refuses an identification that rests on nothing, or beside another one.

    Raises:
        BadInput: see ``rule``.
    """
    if not authority.strip() or method is None:
        raise BadInput(
            "an identification names the authority and the primary identifier it rests on", column="authority"
        )
    others = Ruling.objects.standing().filter(remains=remains, standing=Standing.IDENTIFIED.value)
    if others.exclude(missing=missing).exists():
        raise BadInput("these remains are identified as somebody else", remedy="withdraw that ruling first")


@action(Permission.SIGN_OFF)
def confirm_identification(act: Act, ruling: Ruling) -> Ruling:
    """A second person confirms that an authority identified remains, and how.

    Raises:
        NotPermitted: whoever entered it cannot confirm it.
        BadInput: it is no identification, does not stand, or was confirmed before.
    """
    if ruling.judged_by == act.actor.name:
        raise NotPermitted(f"{act.actor.name} entered this identification: a second person must confirm it")
    waiting = Ruling.objects.standing().filter(
        pk=ruling.pk, standing=Standing.IDENTIFIED.value, confirmed_at=None
    )
    if not waiting.update(confirmed_by=act.actor.name, confirmed_at=act.at):
        raise BadInput("no identification waits here to be confirmed")
    ruling.refresh_from_db()
    act.note(ruling, after={"signed_off_by": act.actor.name})
    return ruling


@action(Permission.NAME)
def tell_family(act: Act, ruling: Ruling, *, on: date) -> Ruling:
    """Records on which day the family was told; only then may an identification leave at all.

    Raises:
        BadInput: it is not confirmed, does not stand, was told before, or the day is to come.
    """
    if on > act.at.date():
        raise BadInput("the day is to come", column="on")
    ready = Ruling.objects.identified().filter(pk=ruling.pk, family_told_on=None)
    if not ready.update(family_told_by=act.actor.name, family_told_on=on):
        raise BadInput("only a confirmed identification is told, and once")
    ruling.refresh_from_db()
    act.note(ruling, after={"told": on.isoformat()})
    return ruling


@action(Permission.JUDGE)
def withdraw_ruling(act: Act, ruling: Ruling, *, reason: str) -> Ruling:
    """Takes a ruling back, for a reason.

    Raises:
        BadInput: no reason, or withdrawn before.
    """
    kept.withdraw(act, ruling, reason)
    return ruling
