"""What speaks of no harm is passed over, and nothing that does."""

from __future__ import annotations

import pytest

from tahqiq.read.claims import read_claims
from tahqiq.read.claims.prefilter import beside, masked, telling

PLAIN = "The council met on Monday and chose a new chair. " * 3 + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        PLAIN,
        "The audience soldiered on, lost without powder and costumes, on a diet of olives.",
        "The home side lost the match; the cost of a ticket fell again.",
        "عقد المجلس جلسة عادية لبحث الموازنة.",
        "عَقَدَ المَجْلِسُ جَلْسَةً.",
        "عادت الكهرباء، وأتيحت فرصة جديدة أمام الفريق.",
        "فاز فريق البلدة في المباراة وخسر الضيوف نقاطا ثمينة.",
    ],
)
def test_what_speaks_of_no_harm_is_passed_over(text: str) -> None:
    assert telling(text) == []
    assert read_claims(text) == []


@pytest.mark.parametrize(
    "text", ["KILLED: 5", "قُتِلَ خَمْسَةُ أَشْخَاصٍ", "Killed: 5", "إصابة 5 أشخاص", "اصابة 5 اشخاص", "أُصيب رجل"]
)
def test_capitals_and_vowel_signs_hide_nothing(text: str) -> None:
    assert telling(text) == [0]


@pytest.mark.parametrize("gap", [" ", "\n", "\r\n", "  ", "\t", "\u00a0"])
def test_a_phrase_may_stand_on_two_lines(gap: str) -> None:
    text = f"According to a report from the town on the river, the militia gunned{gap}down five men."
    assert [each.count.min for each in read_claims(text)] == [5]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The village lost at least 20 of its residents.", 1),
        ("The raid cost, they said, a deal of money.", 0),
        ("The town lost more than two hundred and sixty unarmed Palestinian men.", 1),
    ],
)
def test_a_word_that_may_mean_anything_needs_people(text: str, found: int) -> None:
    assert len(telling(text)) == found
    assert len(read_claims(text)) == found


def test_a_word_is_found_after_vowel_signs_where_it_stands() -> None:
    text = "جَلَسَ المَجْلِسُ جَلْسَةً أَيْضًا. ثُمَّ قُتِلَ خَمْسَةٌ."
    assert [text[place:].startswith("قُتِلَ") for place in telling(text)] == [True]


def test_soft_hyphens_and_joiners_hide_nothing() -> None:
    text = "The shell kil\u00adled 5 men and woun\u200dded two."
    assert [each.count.min for each in read_claims(text)] == [5, 2]


def test_of_a_long_text_only_the_lines_around_harm_are_kept() -> None:
    text = PLAIN * 400 + "A shell killed two boys.\n" + PLAIN * 400
    kept = masked(text, telling(text))
    assert len(kept) == len(text)
    assert kept.index("A shell") == text.index("A shell")
    assert len(kept.split()) < len(text.split()) / 50


def test_claims_of_a_long_text_are_quoted_from_it() -> None:
    text = PLAIN * 400 + "A shell killed two boys.\n" + PLAIN * 400 + "قتل ثلاثة رجال."
    assert [each.quote for each in read_claims(text)] == ["killed two boys", "قتل ثلاثة رجال"]
    assert all(text[each.start : each.end] == each.quote for each in read_claims(text))


def test_a_claim_after_many_words_that_are_none_is_found() -> None:
    text = "They searched for a boat in the harbour all day. " * 100 + "They searched for two missing boys."
    assert [each.effect.value for each in read_claims(text)] == ["missing"]


def test_a_list_goes_on_after_the_sentence_that_opens_it() -> None:
    text = PLAIN * 20 + "\nNames of the dead:\n\n1- Omar Haddad, 12\n" + PLAIN * 20
    assert [each.quote for each in read_claims(text)] == [each.quote for each in read_claims(text[2900:3100])]


def test_a_long_line_without_blanks_is_kept_in_part() -> None:
    text = "x" * 30_000 + " killed 5 people " + "y" * 30_000
    assert [each.count.min for each in read_claims(text)] == [5]


def test_sentences_end_at_no_abbreviation_and_no_later_than_their_paragraph() -> None:
    text = "They met. The group of Prof. Hart died on the road"
    first, last = beside(text + "\n\nMore.", text.index("died"), frozenset({"prof"}))
    assert text[first:last] == "The group of Prof. Hart died on the road"
