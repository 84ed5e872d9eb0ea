"""Who belongs together on a list."""

from __future__ import annotations

from link.synthetic import record_list
from tahqiq.link.collective.kin import full_names, groups, ties
from tahqiq.link.lists import RecordList


def related(people: RecordList, tie: str) -> set[tuple[int, int]]:
    """Every two records that have a key of the tie in common."""
    keys = ties(people)[tie]
    held = list(zip(keys.records.tolist(), keys.keys.tolist(), strict=True))
    return {(one, other) for one, key in held for other, same in held if key == same and one < other}


FAMILY = record_list(
    "family",
    {
        "name": [
            "عادل سليم حسن الزيتوني",  # the grandfather
            "سليم عادل سليم الزيتوني",  # a son of his
            "ريم سليم عادل الزيتوني",  # and her children
            "هدى سليم عادل زيتوني",
            "كامل منير عادل الزيتوني",  # a cousin
            "باسم فريد ناصر الزيتوني",  # of the same name, no kin
            "باسم فريد ناصر المرجاني",
            "هدى",
        ]
    },
    "F",
)


def test_a_household_is_father_and_children() -> None:
    assert related(FAMILY, "household") == {(0, 1), (1, 2), (1, 3), (2, 3)}


def test_a_line_are_the_descendants_of_one_man() -> None:
    line = related(FAMILY, "line")

    assert {(0, 1), (0, 2), (0, 4), (1, 2), (2, 4)} <= line
    assert not any(5 in pair or 6 in pair for pair in line)


def test_the_article_of_a_surname_may_be_left_out() -> None:
    assert (2, 3) in related(FAMILY, "surname")
    assert (0, 5) in related(FAMILY, "surname")
    assert (5, 6) not in related(FAMILY, "surname")


def test_one_name_alone_is_nobodys_kin() -> None:
    assert all(7 not in pair for tie in ("household", "line", "surname") for pair in related(FAMILY, tie))


def test_a_family_is_a_group_within_its_incident() -> None:
    people = record_list(
        "press",
        {"incident": ["i1", "i1", "i2", "i2", ""], "family": ["1", "1", "1", "", ""], "name": ["a"] * 5},
        "P",
    )

    assert groups(people).tolist() == [0, 0, 1, 2, -1]
    assert "group" in ties(people)
    assert "group" not in ties(FAMILY)


def test_a_list_without_whole_names_has_parts() -> None:
    people = record_list("parts", {"given": ["Sami", " "], "family_name": ["Haddad", "Najjar"]}, "N")

    assert full_names(people) == ["Sami Haddad", "Najjar"]


def test_the_arabic_name_comes_before_the_latin_one() -> None:
    people = record_list("both", {"name_en": ["Sami", "Huda"], "name_ar": ["سامي", ""]}, "N")

    assert full_names(people) == ["سامي", "Huda"]
