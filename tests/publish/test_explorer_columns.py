"""The record as columns: what they hold, how exactly, and that the same record gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish.releases import made, write
from tahqiq.publish import explorer_columns
from tahqiq.publish.explorer_columns import read_index
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.vocab.places import Precision
from tahqiq.vocab.rows import IncidentRow

Edit = Callable[[Any], Any]


def columns(folder: Path, *, incidents: int = 6, edit: Edit = lambda row: row) -> tuple[Any, Any, Any]:
    """Index, numbers and words of a made-up release, each put together from its files."""
    release = made(incidents=incidents)
    release.tables["incidents"] = [edit(row) for row in release.tables["incidents"]]
    opened = ReleaseFolder.open(write(release, folder / "release"))
    fill(folder / "scratch", opened)
    with closing(Shelves(folder / "scratch")) as shelves:
        explorer_columns.write(folder / "explorer", shelves, release="r" * 64)
    _, index = read_index(folder / "explorer")
    return index, joined(folder, index.numbers), joined(folder, index.words)


def joined(folder: Path, names: tuple[str, ...]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for name in names:
        for column, values in json.loads((folder / "explorer" / name).read_bytes()).items():
            before = whole.get(column, type(values)())
            whole[column] = before + values if isinstance(values, list) else {**before, **values}
    return whole


def test_every_incident_has_one_place_in_every_column(tmp_path: Path) -> None:
    index, numbers, words = columns(tmp_path)
    assert index.incidents == 6
    assert {name: len(column) for name, column in numbers.items() if len(column) != 6} == {}
    assert {name: len(words[name]) for name in ("code", "en", "ar", "more")} == dict.fromkeys(
        ("code", "en", "ar", "more"), 6
    )


def test_numbers_are_those_of_the_assessment_that_heads_the_totals(tmp_path: Path) -> None:
    index, numbers, words = columns(tmp_path)
    at = words["code"].index("INV0003")
    assert (numbers["least"][at], numbers["most"][at]) == (3, 3)
    assert index.grades[numbers["grade"][at]] == "contested"
    unknown = words["code"].index("INV0004")
    assert (numbers["least"][unknown], numbers["most"][unknown]) == (None, None)


def test_answers_parties_and_those_harmed_are_told_by_their_codes(tmp_path: Path) -> None:
    index, numbers, words = columns(tmp_path)
    at = words["code"].index("INV0001")
    [(party, state)] = index.answers[numbers["answers"][at]]
    assert (index.parties[party], state) == ("northern_army", "non_credible")
    assert [index.parties[code] for code in index.blamed[numbers["blamed"][at]]] == ["northern_army"]
    held = {slug for bit, slug in enumerate(index.categories) if numbers["harmed"][at] >> bit & 1}
    assert held == {"civilians", "children", "women"}
    silent = words["code"].index("INV0002")
    assert index.answers[numbers["answers"][silent]] == ()


def test_days_are_counted_from_the_incident_before(tmp_path: Path) -> None:
    _, numbers, words = columns(tmp_path)
    assert words["code"][:2] == ["INV0000", "INV0001"]
    assert numbers["start"][:2] == [17167, 32]  # 1 January 2017, 2 February 2017
    assert numbers["end"] == [1] * 6


def test_an_end_that_is_not_known_stays_unknown(tmp_path: Path) -> None:
    dates = {
        "INV0000": ("", ""),
        "INV0001": ("", "2017-03"),
        "INV0002": ("2017-01", ""),
        "INV0003": ("soon", ""),
    }

    def dated(row: IncidentRow) -> IncidentRow:
        first, last = dates.get(row.code, (row.from_date, row.to_date))
        return replace(row, from_date=first, to_date=last)

    _, numbers, words = columns(tmp_path, edit=dated)
    found = {code: (numbers["start"][at], numbers["end"][at]) for at, code in enumerate(words["code"])}
    assert found["INV0000"] == (None, None)
    assert found["INV0001"] == (None, 17257)  # 1 April 2017
    assert found["INV0002"] == (17167, None)
    assert found["INV0003"] == (None, None)
    assert words["written"] == {str(words["code"].index("INV0003")): "soon – "}


@pytest.mark.parametrize("precision", Precision)
def test_no_point_is_more_exact_than_its_place_is_known(tmp_path: Path, precision: Precision) -> None:
    def placed(row: IncidentRow) -> IncidentRow:
        return replace(row, precision=precision.value, lat=35.123456789, lon=39.987654321)

    _, numbers, _ = columns(tmp_path, incidents=1, edit=placed)
    if precision.generic:
        assert (numbers["lat"], numbers["lon"]) == ([None], [None])
        assert precision.metres is None
    else:
        assert numbers["lat"] == [round(35.123456789, precision.decimals)]
        assert numbers["lon"] == [round(39.987654321, precision.decimals)]
        assert precision.metres is not None
        assert precision.metres >= 0.7 * 111_000 / 10**precision.decimals


def test_coordinates_that_are_none_and_classes_that_are_none_give_no_point(tmp_path: Path) -> None:
    wrong = {
        "INV0000": (4239.0, 39.0, "exact"),
        "INV0002": (35.0, None, "exact"),
        "INV0004": (35.0, 39.0, "round"),
    }

    def placed(row: IncidentRow) -> IncidentRow:
        lat, lon, precision = wrong.get(row.code, (None, None, row.precision))
        return replace(row, lat=lat, lon=lon, precision=precision)

    _, numbers, _ = columns(tmp_path, edit=placed)
    assert set(numbers["lat"]) == {None}


def test_a_page_is_named_only_where_the_code_does_not_tell(tmp_path: Path) -> None:
    _, _, words = columns(
        tmp_path, incidents=2, edit=lambda row: replace(row, code="حادثة") if row.code == "INV0001" else row
    )
    assert list(words["page"]) == [str(words["code"].index("حادثة"))]
    assert words["page"][str(words["code"].index("حادثة"))].startswith("x-")


def test_long_records_are_cut_into_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer_columns, "STRETCH", 4)
    index, numbers, words = columns(tmp_path, incidents=10)
    assert (len(index.numbers), len(index.words), index.stretch) == (3, 3, 4)
    assert (len(numbers["grade"]), len(words["code"])) == (10, 10)


def test_a_record_without_incidents_has_an_index_and_no_columns(tmp_path: Path) -> None:
    index, numbers, words = columns(tmp_path, incidents=0)
    assert (index.incidents, index.numbers, numbers, words) == (0, (), {}, {})


def test_files_are_named_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    columns(tmp_path / "one")
    columns(tmp_path / "other")
    first = {file.name: file.read_bytes() for file in (tmp_path / "one" / "explorer").iterdir()}
    assert first == {file.name: file.read_bytes() for file in (tmp_path / "other" / "explorer").iterdir()}
