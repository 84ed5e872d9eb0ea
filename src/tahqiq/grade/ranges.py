"""From accepted claims to a range, with every claim used and every claim left out and why.

A range is derived, never typed: the lowest and the highest figure among the claims that count for
this incident (METHOD: counts, after Airwars). The rules are tried in the order of ``_RULES``, and
the first that speaks leaves the claim out. Then what the same origin repeats, or has since
replaced, is left out too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from tahqiq.grade.evidence import (
    NOT_FINDINGS,
    PART_CIVILIANS,
    WHOLE_CIVILIANS,
    AcceptedClaim,
    IncidentEvidence,
    order,
    origins,
)
from tahqiq.grade.profiles import STRICT, Profile
from tahqiq.grade.reasons import Reason
from tahqiq.vocab.claims import Category, Effect, Scope
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.parties import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A claim that does not enter the range, and why."""

    claim: UUID
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A range with its working.

    Attributes:
        count: the range; unknown where no claim carries a figure.
        used: ids of the claims it rests on, earliest said first.
        left_out: the other accepted claims, each with its reason.
        notes: what else was done to the range.
        profile: name and version of the reading of vague quantities.
    """

    count: CountRange = UNKNOWN
    used: tuple[UUID, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Reason, ...] = ()
    profile: str = STRICT.spelled


def civilian_range(
    evidence: IncidentEvidence, effect: Effect = Effect.KILLED, *, profile: Profile = STRICT
) -> Worked:
    """How many civilians were killed (or injured, by ``effect``), by the accepted claims.

    Where no claim counts the whole, the largest part ('seven children') is the least it can be.
    """
    asked = _Asked(evidence, effect, WHOLE_CIVILIANS, PART_CIVILIANS, profile)
    worked = _work_out(asked)
    if not worked.used:
        worked = _from_parts(asked, worked)
    if not evidence.status_contested or worked.count.unknown:
        return worked
    return _contested(worked, worked.count.max)


def combatant_range(
    evidence: IncidentEvidence, effect: Effect = Effect.KILLED, *, profile: Profile = STRICT
) -> Worked:
    """How many combatants were killed (or injured), by the accepted claims.

    Where the civilian status is contested, those claimed as civilians may have been combatants: the
    lower bound is 0 here too, and the upper reaches to theirs (METHOD: counts, after Airwars).
    """
    worked = _work_out(_Asked(evidence, effect, frozenset({Category.COMBATANTS}), frozenset(), profile))
    if not evidence.status_contested:
        return worked
    civilians = civilian_range(evidence, effect, profile=profile)
    both = CountRange.spanning((worked.count, civilians.count))
    return worked if both.unknown else _contested(worked, both.max)


def _contested(worked: Worked, highest: int | None) -> Worked:
    """Contested civilian status sets the lower bound to 0; with no upper bound nothing is known."""
    return replace(worked, count=CountRange(0, highest), notes=(*worked.notes, Reason.of("status_contested")))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is counted: the evidence, the harm, whole and part, and the profile."""

    evidence: IncidentEvidence
    effect: Effect
    whole: frozenset[Category]
    parts: frozenset[Category]
    profile: Profile

    def read(self, claim: AcceptedClaim) -> CountRange:
        return self.profile.read(claim.claim.count, claim.claim.hedge, self.effect)


def _replaced(claim: AcceptedClaim, asked: _Asked) -> bool:
    """Marked as superseded, or replaced by an accepted claim of the same source or origin."""
    if claim.claim.scope is Scope.SUPERSEDED:
        return True
    return any(
        other.claim.supersedes == claim.id
        and (other.source == claim.source or other.origin_name == claim.origin_name)
        for other in asked.evidence.claims
    )


def _counts_others(claim: AcceptedClaim, asked: _Asked) -> bool:
    return claim.claim.category not in asked.whole | asked.parts


def _is_part(claim: AcceptedClaim, asked: _Asked) -> bool:
    return claim.claim.within is not None or claim.claim.category in asked.parts


#: (name of the reason, whether the claim is left out for it), tried in this order.
_RULES: tuple[tuple[str, Callable[[AcceptedClaim, _Asked], bool]], ...] = (
    ("negated", lambda claim, asked: claim.claim.negated),
    ("not_a_finding", lambda claim, asked: claim.claim.stance in NOT_FINDINGS),
    ("another_effect", lambda claim, asked: claim.claim.effect is not asked.effect),
    ("another_category", _counts_others),
    ("aggregate", lambda claim, asked: claim.claim.scope is Scope.CUMULATIVE),
    ("superseded", _replaced),
    ("commentary", lambda claim, asked: claim.kind is SourceKind.COMMENTARY),
    ("armed_actor_figure", lambda claim, asked: not claim.independent_of(asked.evidence.interested)),
    ("unreliable", lambda claim, asked: claim.poorly_rated),
    ("no_number", lambda claim, asked: asked.read(claim).unknown),
)


def _why_not(claim: AcceptedClaim, asked: _Asked) -> Reason | None:
    """The first rule that leaves the claim out, or None where it counts, whole or in part."""
    for name, applies in _RULES:
        if applies(claim, asked):
            return Reason.of(name, profile=asked.profile.spelled) if name == "no_number" else Reason.of(name)
    return None


def _by_population(counting: list[AcceptedClaim], asked: _Asked) -> dict[UUID, Reason | None]:
    """Figures of different populations never share a range (HOUSE, rule 4); then parts are left out.

    Where nobody said which population is asked for, it is the one of all claims that count the
    whole, or of all that count a part where none does.
    """
    wholes = [each for each in counting if not _is_part(each, asked)]
    described = {each.claim.population for each in wholes or counting}
    wanted = asked.evidence.population
    if wanted is None and len(described) > 1:
        return dict.fromkeys((each.id for each in counting), Reason.of("several_populations"))
    if wanted is None:
        wanted = next(iter(described), "")
    found: dict[UUID, Reason | None] = {}
    for each in counting:
        if each.claim.population != wanted:
            found[each.id] = Reason.of("another_population")
        elif _is_part(each, asked):
            found[each.id] = Reason.of("part")
    return found


def _work_out(asked: _Asked) -> Worked:
    """The range of the claims that count all of those asked for."""
    reasons = {each.id: _why_not(each, asked) for each in asked.evidence.claims}
    counting = [each for each in asked.evidence.claims if reasons[each.id] is None]
    reasons |= _by_population(counting, asked)
    counting = [each for each in counting if reasons[each.id] is None]
    reasons |= _repetitions(counting, asked)
    used = sorted((each for each in counting if reasons[each.id] is None), key=order)
    return Worked(
        count=CountRange.spanning(map(asked.read, used)),
        used=tuple(each.id for each in used),
        left_out=_left_out(asked.evidence.claims, reasons),
        profile=asked.profile.spelled,
    )


def _left_out(claims: Iterable[AcceptedClaim], reasons: dict[UUID, Reason | None]) -> tuple[LeftOut, ...]:
    ordered = ((each.id, reasons[each.id]) for each in sorted(claims, key=order))
    return tuple(LeftOut(claim=claim, reason=reason) for claim, reason in ordered if reason is not None)


def _repetitions(counting: list[AcceptedClaim], asked: _Asked) -> dict[UUID, Reason | None]:
    """What each origin has replaced by a later toll, or said more than once with the same figure.

    Two different figures said by one origin at the same time both stand: neither replaces the other.
    """
    found: dict[UUID, Reason | None] = {}
    for group in origins(counting).values():
        figures: set[CountRange] = set()
        for each in group:
            if any(_later(other, each) for other in group):
                found[each.id] = Reason.of("superseded")
            elif asked.read(each) in figures:
                found[each.id] = Reason.of("reprint")
            else:
                figures.add(asked.read(each))
    return found


def _later(one: AcceptedClaim, other: AcceptedClaim) -> bool:
    """Whether one was said after the other, by dates known well enough to tell."""
    began, ended = one.claim.said.start, other.claim.said.end
    return began is not None and ended is not None and ended <= began


def _from_parts(asked: _Asked, worked: Worked) -> Worked:
    """The least there can be, by the largest part counted, where no claim counts the whole."""
    parts = {each.claim for each in worked.left_out if each.reason.rule == "part"}
    claims = [each for each in asked.evidence.claims if each.id in parts]
    least = max((asked.read(each).min or 0 for each in claims), default=0)
    used = {each.id for each in claims if asked.read(each).min == least}
    if least == 0:
        return worked
    return replace(
        worked,
        count=CountRange(least, None),
        used=tuple(each.id for each in sorted(claims, key=order) if each.id in used),
        left_out=tuple(each for each in worked.left_out if each.claim not in used),
        notes=(*worked.notes, Reason.of("largest_part")),
    )
