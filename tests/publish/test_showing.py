"""Strings are made safe to lay out without moving anything else in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.publish.showing import showable, showable_values

ISOLATED = "\u2066INV7\u2069"


@given(st.text(alphabet=st.sampled_from("ab \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0000")))
def test_the_length_stays_and_every_isolate_is_closed(text: str) -> None:
    shown = showable(text)
    depth = 0
    for character in shown:
        depth += character in "\u2066\u2067\u2068"
        depth -= character == "\u2069"
        assert depth >= 0
    assert depth == 0
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text", ["plain", "حادثة", f"في {ISOLATED} هنا", "\u202aab\u202c", "a\u200fb", "two\nlines\t"]
)
def test_what_disturbs_nothing_stays_as_it_is(text: str) -> None:
    assert showable(text) == text


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u2069b", "a\u2066b", "a\u0000b", "a\u0007b", "a\u0085b", "\u202aa\u2069"]
)
def test_what_reorders_or_cannot_be_shown_is_replaced(text: str) -> None:
    assert "\ufffd" in showable(text)


def test_strings_are_found_wherever_they_stand() -> None:
    assert showable_values({"a\u0000": ["b\u202e", {"c": 1}], "d": None}) == {
        "a\ufffd": ["b\ufffd", {"c": 1}],
        "d": None,
    }
