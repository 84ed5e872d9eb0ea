from __future__ import annotations

import string

import pytest

from tahqiq.vocab import counts, dates
from tahqiq.vocab.wording import catalogue, counted, isolate, isolate_foreign, word, word_in_context

OURS = ["Unknown", "until {date}", "from {date}", "{first} – {last}", *dates._MONTHS]
OURS += [*counts._HEDGED.values(), *counts._WORDS.values()]


@pytest.mark.parametrize("message", OURS)
def test_every_word_of_the_vocabulary_is_translated_with_its_parameters(message: str) -> None:
    translated = word(message, "ar")
    assert message == "{first} – {last}" or translated != message
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (message, translated)
    ]
    assert fields[0] == fields[1]


def test_the_arabic_catalogue_has_six_plurals() -> None:
    plural = catalogue("ar").plural  # type: ignore[attr-defined]
    assert [plural(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]


def test_numbers_keep_their_direction_in_arabic_and_need_no_help_in_english() -> None:
    assert isolate("10–20", "ar") == "\u206610–20\u2069"
    assert isolate("10–20", "en") == "10–20"
    assert isolate_foreign("CS1640") == "\u2068CS1640\u2069"


def test_english_needs_no_catalogue() -> None:
    assert word("no such message", "en") == "no such message"
    assert word_in_context("grade", "no such message", "en") == "no such message"
    assert counted("{n} no such thing", "{n} no such things", 1286, "en") == "1,286 no such things"
