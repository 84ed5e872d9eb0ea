"""The armed actor's answers: which may follow which, what was conceded, and rates that hide nothing.

METHOD, the armed actor's answer: received → open → credible | non-credible | duplicate; any closed
case may be reopened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from tahqiq.grade.errors import IllegalAnswer
from tahqiq.vocab.answers import Answer, AnswerState, Rate, Responses
from tahqiq.vocab.counts import UNKNOWN, CountRange, Total

Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")

_CLOSED = frozenset({AnswerState.CREDIBLE, AnswerState.NON_CREDIBLE, AnswerState.DUPLICATE})
_AFTER: dict[AnswerState, frozenset[AnswerState]] = {
    AnswerState.RECEIVED: frozenset({AnswerState.NOT_YET_ASSESSED, AnswerState.OPEN}) | _CLOSED,
    AnswerState.NOT_YET_ASSESSED: frozenset({AnswerState.OPEN}) | _CLOSED,
    AnswerState.OPEN: _CLOSED,
    AnswerState.REOPENED: frozenset({AnswerState.OPEN}) | _CLOSED,
    **dict.fromkeys(_CLOSED, frozenset({AnswerState.REOPENED})),
}


def may_follow(before: AnswerState | None, after: AnswerState) -> bool:
    """Whether an answer in one state may be followed by the other; None: no answer is held yet.

    The public record may skip a state (a monthly report tells only the end), and may begin
    anywhere; it may not take a decision back without reopening the case.

    >>> may_follow(AnswerState.CREDIBLE, AnswerState.NON_CREDIBLE)
    False
    """
    return before is None or after in _AFTER[before]


def check_history(states: Iterable[AnswerState]) -> AnswerState | None:
    """The state in which a case stands after these, in order; None where there are none.

    Raises:
        IllegalAnswer: one of them may not follow the one before.
    """
    now: AnswerState | None = None
    for state in states:
        if now is not None and not may_follow(now, state):
            raise IllegalAnswer(now, state)
        now = state
    return now


def conceded_killed(answers: Iterable[Answer]) -> CountRange:
    """What an armed actor conceded over these answers; unknown where it conceded no figure.

    A figure that the actor conceded counts whatever state the case stands in: what it said about
    the dead is not unsaid by a case still open. Answers without a figure add nothing and are
    not counted as zero. This is never a documented or an estimated toll (METHOD: counts).
    """
    figures = [answer.killed for answer in answers if not answer.killed.unknown]
    total = Total.of(figures)
    return CountRange(total.min, total.max) if figures else UNKNOWN


def responses(answers: Iterable[Answer]) -> dict[str, Responses]:
    """Every party's answers by state, with what it conceded; parties in order of their slugs.

    Memory grows with the number of parties, not of answers.
    """
    states: defaultdict[str, Counter[AnswerState]] = defaultdict(Counter)
    conceded: dict[str, CountRange] = {}
    for answer in answers:
        states[answer.party][answer.state] += 1
        so_far = Answer(party="", state=answer.state, killed=conceded.get(answer.party, UNKNOWN))
        conceded[answer.party] = conceded_killed((so_far, answer))
    return {party: _responses(states[party], conceded[party]) for party in sorted(states)}


def _responses(states: Counter[AnswerState], conceded: CountRange) -> Responses:
    by_state = {state.value: states[state] for state in AnswerState}
    return Responses(assessments=states.total(), conceded_killed=conceded, **by_state)


def rates(
    entries: Iterable[Entry], *, key: Callable[[Entry], Key], state: Callable[[Entry], AnswerState]
) -> dict[Key, Rate]:
    """Acceptance by campaign, place, period or whatever ``key`` gives, in the order keys are met.

    Numerator credible, denominator credible and non-credible, and beside them what is pending; a
    duplicate is counted with the allegation it repeats.
    """
    counted: defaultdict[Key, Counter[AnswerState]] = defaultdict(Counter)
    for entry in entries:
        counted[key(entry)][state(entry)] += 1
    return {name: _rate(states) for name, states in counted.items()}


def _rate(states: Counter[AnswerState]) -> Rate:
    accepted = states[AnswerState.CREDIBLE]
    return Rate(
        accepted=accepted,
        decided=accepted + states[AnswerState.NON_CREDIBLE],
        pending=sum(n for state, n in states.items() if state.pending),
    )
