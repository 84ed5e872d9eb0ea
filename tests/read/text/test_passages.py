from hypothesis import given
from hypothesis import strategies as st

from tahqiq.read.text.cleaning import cleaned, collapsed
from tahqiq.read.text.passages import language_of, main_language, passages_of

EN = "Seven people were killed in the market, residents said."
AR = "قتل سبعة أشخاص في السوق بحسب سكان."


def test_each_language_is_a_passage_with_its_direction() -> None:
    text = f"{EN}\n{EN}\n\n{AR}\n{AR}\n{EN}"
    found = passages_of(text)
    assert [(each.language, each.direction) for each in found] == [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("en", "ltr"),
    ]
    assert text[found[1].start : found[1].end] == f"{AR}\n{AR}"


def test_a_line_of_numbers_goes_with_the_one_before() -> None:
    (passage,) = passages_of(f"{AR}\n12 / 7")
    assert (passage.start, passage.end) == (0, len(AR) + 7)


def test_other_languages_are_not_taken_for_ours() -> None:
    assert (
        language_of("Sieben Menschen wurden bei dem Angriff auf den Markt und die Schule verletzt") == "und"
    )
    assert (
        language_of("در این حمله هفت نفر کشته شدند و چهار نفر دیگر زخمی شدند که همگی غیرنظامی بودند") == "und"
    )
    assert language_of("Семь человек погибли на рынке") == "und"
    assert language_of("Raqqa") == "en"


def test_the_language_of_a_text_is_that_of_most_of_it() -> None:
    assert main_language(passages_of(f"{AR}\n{EN}\n{AR}\n{AR}")) == "ar"
    assert main_language(()) == "und"


@given(st.text(max_size=300))
def test_passages_are_apart_and_hold_every_word(text: str) -> None:
    text = cleaned(text)
    found = passages_of(text)
    free = 0
    for each in found:
        assert free <= each.start < each.end <= len(text)
        assert not text[free : each.start].strip()
        free = each.end
    assert not text[free:].strip()


@given(st.text(max_size=300))
def test_cleaned_text_encodes_and_stays_as_it_is(text: str) -> None:
    once = cleaned(text)
    once.encode()
    assert cleaned(once) == once
    assert collapsed(collapsed(text)) == collapsed(text)
    assert not set(once) & set(map(chr, {*range(9), *range(11, 32), 127}))
