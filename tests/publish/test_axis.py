"""Axes: figures in order, ticks that hold them all, one side mirrored for Arabic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.axis import MARGIN, Axis

COUNTS = st.lists(st.integers(0, 10**9), max_size=20)


@given(COUNTS)
def test_an_axis_holds_every_figure_between_its_margins(counts: list[int]) -> None:
    axis = Axis.over(counts)
    assert all(axis.low <= count <= axis.high for count in counts)
    assert all(MARGIN <= axis.at(count) <= 100 - MARGIN for count in counts)


@given(COUNTS)
def test_more_is_never_drawn_before_less(counts: list[int]) -> None:
    axis = Axis.over(counts)
    places = [axis.at(count) for count in sorted(counts)]
    assert places == sorted(places)


@given(COUNTS)
def test_ticks_are_few_in_order_and_reach_both_ends(counts: list[int]) -> None:
    axis = Axis.over(counts)
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert (axis.ticks[0], axis.ticks[-1]) == (axis.low, axis.high)
    assert 2 <= len(axis.ticks) <= 11


def test_zero_has_no_place_on_a_logarithmic_axis_so_there_is_none() -> None:
    assert not Axis.over([0, 1, 10_000]).logarithmic
    assert Axis.over([1, 10_000]).logarithmic
    assert not Axis.over([400, 10_000]).logarithmic


def test_what_lies_beyond_an_end_lies_at_it() -> None:
    axis = Axis.over([10, 1000])
    assert axis.at(1) == axis.at(10) == MARGIN
    assert axis.at(10**9) == 100 - MARGIN
