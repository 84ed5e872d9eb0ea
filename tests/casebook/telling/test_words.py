"""Markup becomes pieces; whatever is no markup stays as it was written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.casebook.telling.words import Piece, expressions, paragraphs

SIGNS = st.text(st.sampled_from("ab ع*[](){}\\:\n-"), max_size=60)


def plain(text: str) -> str:
    return "".join(piece.text for part in paragraphs(text) for piece in part)


def test_each_kind_of_markup() -> None:
    (told,) = paragraphs("At *last* **so** [the *home*](incident:RQ-1), {{ claim toll figure }}.")
    assert told == (
        Piece(text="At "),
        Piece(text="last", em=True),
        Piece(text=" "),
        Piece(text="so", strong=True),
        Piece(text=" "),
        Piece(text="the ", target=("incident", "RQ-1")),
        Piece(text="home", target=("incident", "RQ-1"), em=True),
        Piece(text=", "),
        Piece(expression="claim toll figure"),
        Piece(text="."),
    )


def test_blank_lines_part_paragraphs_and_single_ones_do_not() -> None:
    assert [part[0].text for part in paragraphs("one\ntwo\n \n\nthree")] == ["one two", "three"]


def test_spaces_that_hold_words_together_stay() -> None:
    assert plain("6\u00a0June") == "6\u00a0June"


@pytest.mark.parametrize(
    "text", ["a * b", "*", "**", "[a]", "[a](b)", "[](incident:a)", "{ }", "a ** b", "[a](Kind:b)"]
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert plain(text) == text


def test_a_backslash_makes_a_sign_plain() -> None:
    assert plain(r"\*so\* \[x](incident:a) \{\{ y \}\}") == "*so* [x](incident:a) {{ y }}"


@given(SIGNS)
def test_nothing_but_markup_is_lost(text: str) -> None:
    told = [piece for part in paragraphs(text) for piece in part]
    letters = "".join(piece.text + (piece.expression or "") + "".join(piece.target or ()) for piece in told)
    for letter in "abع":
        assert letters.count(letter) == text.count(letter)
    assert all(piece.text or piece.expression is not None for piece in told)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for part in paragraphs(text):
        assert part
    assert "".join(words for words, _ in expressions(text)) in text or "{{" in text


@pytest.mark.parametrize("text", ["*a", "**a*", "[a", "**a ", "\\", "{{", "[a](b:"])
def test_hostile_words_are_read_quickly(text: str) -> None:
    begun = time.process_time()
    paragraphs(text * 8_000)
    assert time.process_time() - begun < 3


def test_a_line_knows_live_values_alone() -> None:
    assert list(expressions("*On* {{ incident RQ-1 when }}!")) == [
        ("*On* ", None),
        ("", "incident RQ-1 when"),
        ("!", None),
    ]
