"""The matching of the greatest sum, against every matching tried."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.link import assignment as module
from tahqiq.link.assignment import assignment

Pairs = dict[tuple[int, int], float]


def best(pairs: Pairs) -> float:
    """The greatest sum of any matching, by trying all."""
    if not pairs:
        return 0.0
    (one, other), gain = next(iter(pairs.items()))
    without = {ends: each for ends, each in pairs.items() if ends != (one, other)}
    apart = {ends: each for ends, each in without.items() if one != ends[0] and other != ends[1]}
    return max(best(without), gain + best(apart))


def assigned(pairs: Pairs) -> Pairs:
    left, right = np.array(list(pairs), np.int64).reshape(-1, 2).T
    chosen = assignment(left, right, np.array(list(pairs.values()), np.float64))
    return {ends: gain for (ends, gain), taken in zip(pairs.items(), chosen, strict=True) if taken}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)),
        st.floats(-5, 20, allow_nan=False).map(lambda gain: round(gain, 3)),
        max_size=10,
    )
)
def test_no_matching_is_better(pairs: Pairs) -> None:
    chosen = assigned(pairs)

    assert len({one for one, _ in chosen}) == len({other for _, other in chosen}) == len(chosen)
    assert all(gain > 0 for gain in chosen.values())
    assert sum(chosen.values()) == pytest.approx(best(pairs))


def test_nothing_to_assign() -> None:
    assert assigned({}) == {}
    assert assigned({(0, 0): -1.0, (0, 1): 0.0}) == {}


def test_a_component_beyond_the_limit_is_taken_best_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 2)

    assert set(assigned({(0, 0): 9.0, (0, 1): 8.0, (1, 0): 6.0})) == {(0, 0)}
