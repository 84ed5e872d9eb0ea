from __future__ import annotations

import random

import pytest

from grade.sample import DAY, claim, evidence
from tahqiq.grade import AIRWARS, RULES, AcceptedClaim, grade_incident
from tahqiq.vocab.answers import Answer, AnswerState
from tahqiq.vocab.claims import Category, Effect, Scope, Speaker, Stance
from tahqiq.vocab.counts import CountRange
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.grades import Credibility, Grade, Reliability, StrikeStatus
from tahqiq.vocab.parties import SourceKind


def rules_of(*claims: AcceptedClaim, **changed: object) -> tuple[Grade | None, list[str]]:
    graded = grade_incident(evidence(*claims, **changed))
    return graded.grade, [reason.rule for reason in graded.reasons]


def answer(state: AnswerState, party: str = "coalition") -> Answer:
    return Answer(party=party, state=state)


def test_no_accepted_claim_gives_no_grade_never_weak() -> None:
    assert rules_of() == (None, ["no_claims"])


def test_a_credible_answer_alone_confirms() -> None:
    graded = grade_incident(evidence(answers=(answer(AnswerState.CREDIBLE),)))
    assert (graded.grade, graded.strike_status) == (Grade.CONFIRMED, StrikeStatus.DECLARED)
    assert graded.harm_reported is True
    assert graded.killed.count.unknown, "an acceptance without claims is no figure"


@pytest.mark.parametrize("state", [state for state in AnswerState if state is not AnswerState.CREDIBLE])
def test_no_other_answer_confirms_or_denies(state: AnswerState) -> None:
    graded = grade_incident(evidence(claim(1, 5, 7), claim(2, 6, 6), answers=(answer(state),)))
    assert graded.grade is Grade.FAIR


def test_an_armed_actor_admitting_in_words_confirms() -> None:
    admitted = claim(1, 40, 40, kind=SourceKind.ARMED_ACTOR, speaks_for="coalition", stance=Stance.ADMITS)
    graded = grade_incident(evidence(admitted))
    assert graded.grade is Grade.CONFIRMED
    assert graded.killed.count.unknown, "the conceded figure stands apart"
    assert [each.reason.rule for each in graded.killed.left_out] == ["armed_actor_figure"]


def test_an_admission_by_nobody_in_particular_confirms_nothing() -> None:
    nobody = claim(1, 40, 40, kind=SourceKind.ARMED_ACTOR, stance=Stance.ADMITS)
    assert rules_of(nobody) == (None, ["no_credible_source", "not_independent"])


def test_confirmed_goes_before_contested() -> None:
    both = ("coalition", "russian_forces")
    grade, _ = rules_of(claim(1, 5, 5), blamed=both, answers=(answer(AnswerState.CREDIBLE),))
    assert grade is Grade.CONFIRMED


def test_a_casualty_recorders_own_figure_is_weak_and_says_why() -> None:
    recorder = claim(1, 5, 7, kind=SourceKind.CASUALTY_RECORDER, by="Airwars", source="airwars")
    grade, rules = rules_of(recorder)
    assert grade is Grade.WEAK
    assert rules == ["sources", "own_claims_not_held", "strike_single_source"]


def test_a_recorder_quoting_somebody_is_an_ordinary_single_source() -> None:
    chain = (Speaker(name="Airwars", role="outlet"), Speaker(name="A neighbour"))
    assert rules_of(claim(1, 5, 7, kind=SourceKind.CASUALTY_RECORDER, chain=chain))[1][1] == "single_source"
    assert rules_of(claim(1, 5, 7))[1][1] == "single_source"


def test_several_parties_blamed_is_contested() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 5, 5), blamed=("coalition", "russian_forces")))
    assert (graded.grade, graded.strike_status) == (Grade.CONTESTED, StrikeStatus.CONTESTED)


def test_claims_that_blame_different_parties_are_contested() -> None:
    grade, _ = rules_of(claim(1, 5, 5, blames=("russian_forces",)), claim(2, 5, 5, blames=("coalition",)))
    assert grade is Grade.CONTESTED


def test_an_unknown_party_contests_nothing() -> None:
    grade, _ = rules_of(claim(1, 5, 5), claim(2, 5, 5), blamed=("coalition", "unknown"))
    assert grade is Grade.FAIR


def test_two_independent_sources_and_a_likely_strike_are_fair() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 7, 7)))
    assert (graded.grade, graded.strike_status, graded.rules) == (Grade.FAIR, StrikeStatus.LIKELY, RULES)
    assert graded.killed.count == CountRange(5, 7)


def test_two_sources_without_any_armed_actor_stay_weak() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 7, 7), blamed=()))
    assert (graded.grade, graded.strike_status) == (Grade.WEAK, None)
    assert graded.reasons[-1].rule == "no_actor_nearby"


def test_a_declared_strike_establishes_an_armed_actor_nearby() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 7, 7), blamed=(), declared_by=("coalition",)))
    assert (graded.grade, graded.strike_status) == (Grade.FAIR, StrikeStatus.DECLARED)


def test_reprints_of_one_origin_are_one_source() -> None:
    grade, rules = rules_of(claim(1, 5, 5, by="SOHR"), claim(2, 5, 5, by="sohr"), claim(3, 5, 5, by="Sohr"))
    assert (grade, rules[:2]) == (Grade.WEAK, ["sources", "reprints"])


def test_a_person_and_their_organisation_are_one_source() -> None:
    organisation = claim(1, 5, 5, by="Amnesty International")
    person = claim(2, 7, 7, by="Donatella Rovera, Amnesty International")
    assert rules_of(organisation, person)[0] is Grade.WEAK


def test_two_brothers_are_two_witnesses() -> None:
    first = claim(1, 5, 5, by="A, brother", kind=SourceKind.RELATIVE)
    second = claim(2, 5, 5, by="B, brother", kind=SourceKind.RELATIVE)
    assert rules_of(first, second)[0] is Grade.FAIR


@pytest.mark.parametrize(
    "second",
    [
        claim(2, 5, 5, kind=SourceKind.COMMENTARY),
        claim(2, 5, 5, kind=SourceKind.ARMED_ACTOR, speaks_for="coalition"),
        claim(2, 5, 5, kind=SourceKind.GOVERNMENT, speaks_for="coalition"),
        claim(2, 5, 5, kind=SourceKind.ARMED_ACTOR),
    ],
    ids=["commentary", "spokesman", "its government", "unnamed armed actor"],
)
def test_commentary_and_the_attackers_spokesmen_are_no_second_source(second: AcceptedClaim) -> None:
    grade, rules = rules_of(claim(1, 5, 5), second)
    assert grade is Grade.WEAK
    assert rules[:3] == ["sources", "not_independent", "single_source"]


def test_an_actor_that_only_answers_is_no_source_either() -> None:
    spokesman = claim(2, 5, 5, kind=SourceKind.ARMED_ACTOR, speaks_for="coalition")
    grade, _ = rules_of(claim(1, 5, 5), spokesman, blamed=(), answers=(answer(AnswerState.OPEN),))
    assert grade is Grade.WEAK


def test_an_armed_actor_nobody_blames_can_be_a_source() -> None:
    other = claim(2, 5, 5, kind=SourceKind.ARMED_ACTOR, speaks_for="syrian_democratic_forces")
    assert rules_of(claim(1, 5, 5), other)[0] is Grade.FAIR


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"reliability": Reliability.E}, Grade.WEAK),
        ({"credibility": Credibility.FIVE}, Grade.WEAK),
        ({"reliability": Reliability.F, "credibility": Credibility.SIX}, Grade.FAIR),
    ],
)
def test_a_poor_rating_counts_against_and_an_unjudged_one_does_not(
    rating: dict[str, object], expected: Grade
) -> None:
    assert rules_of(claim(1, 5, 5), claim(2, 5, 5, **rating))[0] is expected


@pytest.mark.parametrize(
    "stance",
    [Stance.RECEIVED_INFORMATION, Stance.IS_INVESTIGATING, Stance.DISPUTES, Stance.DENIES, Stance.DEMANDS],
)
def test_what_is_no_finding_is_no_source(stance: Stance) -> None:
    assert rules_of(claim(1, 49, None, stance=stance)) == (None, ["no_credible_source"])


def test_several_reports_do_not_lift_an_incident_whose_date_has_one_source() -> None:
    undated = claim(2, 5, 5, span=DateSpan())
    broad = claim(3, 5, 5, span=DateSpan.parse("2017-06", "2017-10"))
    grade, rules = rules_of(claim(1, 5, 5), undated, broad)
    assert (grade, rules[:2]) == (Grade.WEAK, ["sources", "date_from_one_source"])


def test_an_incident_of_unknown_date_is_dated_by_any_dated_claim() -> None:
    assert rules_of(claim(1, 5, 5), claim(2, 5, 5), span=DateSpan())[0] is Grade.FAIR


def test_combatants_by_every_credible_source_discount() -> None:
    grade, rules = rules_of(claim(1, 5, 5, category=Category.COMBATANTS))
    assert (grade, rules[0]) == (Grade.DISCOUNTED, "combatants_only")


def test_the_attackers_word_alone_makes_nobody_a_combatant() -> None:
    attacker = claim(
        1, 5, 5, category=Category.COMBATANTS, kind=SourceKind.ARMED_ACTOR, speaks_for="coalition"
    )
    assert rules_of(attacker) == (None, ["no_credible_source", "not_independent"])
    grade, _ = rules_of(attacker, claim(2, 5, 5))
    assert grade is Grade.WEAK


def test_another_party_responsible_by_every_credible_source_discounts() -> None:
    given = {"investigated": "coalition", "blamed": ()}
    grade, rules = rules_of(claim(1, 5, 5, blames=("russian_forces",)), **given)
    assert (grade, rules[0]) == (Grade.DISCOUNTED, "responsible_elsewhere")
    silent, _ = rules_of(claim(1, 5, 5, blames=("russian_forces",)), claim(2, 5, 5), **given)
    assert silent is Grade.FAIR, "a source that blames nobody does not clear the party investigated"


def test_without_a_party_investigated_nobody_is_elsewhere() -> None:
    assert rules_of(claim(1, 5, 5, blames=("russian_forces",)), blamed=())[0] is Grade.WEAK


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((claim(1, 5, 5),), True),
        ((claim(1, 5, 5, negated=True),), False),
        ((claim(1, 3, 3, effect=Effect.DESTROYED, category=Category.BUILDINGS),), None),
        ((claim(1, effect=Effect.INJURED, category=Category.CHILDREN),), True),
    ],
)
def test_harm_reported_is_a_yes_a_no_or_silence(
    claims: tuple[AcceptedClaim, ...], expected: bool | None
) -> None:
    assert grade_incident(evidence(*claims)).harm_reported is expected


def test_damage_alone_has_no_grade() -> None:
    damage = claim(1, 3, 3, effect=Effect.DESTROYED, category=Category.BUILDINGS)
    assert rules_of(damage) == (None, ["no_credible_source"])


def test_combatants_and_civilians_are_graded_apart_and_never_added() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 3, 3, category=Category.COMBATANTS)))
    assert (graded.killed.count, graded.combatants_killed.count) == (CountRange(5, 5), CountRange(3, 3))


def test_the_order_in_which_claims_come_changes_nothing() -> None:
    claims = [claim(n, n, n + 2, by=f"Source {n % 4}", said=f"2017-08-{21 + n % 3}") for n in range(1, 12)]
    expected = grade_incident(evidence(*claims))
    for seed in range(5):
        shuffled = random.Random(seed).sample(claims, len(claims))
        assert grade_incident(evidence(*shuffled)) == expected


def test_the_assessment_carries_the_working_in_either_language() -> None:
    graded = grade_incident(evidence(claim(1, 5, 7)), profile=AIRWARS)
    english, arabic = graded.assessment(), graded.assessment("ar")
    assert (english.assessor, english.rules, english.killed) == ("tahqiq", RULES, CountRange(5, 7))
    assert english.reasons[0] == "1 credible independent source reports civilian harm"
    assert len(arabic.reasons) == len(english.reasons)
    assert not set(arabic.reasons) & set(english.reasons)
    assert graded.killed.profile == "airwars/1"


def test_contested_status_is_noted_once() -> None:
    graded = grade_incident(
        evidence(claim(1, 5, 7), claim(2, 1, 1, effect=Effect.INJURED), status_contested=True)
    )
    assert graded.killed.count == CountRange(0, 7)
    assert graded.combatants_killed.count == CountRange(0, 7)
    assert [reason.rule for reason in graded.reasons].count("status_contested") == 1


def test_a_cumulative_toll_is_still_a_source_of_the_harm_but_no_figure_of_the_incident() -> None:
    graded = grade_incident(evidence(claim(1, 5, 5), claim(2, 100, 100, scope=Scope.CUMULATIVE, span=DAY)))
    assert graded.killed.count == CountRange(5, 5)
    assert [each.reason.rule for each in graded.killed.left_out] == ["aggregate"]


def test_the_record_can_say_that_two_names_are_one_origin() -> None:
    first, second = (
        claim(1, 5, 5, by="SOHR", origin="sohr"),
        claim(2, 5, 5, by="Syrian Observatory", origin="sohr"),
    )
    assert rules_of(first, second)[0] is Grade.WEAK
