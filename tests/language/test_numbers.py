from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.readings import shown, table
from language.spelling_out import arabic, english
from tahqiq.language.numbers import Kind, Quantity, find_numbers
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.errors import BadInput

TEXTS = Path(__file__).parents[3] / "shared/data/texts/claims.jsonl"
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
#: Everything that could upset a reader: both scripts, digits, marks, signs, lone surrogates.
PIECES = """
12 1,600 ٣ ٬ ، و وال ال بـ ثلاثة عشر عشرين مئة ألفا ملايين قتيلان مدنيين اثنين نصف a hundred and half dozen
million between to - – + % at least أكثر من على الأقل June 2017 حزيران قبل يومين أيام ago last next رمضان 3:30
35.1234 ﻻ ـ F -16 th ° ( ) . / :
"""
WORDS = st.sampled_from([*PIECES.split(), "\u200f", "\u202e", "\n\n", "\ud800"])
PHRASES = st.lists(WORDS, max_size=12)
SOUP = st.one_of(st.text(), PHRASES.map(" ".join), PHRASES.map("".join))
SIGNS = ("", ",", "٬", "\u00a0", "\u202f", "،")


def only(text: str, **options: object) -> Quantity:
    (found,) = find_numbers(text, **options)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(("text", "found"), table("numbers.en.txt"))
def test_english(text: str, found: str) -> None:
    assert shown(find_numbers(text)) == found
    assert shown(find_numbers(text, language="en")) == found


@pytest.mark.parametrize(("text", "found"), table("numbers.ar.txt"))
def test_arabic(text: str, found: str) -> None:
    assert shown(find_numbers(text)) == found
    assert shown(find_numbers(text, language="ar")) == found


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    last = 0
    for each in find_numbers(text, singulars=True):
        assert text[each.start : each.end] == each.quote != ""
        assert each.start >= last
        last = each.end
        if each.noun is not None:
            assert each.noun_start is not None
            assert text[each.noun_start :].startswith(each.noun)


@given(
    st.integers(0, 9_999_999),
    st.sampled_from(DIGITS),
    st.sampled_from(SIGNS),
)
@settings(max_examples=300, deadline=None)
def test_a_number_in_any_digits_and_grouping_is_read_back(n: int, digits: str, sign: str) -> None:
    written = f"{n:,}".replace(",", sign).translate(
        {ord(str(value)): digit for value, digit in enumerate(digits)}
    )
    found = only(f"{written} people")
    assert (found.quote, found.value, found.count) == (written, n, CountRange.exactly(n))


SAMPLE = [*range(1200), *range(1200, 10_000_000, 23_457), 9_999_999, 1_000_000, 2_000_000, 200_000, 110_011]


@pytest.mark.parametrize("joined", [True, False])
def test_every_number_in_english_words_is_read_back(joined: bool) -> None:
    for n in SAMPLE:
        found = only(f"{english(n, joined=joined)} people", language="en")
        assert (found.value, found.quote) == (n, english(n, joined=joined)), n


@pytest.mark.parametrize("feminine", [True, False])
@pytest.mark.parametrize("oblique", [True, False])
def test_every_number_in_arabic_words_is_read_back(feminine: bool, oblique: bool) -> None:
    for n in SAMPLE:
        written = arabic(n, feminine=feminine, oblique=oblique)
        found = only(f"{written} .", language="ar")
        assert (found.value, found.quote) == (n, written), n


@given(st.integers(1, 9_999_999), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_two_numbers_in_a_row_stay_two(n: int, feminine: bool, oblique: bool) -> None:
    written = arabic(n, feminine=feminine, oblique=oblique)
    assert [each.value for each in find_numbers(f"{written} قتيلا و3 جرحى")][-1] == 3
    assert [each.value for each in find_numbers(f"{english(n)} killed and 3 hurt")] == [n, 3]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("27 civilians", "civilians"),
        ("14 unintentional civilian deaths", "deaths"),
        ("14 of the dead", "dead"),
        ("five wounded civilians", "civilians"),
        ("190 women killed in the city", "women"),
        ("27 were killed", None),
        ("at least 27", None),
        ("3 zorgons", "zorgons"),
        ("27 مدنيا", "مدنيا"),
        ("39 على الأقل", None),
        ("عائلة واحدة بعد الغارات", "عائلة"),
        ("أولاده الخمسة", "أولاده"),
        ("قتيلان", "قتيلان"),
        ("وطفلاها", "طفلاها"),
        ("مدنيين اثنين", "مدنيين"),
        ("عشرات الشهداء", "الشهداء"),
        ("خمسة أطفال", "أطفال"),
    ],
)
def test_the_noun_that_is_counted(text: str, noun: str | None) -> None:
    assert only(text).noun == noun


def test_a_bound_has_no_other_end() -> None:
    assert only("more than 40").count == CountRange(40, None)
    assert only("up to 40").count == CountRange(None, 40)
    assert only("about 40").count == CountRange(40, 40)
    assert only("dozens").count == CountRange()


def test_a_broken_number_counts_nothing() -> None:
    found = only("2.5")
    assert (found.kind, found.value, found.count.unknown) == (Kind.MEASURE, Fraction(5, 2), True)


def test_a_counted_noun_alone_is_one_only_on_request() -> None:
    assert find_numbers("a child and an activist died") == ()
    found = find_numbers("a child and an activist died", singulars=True)
    assert [(each.quote, each.count.min, each.noun) for each in found] == [
        ("a child", 1, "child"),
        ("an activist", 1, "activist"),
    ]
    assert [each.quote for each in find_numbers("سيدة و7 أطفال", singulars=True)] == ["سيدة", "7"]
    assert find_numbers("child", singulars=True) == ()
    assert [each.quote for each in find_numbers("نفذ 17 غارة", singulars=True)] == ["17"]


def test_a_language_reads_only_its_own_words() -> None:
    assert find_numbers("ثلاثة", language="en") == ()
    assert find_numbers("three", language="ar") == ()
    assert only("three").language == "en"
    assert only("ثلاثة").language == "ar"
    assert only("3").language is None


def test_an_unknown_language_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(BadInput, match="no table of numbers in 'xx'"):
        find_numbers("3", language="xx")


def test_a_paragraph_ends_a_number() -> None:
    assert [each.quote for each in find_numbers("twenty\n\nthree")] == ["twenty", "three"]
    assert [each.quote for each in find_numbers("twenty\nthree")] == ["twenty\nthree"]


def test_long_digits_are_a_name() -> None:
    assert only("9" * 5000).kind is Kind.IDENTIFIER
    assert only("1" * 20 + " million").kind is Kind.IDENTIFIER


@pytest.mark.shared
@pytest.mark.skipif(not TEXTS.exists(), reason="the shared data is not beside the checkout")
def test_the_figures_of_real_claims_are_found() -> None:
    """Every labelled figure is found with its range; what a text does not say in a figure is left out."""
    wanted = found = 0
    for line in TEXTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        read = [(each.count.min, each.count.max) for each in find_numbers(row["text"], singulars=True)]
        for claim in row["expected"]:
            if claim["hedge"] == Hedge.UNSPECIFIED or (claim["min"], claim["max"]) == (1, 1):
                continue
            wanted += 1
            found += (claim["min"], claim["max"]) in read
    assert found >= 0.97 * wanted


ADDRESSES = ("https://example.org/7/raids", "www.example.org/12", "desk4@example.org", "@raqqa24", "#june5")


@given(
    st.lists(st.tuples(st.sampled_from([*ADDRESSES, "12", "men", "a@b"]), st.sampled_from([" ", "\n", "  "])))
)
def test_the_digits_of_addresses_count_nothing_wherever_they_stand(words: list[tuple[str, str]]) -> None:
    text = "".join(word + blank for word, blank in words)
    told = [each.quote for each in find_numbers(text) if each.kind is Kind.IDENTIFIER]
    assert told == [word for word, _ in words if word in ADDRESSES]
