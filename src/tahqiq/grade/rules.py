"""From evidence to a grade, with its reasons: the rule set ``tahqiq/1`` (METHOD: grades, after Airwars).

The rules are tried in this order, and the first that holds decides:

1. no accepted claim of civilian harm by a credible source, and no acceptance: no grade, never Weak;
2. an armed actor has accepted responsibility: Confirmed;
3. by every credible source those killed were combatants, or another party is responsible: Discounted;
4. more than one armed actor is blamed: Contested;
5. two or more credible independent sources date the harm, and an armed actor's action nearby is
   likely or confirmed: Fair;
6. otherwise: Weak.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tahqiq.grade.evidence import AcceptedClaim, IncidentEvidence, origins
from tahqiq.grade.profiles import STRICT, Profile
from tahqiq.grade.ranges import Worked, civilian_range, combatant_range
from tahqiq.grade.reasons import Reason
from tahqiq.grade.strikes import ESTABLISHED, strike_status
from tahqiq.vocab.claims import Category, Effect
from tahqiq.vocab.grades import Grade, StrikeStatus
from tahqiq.vocab.judgements import Assessment
from tahqiq.vocab.parties import SourceKind
from tahqiq.vocab.wording import Language

#: Name and version of this rule set; another version re-grades and shows the difference.
RULES = "tahqiq/1"
#: The assessor these rules speak for.
ASSESSOR = "tahqiq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Our assessment of one incident with all its working.

    Attributes:
        grade: None where no accepted claim supports any.
        killed, injured: civilians. ``combatants_killed``: never added to them.
        harm_reported: whether civilian harm is reported; None where no claim speaks of it.
        reasons: of the grade and strike status, in the order the rules were applied.
        rules: name and version of the rule set.
    """

    incident: UUID
    grade: Grade | None
    strike_status: StrikeStatus | None
    harm_reported: bool | None
    killed: Worked
    injured: Worked
    combatants_killed: Worked
    reasons: tuple[Reason, ...]
    rules: str = RULES

    def assessment(self, language: Language = "en") -> Assessment:
        """The same as the value that crosses rooms, its reasons in one language."""
        return Assessment(
            incident=self.incident,
            assessor=ASSESSOR,
            grade=self.grade,
            killed=self.killed.count,
            injured=self.injured.count,
            strike_status=self.strike_status,
            harm_reported=self.harm_reported,
            rules=self.rules,
            reasons=tuple(reason.text(language) for reason in self.reasons),
        )


def grade_incident(evidence: IncidentEvidence, *, profile: Profile = STRICT) -> Graded:
    """Grades one incident and derives its ranges; the same evidence in any order gives the same."""
    status, why_status = strike_status(evidence)
    grade, reasons = _grade(evidence, status)
    killed = civilian_range(evidence, Effect.KILLED, profile=profile)
    injured = civilian_range(evidence, Effect.INJURED, profile=profile)
    notes = dict.fromkeys((*killed.notes, *injured.notes))
    return Graded(
        incident=evidence.incident,
        grade=grade,
        strike_status=status,
        harm_reported=_harm_reported(evidence),
        killed=killed,
        injured=injured,
        combatants_killed=combatant_range(evidence, Effect.KILLED, profile=profile),
        reasons=(*reasons, *([why_status] if why_status is not None else []), *notes),
    )


def _grade(
    evidence: IncidentEvidence, status: StrikeStatus | None
) -> tuple[Grade | None, tuple[Reason, ...]]:
    accepted = evidence.accepted_by
    if not evidence.claims and not accepted:
        return None, (Reason.of("no_claims"),)
    if accepted:
        return Grade.CONFIRMED, (Reason.of("accepted_responsibility", party=", ".join(accepted)),)
    discounted = _discounted(evidence)
    if discounted is not None:
        return Grade.DISCOUNTED, (discounted,)
    harm = tuple(each for each in evidence.credible if each.finds_civilian_harm)
    if not harm:
        return None, (Reason.of("no_credible_source"), *_not_counted(evidence))
    if len(evidence.parties_blamed) > 1:
        parties = ", ".join(evidence.parties_blamed)
        return Grade.CONTESTED, (Reason.of("several_blamed", parties=parties),)
    return _by_sources(evidence, harm, status)


def _by_sources(
    evidence: IncidentEvidence, harm: tuple[AcceptedClaim, ...], status: StrikeStatus | None
) -> tuple[Grade, tuple[Reason, ...]]:
    """Fair or Weak, by independent sources, by what they date, and by an armed actor's action."""
    sources = origins(harm)
    told = (Reason.of("sources", n=len(sources)), *_reprints(sources), *_not_counted(evidence))
    if len(sources) == 1:
        return Grade.WEAK, (*told, Reason.of(_why_single(harm)))
    if len(origins(each for each in harm if _dates(each, evidence))) < 2:
        return Grade.WEAK, (*told, Reason.of("date_from_one_source"))
    if status not in ESTABLISHED:
        return Grade.WEAK, (*told, Reason.of("no_actor_nearby"))
    return Grade.FAIR, (*told, Reason.of("actor_nearby"))


def _why_single(harm: tuple[AcceptedClaim, ...]) -> str:
    """A casualty recorder's own figures rest on claims that are not held here; that is said."""
    recorded = all(each.kind is SourceKind.CASUALTY_RECORDER and len(each.claim.chain) <= 1 for each in harm)
    return "own_claims_not_held" if recorded else "single_source"


def _dates(claim: AcceptedClaim, evidence: IncidentEvidence) -> bool:
    """Whether the claim places the harm within the incident's dates (METHOD: grade the claim as dated)."""
    said, held = claim.claim.span, evidence.span
    if said.start is None or said.end is None:
        return False
    starts_within = held.start is None or held.start <= said.start
    ends_within = held.end is None or said.end <= held.end
    return starts_within and ends_within


def _discounted(evidence: IncidentEvidence) -> Reason | None:
    """Those killed were combatants, or another than the party investigated is most likely responsible.

    Only credible sources can say so: an attacker's word alone changes nobody's status.
    """
    credible = evidence.credible
    if credible and all(each.claim.category is Category.COMBATANTS for each in credible):
        return Reason.of("combatants_only")
    others = {slug for each in credible for slug in each.blames}
    everybody_blames = bool(credible) and all(each.blames for each in credible)
    if evidence.investigated and everybody_blames and evidence.investigated not in others:
        return Reason.of("responsible_elsewhere", parties=", ".join(sorted(others)))
    return None


def _reprints(sources: dict[str, tuple[AcceptedClaim, ...]]) -> tuple[Reason, ...]:
    """How many publications repeat an origin that is counted already."""
    published = sum(len({each.source for each in group}) - 1 for group in sources.values())
    return (Reason.of("reprints", n=published),) if published else ()


def _not_counted(evidence: IncidentEvidence) -> tuple[Reason, ...]:
    """How many claims of harm come from those whose word makes no independent source."""
    interested = evidence.interested
    found = sum(each.finds_harm and not each.independent_of(interested) for each in evidence.claims)
    return (Reason.of("not_independent", n=found),) if found else ()


def _harm_reported(evidence: IncidentEvidence) -> bool | None:
    """'No civilian harm reported' is a separate yes or no, not a grade."""
    if any(each.finds_civilian_harm for each in evidence.claims) or evidence.accepted_by:
        return True
    return False if any(each.claim.negated for each in evidence.claims) else None
