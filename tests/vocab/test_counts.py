from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab.counts import UNKNOWN, WORDS_ONLY, CountRange, Hedge, Total, figure_text

bound = st.integers(0, 10**6)
ranges = st.one_of(
    st.just(UNKNOWN),
    st.tuples(bound, bound).map(lambda pair: CountRange(min(pair), max(pair))),
    bound.map(lambda n: CountRange(n, None)),
    bound.map(lambda n: CountRange(None, n)),
)
ZERO = CountRange.exactly(0)


@given(ranges, ranges, ranges)
def test_addition_is_associative_and_commutative(a: CountRange, b: CountRange, c: CountRange) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a


@given(ranges)
def test_adding_nobody_changes_no_figure(a: CountRange) -> None:
    """Except that 'up to 7' and nobody are 0–7: a sum with a known part has a lower bound."""
    expected = CountRange(0, a.max) if a.min is None and a.max is not None else a
    assert a + ZERO == expected


@given(ranges)
def test_unknown_takes_away_the_upper_bound_and_adds_nothing(a: CountRange) -> None:
    assert a + UNKNOWN == CountRange(a.min, None)


def test_unknown_is_not_zero() -> None:
    assert UNKNOWN != ZERO
    assert (UNKNOWN + UNKNOWN).unknown
    assert not ZERO.unknown
    assert UNKNOWN.text() == "Unknown"
    assert ZERO.text() == "0"


def test_at_least_nobody_says_nothing() -> None:
    assert CountRange(0, None) == UNKNOWN


def test_a_range_is_added_to_ranges_only() -> None:
    with pytest.raises(TypeError):
        CountRange(1, 2) + 3  # type: ignore[operator]


@pytest.mark.parametrize(("low", "high"), [(-1, None), (None, -1), (5, 4), (-2, -1)])
def test_impossible_ranges_are_refused(low: int | None, high: int | None) -> None:
    with pytest.raises(ValueError, match=r"negative|exceeds"):
        CountRange(low, high)


@given(st.lists(ranges, max_size=6))
def test_a_span_of_tellings_does_not_depend_on_their_order(tellings: list[CountRange]) -> None:
    assert CountRange.spanning(tellings) == CountRange.spanning(tellings[::-1])


@given(ranges, ranges)
def test_a_hull_holds_every_bound_it_gives(a: CountRange, b: CountRange) -> None:
    hull = a.hull(b)
    assert hull == b.hull(a)
    for bound in (a.min, a.max, b.min, b.max):
        assert bound is None or hull.min is None or hull.min <= bound
        assert bound is None or hull.max is None or bound <= hull.max


@given(ranges)
def test_one_telling_or_the_same_twice_is_itself(a: CountRange) -> None:
    assert CountRange.spanning([a]) == a == a.hull(a) == a.hull(UNKNOWN)


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([], UNKNOWN),
        ([CountRange(3, 3), CountRange(10, None)], CountRange(3, None)),
        ([CountRange(10, None), CountRange(None, 3)], UNKNOWN),
        ([CountRange(5, 7), CountRange(6, None)], CountRange(5, 7)),
        ([CountRange(5, 7), CountRange(None, 2)], CountRange(None, 7)),
        ([CountRange(5, 7), CountRange(None, 6)], CountRange(5, 7)),
    ],
)
def test_an_open_end_stays_open_where_nobody_reaches_as_far(
    tellings: list[CountRange], expected: CountRange
) -> None:
    assert CountRange.spanning(tellings) == expected


@pytest.mark.parametrize(
    ("count", "english", "arabic"),
    [
        (UNKNOWN, "Unknown", "غير معروف"),
        (CountRange(7, 7), "7", "\u20667\u2069"),
        (CountRange(10, 20), "10–20", "\u206610–20\u2069"),
        (CountRange(1867, 2466), "1,867–2,466", "\u20661,867–2,466\u2069"),
        (CountRange(5, None), "at least 5", "\u20665\u2069 على الأقل"),
        (CountRange(None, 7), "up to 7", "حتى \u20667\u2069"),
    ],
)
def test_text_in_both_languages(count: CountRange, english: str, arabic: str) -> None:
    assert count.text() == english
    assert count.text("ar") == arabic


@given(ranges)
def test_numbers_in_arabic_are_always_isolated(a: CountRange) -> None:
    text = a.text("ar")
    assert text.count("\u2066") == text.count("\u2069") == (0 if a.unknown else 1)
    outside = text.split("\u2066")[0] + text.split("\u2069")[-1]
    assert a.unknown or not any(character.isdigit() for character in outside)


@given(ranges)
def test_text_shows_the_bounds_and_equal_bounds_once(a: CountRange) -> None:
    digits = "".join(c if c.isdigit() else " " for c in a.text().replace(",", "")).split()
    assert [int(each) for each in digits] == list(
        dict.fromkeys(bound for bound in (a.min, a.max) if bound is not None)
    )


@pytest.mark.parametrize(
    ("count", "hedge", "english"),
    [
        (CountRange(1600, None), Hedge.MORE_THAN, "more than 1,600"),
        (CountRange(1400, None), Hedge.ABOUT, "about 1,400"),
        (CountRange(1200, 1200), Hedge.ABOUT, "about 1,200"),
        (CountRange(None, 300), Hedge.AT_MOST, "up to 300"),
        (CountRange(5, 7), Hedge.ABOUT, "5–7"),
        (CountRange(7, 7), Hedge.EXACT, "7"),
        (CountRange(3, 3), Hedge.PROBABLY, "probably 3"),
        (CountRange(5, None), Hedge.AT_MOST, "at least 5"),
        (CountRange(None, 5), Hedge.AT_LEAST, "up to 5"),
        (UNKNOWN, Hedge.EXACT, "Unknown"),
        (UNKNOWN, Hedge.THOUSANDS, "thousands"),
        (UNKNOWN, Hedge.NO_REPORT, "none reported"),
    ],
)
def test_a_figure_keeps_its_hedge(count: CountRange, hedge: Hedge, english: str) -> None:
    assert figure_text(count, hedge) == english
    assert figure_text(count, hedge, "ar") != english


@given(st.sampled_from(sorted(WORDS_ONLY)))
def test_words_without_a_number_never_become_one(hedge: Hedge) -> None:
    for language in ("en", "ar"):
        assert not any(c.isdigit() for c in figure_text(UNKNOWN, hedge, language))  # type: ignore[arg-type]


@given(st.lists(ranges))
def test_a_total_counts_every_incident_and_those_without_a_figure(each: list[CountRange]) -> None:
    total = Total.of(each)
    assert total.incidents == len(each)
    assert total.unknown == sum(one.unknown for one in each)
    assert total.min <= total.max
    known = Total.of([one for one in each if not one.unknown])
    assert (known.min, known.max) == (total.min, total.max)


def test_an_open_bound_counts_with_its_closed_one() -> None:
    assert Total.of([CountRange(5, None), CountRange(None, 7)]) == Total(incidents=2, min=5, max=12)


@given(st.lists(ranges), st.lists(ranges))
def test_totals_of_disjoint_incidents_add_up(one: list[CountRange], other: list[CountRange]) -> None:
    assert Total.of(one) + Total.of(other) == Total.of([*one, *other])


def test_a_total_is_added_to_totals_only() -> None:
    with pytest.raises(TypeError):
        Total() + 3  # type: ignore[operator]
