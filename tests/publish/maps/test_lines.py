"""Lines and scale bars: round degrees, round lengths, in the words of the language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.maps.frame import Frame
from tahqiq.publish.maps.lines import grid, round_length, scale_bar

CITY = Frame.around(39.0, 35.95, 20_000, width=640, height=400)


@given(st.floats(0.01, 1e7))
def test_a_bar_is_round_and_not_much_shorter_than_it_may_be(longest: float) -> None:
    length = round_length(longest)
    assert length <= longest < length * 2.5 + 1e-9
    assert f"{length:.0e}"[0] in "125"


def test_lines_are_named_by_side_in_the_language() -> None:
    assert "39.00°\u2069 E" in grid(CITY, "en")
    assert "شمالًا" in grid(CITY, "ar")
    south = Frame.around(-70.0, -33.0, 20_000, width=640, height=400)
    assert "70.00°\u2069 W" in grid(south, "en")
    assert "33.00°\u2069 S" in grid(south, "en")


def test_a_street_is_measured_in_metres_and_a_country_in_kilometres() -> None:
    near = Frame.around(39.0, 35.95, 900, width=640, height=400)
    assert "100\u2069 m" in scale_bar(near, "en")
    assert "2\u2069 كم" in scale_bar(CITY, "ar")
