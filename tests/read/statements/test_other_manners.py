"""Wordings of other militaries that a review found misread; invented places, days and numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tahqiq.read.statements import read_statements

_STATEMENTS = tomllib.loads((Path(__file__).parent / "other_manners.toml").read_text("utf-8"))["statement"]


@pytest.mark.parametrize("labels", _STATEMENTS)
def test_what_is_read(labels: dict[str, Any]) -> None:
    row = read_statements(labels["text"])[0].row()
    expected = {name: value for name, value in labels.items() if name not in {"text", "none"}}
    expected.update(dict.fromkeys(labels.get("none", ())))
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "places", "struck"),
    [
        (
            "Typhoons destroyed a building in western Amran, Tornados struck two further mortars near Dheer.",
            ["western Amran", "Dheer"],
            [(1, "building"), (2, "mortars")],
        ),
        (
            "Mirages neutralised about thirty jihadists in the region of Tell Zarqa.",
            ["Tell Zarqa"],
            [(30, "jihadists")],
        ),
        (
            "Tornados hit a sniper in Amran, Typhoons attacked a mortar in Dheer.",
            ["Amran", "Dheer"],
            [(1, "sniper"), (1, "mortar")],
        ),
        (
            "An inquiry looked at the strike on 14 July 2014 in which aircraft destroyed a truck.",
            [""],
            [(1, "truck")],
        ),
    ],
)
def test_strikes(text: str, places: list[str], struck: list[tuple[int, str]]) -> None:
    strikes = read_statements(text)[0].strikes
    assert [each.place for each in strikes] == places
    assert [
        (one.count.max, one.what) for each in strikes for one in (*each.engaged, *each.destroyed)
    ] == struck


def test_a_heading_above_strikes_is_no_part_of_their_place() -> None:
    text = "Strikes in Syria\nThere were eight strikes consisting of 14 engagements."
    first = read_statements(text)[0].strikes[0]
    assert (first.place, first.count.min, first.engagements.min) == ("Syria", 8, 14)


def test_several_references_in_a_row_keep_all_their_digits() -> None:
    text = "No casualties: 37TEK 1234 5678; 38RNV-123-456; 31NAA 66021 00000; MGRS: 42S UF 0O12 3456"
    found = [each.normal for each in read_statements(text)[0].references]
    assert found == ["37TEK12345678", "38RNV123456", "31NAA6602100000", "42SUF00123456"]
