"""What two records say of one another: the level of each comparison."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from link.lists_of_people import people_list
from tahqiq.link.evidence.closeness import WordCloseness, sound_alike
from tahqiq.link.evidence.comparisons import COMPARISONS, NAMES, NOTHING, corroborating_levels
from tahqiq.link.evidence.measuring import Measuring, unpacked
from tahqiq.link.evidence.people import encode_people

SWAPPED = "days of birth differ in one part, or day and month are exchanged"
#: People who make some names common.
OTHERS = [f"Ahmad {name} Hassan" for name in ("Ali", "Omar", "Sami", "Zaid", "Nabil", "Karim")] * 4


def compared(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """What is said of two people, by comparison; what is missing is left out."""
    lists = [people_list(**{field: [cell] for field, cell in each.items()}) for each in (one, other)]
    more = people_list(name=OTHERS)
    people = encode_people([*lists, more])
    levels = unpacked(Measuring(people).packed(np.array([0]), np.array([1])))[0]
    both = zip(COMPARISONS, levels.tolist(), strict=True)
    return {each.name: each.labels[level] for each, level in both if level >= 0}


def names(one: str, other: str) -> dict[str, str]:
    return compared({"name": one}, {"name": other})


def test_one_name_in_two_scripts() -> None:
    found = names("Jihad Omar Hassan Abu Tirazi", "جهاد عمر حسن ابوترازي")
    assert found["given"].startswith("same own name")
    assert found["family_name"].startswith("same family name")
    assert found["father"] == "same father's name, in one family"
    assert found["grandfather"] == "same grandfather's name, under one father"


def test_a_missing_grandfather_is_not_another() -> None:
    found = names("Sami Omar Tirazi", "سامي عمر حسين ترازي")
    assert found["father"] == "same father's name, in one family"
    assert "grandfather" not in found
    assert "father" not in names("Sami Tirazi", "Sami Omar Tirazi")


def test_a_forebear_may_be_named_in_another_place() -> None:
    assert names("Sami Husayn Tirazi", "Sami Omar Husayn Tirazi")["father"] == (
        "father's name of one is another forebear's of the other, in one family"
    )
    found = names("Sami Omar Tirazi Balqini", "Sami Omar Tirazi")
    assert found["family_name"] == "family name of one stands elsewhere in the other's"
    assert names("Sami Omar Tirazi", "Sami Omar Balqini Tirazi Shuqri")["family_name"].startswith(
        "family name of one"
    )


def test_names_put_aside_may_be_the_family_s() -> None:
    assert names("Huda Omar Balqini (Tirazi)", "هدى عمر ترازي")["family_name"].startswith(
        "family name of one"
    )


def test_two_words_may_be_one() -> None:
    assert names("مراد زهير ورش اغا", "مراد زهير ورشاغا")["family_name"].startswith("same family name")
    assert names("مراد زهير ورشاغا", "مراد زهير رجب ورش اغا")["family_name"].startswith("same family name")
    assert names("نور هان زهير ترازي", "نورهان زهير ترازي")["given"].startswith("same own name")
    assert names("نورهان زهير ترازي", "نور هان زهير ترازي")["given"].startswith("same own name")


def test_people_of_other_names() -> None:
    found = names("Sami Omar Tirazi", "Khalid Walid Balqini")
    assert found == {
        "given": "different own names",
        "family_name": "different family names",
        "father": "different fathers' names",
    }


def test_spellings_much_alike() -> None:
    assert names("شيرين عمر ترازي", "شرين عمر ترازي")["given"].startswith("own names spelled much alike")


def test_common_names_are_told_from_rare_ones() -> None:
    people = encode_people([people_list(name=["Qahtan Ali Hassan", *OTHERS * 30, "Qahtan Ali Hassan"])])
    levels = unpacked(Measuring(people).packed(np.array([1, 0]), np.array([7, len(people) - 1])))
    assert levels[0, 0] > levels[1, 0]


def test_a_name_missing_is_no_evidence() -> None:
    assert names("", "Sami Omar Tirazi") == {}
    found = names("wife of Omar Tirazi", "Huda Omar Tirazi")
    assert "given" not in found


def test_of_two_namings_the_more_alike_counts() -> None:
    found = compared(
        {"name_ar": "سامر عمر بلقيني", "name_en": "Sami Omar Tirazi"}, {"name": "سامي عمر حسين ترازي"}
    )  # fmt: skip
    assert found["given"].startswith("same own name")
    assert found["family_name"].startswith("same family name")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"birth": "1990-05-01"}, {"birth": "1990-05-01"}, ("birth", "same day of birth")),
        ({"birth": "1990-05-01"}, {"birth": "1990-01-05"}, ("birth", SWAPPED)),
        ({"birth": "1990-05-01"}, {"birth": "1980-05-01"}, ("birth", SWAPPED)),
        ({"birth": "1990-05-01"}, {"birth": "1991-02-11"}, ("birth", "born within a year")),
        ({"birth": "1990-05-01"}, {"birth": "1995-02-11"}, ("birth", "different days of birth")),
        ({"birth": "1990"}, {"birth": "1990-05-01"}, ("birth", "one time of birth fits the other")),
        ({"birth": "1991"}, {"birth": "1990-05"}, ("birth", "times of birth do not fit")),
        ({"age": "33", "date": "2023-10-20"}, {"birth": "1990-05-01"}, ("age", "same age in years")),
        ({"age": "32", "date": "2023-04-20"}, {"birth": "1990-05-01"}, ("age", "same age in years")),
        ({"age": "33"}, {"birth": "1990-05-01", "date": "2023-10-20"}, ("age", "same age in years")),
        ({"age": "33", "date": "2023"}, {"birth": "1990"}, ("age", "same age in years")),
        ({"age": "35", "date": "2023-10-20"}, {"birth": "1990-05-01"}, ("age", "ages two years apart")),
        ({"age": "33"}, {"birth": "1990-05-01", "age": "34"}, ("age", "ages one year apart")),
        ({"age": "33"}, {"age": "37"}, ("age", "ages up to five years apart")),
        ({"age": "33"}, {"age": "42"}, ("age", "ages up to ten years apart")),
        ({"age": "33"}, {"age": "60"}, ("age", "ages further apart")),
        ({"age_group": "child"}, {"age": "12"}, ("age", "age fits the age group")),
        ({"age_group": "adult"}, {"age": "12"}, ("age", "age does not fit the age group")),
        ({"sex": "f"}, {"sex": "أنثى"}, ("sex", "same sex")),
        ({"sex": "f"}, {"sex": "m"}, ("sex", "different sex")),
        ({"date": "2023-10-20"}, {"date": "2023-10-20"}, ("date", "same day")),
        ({"date": "2023-10"}, {"date": "2023-10-20"}, ("date", "same day")),
        ({"date": "2023-10-20"}, {"date": "2023-10-22"}, ("date", "days up to three apart")),
        ({"date": "2023-10-20"}, {"date": "2023-11-12"}, ("date", "days up to a month apart")),
        ({"date": "2023-10-20"}, {"date": "2024-11-12"}, ("date", "days further apart")),
        ({"place": "Al-Bab"}, {"place": "al bab"}, ("place", "same place")),
        ({"place": "Hayy al-Jisr"}, {"place": "الجسر"}, ("place", "places share a word")),
        ({"place": "Hayy"}, {"place": "الجسر"}, ("place", "different places")),
        ({"number": "12-345"}, {"number": "12345"}, ("number", "same number")),
        ({"number": "12345"}, {"number": "98760"}, ("number", "different numbers")),
        ({"address": "5 River Street"}, {"address": "5 river  street"}, ("address", "same address")),
        ({"mother": "Salma Hassan"}, {"mother": "سلمى حسن"}, ("mother", "same mother's name")),
        ({"mother": "Salma Hassan"}, {"mother": "سلمى خطاب"}, ("mother", "different mothers' names")),
        ({"mother": "Salma"}, {"mother": "سلمى خطاب"}, ("mother", "same mother's name")),
    ],
)  # fmt: skip
def test_what_else_is_compared(one: dict[str, str], other: dict[str, str], said: tuple[str, str]) -> None:
    names_apart = {"name": "Sami Omar Tirazi"}, {"name": "Sami Omar Hamdan"}
    found = compared({**names_apart[0], **one}, {**names_apart[1], **other})
    assert found[said[0]] == said[1]


def test_what_relatives_share_is_told_apart() -> None:
    facts = {"date": "2023-10-20", "age": "9", "mother": "Salma"}
    brothers = compared({"name": "Sami Omar Tirazi", **facts}, {"name": "Walid Omar Tirazi", **facts})
    assert brothers["date"] == "same day, as brothers and sisters have"
    assert brothers["age"] == "same age in years, as brothers and sisters have"
    assert brothers["mother"] == "same mother's name, as relatives have"
    cousins = compared({"name": "Sami Omar Tirazi", **facts}, {"name": "Walid Husayn Tirazi", **facts})
    assert cousins["date"] == "same day, as relatives have"
    strangers = compared({"name": "Sami Omar Tirazi", **facts}, {"name": "Walid Husayn Balqini", **facts})
    assert strangers["date"] == "same day"


def test_levels_are_the_same_whichever_is_asked_first() -> None:
    people = encode_people([people_list(name=[*OTHERS, "سامي عمر ترازي", "Samy Umar Terazi", "", "Sami"])])
    one, other = np.triu_indices(len(people), 1)
    measuring = Measuring(people)
    first = measuring.packed(one, other)
    assert (first == measuring.packed(one, other)).all()
    assert (first == Measuring(people).packed(one[::-1], other[::-1])[::-1]).all()


@pytest.mark.parametrize("most", [100, 1 << 20])
def test_a_table_of_closeness_grows_and_forgets(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tahqiq.link.evidence.closeness._MOST", most)
    monkeypatch.setattr("tahqiq.link.evidence.measuring._BATCH", 300)
    people = encode_people([people_list(name=[f"{a}{b}in" for a in "bdfhjklmnrstz" for b in "aiou"])])
    one, other = np.triu_indices(len(people), 1)
    small = WordCloseness(people.words.sound, people.words.encoded, noted=512, places=64)
    measuring = Measuring(people)
    expected = measuring.packed(one, other)
    measuring._closeness = small
    assert (measuring.packed(one, other) == expected).all()


def naive_distance(one: str, other: str) -> int:
    """The distance of Levenshtein, a cell at a time."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(before + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def test_sounds_are_alike_as_levenshtein_says() -> None:
    chance = np.random.default_rng(5)
    for _ in range(2000):
        one, other = ("".join(chance.choice(list("abcd"), chance.integers(1, 7))) for _ in range(2))
        packed = [sum((ord(c) - 96) << (5 * at) for at, c in enumerate(word)) for word in (one, other)]
        most = 1 if min(len(one), len(other)) <= 3 else 2
        assert sound_alike(*packed) == (naive_distance(one, other) <= most), (one, other)


def test_comparisons_fit_in_four_bits_and_their_groups_are_whole() -> None:
    for comparison in COMPARISONS:
        levels: NDArray[np.int64] = np.concatenate([np.array(group) for group in comparison.groups])
        assert levels.tolist() == list(range(len(comparison.labels)))
        assert len(levels) <= NOTHING
        assert len(set(comparison.labels)) == len(comparison.labels)
        for group in comparison.groups:
            assert sum(comparison.expected[level] for level in group) == pytest.approx(1)
    assert len(NAMES) * 4 < 64


def test_an_age_group_corroborates_nothing() -> None:
    labels = COMPARISONS[NAMES.index("age")].labels
    assert {labels[level] for level in corroborating_levels("age")} == {
        f"{label}{where}"
        for label in ("same age in years", "ages one year apart")
        for where in ("", ", as brothers and sisters have")
    }


def test_a_day_shared_by_namesakes_of_one_family_is_weighed_as_that_of_relatives() -> None:
    one = {"name": "Sami Omar Tirazi", "date": "2023-10-20"}
    assert compared(one, {**one, "name": "Sami Adel Tirazi"})["date"] == "same day, as relatives have"
    assert compared(one, one)["date"] == "same day, as relatives have"
