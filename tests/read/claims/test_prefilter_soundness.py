"""Whoever passes a text over loses nothing: the claims are the same where every sentence is read."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.tokens import cut
from tahqiq.read.claims.lexicon import Does, lexicons
from tahqiq.read.claims.prefilter import telling
from tahqiq.read.claims.reading import _told

PASSAGES = Path(__file__).parents[1] / "passages"
#: Sentences in whose gap a word of harm stands that opens none, with those harmed around it or far from it.
SENTENCES = {
    "en": [
        "According to them, the militia {} five men.",
        "They say, as before, that two nurses were {} in the town.",
        "It was said that the army {} the old baker and his wife.",
        "The paper, which is old, wrote of {} Omar Haddad, 12.",
        "In the village there were 7 {} and much else.",
        "They wrote that it {} the minister's two guards on Monday.",
        "The council {} an old bridge, and two painters came to the feast.",
    ],
    "ar": [
        "وقالت الصحيفة إن {} خمسة رجال في المدينة",
        "وذكر المصدر أن المدنيين {} في السوق",
        "وكتبت الصحيفة عن {} طفل وأمه",
        "وقيل إن القصف أدى إلى {} عدد من العمال",
        "وكتبت الصحيفة عن {} جميع من كانوا على متنها وعددهم 11 عسكريا",
        "ثم {} البلدية جسرا قديما، وحضر رسامان إلى الحفل",
    ],
}


def read_whole(text: str) -> list[str]:
    """The words of the claims that a text has where no word need tell of harm first.

    A toll of which no word of the text says what it counts (An earlier count stood at 125) is none.
    """
    groups = _told(cut(text), lexicons()).groups
    return [text[group.start :][:40] for _, group in groups if group.rule != "toll"]


@cache
def words_of_harm(language: str) -> list[str]:
    """The phrases of a language that say what happened to people."""
    entries = (each for known in lexicons()[language].entries.values() for each in known)
    return sorted(
        {" ".join(each.words) for each in entries if each.effect is not None and each.does in _HARM}
    )


_HARM = {Does.HARM, Does.LOSS, Does.NOUN}


def passages() -> Iterator[str]:
    for path in sorted(PASSAGES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]


def test_no_labelled_passage_is_passed_over_that_has_a_claim() -> None:
    passed_over = [text for text in passages() if not telling(text)]
    assert len(passed_over) > 10  # what is no claim is labelled as well
    assert [text for text in passed_over if read_whole(text)] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_word_of_harm_is_passed_over_where_it_makes_a_claim(language: str) -> None:
    chance = random.Random(20)
    for word in chance.sample(words_of_harm(language), 400):
        text = chance.choice(SENTENCES[language]).format(word)
        assert telling(text) or read_whole(text) == [], text


@given(
    st.lists(st.sampled_from(sorted(SENTENCES)), min_size=1, max_size=3), st.randoms(use_true_random=False)
)
def test_no_sentences_together_are_passed_over_that_make_a_claim(
    codes: list[str], chance: random.Random
) -> None:
    text = " ".join(
        chance.choice(SENTENCES[code]).format(chance.choice(words_of_harm(code))) for code in codes
    )
    assert telling(text) or read_whole(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two FELL IN BATTLE, they say: Omar and Karim were Shot In the Leg.",
        "They say that the mason was shot  in the\u00a0leg.",
        "Ils disent «oui» — and the mason was SHOT in The Leg — “said” he.",
    ],
)
def test_capitals_and_gaps_within_a_phrase_hide_nothing(text: str) -> None:
    assert any(text[place:].lower().startswith(("shot", "in the")) for place in telling(text))


def test_a_word_in_another_script_stands_where_it_stands() -> None:
    text = "“Ça”, قال المتحدث ثم — killed 5 people, and قتل خمسة رجال."
    assert [text[place:].split()[0] for place in telling(text)] == ["killed", "قتل"]
