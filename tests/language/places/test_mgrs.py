from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.language.places.coordinates import find_coordinates
from tahqiq.language.places.grid import reference_of
from tahqiq.language.places.located import Area, Located, Notation, Refused
from tahqiq.language.places.mgrs import read_reference
from tahqiq.vocab.places import Point, Precision

RAQQA = Area(35.5, 38.5, 36.5, 39.5)
SHARED = Path(__file__).parents[4] / "shared" / "data" / "raqqa-2017"


def located(text: str, **options: object) -> Located:
    found = read_reference(text, **options)  # type: ignore[arg-type]
    assert isinstance(found, Located), found
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "37SEV005797",
        "37S EV 005 797",
        "37s ev 005797",
        "37S-EV-005-797",
        " 37SEV\n005797 ",
        "37SEV 005\u00a0797",
        "٣٧SEV٠٠٥٧٩٧",
        "37S EV\u200e 005797",
        "３７SEV005797",
    ],
)
def test_spaces_hyphens_line_breaks_and_digits_of_any_script_change_nothing(typed: str) -> None:
    assert located(typed) == located("37SEV005797")
    assert located(typed).repairs == ()


@pytest.mark.parametrize(
    ("typed", "repair"),
    [
        ("37SEVO05797", "letter O read as 0"),
        ("37SEV0O5797", "letter O read as 0"),
        ("375EV005797", "digit 5 read as band S"),
        ("37SEV00 5797", "digits joined across an uneven gap"),
    ],
)
def test_slips_that_can_mean_one_thing_are_repaired_by_name(typed: str, repair: str) -> None:
    found = located(typed)
    assert found.point == located("37SEV005797").point
    assert found.repairs == (repair,)


def test_look_alike_letters_among_digits_are_read_as_digits() -> None:
    assert located("37SEVI1I788").point == located("37SEV111788").point
    assert located("37SEV00S797").point == located("37SEV005797").point


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("37SEV.35739", "5 digits: easting and northing need as many each"),
        ("37SEV00579701234 5", "12 digits: a reference has ten at most"),
        (
            "37SVE005797",
            "column letter V does not occur in zone 37, whose columns are A to H; perhaps 37SEV005797?",
        ),
        ("61SEV005797", "there is no zone 61"),
        ("EV005797", "no zone is written; say which (such as 37S) or where it should lie"),
        ("37EV005797", "no band is written"),
        ("37BEV005797", "band B is polar; the polar grid is not read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(typed: str, why: str) -> None:
    found = read_reference(typed)
    assert isinstance(found, Refused)
    assert str(found).startswith(why)
    assert found.notation is Notation.MGRS


@pytest.mark.parametrize("text", ["", "near the river", "CS1362a", "lat 35.96", "12", "geo:35.96,39.0", "حي"])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert read_reference(text) is None


def test_a_missing_zone_is_taken_from_the_default_or_the_area() -> None:
    whole = located("37SEV005797").point
    assert located("EV 005 797", zone="37S").point == whole
    assert located("EV 005 797", zone="37S").repairs == ("zone 37S by default",)
    assert located("EV005797", area=RAQQA).point == whole
    assert located("37EV005797", area=RAQQA).repairs == ("zone S taken from the area",)
    assert located("SEV005797", area=RAQQA).repairs == ("zone 37 taken from the area",)


def test_a_missing_zone_that_the_area_leaves_open_is_refused() -> None:
    found = read_reference("EV005797", area=Area(-80, -180, 84, 180))
    assert "several would do" in str(found)
    elsewhere = read_reference("EV005797", area=Area(10, 10, 11, 11))
    assert str(elsewhere) == "no zone is written, and square EV does not occur in the area"


def test_exchanged_letters_are_put_right_only_where_the_area_confirms_it() -> None:
    found = located("37SVE005797", area=RAQQA)
    assert found.point == located("37SEV005797").point
    assert found.repairs == ("square letters VE read as EV",)


def test_a_reference_outside_the_area_is_refused_with_a_hint() -> None:
    assert isinstance(read_reference("37SEC005797"), Located)
    assert str(read_reference("37SEC005797", area=RAQQA)) == (
        "it lies outside the area it should lie in; perhaps 37SEV005797?"
    )
    assert str(read_reference("37SZZ005797", area=RAQQA)).endswith("whose columns are A to H")


@pytest.mark.parametrize(
    ("digits", "precision"),
    [
        ("", Precision.PROVINCE),
        ("07", Precision.SUB_DISTRICT),
        ("0079", Precision.NEIGHBOURHOOD),
        ("005797", Precision.WITHIN_100M),
        ("00567929", Precision.WITHIN_100M),
        ("0056879299", Precision.WITHIN_1M),
    ],
)
def test_the_number_of_digits_tells_the_precision(digits: str, precision: Precision) -> None:
    assert located(f"37SEV{digits}").precision is precision


@given(
    st.floats(-79.9, 83.9), st.floats(-179.9, 179.9), st.sampled_from([4, 6, 8, 10]), st.sampled_from(" -\n")
)
def test_a_written_reference_is_read_back(lat: float, lon: float, digits: int, gap: str) -> None:
    reference = reference_of(Point(lat, lon), digits=digits)
    text = str(reference)
    head, tail = text[:-digits], text[-digits:]
    typed = gap.join((head[:-2], head[-2:], tail[: digits // 2], tail[digits // 2 :])).lower()
    found = located(typed)
    assert found == located(text)
    assert found.metres == reference.size
    assert abs(found.point.lat - lat) * 111_000 <= found.metres


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not beside the checkout")
def test_every_reference_of_the_coalition_is_read_or_refused() -> None:
    with (SHARED / "coalition_assessments.csv").open(encoding="utf8", newline="") as file:
        written = [row["belligerent_mgrs_coordinate"] for row in csv.DictReader(file)]
    written = [text for text in written if text]
    found = [(text, each) for text in written for each in find_coordinates(text)]
    assert {text for text, _ in found} == set(written)
    assert len(found) == len(written) + 2  # two cells hold two references
    refused = {each.quote: str(each.outcome) for _, each in found if isinstance(each.outcome, Refused)}
    assert list(refused.values()) == [
        "5 digits: easting and northing need as many each, so one is missing or too many"
    ]
