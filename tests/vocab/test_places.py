from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab.places import Point, Precision

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
LADDER = list(Precision)


@pytest.mark.parametrize(
    ("lat", "lon"), [(35.95, 4239.00416), (91, 0), (-90.1, 0), (0, -181), (math.nan, 0), (0, math.inf)]
)
def test_impossible_positions_are_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        Point(lat, lon)


@given(points, st.sampled_from(Precision))
def test_rounding_is_stable_and_stays_near(point: Point, precision: Precision) -> None:
    rounded = point.rounded(precision)
    assert rounded.rounded(precision) == rounded
    assert abs(rounded.lat - point.lat) <= 0.51 * 10**-precision.decimals
    assert abs(rounded.lon - point.lon) <= 0.51 * 10**-precision.decimals


def test_a_finer_class_never_shows_fewer_decimals() -> None:
    known = [each.decimals for each in LADDER if each is not Precision.UNKNOWN]
    assert known == sorted(known)


def test_what_is_generic_is_shown_within_a_kilometre_at_best() -> None:
    assert {each for each in Precision if each.generic} == set(LADDER[: LADDER.index(Precision.TOWN) + 1])
    assert all(each.decimals <= 2 for each in Precision if each.generic)
