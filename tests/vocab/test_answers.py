from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab.answers import Answer, AnswerState


@given(st.sampled_from(AnswerState))
def test_a_case_is_either_closed_or_pending(state: AnswerState) -> None:
    assert state.closed is not state.pending


def test_duplicates_are_closed_and_reopened_cases_are_not() -> None:
    assert AnswerState.DUPLICATE.closed
    assert AnswerState.REOPENED.pending


def test_an_answer_without_a_figure_concedes_no_zero() -> None:
    assert Answer(party="coalition", state=AnswerState.CREDIBLE).killed.unknown
