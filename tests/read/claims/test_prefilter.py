"""What speaks of no harm is passed over, and nothing that does."""

from __future__ import annotations

import pytest

from tahqiq.read.claims import read_claims
from tahqiq.read.claims.prefilter import telling

PLAIN = "The council met on Monday and chose a new chair. " * 3 + "\n"


@pytest.mark.parametrize("text", ["", PLAIN, "عقد المجلس جلسة عادية لبحث الموازنة.", "عَقَدَ المَجْلِسُ جَلْسَةً."])
def test_what_speaks_of_no_harm_is_passed_over(text: str) -> None:
    assert telling(text) is None
    assert read_claims(text) == []


@pytest.mark.parametrize(
    "text", ["KILLED: 5", "قُتِلَ خَمْسَةُ أَشْخَاصٍ", "Killed: 5", "إصابة 5 أشخاص", "اصابة 5 اشخاص", "أُصيب رجل"]
)
def test_capitals_and_vowel_signs_hide_nothing(text: str) -> None:
    assert telling(text) == text


def test_of_a_long_text_only_the_lines_around_harm_are_kept() -> None:
    text = PLAIN * 400 + "A shell killed two boys.\n" + PLAIN * 400
    kept = telling(text)
    assert kept is not None
    assert len(kept) == len(text)
    assert kept.index("A shell") == text.index("A shell")
    assert len(kept.split()) < len(text.split()) / 50


def test_claims_of_a_long_text_are_quoted_from_it() -> None:
    text = PLAIN * 400 + "A shell killed two boys.\n" + PLAIN * 400 + "قتل ثلاثة رجال."
    assert [each.quote for each in read_claims(text)] == ["killed two boys", "قتل ثلاثة رجال"]
    assert all(text[each.start : each.end] == each.quote for each in read_claims(text))


def test_a_long_line_without_blanks_is_kept_in_part() -> None:
    text = "x" * 30_000 + " killed 5 people " + "y" * 30_000
    assert [each.count.min for each in read_claims(text)] == [5]
