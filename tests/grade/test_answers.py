from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.grade import IllegalAnswer, check_history, conceded_killed, may_follow, rates, responses
from tahqiq.vocab.answers import Answer, AnswerState, Rate
from tahqiq.vocab.counts import UNKNOWN, CountRange
from tahqiq.vocab.release import ConcededTotal, ResponseTotals

S = AnswerState


def answer(state: AnswerState, killed: CountRange = UNKNOWN, party: str = "coalition") -> Answer:
    return Answer(party=party, state=state, killed=killed)


@pytest.mark.parametrize(
    "history",
    [
        [S.RECEIVED, S.OPEN, S.CREDIBLE],
        [S.RECEIVED, S.NOT_YET_ASSESSED, S.OPEN, S.NON_CREDIBLE],
        [S.RECEIVED, S.DUPLICATE],
        [S.NON_CREDIBLE, S.REOPENED, S.OPEN, S.CREDIBLE],
        [S.CREDIBLE, S.REOPENED, S.NON_CREDIBLE],
        [S.OPEN],
    ],
)
def test_legal_histories_end_in_their_last_state(history: list[AnswerState]) -> None:
    assert check_history(history) is history[-1]


@pytest.mark.parametrize(
    "history",
    [
        [S.CREDIBLE, S.NON_CREDIBLE],
        [S.OPEN, S.RECEIVED],
        [S.OPEN, S.REOPENED],
        [S.DUPLICATE, S.OPEN],
        [S.REOPENED, S.RECEIVED],
        [S.OPEN, S.OPEN],
    ],
)
def test_illegal_histories_are_named(history: list[AnswerState]) -> None:
    with pytest.raises(IllegalAnswer, match=f"{history[0]} cannot become {history[1]}"):
        check_history(history)


def test_no_history_is_no_state() -> None:
    assert check_history([]) is None
    assert may_follow(None, S.CREDIBLE)


@given(st.sampled_from(AnswerState))
def test_a_closed_case_moves_only_by_being_reopened(state: AnswerState) -> None:
    after = {other for other in AnswerState if may_follow(state, other)}
    assert (after == {S.REOPENED}) is state.closed


def test_conceded_figures_add_up_and_unknown_is_not_zero() -> None:
    assert conceded_killed([]) == UNKNOWN
    assert conceded_killed([answer(S.CREDIBLE)]) == UNKNOWN
    assert conceded_killed([answer(S.CREDIBLE, CountRange(0, 0)), answer(S.CREDIBLE)]) == CountRange(0, 0)
    credible = [answer(S.CREDIBLE, CountRange(12, 13)), answer(S.CREDIBLE, CountRange(3, 3))]
    assert conceded_killed(credible) == CountRange(15, 16)


def test_what_was_conceded_in_an_open_case_is_not_unsaid() -> None:
    assert conceded_killed([answer(S.OPEN, CountRange(1, 1))]) == CountRange(1, 1)


def test_responses_count_every_party_apart() -> None:
    found = responses(
        [
            answer(S.NON_CREDIBLE, party="russian_forces"),
            answer(S.CREDIBLE, CountRange(5, 6)),
            answer(S.NON_CREDIBLE),
            answer(S.CREDIBLE, CountRange(1, 1)),
            answer(S.NOT_YET_ASSESSED),
        ]
    )
    assert list(found) == ["coalition", "russian_forces"]
    coalition = found["coalition"]
    assert (coalition.assessments, coalition.credible, coalition.non_credible) == (4, 2, 1)
    assert coalition.conceded_killed == CountRange(6, 7)
    assert found["russian_forces"].conceded_killed == UNKNOWN


@given(st.lists(st.builds(answer, st.sampled_from(AnswerState))))
def test_states_add_up_to_the_assessments(answers: list[Answer]) -> None:
    found = responses(answers).get("coalition")
    if found is None:
        assert answers == []
        return
    assert found.assessments == sum(getattr(found, state) for state in AnswerState) == len(answers)


@given(st.lists(st.tuples(st.sampled_from(["Raqqa", "Mosul"]), st.sampled_from(AnswerState))))
def test_rates_lose_nobody_but_duplicates(entries: list[tuple[str, AnswerState]]) -> None:
    found = rates(entries, key=lambda entry: entry[0], state=lambda entry: entry[1])
    for place, rate in found.items():
        here = [state for name, state in entries if name == place]
        assert rate.accepted <= rate.decided
        assert rate.decided + rate.pending + here.count(S.DUPLICATE) == len(here)


def test_a_rate_shows_its_parts() -> None:
    states = [S.CREDIBLE, S.NON_CREDIBLE, S.NON_CREDIBLE, S.OPEN, S.REOPENED, S.DUPLICATE]
    assert rates(states, key=lambda _: 2017, state=lambda state: state) == {
        2017: Rate(accepted=1, decided=3, pending=2)
    }


def test_the_released_rate_is_counted_by_the_same_rule() -> None:
    states = [S.CREDIBLE, S.NON_CREDIBLE, S.NON_CREDIBLE, *S]
    counted = {state.value: states.count(state) for state in S}
    conceded = ConcededTotal(min=None, max=None)
    totals = ResponseTotals(assessments=len(states), **counted, conceded_killed=conceded)
    assert rates(states, key=lambda _: "all", state=S) == {"all": totals.acceptance}
