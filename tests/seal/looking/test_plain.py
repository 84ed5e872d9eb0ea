"""Whatever a file says, the answer is plain, bounded JSON."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal.looking.plain import ENTRIES, LEFT_OUT, TEXT, WHOLE, bounded, clean, plain

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(), ANYTHING, max_size=4))
def test_anything_becomes_bounded_json_that_stays_as_it_is(said: dict[str, object]) -> None:
    once = bounded(said)
    spelled = json.dumps(once, ensure_ascii=False, allow_nan=False)
    assert len(spelled.encode("utf-8")) <= WHOLE
    assert json.dumps(bounded(once), ensure_ascii=False) == spelled


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (36.0, 36),
        (1.5, 1.5),
        (math.nan, None),
        (1e300, None),
        (2**60, hex(2**60)),
        (b"caf\xe9", "caf\ufffd"),
        (("a", b"b"), ["a", "b"]),
        (range(2), "range(0, 2)"),
    ],
)
def test_values(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_text_that_forges_lines_or_turns_around_is_cleaned() -> None:
    assert clean("a\x00b\u202e\n c\ud800", 80) == "ab c"
    assert len(clean("x" * 10_000, TEXT)) == TEXT


def test_what_is_left_out_is_counted() -> None:
    assert plain({str(n): n for n in range(ENTRIES + 3)})[LEFT_OUT] == 4  # type: ignore[index,call-overload]
    assert plain(list(range(ENTRIES + 2)))[-1] == f"{LEFT_OUT}: 3"  # type: ignore[index]


def test_the_longest_section_is_cut_first() -> None:
    long = {f"{n:03}": "x" * TEXT for n in range(100)}
    cut = bounded({"short": {"a": "b"}, "long": long})
    assert cut["short"] == {"a": "b"}
    assert isinstance(cut["long"], dict)
    assert len(cut["long"]) - 1 + int(str(cut["long"][LEFT_OUT])) == 100


def test_sections_whose_names_alone_are_too_long_go() -> None:
    cut = bounded({f"{n:03}" + "\U0001f600" * 77: "x" for n in range(120)})
    assert 0 < len(cut) < 120


def test_many_sections_are_cut_until_they_fit() -> None:
    cut = bounded({f"s{n}": ["x" * TEXT] * 3 for n in range(5_000)})
    assert len(json.dumps(cut)) <= WHOLE
