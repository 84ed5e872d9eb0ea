"""Windows on streams, and bounds."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.seal.arrivals.parts import Budget, Unopenable, Window, seekable, window


@given(st.binary(max_size=50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 60))
def test_a_window_reads_as_the_bytes_it_shows(content: bytes, start: int, size: int, at: int) -> None:
    shown = content[start : start + size]
    opened = window(io.BytesIO(content), start, size)
    assert opened.read() == shown
    opened.seek(at)
    assert opened.read(5) == shown[at : at + 5]


def test_a_window_is_moved_from_anywhere() -> None:
    opened = Window(io.BytesIO(b"0123456789"), 2, 5)
    assert (opened.seek(-2, io.SEEK_END), opened.read(9)) == (3, b"56")
    assert (opened.seek(-9, io.SEEK_CUR), opened.tell(), opened.read(1)) == (0, 0, b"2")


def test_two_windows_do_not_disturb_one_another() -> None:
    stream = io.BytesIO(b"0123456789")
    first, second = window(stream, 0, 5), window(stream, 5, 5)
    assert [first.read(2), second.read(2), first.read(2), second.read(2)] == [b"01", b"56", b"23", b"78"]


def test_a_budget_is_spent_once() -> None:
    budget = Budget(left=5)
    budget.spend(5, file="a")
    with pytest.raises(Unopenable, match="packed in one another"):
        budget.spend(1, file="a")


def test_a_stream_that_can_be_read_anywhere_stays_as_it_is() -> None:
    stream = io.BytesIO(b"a")
    assert seekable(stream, Budget(), file="a") is stream
