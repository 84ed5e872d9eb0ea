"""A comparison told to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names.compare import similarity
from tahqiq.language.names.explain import chunks_of, explain, shown
from tahqiq.language.names.words import words_of


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("خالد الحسن", "Khaled al-Hassan", ["alike", "alike"]),
        ("خالد الحسن", "Khaled Omar al-Hassan", ["alike", "extra", "alike"]),
        ("خالد عمر الحسن", "Khaled al-Hassan", ["alike", "missing", "alike"]),
        ("خالد ورش اغا", "خالد ورشاغا", ["same", "joined"]),
        ("خالد ورشاغا", "خالد ورش اغا", ["same", "joined"]),
        ("محمد احمد", "Ahmad Muhammad", ["swapped"]),
        ("سامر كيالي", "سامر قطيفان", ["same", "apart"]),
        ("", "Ali", ["extra"]),
        ("", "", []),
    ],
)
def test_every_word_is_accounted_for(one: str, other: str, kinds: list[str]) -> None:
    explanation = explain(one, other)
    assert [step.kind for step in explanation.steps] == kinds
    assert sorted(w for step in explanation.steps for w in (*step.one, *step.other)) == sorted(
        (*words_of(one), *words_of(other))
    )


def test_its_similarity_is_that_of_the_comparison() -> None:
    assert explain("خالد الحسن", "Khaled Omar").similarity == similarity("خالد الحسن", "Khaled Omar")


def test_letters_are_paired() -> None:
    assert ("ش", "sh") in {(a, b[:2]) for a, b in chunks_of("شمس", "shams")}
    assert chunks_of("النجار", "al-najjar")[0][0].startswith("ن"), "the article is no part of the stem"
    assert chunks_of("محمد", "qwxz") == ()


@given(
    st.sampled_from(["خالد", "النجار", "فاطمه"]), st.sampled_from(["khaled", "alnajjar", "fatma", "khalid"])
)
def test_the_pairs_spell_both_words(arabic: str, latin: str) -> None:
    pairs = chunks_of(arabic, latin)
    if pairs:
        assert arabic.endswith("".join(one for one, _ in pairs))
        assert latin.endswith("".join(other for _, other in pairs))


def test_it_is_told_in_both_languages() -> None:
    explanation = explain("خالد عمر الحسن", "Khaled al-Hassan")
    english, arabic = explanation.sentences("en"), explanation.sentences("ar")
    assert len(english) == len(arabic) == 4
    assert "is missing from the other name" in english[1]
    assert "Two people may bear one name" in english[-1]
    assert "missing" not in arabic[1]


def test_words_are_shown_as_written() -> None:
    assert [shown(word) for word in words_of("أبو هلال عبد الرحمن")] == ["ابو هلال", "عبد الرحمن"]
