"""What would change a grade or a range: the rules applied to evidence that is a little otherwise.

Each supposition changes one thing (one more source, one source fewer, an acceptance, a date) and
the incident is graded again by the very rules of ``rules``; told are those that come out
otherwise. Nothing here is a finding: a supposition says what to look for, and what the grade
hangs on.

A supposed claim carries no figure, so that it moves no range.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tahqiq.grade.evidence import NOBODY, AcceptedClaim, IncidentEvidence, origins
from tahqiq.grade.profiles import STRICT, Profile
from tahqiq.grade.reasons import Reason
from tahqiq.grade.rules import Graded, grade_incident
from tahqiq.grade.strikes import ESTABLISHED
from tahqiq.vocab.answers import Answer, AnswerState
from tahqiq.vocab.claims import Category, Claim, Effect, Locator, Stance
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade

#: Stands for a party or a source that nobody has named yet; no slug has these characters.
_SOMEBODY = "(somebody)"
#: A day for evidence that is dated nowhere.
_ANY_DAY = DateSpan.day(date(2000, 1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """A supposition, and what the rules would give under it.

    Attributes:
        supposing: what would be otherwise, in words.
        grade, killed: what would come out.
    """

    supposing: Reason
    grade: Grade | None
    killed: CountRange


def what_would_change(evidence: IncidentEvidence, *, profile: Profile = STRICT) -> tuple[Counterfactual, ...]:
    """Every supposition under which the grade or the range of the killed comes out otherwise."""
    now = grade_incident(evidence, profile=profile)
    found = []
    for supposing, supposed in _suppositions(evidence, now):
        then = grade_incident(supposed, profile=profile)
        if (then.grade, then.killed.count) != (now.grade, now.killed.count):
            found.append(Counterfactual(supposing=supposing, grade=then.grade, killed=then.killed.count))
    return tuple(found)


def _suppositions(evidence: IncidentEvidence, now: Graded) -> Iterator[tuple[Reason, IncidentEvidence]]:
    yield from _accepted(evidence)
    yield from _taken_back(evidence)
    yield from _another_source(evidence)
    yield from _dated(evidence)
    if now.strike_status not in ESTABLISHED:
        party = next(iter(evidence.parties_blamed), _SOMEBODY)
        yield Reason.of("if_declared"), replace(evidence, declared_by=(party,))
    yield from _blamed_otherwise(evidence)
    if evidence.status_contested:
        yield Reason.of("if_status_settled"), replace(evidence, status_contested=False)
    yield from _one_source_fewer(evidence)


def _accepted(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """An armed actor accepts responsibility."""
    for party in evidence.parties_blamed:
        answer = Answer(party=party, state=AnswerState.CREDIBLE)
        yield Reason.of("if_accepted", party=party), replace(evidence, answers=(*evidence.answers, answer))
    if not evidence.parties_blamed:
        answer = Answer(party=_SOMEBODY, state=AnswerState.CREDIBLE)
        yield Reason.of("if_accepted_by_somebody"), replace(evidence, answers=(*evidence.answers, answer))


def _taken_back(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """An armed actor takes its acceptance back: what it answered and what it admitted."""
    for party in evidence.accepted_by:
        answers = tuple(
            replace(each, state=AnswerState.REOPENED) if each.party == party else each
            for each in evidence.answers
        )
        claims = tuple(
            each
            for each in evidence.claims
            if each.speaks_for != party or each.claim.stance is not Stance.ADMITS
        )
        yield Reason.of("if_taken_back", party=party), replace(evidence, answers=answers, claims=claims)


def _another_source(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """One more source; where it would not do and nobody is blamed, one that names who did it."""
    blamed = evidence.parties_blamed
    harm = [each for each in evidence.credible if each.finds_civilian_harm]
    if blamed or not harm:
        reported = _supposed(evidence, blames=blamed if len(blamed) == 1 else ())
        yield Reason.of("if_another_source"), replace(evidence, claims=(*evidence.claims, reported))
    else:
        named = _supposed(evidence, blames=(_SOMEBODY,))
        yield Reason.of("if_another_source_blames"), replace(evidence, claims=(*evidence.claims, named))


def _dated(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """Every source dates the harm within the incident's dates."""
    day = _day_within(evidence.span)
    claims = tuple(replace(each, claim=replace(each.claim, span=day)) for each in evidence.claims)
    yield Reason.of("if_dated"), replace(evidence, claims=claims)


def _blamed_otherwise(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """Somebody else is blamed too; or of several, only one."""
    blamed = evidence.parties_blamed
    if len(blamed) == 1:
        other = evidence.investigated if evidence.investigated not in {*blamed, ""} else _SOMEBODY
        claim = _supposed(evidence, blames=(other,))
        yield Reason.of("if_another_blamed"), replace(evidence, claims=(*evidence.claims, claim))
    for party in blamed if len(blamed) > 1 else ():
        claims = tuple(
            replace(each, blames=tuple(slug for slug in each.blames if slug in {party, NOBODY}))
            for each in evidence.claims
        )
        yield Reason.of("if_only_blamed", party=party), replace(evidence, blamed=(party,), claims=claims)


def _one_source_fewer(evidence: IncidentEvidence) -> Iterator[tuple[Reason, IncidentEvidence]]:
    """What one origin says falls away, with every reprint of it."""
    for group in origins(evidence.credible).values():
        gone = {each.id for each in group}
        claims = tuple(each for each in evidence.claims if each.id not in gone)
        yield Reason.of("if_source_falls", source=_called(group[0])), replace(evidence, claims=claims)


def _called(claim: AcceptedClaim) -> str:
    """An origin as it is written; the slug of the source where no chain names it."""
    speaker = claim.claim.origin
    return speaker.name if speaker is not None else claim.source


def _day_within(span: DateSpan) -> DateSpan:
    if span.start is not None:
        return DateSpan.day(span.start)
    return DateSpan.day(span.end - timedelta(days=1)) if span.end is not None else _ANY_DAY


def _supposed(evidence: IncidentEvidence, *, blames: tuple[str, ...]) -> AcceptedClaim:
    """A claim of civilians killed by a credible source of its own, dated, without a figure."""
    claim = Claim(
        text_sha256="0" * 64,
        locator=Locator.span(0, 1),
        quote="…",
        statement="…",
        effect=Effect.KILLED,
        category=Category.CIVILIANS,
        span=_day_within(evidence.span),
    )
    return AcceptedClaim(id=UUID(int=0), claim=claim, source=_SOMEBODY, origin=_SOMEBODY, blames=blames)
