from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.grade import ACLED, AIRWARS, PROFILES, STRICT, Profile, profile_named
from tahqiq.vocab.claims import Effect
from tahqiq.vocab.counts import UNKNOWN, WORDS_ONLY, CountRange, Hedge
from tahqiq.vocab.errors import BadInput

profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=str)


@pytest.mark.parametrize(
    ("profile", "hedge", "effect", "expected"),
    [
        (AIRWARS, Hedge.UNSPECIFIED, Effect.INJURED, CountRange.exactly(2)),
        (AIRWARS, Hedge.UNSPECIFIED, Effect.KILLED, UNKNOWN),
        (AIRWARS, Hedge.DOZENS, Effect.INJURED, CountRange(12, 24)),
        (AIRWARS, Hedge.HUNDREDS, Effect.KILLED, UNKNOWN),
        (ACLED, Hedge.DOZENS, Effect.KILLED, CountRange.exactly(12)),
        (ACLED, Hedge.HUNDREDS, Effect.KILLED, CountRange.exactly(100)),
        (ACLED, Hedge.THOUSANDS, Effect.KILLED, UNKNOWN),
        (STRICT, Hedge.DOZENS, Effect.KILLED, UNKNOWN),
    ],
)
def test_words_by_profile(profile: Profile, hedge: Hedge, effect: Effect, expected: CountRange) -> None:
    assert profile.read(UNKNOWN, hedge, effect) == expected


@profiles
@given(st.sampled_from(sorted(WORDS_ONLY)), st.sampled_from(Effect))
def test_no_word_means_zero(profile: Profile, hedge: Hedge, effect: Effect) -> None:
    assert profile.read(UNKNOWN, hedge, effect).min != 0


@profiles
@given(st.integers(1, 10**6), st.sampled_from(Effect))
def test_a_figure_goes_before_a_word_and_hedges_open_an_end(profile: Profile, n: int, effect: Effect) -> None:
    figure = CountRange.exactly(n)
    assert profile.read(figure, Hedge.AT_LEAST, effect) == CountRange(n, None)
    assert profile.read(figure, Hedge.MORE_THAN, effect) == CountRange(n, None)
    assert profile.read(figure, Hedge.AT_MOST, effect) == CountRange(None, n)
    assert profile.read(figure, Hedge.ABOUT, effect) == figure
    assert profile.read(figure, Hedge.DOZENS, effect) == figure


def test_a_bound_the_hedge_does_not_speak_of_stays() -> None:
    assert STRICT.read(CountRange(None, 5), Hedge.AT_LEAST, Effect.KILLED) == CountRange(None, 5)
    assert STRICT.read(CountRange(5, None), Hedge.AT_MOST, Effect.KILLED) == CountRange(5, None)


def test_profiles_are_found_by_name() -> None:
    assert profile_named("airwars") is AIRWARS
    with pytest.raises(BadInput, match=r"no profile 'mine' .*acled, airwars, strict"):
        profile_named("mine")
