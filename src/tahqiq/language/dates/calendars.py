"""Days, months and years of both calendars as intervals of Gregorian days.

The Hijri calendar is computed (Umm al-Qura, by the hijridate library), while months in the region
begin when the new moon is sighted: a day earlier or later. So a Hijri interval is widened by one day
at each end, and says so.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from tahqiq.language.dates.mention import Calendar
from tahqiq.vocab.dates import DateSpan

#: Hijri years that the library computes.
HIJRI_COMPUTED = range(1343, 1501)
WIDENED = "Hijri months begin by sighting: one day more at each end"
_DAY = timedelta(days=1)
_YEARS = range(1, 9999)
_LONGEST = {Calendar.GREGORIAN: 31, Calendar.HIJRI: 30}


def exists(kind: Calendar, year: int, month: int, day: int) -> bool:
    """Whether a day is in the calendar.

    >>> exists(Calendar.GREGORIAN, 2017, 6, 31), exists(Calendar.HIJRI, 1438, 9, 30)
    (False, True)
    """
    return not impossible(kind, year, month, day)


def impossible(kind: Calendar, year: int | None, month: int | None, day: int | None) -> str:
    """Why there is no such date; empty where there is one. Any year may be left open.

    >>> impossible(Calendar.GREGORIAN, 2017, 6, 31), impossible(Calendar.GREGORIAN, 2017, 13, 1)
    ('June has 30 days', 'there is no month 13')
    >>> impossible(Calendar.GREGORIAN, 2017, 2, 29)
    'February 2017 has 28 days'
    """
    if month is not None and not 1 <= month <= 12:
        return f"there is no month {month}"
    if year is not None and year not in _YEARS:
        return f"there is no year {year}"
    if day is None:
        return ""
    if not 1 <= day <= _LONGEST[kind]:
        return f"there is no day {day}"
    if kind is Calendar.HIJRI or month is None:
        return ""  # a sighted month may have 29 or 30 days whatever the computed one has
    longest = calendar.monthrange(2000 if year is None else year, month)[1]
    if day <= longest:
        return ""
    name = calendar.month_name[month]
    return (
        f"{name} {year} has {longest} days"
        if month == 2 and year is not None
        else f"{name} has {longest} days"
    )


def span_of(kind: Calendar, year: int, month: int | None, day: int | None) -> DateSpan | None:
    """The Gregorian days of a possible date of any precision; None for a year beyond them.

    >>> span_of(Calendar.HIJRI, 1438, 9, 1).iso()
    ('2017-05-26', '2017-05-28')
    """
    if kind is Calendar.HIJRI:
        return _hijri(year, month, day)
    if year not in _YEARS:
        return None
    if month is None:
        return DateSpan(date(year, 1, 1), date(year + 1, 1, 1))
    if day is not None:
        return DateSpan.day(date(year, month, day))
    return DateSpan(date(year, month, 1), _next_month(year, month))


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _hijri(year: int, month: int | None, day: int | None) -> DateSpan | None:
    """A Hijri date, a day wider at each end."""
    if year not in HIJRI_COMPUTED:
        return None
    first = Hijri(year, month or 1, 1)
    start = first.to_gregorian()
    begins = date(start.year, start.month, start.day)
    if day is not None:
        begins += timedelta(days=day - 1)
        return DateSpan(begins - _DAY, begins + 2 * _DAY)
    length = first.month_length() if month is not None else first.year_length()
    return DateSpan(begins - _DAY, begins + timedelta(days=length) + _DAY)


def year_of(kind: Calendar, day: date) -> int | None:
    """The year of a calendar in which a day lies; None where the library has none.

    >>> year_of(Calendar.HIJRI, date(2017, 6, 12))
    1438
    """
    if kind is Calendar.GREGORIAN:
        return day.year
    if not date(1924, 8, 1) <= day < date(2077, 11, 17):
        return None
    return Gregorian(day.year, day.month, day.day).to_hijri().year
