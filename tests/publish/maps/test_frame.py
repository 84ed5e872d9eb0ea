"""Positions on a picture: true to the ground, and back again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.maps.frame import Frame, mercator

LATITUDES = st.floats(-70, 70)
LONGITUDES = st.floats(-179, 179)


@given(lon=LONGITUDES, lat=LATITUDES, metres=st.floats(100, 1e6))
def test_the_middle_is_in_the_middle_and_the_picture_so_many_metres_wide(
    lon: float, lat: float, metres: float
) -> None:
    frame = Frame.around(lon, lat, metres, width=640, height=400)
    assert frame.point(lon, lat) == pytest.approx((320, 200), abs=1e-3)
    assert frame.metres() * 640 == pytest.approx(metres, rel=1e-6)


@given(lon=LONGITUDES, lat=LATITUDES, x=st.floats(0, 640), y=st.floats(0, 400))
def test_a_point_of_the_picture_goes_back_to_its_position(lon: float, lat: float, x: float, y: float) -> None:
    frame = Frame.around(lon, lat, 5000, width=640, height=400)
    assert frame.point(frame.longitude(x), frame.latitude(y)) == pytest.approx((x, y), abs=1e-3)


def test_bounds_fill_the_picture() -> None:
    frame = Frame.over((38.9, 35.9, 39.1, 36.0), width=1000)
    assert frame.point(38.9, 36.0) == pytest.approx((0, 0), abs=1e-6)
    assert frame.point(39.1, 35.9) == pytest.approx((1000, frame.height), abs=1e-6)
    assert frame.holds(1004, 10, margin=5)
    assert not frame.holds(1004, 10)


def test_the_poles_are_no_error() -> None:
    assert all(math.isfinite(each) for each in mercator(0, 90) + mercator(0, -90))
