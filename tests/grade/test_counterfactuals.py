"""What would change a grade: each supposition told only where the rules would give something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from grade.sample import claim, evidence
from tahqiq.grade import IncidentEvidence, grade_incident, what_would_change
from tahqiq.vocab.answers import Answer, AnswerState
from tahqiq.vocab.claims import Category, Speaker, Stance
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Grade
from tahqiq.vocab.parties import SourceKind

UNDATED = DateSpan()
ACCEPTS = Answer(party="coalition", state=AnswerState.CREDIBLE)


def told(held: IncidentEvidence) -> dict[str, tuple[Grade | None, CountRange]]:
    """Supposition in words → what would come out."""
    return {each.supposing.text(): (each.grade, each.killed) for each in what_would_change(held)}


def grades(held: IncidentEvidence) -> dict[str, Grade | None]:
    """Rule of the supposition → the grade."""
    return {each.supposing.rule: each.grade for each in what_would_change(held)}


def test_a_single_source_lacks_a_second_one() -> None:
    held = evidence(claim(1, 4))
    assert grade_incident(held).grade is Grade.WEAK
    assert grades(held) == {
        "if_accepted": Grade.CONFIRMED,
        "if_another_source": Grade.FAIR,
        "if_another_blamed": Grade.CONTESTED,
        "if_source_falls": None,
    }
    assert told(held)["what Source 1 says fell away"] == (None, CountRange())


def test_nothing_held_needs_a_first_source() -> None:
    assert grades(evidence(blamed=())) == {
        "if_accepted_by_somebody": Grade.CONFIRMED,
        "if_another_source": Grade.WEAK,
    }


def test_two_sources_that_name_nobody_need_one_that_does() -> None:
    held = evidence(claim(1, 4), claim(2, 5), blamed=())
    assert grade_incident(held).grade is Grade.WEAK
    found = grades(held)
    assert (found["if_another_source_blames"], found["if_declared"]) == (Grade.FAIR, Grade.FAIR)
    assert "if_another_source" not in found
    assert found["if_accepted_by_somebody"] is Grade.CONFIRMED


def test_a_fair_grade_tells_what_it_hangs_on_and_how_the_range_would_move() -> None:
    found = told(evidence(claim(1, 4, 4), claim(2, 9, 9)))
    assert found["what Source 2 says fell away"] == (Grade.WEAK, CountRange.exactly(4))
    assert found["what Source 1 says fell away"] == (Grade.WEAK, CountRange.exactly(9))
    assert "every source dated the harm within the incident's dates" not in found


def test_with_three_sources_losing_one_moves_only_the_range() -> None:
    held = evidence(claim(1, 4, 4), claim(2, 4, 4), claim(3, 9, 9))
    assert told(held)["what Source 3 says fell away"] == (Grade.FAIR, CountRange.exactly(4))
    assert "what Source 1 says fell away" not in told(held)


@pytest.mark.parametrize(
    "span",
    [DateSpan.parse("2017-08-20"), DateSpan.parse("", "2017-08-20"), DateSpan()],
    ids=["a day", "until a day", "no date"],
)
def test_undated_sources_would_do_if_they_dated_the_harm(span: DateSpan) -> None:
    held = evidence(claim(1, 4, span=UNDATED), claim(2, 5, span=UNDATED), span=span)
    assert grade_incident(held).grade is Grade.WEAK
    assert grades(held)["if_dated"] is Grade.FAIR


def test_of_several_blamed_each_alone_would_end_the_contest() -> None:
    one, two = claim(1, 4, blames=("coalition",)), claim(2, 5, blames=("russian_forces",))
    held = evidence(one, two)
    assert grade_incident(held).grade is Grade.CONTESTED
    found = told(held)
    assert found["nobody but coalition were blamed"][0] is Grade.FAIR
    assert found["nobody but russian_forces were blamed"][0] is Grade.FAIR
    assert "a credible source held another armed actor responsible" not in found


@pytest.mark.parametrize("how", ["answer", "words"])
def test_an_acceptance_taken_back_leaves_what_the_sources_say(how: str) -> None:
    says: dict[str, Any] = {"kind": SourceKind.ARMED_ACTOR, "speaks_for": "coalition"}
    admits = claim(3, 1, stance=Stance.ADMITS, **says)
    received = claim(4, stance=Stance.RECEIVED_INFORMATION, **says)
    other = Answer(party="russian_forces", state=AnswerState.OPEN)
    held = (
        evidence(claim(1, 4), answers=(ACCEPTS, other))
        if how == "answer"
        else evidence(claim(1, 4), admits, received)
    )
    assert grade_incident(held).grade is Grade.CONFIRMED
    assert grades(held)["if_taken_back"] is Grade.WEAK
    assert "if_accepted" not in grades(held)


def test_contested_status_widens_the_range_until_it_is_settled() -> None:
    held = evidence(claim(1, 4, 4), status_contested=True)
    assert told(held)["it were settled that those harmed were civilians"][1] == CountRange.exactly(4)


def test_the_party_investigated_is_the_other_one_where_it_is_not_blamed() -> None:
    held = evidence(
        claim(1, 4, blames=("russian_forces",)),
        claim(2, 4, blames=("russian_forces",)),
        blamed=(),
        investigated="coalition",
    )
    assert grade_incident(held).grade is Grade.DISCOUNTED
    assert grades(held)["if_another_blamed"] is Grade.CONTESTED


def test_an_origin_without_a_chain_is_called_by_its_source() -> None:
    held = claim(1, 4, source="sohr")
    bare = replace(held, claim=replace(held.claim, chain=()))
    assert "what sohr says fell away" in told(evidence(bare))
    named = replace(held, claim=replace(held.claim, chain=(Speaker(name="SOHR"),)))
    assert "what SOHR says fell away" in told(evidence(named))


def test_combatants_only_hang_on_nobody_speaking_of_civilians() -> None:
    held = evidence(claim(1, 4, category=Category.COMBATANTS))
    assert grade_incident(held).grade is Grade.DISCOUNTED
    assert grades(held)["if_another_source"] is Grade.WEAK


def test_suppositions_come_out_the_same_in_any_order_of_claims() -> None:
    one, two, three = claim(1, 4), claim(2, 5), claim(3, 9, 9)
    assert what_would_change(evidence(one, two, three)) == what_would_change(evidence(three, one, two))
