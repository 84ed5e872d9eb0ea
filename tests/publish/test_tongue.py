"""Words, dates and ranges in two languages."""

from __future__ import annotations

import pytest

from tahqiq.publish import labels
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.rows import Withheld

ENGLISH, ARABIC = Tongue("en"), Tongue("ar")


def test_a_range_in_arabic_is_kept_left_to_right() -> None:
    assert ARABIC.range(10, 20) == "\u206610–20\u2069"
    assert ENGLISH.range(10, 20) == "10–20"


def test_bounds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(UnfitRelease):
        ENGLISH.range(3, 2)


def test_a_date_that_is_none_is_shown_as_written_and_escaped() -> None:
    assert ENGLISH.date("<soon>", "") == '<span data-plain="date">&lt;soon&gt; – </span>'


def test_a_date_that_is_none_is_not_turned_around_in_arabic() -> None:
    assert "\u206617 or 18 \u2013 20 June\u2069" in ARABIC.date("17 or 18", "20 June")


def test_words_in_another_language_say_which() -> None:
    assert ARABIC.words("a & b", "en") == '<bdi data-plain="words" lang="en">a &amp; b</bdi>'
    assert ENGLISH.words("a", "en") == '<bdi data-plain="words">a</bdi>'
    assert ENGLISH.words("") == ENGLISH.words(None) == ""


def test_a_slug_without_a_label_stands_for_itself_escaped() -> None:
    assert ENGLISH.label(labels.GRADES, "brand_new<") == '<bdi data-plain="words">brand new&lt;</bdi>'


def test_english_words_that_the_catalogue_knows_are_translated() -> None:
    assert "lang" not in ARABIC.said("Confirmed")
    assert 'lang="en"' in ARABIC.said("something nobody translated")


def test_a_reason_names_its_reviewer_only_if_there_is_one() -> None:
    known = (
        Withheld(field="quote", reason="why", reviewed_by="N. N."),
        Withheld(field="url", reason="other"),
    )
    assert "N. N." in str(ENGLISH.withheld(known, "quote"))
    assert "Reviewed" not in str(ENGLISH.withheld(known, "url"))
    assert ENGLISH.withheld(known, "name_en") is None


def test_an_unknown_precision_counts_as_general() -> None:
    assert ENGLISH.hedge_of_place("who knows")
    assert not ENGLISH.hedge_of_place("exact")
