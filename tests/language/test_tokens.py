from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from language.test_numbers import SOUP
from tahqiq.language.tokens import cut, phrase


@given(st.one_of(st.text(), SOUP))
def test_tokens_lie_in_the_text_in_order_and_leave_out_only_space(text: str) -> None:
    tokens = cut(text)
    assert len(tokens.folded) == len(text)
    last = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert last <= start < end <= len(text)
        assert tokens.folded[last:start].strip() == ""
        last = end


def test_what_is_compared_is_folded_as_names_are() -> None:
    assert phrase("أَرْبَعَة") == phrase("اربعه") == ("اربعه",)
    assert phrase("ﻻ") == ("لا",)
    assert phrase("Ｔｗｅｎｔｙ–ÖNE") == ("twenty", "-", "one")


def test_a_particle_is_left_with_its_marks() -> None:
    tokens = cut("وَـ27 وَعِشْرُونَ")
    assert tokens.text[tokens.inside(2, 1) :] == "عِشْرُونَ"
    assert tokens.glued(1)
    assert not tokens.glued(2)


def test_beyond_either_end_there_is_nothing() -> None:
    tokens = cut("one")
    assert (tokens.word(-1), tokens.word(5), tokens.word(500), len(tokens)) == ("", "", "", 1)
    assert not tokens.near(0)
    assert not tokens.near(9)
