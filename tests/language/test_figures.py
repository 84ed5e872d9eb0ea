from __future__ import annotations

from fractions import Fraction

import pytest

from tahqiq.language.figures.composing import compose
from tahqiq.language.figures.digits import numeral
from tahqiq.language.figures.lexicon import lexicon
from tahqiq.language.figures.nouns import nouns
from tahqiq.language.figures.ordinals import ordinal
from tahqiq.language.tokens import cut

WORDS = lexicon(("ar", "en"))


def composed(text: str, *, joins: int = 99) -> tuple[int, int] | None:
    """The value of the number that a text begins with, and its last token."""
    found = compose(cut(text), 0, WORDS, joins=joins)
    return None if found is None else (int(found.value), found.end)


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("one hundred and two hundred", 100, 2),
        ("one thousand and two thousand", 1000, 2),
        ("twenty ten", 20, 1),
        ("five six", 5, 1),
        ("ten and five", 10, 1),
        ("thousand million", 1000, 1),
        ("two million three million", 2_000_000, 2),
        ("two million twenty three million", 2_000_000, 2),
        ("hundred hundred", 100, 1),
        ("عشرة وعشرون", 10, 1),
        ("ثلاثة وأربعة", 3, 1),
        ("ألف ألف", 1000, 1),
        ("مليون ومليون", 1_000_000, 1),
        ("ثلاثة عشرون", 3, 1),
        ("مئة مئة", 100, 1),
        ("ألفان وألفان", 2000, 1),
    ],
)
def test_what_does_not_fit_is_left_for_the_next_number(text: str, value: int, end: int) -> None:
    assert composed(text) == (value, end)


def test_only_so_many_joined_parts_where_asked() -> None:
    assert composed("خمسة وعشرين", joins=0) == (5, 1)
    assert composed("one hundred and five", joins=0) == (100, 2)


@pytest.mark.parametrize("text", ["dozen", "couple", "أحد", "إحدى", "third", "people"])
def test_what_is_no_number_alone(text: str) -> None:
    assert composed(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,600", 1600),
        ("1,60", 1),
        ("1,5 million", 1_500_000),
        ("1,5 %", Fraction(3, 2)),
        ("1.600", Fraction(8, 5)),
        ("1.600.000", 1_600_000),
        ("1,600,00", 1600),
        ("١٫٥", Fraction(3, 2)),
        ("5 آلاف و200", 5200),
        ("5 آلاف وخمسمئة", 5500),
        ("5 آلاف و9000", 5000),
        ("5k", 5000),
    ],
)
def test_digits(text: str, value: Fraction | int) -> None:
    assert numeral(cut(text), 0, WORDS).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("fifth", 5), ("thirty first", 31), ("الخامس والعشرين", 25), ("الحادية عشرة", 11), ("الثالث", 3)],
)
def test_ordinals(text: str, value: int) -> None:
    found = ordinal(cut(text), 0, WORDS)
    assert found is not None
    assert found.value == value


def test_a_dual_that_is_also_a_plural_is_none() -> None:
    known = nouns(("ar",), ())
    assert "مدنيان" in known.duals
    assert not {"مدنيين", "صبيان", "عمان"} & known.duals.keys()
