from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grade.sample import claim, evidence, number
from tahqiq.grade import ACLED, AIRWARS, STRICT, AcceptedClaim, Worked, civilian_range, combatant_range
from tahqiq.vocab.claims import Category, Effect, Scope, Stance
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.grades import Reliability
from tahqiq.vocab.parties import SourceKind


def worked(*claims: AcceptedClaim, **changed: object) -> Worked:
    return civilian_range(evidence(*claims, **changed))


def why(result: Worked) -> dict[object, str]:
    return {each.claim: each.reason.rule for each in result.left_out}


def test_no_claims_no_figure() -> None:
    assert worked().count == UNKNOWN


def test_the_range_reaches_from_the_lowest_to_the_highest_figure() -> None:
    result = worked(claim(1, 5, 7), claim(2, 6, 6), claim(3, 4, 4))
    assert result.count == CountRange(4, 7)
    assert set(result.used) == {number(1), number(2), number(3)}
    assert result.left_out == ()


@pytest.mark.parametrize(
    ("left_out", "rule"),
    [
        (claim(2, 90, 90, negated=True), "negated"),
        (claim(2, 90, 90, stance=Stance.RECEIVED_INFORMATION), "not_a_finding"),
        (claim(2, 90, 90, stance=Stance.IS_INVESTIGATING), "not_a_finding"),
        (claim(2, 90, 90, effect=Effect.KILLED_OR_INJURED), "another_effect"),
        (claim(2, 90, 90, effect=Effect.BODIES_RECOVERED), "another_effect"),
        (claim(2, 90, 90, category=Category.COMBATANTS), "another_category"),
        (claim(2, 90, 90, category=Category.CIVILIANS_AND_COMBATANTS), "another_category"),
        (claim(2, 90, 90, scope=Scope.CUMULATIVE), "aggregate"),
        (claim(2, 90, 90, scope=Scope.SUPERSEDED), "superseded"),
        (claim(2, 90, 90, kind=SourceKind.COMMENTARY), "commentary"),
        (claim(2, 90, 90, kind=SourceKind.GOVERNMENT, speaks_for="coalition"), "armed_actor_figure"),
        (claim(2, 90, 90, stance=Stance.ADMITS), "armed_actor_figure"),
        (claim(2, 90, 90, reliability=Reliability.E), "unreliable"),
        (claim(2, hedge=Hedge.THOUSANDS), "no_number"),
        (claim(2, 3, 3, within=number(1)), "part"),
        (claim(2, 3, 3, category=Category.CHILDREN), "part"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_count_is_left_out_with_its_reason(left_out: AcceptedClaim, rule: str) -> None:
    result = worked(claim(1, 5, 7), left_out)
    assert (result.count, result.used) == (CountRange(5, 7), (number(1),))
    assert why(result) == {number(2): rule}


def test_people_and_residents_are_civilians_unless_there_is_evidence_otherwise() -> None:
    result = worked(claim(1, 5, 5, category=Category.PEOPLE), claim(2, 6, 6, category=Category.RESIDENTS))
    assert result.count == CountRange(5, 6)


def test_the_population_asked_for_is_the_one_counted() -> None:
    city, province = claim(1, 5, 5, population="city"), claim(2, 9, 9, population="province")
    assert worked(city, province, population="city").count == CountRange(5, 5)
    result = worked(city, province, population="province")
    assert (result.count, why(result)) == (CountRange(9, 9), {number(1): "another_population"})


def test_figures_of_several_populations_never_share_a_range() -> None:
    result = worked(claim(1, 5, 5, population="city"), claim(2, 9, 9, population="province"))
    assert result.count == UNKNOWN
    assert set(why(result).values()) == {"several_populations"}


def test_the_population_is_that_of_the_figures_that_count() -> None:
    found = claim(1, 43, 43, population="found")
    heard = claim(2, 49, None, population="heard", stance=Stance.RECEIVED_INFORMATION)
    hurt = claim(3, 9, 9, population="hurt", effect=Effect.INJURED)
    part = claim(4, 7, 7, population="children", category=Category.CHILDREN)
    assert worked(found, heard, hurt, part).count == CountRange(43, 43)
    assert worked(heard, hurt, part).count == CountRange(7, None)


def test_a_toll_replaced_by_its_source_no_longer_counts() -> None:
    result = worked(claim(1, 5, 5, source="a"), claim(2, 9, 9, source="a", supersedes=number(1)))
    assert (result.count, why(result)) == (CountRange(9, 9), {number(1): "superseded"})


def test_nobody_replaces_the_toll_of_somebody_else() -> None:
    result = worked(claim(1, 5, 5), claim(2, 9, 9, supersedes=number(1)))
    assert result.count == CountRange(5, 9)


def test_the_later_toll_of_one_origin_replaces_the_earlier() -> None:
    earlier, later = (
        claim(1, 5, 5, by="SOHR", said="2017-08-21"),
        claim(2, 9, 9, by="SOHR", said="2017-08-25"),
    )
    result = worked(earlier, later)
    assert (result.count, why(result)) == (CountRange(9, 9), {number(1): "superseded"})


def test_two_figures_in_one_article_stay_two_claims() -> None:
    result = worked(claim(1, 16, 16, by="al-Mayadeen"), claim(2, 20, 20, by="al-Mayadeen"))
    assert (result.count, len(result.used)) == (CountRange(16, 20), 2)


def test_dates_that_cannot_tell_replace_nothing() -> None:
    result = worked(claim(1, 5, 5, by="SOHR", said=""), claim(2, 9, 9, by="SOHR", said="2017-08"))
    assert result.count == CountRange(5, 9)


def test_one_report_carried_by_many_is_used_once_the_earliest() -> None:
    copies = [claim(n, 5, 5, by="Reuters", source=f"paper-{n}", said="2017-08-21") for n in (1, 2, 3)]
    result = worked(*copies)
    assert result.count == CountRange(5, 5)
    assert result.used == (min(number(n) for n in (1, 2, 3)),)
    assert set(why(result).values()) == {"reprint"}


def test_words_become_numbers_only_by_a_named_profile() -> None:
    dozens = claim(1, hedge=Hedge.DOZENS)
    assert civilian_range(evidence(dozens)).count == UNKNOWN
    assert civilian_range(evidence(dozens), profile=AIRWARS).count == CountRange(12, 24)
    acled = civilian_range(evidence(dozens), profile=ACLED)
    assert (acled.count, acled.profile) == (CountRange.exactly(12), "acled/1")


def test_no_report_of_harm_is_not_zero() -> None:
    assert worked(claim(1, hedge=Hedge.NO_REPORT)).count == UNKNOWN


def test_a_reported_zero_is_a_figure() -> None:
    assert worked(claim(1, 0, 0), claim(2, 3, 3)).count == CountRange(0, 3)


def test_hedges_open_their_end() -> None:
    assert worked(claim(1, 10, 10, hedge=Hedge.MORE_THAN)).count == CountRange(10, None)
    assert worked(claim(1, 3, 3), claim(2, 10, None, hedge=Hedge.AT_LEAST)).count == CountRange(3, None)
    assert worked(claim(1, 5, 7), claim(2, 6, None, hedge=Hedge.AT_LEAST)).count == CountRange(5, 7)


def test_tellings_that_exclude_each_other_leave_the_figure_unknown() -> None:
    result = worked(claim(1, 10, None), claim(2, None, 3), claim(3, 7, 7, category=Category.CHILDREN))
    assert (result.count, len(result.used)) == (UNKNOWN, 2)
    assert why(result) == {number(3): "part"}


def test_the_largest_part_is_the_least_where_nobody_counts_the_whole() -> None:
    result = worked(claim(1, 7, 7, category=Category.CHILDREN), claim(2, 3, 3, category=Category.WOMEN))
    assert (result.count, result.used) == (CountRange(7, None), (number(1),))
    assert [note.rule for note in result.notes] == ["largest_part"]
    assert why(result) == {number(2): "part"}


def test_parts_without_a_lower_bound_say_nothing_of_the_whole() -> None:
    assert worked(claim(1, None, 3, category=Category.CHILDREN)).count == UNKNOWN


def test_contested_status_lowers_both_ranges_to_zero() -> None:
    given = evidence(claim(1, 5, 7), claim(2, 9, 9, category=Category.COMBATANTS), status_contested=True)
    assert civilian_range(given).count == CountRange(0, 7)
    assert combatant_range(given).count == CountRange(0, 9)


def test_contested_status_without_a_figure_invents_none() -> None:
    given = evidence(claim(1, hedge=Hedge.MANY), status_contested=True)
    assert (civilian_range(given).count, combatant_range(given).count) == (UNKNOWN, UNKNOWN)
    open_ended = evidence(claim(1, 5, None, hedge=Hedge.AT_LEAST), status_contested=True)
    assert civilian_range(open_ended).count == UNKNOWN


def test_the_contested_may_have_been_combatants() -> None:
    assert combatant_range(evidence(claim(1, 5, 7), status_contested=True)).count == CountRange(0, 7)


counts = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(counts, min_size=1, max_size=6), counts)
def test_another_closed_figure_never_narrows_the_range(
    figures: list[tuple[int, int]], one: tuple[int, int]
) -> None:
    claims = [claim(n, low, high) for n, (low, high) in enumerate(figures)]
    before = worked(*claims).count
    after = worked(*claims, claim(99, *one)).count
    assert before.min is not None
    assert before.max is not None
    assert after == CountRange(min(before.min, one[0]), max(before.max, one[1]))


any_claim = st.builds(
    lambda n, pair, hedge, category, scope, by, said, stance: claim(
        n, *pair, hedge=hedge, category=category, scope=scope, by=by, said=said, stance=stance
    ),
    st.integers(0, 10**6),
    st.one_of(
        st.just((None, None)),
        counts,
        st.integers(1, 99).map(lambda n: (n, None)),
        st.integers(1, 99).map(lambda n: (None, n)),
    ),
    st.sampled_from(Hedge),
    st.sampled_from(Category),
    st.sampled_from(Scope),
    st.sampled_from(["", "SOHR", "Amnesty", "Rovera, Amnesty"]),
    st.sampled_from(["", "2017-08", "2017-08-21", "2017-08-22"]),
    st.sampled_from(Stance),
)


@given(
    st.lists(any_claim, max_size=7, unique_by=lambda each: each.id), st.sampled_from([STRICT, AIRWARS, ACLED])
)
def test_every_claim_is_used_or_left_out_with_a_reason(claims: list[AcceptedClaim], profile: object) -> None:
    result = civilian_range(evidence(*claims), profile=profile)  # type: ignore[arg-type]
    assert sorted([*result.used, *(each.claim for each in result.left_out)]) == sorted(
        each.id for each in claims
    )
    assert result.used or result.count.unknown


@given(st.lists(any_claim, max_size=4, unique_by=lambda each: each.id))
def test_the_order_of_claims_changes_nothing(claims: list[AcceptedClaim]) -> None:
    expected = worked(*claims)
    assert all(worked(*order) == expected for order in permutations(claims))


@given(st.lists(any_claim, max_size=5, unique_by=lambda each: each.id))
def test_unknown_never_becomes_zero(claims: list[AcceptedClaim]) -> None:
    bare = [replace(each, claim=replace(each.claim, count=UNKNOWN)) for each in claims]
    assert worked(*bare).count == UNKNOWN
