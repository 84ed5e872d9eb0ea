"""Names cut into the words that are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.names.words import ASIDE, NameColumn, words_of


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("عبد الرحمن", "عبدالرحمن", "عَبْد الرَّحْمٰن"), ("abd-رحمن",)),
        (("Abd al-Rahman", "Abdul Rahman", "Abdulrahman", "Abdel-Rahman", "Abdurrahman"), ("abd-rahman",)),
        (("عبد الله", "عبدالله"), ("عبدالله",)),
        (("أبو هلال", "ابوهلال", "أبو الهلال"), ("abu-هلال",)),
        (("Abu Hilal", "Abuhilal", "Abou al-Hilal"), ("abu-hilal",)),
        (("صلاح الدين", "صلاحالدين"), ("صلاحالدين",)),
        (("Salah al-Din", "Salah Eddin", "Salahuddin", "Salah El Deen"), ("salahaldin",)),
        (("Nasr Allah", "Nasrallah"), ("nasrallah",)),
        (("Al-Najjar", "Al Najjar", "An-Najjar", "al - Najjar"), ("al-najjar",)),
        (("Ala'a", "Alaa", "Ala`a"), ("alaa",)),
        (("Umm Zaki", "Um Zaki", "Mother of Zaki"), ("umm-zaki",)),
        (("أم زكي", "والدة زكي"), ("umm-زكي",)),
        (("Muhammad bin Ali", "Dr. Muhammad Ali", "Hajj Muhammad Ali"), ("muhammad", "ali")),
        (("محمد بن علي", "الشيخ محمد علي"), ("محمد", "علي")),
    ],
)
def test_spacings_and_titles_make_no_difference(names: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert {words_of(name) for name in names} == {words}


def test_a_word_of_kinship_is_one_word_in_both_scripts() -> None:
    assert words_of("Sister of Omar")[0] == words_of("اخت عمر")[0] == words_of("شقيقة عمر")[0]


@pytest.mark.parametrize(
    "name", ["Omar Hadi (Abu Ali)", "Omar Hadi `Abu Ali`", 'Omar Hadi "Abu Ali', "Omar Hadi )Abu Ali("]
)
def test_what_stands_in_brackets_is_put_aside(name: str) -> None:
    assert words_of(name) == ("omar", "hadi", f"abu-ali{ASIDE}")


def test_brackets_around_the_whole_name_put_nothing_aside() -> None:
    assert words_of("(Omar Hadi") == ("omar", "hadi")


@pytest.mark.parametrize(
    ("name", "words"), [("Abu", ("abu",)), ("عبد", ("abd",)), ("Dr", ("dr",)), ("", ()), ("12 –", ())]
)
def test_a_name_of_nothing_but_a_prefix_or_a_title_is_kept(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


def test_short_names_are_no_compounds() -> None:
    assert words_of("Aboud Abdi Nadine") == ("aboud", "abdi", "nadine")


@given(st.text())
def test_no_text_breaks_it_and_words_are_words_again(name: str) -> None:
    words = words_of(name)
    assert all(word and " " not in word for word in words)


def test_a_column_numbers_its_words() -> None:
    column = NameColumn.of(["Ali Omar", "", "Omar"])
    assert len(column) == 3
    assert [column.vocabulary[i] for i in column.ids] == ["ali", "omar", "omar"]
    assert column.offsets.tolist() == [0, 2, 2, 3]
