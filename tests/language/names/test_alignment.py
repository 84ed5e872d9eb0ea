"""The learned closeness of two words."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names.alignment import NEVER, PARAMETERS, Spelling, letters, parted
from tahqiq.language.names.words import words_of

SPELLING = Spelling.load()


@pytest.mark.parametrize(
    ("arabic", "right", "wrong"),
    [
        ("محمد", "mohamed", "mahmoud"),
        ("حسين", "hussein", "hassan"),
        ("حسن", "hassan", "hussein"),
        ("خالد", "khaled", "walid"),
        ("النجار", "al-najjar", "al-bayyar"),
        ("النجار", "najjar", "bayyar"),
        ("الهام", "elham", "hammam"),
        ("abd-رحمن", "abd-rahman", "abd-rahim"),
        ("شمس", "shams", "sami"),
        ("غزاله", "ghazala", "ghazal"),
    ],
)
def test_the_right_spelling_is_closer(arabic: str, right: str, wrong: str) -> None:
    assert SPELLING.word_closeness(arabic, right) > SPELLING.word_closeness(arabic, wrong) + 1


def test_spellings_of_a_common_name_are_close_in_one_script_too() -> None:
    assert SPELLING.word_closeness("mohamed", "muhammad") > -1 > SPELLING.word_closeness("mohamed", "mahmoud")


def test_a_word_is_closest_to_itself_and_a_slip_costs_little() -> None:
    same, slip, other = (SPELLING.word_closeness("قطيفان", word) for word in ("قطيفان", "قطيفن", "سلوم"))
    assert same == 0 > slip > other


@given(
    st.text(alphabet="محدعاليوfkhaledsh'-", max_size=30), st.text(alphabet="محدعاليوfkhaledsh'-", max_size=30)
)
def test_closeness_is_symmetric_and_never_above_zero(one: str, other: str) -> None:
    for left in words_of(one):
        for right in words_of(other):
            there, back = SPELLING.word_closeness(left, right), SPELLING.word_closeness(right, left)
            assert there == pytest.approx(back, abs=1e-3)
            assert NEVER <= there <= 0


def test_letters_that_the_model_never_met_are_compared_as_one() -> None:
    assert letters("አበበ") == ["?", "?", "?"]
    assert SPELLING.word_closeness("አበበ", "አበበ") > -1.5
    assert SPELLING.word_closeness("karim", "karimა") > -6


def test_a_hyphen_parts_known_prefixes_only() -> None:
    assert parted("abu-ali") == ("abu", "ali")
    assert parted("jean-luc") == ("", "jean-luc")


def test_a_very_long_word_is_compared_by_its_beginning() -> None:
    assert SPELLING.word_closeness("م" * 100, "م" * 200) == 0


def test_many_words_are_as_close_as_each() -> None:
    words = ["khaled", "al-najjar", "نجار", "abu-hilal"]
    encoded = SPELLING.encode(words)
    found = SPELLING.similar_words(SPELLING.encode(["النجار"]), 0, encoded, np.arange(4))
    assert found.tolist() == pytest.approx([SPELLING.word_closeness("النجار", word) for word in words])


def test_the_model_is_small_and_loads_at_once() -> None:
    assert PARAMETERS.stat().st_size < 200_000
    begun = time.process_time()
    Spelling.load.__wrapped__(Spelling)
    assert time.process_time() - begun < 0.1


def test_no_weight_is_above_zero() -> None:
    assert SPELLING.weights.max() <= 0
    assert SPELLING.prefixes.max() <= 0
    assert SPELLING.surprise.max() <= 0
    assert np.nanmax(SPELLING.counted) <= 0
