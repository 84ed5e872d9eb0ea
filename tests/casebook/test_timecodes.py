"""Times written into a transcript, and what a passage takes from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.casebook.timecodes import marks, timecode, times_around

CUES = """WEBVTT

00:00:01.500 --> 00:00:04.000
there were nine of us

1
00:01:02,000 --> 00:01:09,250
then it fell
"""


@given(st.integers(0, 359_999))
def test_a_time_is_read_as_it_is_written(seconds: int) -> None:
    written = timecode(seconds * 1000)
    assert list(marks(f"[{written}] words")) == [(0, seconds * 1000, None)]


@given(st.text(alphabet="0123456789:.,[]() ->\na", max_size=60))
def test_no_text_is_beyond_reading(words: str) -> None:
    for at, begins, ends in marks(words):
        assert 0 <= at <= len(words) and begins >= 0 and (ends is None or ends >= 0)
    found = times_around(words, 0, len(words))
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize(
    ("said", "times"), [("there were nine of us", (1500, 4000)), ("then it fell", (62_000, 69_250))]
)
def test_a_passage_takes_the_times_of_its_cue(said: str, times: tuple[int, int]) -> None:
    start = CUES.index(said)
    assert times_around(CUES, start, start + len(said)) == times


def test_a_passage_over_two_cues_ends_with_the_second() -> None:
    assert times_around(CUES, CUES.index("there"), CUES.index("fell") + 4) == (1500, 69_250)


@pytest.mark.parametrize("words", ["they came at 12:34 and left", "12 people", "", "see 1:2:3"])
def test_running_words_are_no_times(words: str) -> None:
    assert times_around(words, 0, len(words)) is None
