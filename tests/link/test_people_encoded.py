"""People as arrays: names as numbers of words, dates and ages as whole numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from link.lists_of_people import people_list
from tahqiq.link.evidence.dates import Day, parse_day
from tahqiq.link.evidence.names import naming, one_word, sound_of, sounds_of, together
from tahqiq.link.evidence.people import UNKNOWN, encode_people, parse_age


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2023-10-07", 2023, 10, 7),
        ("2023-10", 2023, 10, 0),
        ("1990", 1990, 0, 0),
        ("2023-02-30", 2023, 2, 0),
        ("2023-13-01", 2023, 0, 0),
        ("7 October 2023", 2023, 10, 7),
        ("١٢ حزيران ٢٠١٧", 2017, 6, 12),
        ("October 2023", 2023, 10, 0),
        ("0001-01-01", 0, 0, 0),
        ("", 0, 0, 0),
        ("not known", 0, 0, 0),
    ],
)
def test_dates(text: str, year: int, month: int, day: int) -> None:
    found = parse_day(text)
    assert (found.year, found.month, found.day) == (year, month, day)
    assert (found.first <= found.last) and (found == Day() or found.first > 0)


@given(st.text(max_size=40))
def test_any_text_is_a_date_an_age_and_a_name_or_none(text: str) -> None:
    found = parse_day(text)
    assert (found.year == 0) == (found == Day())
    low, high = parse_age(text)
    assert math.isnan(low) or 0 <= low < high <= 126
    assert naming(text).chain <= len(naming(text).words)
    assert isinstance(one_word(text), str)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("40", (40.0, 41.0)),
        ("3 weeks", (0.0, 1.0)),
        ("18 شهر", (1.0, 2.0)),
        ("٣٤", (34.0, 35.0)),
        ("30 to 40", (30.0, 41.0)),
    ],
)
def test_ages(text: str, ages: tuple[float, float]) -> None:
    assert parse_age(text) == ages


@pytest.mark.parametrize("text", ["", "adult", "200", "-3", "40-30"])
def test_no_ages(text: str) -> None:
    assert math.isnan(parse_age(text)[0])


def test_sounds_are_one_in_both_scripts_and_many_at_once() -> None:
    words = ["الخطيب", "al-khatib", "khateeb", "عمر", "omar", "?"]
    assert sounds_of(words) == [sound_of(word) for word in words]
    assert len(set(sounds_of(words[:3]))) == 1
    assert sound_of("عمر") == sound_of("omar")


def test_two_words_sound_as_one() -> None:
    one = encode_people([people_list(name=["ورش اغا", "ورشاغا"])]).words
    sound = dict(zip(one.texts, one.sound.tolist(), strict=True))
    both = together(np.array([sound["ورش"], 0]), np.array([sound["اغا"], 1]))
    assert both.tolist() == [sound["ورشاغا"], 0]


def test_descriptions_of_kin_are_nobody_s_own_name() -> None:
    assert not naming("wife of Ahmad Ali").given
    assert naming("Ahmad").given and not naming("Ahmad").family


def test_two_scripts_are_two_namings_and_one_column_is_one() -> None:
    both = encode_people([people_list(name_ar=["سامي عمر", ""], name_en=["Sami Omar", "Huda Omar"])])
    assert both.names.total.tolist() == [[2, 2], [2, 0]]
    mixed = encode_people([people_list(name=["Sami"]), people_list(name_ar=["سامي"], name_en=["Sami"])])
    assert mixed.names.total.tolist() == [[1, 0], [1, 1]]
    assert (mixed.first, len(mixed)) == (1, 2)


def test_parts_in_columns_of_their_own() -> None:
    parts = people_list(
        given=["Sami", "", ""], father=["", "Omar", ""], family_name=["al Najjar", "Abu Hilal", ""]
    )
    names = encode_people([parts]).names
    assert names.chain[:, 0].tolist() == [2, 3, 0]
    assert names.given[:, 0].tolist() == [True, False, False]
    assert names.family[:, 0].tolist() == [True, True, False]


def test_what_else_is_known() -> None:
    people = encode_people([
        people_list(
            name=["Sami Omar", "Huda Omar"], age=["", "5"], age_group=["child", "adult"], sex=["m", "?"],
            birth=["", "2018-03-02"], date=["2023", ""], mother=["Salma Hassan", ""],
            place=["Deir al Zor", ""], number=["12-34", ""],
        )
    ])  # fmt: skip
    assert people.grouped.tolist() == [True, False]
    assert people.age.tolist() == [[0.0, 18.0], [5.0, 6.0]]
    assert people.sex.tolist() == [1, -1]
    assert people.born[0].tolist() == [UNKNOWN, UNKNOWN] and people.birth[1].tolist() == [2018, 3, 2]
    assert people.event[0, 1] - people.event[0, 0] == 364
    assert (people.mother[1] == -1).all() and (people.mother[0] >= 0).all()
    assert people.place.tolist() == [0, -1] and (people.place_words[0] >= 0).sum() == 3
    assert people.number.tolist() == [0, -1] and people.address.tolist() == [-1, -1]
