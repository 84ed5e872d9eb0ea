from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.vocab.dates import DateSpan

days = st.dates(date(1, 1, 2), date(9998, 12, 30))
spans = st.one_of(
    st.just(DateSpan()),
    days.map(DateSpan.day),
    st.tuples(days, days).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: DateSpan(*sorted(pair))),
    days.map(lambda day: DateSpan(day, None)),
    days.map(lambda day: DateSpan(None, day)),
    st.tuples(st.integers(1, 9998), st.integers(1, 12)).map(
        lambda ym: DateSpan.parse(f"{ym[0]:04}-{ym[1]:02}")
    ),
    st.integers(1, 9998).map(lambda year: DateSpan.parse(f"{year:04}")),
)


@given(spans)
def test_what_is_written_reads_back_the_same(span: DateSpan) -> None:
    assert DateSpan.parse(*span.iso()) == span


@given(spans, spans)
def test_overlap_is_symmetric(a: DateSpan, b: DateSpan) -> None:
    assert a.overlaps(b) is b.overlaps(a)


@given(spans)
def test_every_span_overlaps_itself_and_the_unknown(span: DateSpan) -> None:
    assert span.overlaps(span)
    assert span.overlaps(DateSpan())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2018, 1, 1)),
        ("2018-10", date(2018, 10, 1), date(2018, 11, 1)),
        ("2016-02", date(2016, 2, 1), date(2016, 3, 1)),
        ("2017-12-31", date(2017, 12, 31), date(2018, 1, 1)),
        ("", None, None),
    ],
)
def test_reduced_dates_are_half_open_in_memory(text: str, start: date | None, end: date | None) -> None:
    assert DateSpan.parse(text) == DateSpan(start, end)


def test_both_ends_in_files_are_inclusive() -> None:
    span = DateSpan.parse("2017-06-06", "2017-10-17")
    assert (span.start, span.end) == (date(2017, 6, 6), date(2017, 10, 18))
    assert span.iso() == ("2017-06-06", "2017-10-17")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2018-10-01", "2018-10-31", ("2018-10", "2018-10")),
        ("2018-01-01", "2018-12-31", ("2018", "2018")),
        ("2017-06", "2017-10", ("2017-06", "2017-10")),
        ("2017-06-06", "", ("2017-06-06", "")),
        ("", "2017-06", ("", "2017-06-30")),
    ],
)
def test_spans_are_written_at_the_coarsest_precision_that_is_exact(
    first: str, last: str, written: tuple[str, str]
) -> None:
    assert DateSpan.parse(first, last).iso() == written


@pytest.mark.parametrize(
    "text", ["2018-13", "2018-02-30", "18-10-05", "2018-1", "5 October 2018", "2018-10-05T00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        DateSpan.parse(text)


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DateSpan.parse("2018-10", "2018-09")


def test_the_end_of_time_is_no_crash() -> None:
    for text in ("9999", "9999-12", "9999-12-31", "0000", "0000-01"):
        with pytest.raises(ValueError, match=r"year|date"):
            DateSpan.parse(text)


def test_neighbouring_days_do_not_overlap() -> None:
    assert not DateSpan.parse("2017-06-06").overlaps(DateSpan.parse("2017-06-07"))
    assert DateSpan.parse("2017-06").overlaps(DateSpan.parse("2017-06-30"))


@pytest.mark.parametrize(
    ("first", "last", "english", "arabic"),
    [
        ("2017-10-17", None, "17 October 2017", "\u206617\u2069 تشرين الأول/أكتوبر \u20662017\u2069"),
        ("2017-09", None, "September 2017", "أيلول/سبتمبر \u20662017\u2069"),
        ("2017", None, "2017", "\u20662017\u2069"),
        ("", None, "Unknown", "غير معروف"),
        ("2017-06", "", "from 1 June 2017", "منذ \u20661\u2069 حزيران/يونيو \u20662017\u2069"),
        ("", "2017-06-06", "until 6 June 2017", "حتى \u20666\u2069 حزيران/يونيو \u20662017\u2069"),
        ("2017-06", "2017-10", "June 2017 – October 2017", None),
    ],
)
def test_text_in_both_languages(first: str, last: str | None, english: str, arabic: str | None) -> None:
    span = DateSpan.parse(first, last)
    assert span.text() == english
    assert arabic is None or span.text("ar") == arabic


def test_a_span_with_one_known_end_is_not_unknown() -> None:
    assert DateSpan().unknown
    assert not DateSpan.parse("", "2017").unknown
    assert not DateSpan.parse("2017", "").unknown
