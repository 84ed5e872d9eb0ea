"""Volunteers' files: what they say is taken as said, and what makes no sense is named with its row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tahqiq.survey.volunteers.reading import read_answers
from tahqiq.vocab.errors import BadInput

HEADER = "building,volunteer,last_intact,first_damaged\n"


@pytest.fixture
def write(tmp_path: Path):
    def write_to(text: str, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write_to


def test_windows_are_states(write) -> None:
    first = "a,v,2017-06-01,2017-06-09\na,w,never,2017-06-01\nb,v,2017-06-20,never\n"
    answers = read_answers(write(HEADER + first + "b,w,,\nc,v,2017-06-01,2017-06-20\nc,w,never,never\n"))
    assert answers.dates == (date(2017, 6, 1), date(2017, 6, 9), date(2017, 6, 20))
    windows = list(zip(answers.earliest.tolist(), answers.latest.tolist(), strict=True))
    assert windows == [(1, 1), (0, 0), (3, 3), (-1, -1), (1, 2), (-1, -1)]
    assert answers.counts().tolist() == [2, 1, 1]


def test_a_later_answer_of_the_same_volunteer_counts(write) -> None:
    answers = read_answers(write(HEADER + "a,v,never,2017-06-01\na,v,2017-06-01,2017-06-09\n"))
    assert answers.earliest.tolist() == [1]


def test_known_answers_are_known(write) -> None:
    gold = write(
        "building,last_intact,first_damaged\nb,2017-06-09,never\nelsewhere,never,2017-06-01\n", "gold.csv"
    )
    answers = read_answers(
        write(HEADER + "a,v,2017-06-01,2017-06-09\nb,v,2017-06-01,2017-06-09\n"), gold=gold
    )
    assert answers.gold == {1: 2}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,v,2017-06-09,2017-06-01", "row 2: seen damaged before it was last seen intact"),
        ("a,v,2017-06-01,", "row 2, column first_damaged: only half of the window is told"),
        ("a,v,,2017-06-01", "row 2, column last_intact: only half of the window is told"),
        ("a,v,june,2017-06-09", "row 2, column last_intact: 'june' is no date"),
        ("a,v,2017-06-02,2017-06-09", "row 2, column last_intact: no image was taken on 2017-06-02"),
        (",v,2017-06-01,2017-06-09", "row 2: a building or volunteer is not named"),
    ],
)
def test_what_makes_no_sense_is_named(write, row: str, problem: str) -> None:
    days = [date(2017, 6, 1), date(2017, 6, 9)]
    with pytest.raises(BadInput, match=problem):
        read_answers(write(f"{HEADER}{row}\n"), dates=days)


def test_an_empty_file_is_refused(write) -> None:
    with pytest.raises(BadInput, match="names no image's date"):
        read_answers(write(HEADER))
    with pytest.raises(BadInput, match="holds no answer"):
        read_answers(write(HEADER), dates=[date(2017, 6, 1)])


def test_a_known_answer_that_leaves_doubt_is_refused(write) -> None:
    gold = write("building,last_intact,first_damaged\na,2017-06-01,2017-06-20\n", "gold.csv")
    answers = write(HEADER + "a,v,2017-06-01,2017-06-09\na,w,2017-06-09,2017-06-20\n")
    with pytest.raises(BadInput, match=r"gold\.csv, row 2: a known answer leaves no image"):
        read_answers(answers, gold=gold)
