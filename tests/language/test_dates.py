from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.readings import dates_shown, table
from language.test_numbers import SOUP
from tahqiq.language.dates import Bound, DateMention, Precision, find_dates, parse_date
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

MONDAY = date(2017, 8, 21)
NO_REFERENCE = "(none) "
LEVANT = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def only(text: str, **options: object) -> DateMention:
    (found,) = find_dates(text, **options)  # type: ignore[arg-type]
    return found


def read(text: str) -> str:
    reference = None if text.startswith(NO_REFERENCE) else MONDAY
    return dates_shown(find_dates(text.removeprefix(NO_REFERENCE), reference=reference))


@pytest.mark.parametrize(("text", "found"), table("dates.en.txt"))
def test_english(text: str, found: str) -> None:
    assert read(text) == found


@pytest.mark.parametrize(("text", "found"), table("dates.ar.txt"))
def test_arabic(text: str, found: str) -> None:
    assert read(text) == found


@given(SOUP, st.one_of(st.none(), st.dates()), st.booleans())
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_quoted_exactly(text: str, reference: date | None, day_first: bool) -> None:
    last = 0
    for each in find_dates(text, reference=reference, day_first=day_first):
        assert text[each.start : each.end] == each.quote != ""
        assert each.start >= last
        last = each.end


@given(DAYS)
@settings(max_examples=200, deadline=None)
def test_a_day_in_every_form_is_read_back(day: date) -> None:
    month = calendar.month_name[day.month]
    ordinal = "th" if 10 <= day.day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y%m%d}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]}{'' if month == 'May' else '.'} {day.day}{ordinal}, {day.year}",
        f"{calendar.day_name[day.weekday()]}, {month} {day.day}, {day.year}",
        f"{day.day} {LEVANT[day.month - 1]} {day.year}",
        f"{day.day} من {LEVANT[day.month - 1]} عام {day.year}",
    ):
        found = parse_date(text)
        assert found is not None, text
        assert found.span == DateSpan.day(day), text


@given(DAYS, DAYS)
@settings(max_examples=100, deadline=None)
def test_a_range_of_days_is_read_back(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last) + timedelta(days=1)
    for text in (f"{first} – {last}", f"from {first:%d/%m/%Y} to {last:%d/%m/%Y}", f"من {first} إلى {last}"):
        found = parse_date(text.removeprefix("from ").removeprefix("من "))
        assert found is not None, text
        assert found.span == DateSpan(first, last + timedelta(days=1)), text


@given(DAYS)
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_within_the_week_before_the_reference(reference: date) -> None:
    for number, name in enumerate(calendar.day_name):
        span = only(name, reference=reference).span
        assert span is not None
        assert span.start is not None
        assert span.start.weekday() == number
        assert 0 <= (reference - span.start).days < 7


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("31 June 2017", "June has 30 days"),
        ("29 February 2017", "February 2017 has 28 days"),
        ("2017-13-01", "there is no month 13"),
        ("32/12/2017", "there is no day 32"),
        ("yesterday", "no reference date"),
        ("12 June", "the year is not said and there is no reference date"),
        ("12/6/2017", "or day 6 of month 12"),
        ("قبل يومين من الهدنة", "counted from something other than the reference day"),
        ("17 October 2017 to 6 June 2017", "the range ends before it begins"),
        ("1438 AH", "Hijri months begin by sighting: one day more at each end"),
        ("5 Ramadan 1310", "Hijri years are computed for 1343–1500 only"),
        ("2017-06-12T15:30+03:00", "the time is given in UTC+03:00"),
    ],
)
def test_what_cannot_be_told_says_why(text: str, note: str) -> None:
    assert only(text).note == note


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("12 June 2017", Precision.DAY),
        ("June 2017", Precision.MONTH),
        ("late June 2017", Precision.PART_OF_MONTH),
        ("late 2017", Precision.PART_OF_YEAR),
        ("in 2017", Precision.YEAR),
        ("6-9 June 2017", Precision.DAYS),
        ("last night", Precision.NIGHT),
        ("last week", Precision.WEEK),
        ("15:30", Precision.TIME),
        ("June–July 2017", Precision.MONTH),
    ],
)
def test_how_exact_the_words_are(text: str, precision: Precision) -> None:
    assert only(text, reference=MONDAY).precision is precision


def test_a_date_without_a_year_still_tells_day_and_month() -> None:
    found = only("12 June")
    assert (found.span, found.month, found.day) == (None, 6, 12)


def test_beginnings_and_ends() -> None:
    assert only("since 2014").bound is Bound.FROM
    assert only("until Sunday").bound is Bound.UNTIL
    assert only("منذ حزيران 2017").bound is Bound.FROM
    assert only("حتى 12 حزيران 2017").bound is Bound.UNTIL
    assert only("12 June 2017").bound is None


def test_month_first_where_the_caller_says_so() -> None:
    assert only("12/6/2017", day_first=False).span == DateSpan.day(date(2017, 12, 6))


def test_a_date_is_the_whole_text_or_none() -> None:
    assert parse_date("(12 June 2017).") is not None
    assert parse_date("killed on 12 June 2017") is None
    assert parse_date("") is None
    assert parse_date("12 June 2017 and 5 May 2016") is None


def test_the_ends_of_time_are_not_overstepped() -> None:
    assert only("yesterday", reference=date.min).span is None
    assert only("tomorrow", reference=date.max).span is None
    assert only("9999 days ago", reference=date(1, 2, 1)).span is None
    assert only("300 months ago", reference=date(3, 1, 1)).span is None
    assert only("12 Ramadan", reference=date(1800, 1, 1)).span is None


def test_an_unknown_language_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(BadInput, match="no table of"):
        find_dates("12 June", language="xx")
