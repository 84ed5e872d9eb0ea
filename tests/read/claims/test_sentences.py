"""Texts cut into sentences, in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.tokens import cut
from tahqiq.read.claims.sentences import sentences


def _cut(text: str) -> list[str]:
    tokens = cut(text)
    return [each.text(tokens) for each in sentences(tokens)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Two died. Three fled!", ["Two died.", "Three fled!"]),
        ("Dr. Haddad met Gen. Amin on Aug. 4.", ["Dr. Haddad met Gen. Amin on Aug. 4."]),
        ("The U.S. army left. It was 3.5 km away.", ["The U.S. army left.", "It was 3.5 km away."]),
        ("He was in the U.S. The army said so.", ["He was in the U.S.", "The army said so."]),
        ("“Two died.” He wept.", ["“Two died.”", "He wept."]),
        ("قتل اثنان. وجرح ثلاثة؟ لا.", ["قتل اثنان.", "وجرح ثلاثة؟", "لا."]),
        ("«قتل اثنان.» وأضاف.", ["«قتل اثنان.»", "وأضاف."]),
        ("قال د. سامر. ثم مضى.", ["قال د. سامر.", "ثم مضى."]),
        ("Toll\n\nTwo died", ["Toll", "Two died"]),
        ("Dead: 3\nHurt: 4", ["Dead: 3", "Hurt: 4"]),
        ("The list:\n- two boys\n- a girl", ["The list:", "- two boys", "- a girl"]),
        ("1. Ali\n2. Omar", ["1. Ali", "2. Omar"]),
        ("Wait... then two died.", ["Wait... then two died."]),
        ("Two died.Three fled.", ["Two died.", "Three fled."]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert _cut(text) == parts


def test_a_line_broken_by_a_mail_program_goes_on() -> None:
    line = "The shelling of the market in the old town on Sunday morning killed at least\nfive people."
    assert len(_cut(line)) == 1


def test_each_script_is_read_in_its_language() -> None:
    text = "Five people were killed in the raid. قتل خمسة أشخاص في الغارة."
    assert [each.language for each in sentences(cut(text))] == ["en", "ar"]


def test_scripts_mixed_in_a_line_are_parted_where_they_change() -> None:
    text = "Two men were killed here / المرصد: مقتل رجلين في الغارة"
    assert [each.language for each in sentences(cut(text))] == ["en", "ar"]


def test_what_has_no_letters_goes_with_what_was_before() -> None:
    assert [each.language for each in sentences(cut("قتل اثنان.\n\n5 7 9"))] == ["ar", "ar"]


@given(st.text(max_size=300))
def test_every_token_is_in_one_sentence(text: str) -> None:
    tokens = cut(text)
    parts = sentences(tokens)
    covered = [at for each in parts for at in range(each.first, each.last)]
    assert covered == list(range(len(tokens)))
    assert all(text[each.start : each.end] == each.text(tokens) for each in parts)
