"""The words near a word are those that comparing with all words finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.names.families import people
from tahqiq.language.names.alignment import Spelling
from tahqiq.language.names.closeness import REACH
from tahqiq.language.names.nearby import NearWords
from tahqiq.language.names.stems import StemTrie
from tahqiq.language.names.words import NameColumn

VOCABULARY = NameColumn.of(
    [name for both in people() for name in both] + ["alnajar", "abu-hilal", "ابو هلال"]
).vocabulary


def near_words(vocabulary: list[str]) -> NearWords:
    spelling = Spelling.load()
    encoded = spelling.encode(vocabulary)
    return NearWords(encoded, StemTrie.of(vocabulary, encoded), spelling)


NEAR = near_words(VOCABULARY)


def compared_with_all(word: str, reach: float) -> set[str]:
    every = np.arange(len(VOCABULARY))
    spelling = Spelling.load()
    close = spelling.similar_words(spelling.encode([word]), 0, NEAR.words, every)
    return {VOCABULARY[at] for at in np.flatnonzero(close >= reach)}


@pytest.mark.parametrize("reach", [-2.0, -5.0, -8.0, float(REACH)])
def test_no_word_within_reach_is_lost(reach: float) -> None:
    for word in VOCABULARY:
        assert compared_with_all(word, reach) <= {VOCABULARY[at] for at in NEAR.within(word, reach).words}


@given(st.text("ابتحدرسعلمنهويabdehiklmnorst-*", min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_word_within_reach_of_any_letters_is_lost(word: str) -> None:
    assert compared_with_all(word, -9.0) <= {VOCABULARY[at] for at in NEAR.within(word, -9.0).words}


def test_closeness_is_that_of_the_model() -> None:
    found = NEAR.within("خالد", -4.0)
    model = Spelling.load()
    expected = [model.word_closeness("خالد", VOCABULARY[at]) for at in found.words]
    assert np.allclose(found.closeness, expected)


def test_the_other_script_may_have_its_own_reach() -> None:
    latin = {VOCABULARY[at] for at in NEAR.within("khalid", -6.0, -0.001).words}
    arabic = {VOCABULARY[at] for at in NEAR.within("khalid", -0.001, -6.0).words}
    assert "khaled" in latin
    assert "خالد" in arabic


def test_answers_are_kept_until_there_is_no_room() -> None:
    spelling = Spelling.load()
    near = NearWords(NEAR.words, NEAR.stems, spelling, room=1)
    first = near.within("sara", -4.0)
    assert near.within("sara", -4.0) is first
    near.within("omar", -4.0)
    again = near.within("sara", -4.0)
    assert again is not first
    assert again.words.tolist() == first.words.tolist()
    near.forget()
    assert near.within("sara", -4.0) is not again


def test_an_empty_vocabulary_has_nothing_near() -> None:
    assert near_words([]).within("sara", -4.0).words.tolist() == []
