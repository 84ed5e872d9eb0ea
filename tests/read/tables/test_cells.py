from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.read.tables import cells
from tahqiq.vocab.dates import DateSpan


@pytest.mark.parametrize(
    ("text", "n"), [("4", 4), ("4.0", 4), (" 4.00 ", 4), ("٤", 4), ("0", 0), ("1286", 1286)]
)
def test_whole_numbers_are_taken_as_spreadsheets_and_people_write_them(text: str, n: int) -> None:
    assert cells.whole(text) == n


@pytest.mark.parametrize(
    "text", ["4.5", "abc", "-3", "1,600", "1e3", "nan", "4.", "1_0", "9" * 10, "thousands"]
)
def test_what_is_no_whole_number_of_people_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number of people"):
        cells.whole(text)


@settings(deadline=None)
@given(st.integers(0, 999_999_999))
def test_every_whole_number_is_itself(n: int) -> None:
    assert cells.whole(str(n)) == cells.whole(f"{n}.0") == n


@pytest.mark.parametrize(("text", "meaning"), [("Yes", True), ("no", False), ("نعم", True), ("لا", False)])
def test_yes_and_no_are_understood_in_both_languages(text: str, meaning: bool) -> None:
    assert cells.yes(text) is meaning


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        cells.yes("perhaps")


def test_dates_are_inclusive_and_may_be_reduced() -> None:
    assert cells.span("2031-06-01", "2031-06-03") == DateSpan(date(2031, 6, 1), date(2031, 6, 4))
    assert cells.span("2031-06") == DateSpan(date(2031, 6, 1), date(2031, 7, 1))


@pytest.mark.parametrize("text", ["9999-12-31", "9999-12", "9999", "10000", "2031-13", "2031-02-30"])
def test_days_beyond_the_calendar_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells.span(text)


@pytest.mark.parametrize("text", ["20200822.0", "20200822"])
def test_a_day_run_together_is_read(text: str) -> None:
    assert cells.run_together(text) == DateSpan.day(date(2020, 8, 22))


@pytest.mark.parametrize("text", ["2020-08-22", "20201399", "20200822.5", "soon"])
def test_what_is_no_day_run_together_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells.run_together(text)


def test_a_declared_pattern_makes_an_iso_day() -> None:
    assert cells.day_as("01/02/2031", "%d/%m/%Y") == "2031-02-01"
    with pytest.raises(ValueError, match="not a date like %d/%m/%Y"):
        cells.day_as("13/13/2031", "%d/%m/%Y")


@pytest.mark.parametrize("text", ["4239.00416", "-180.1", "nan", "inf", "1e2", "east", "1_0"])
def test_an_impossible_longitude_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cells.longitude(text)


def test_coordinates_are_degrees() -> None:
    assert (cells.latitude("35.9505639"), cells.longitude("-39.0")) == (35.9505639, -39.0)
    with pytest.raises(ValueError, match=r"latitude 90\.1 lies outside ±90"):
        cells.latitude("90.1")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    for parse in (cells.whole, cells.yes, cells.span, cells.run_together, cells.latitude, cells.longitude):
        try:
            parse(text)
        except ValueError as reason:
            assert str(reason)
