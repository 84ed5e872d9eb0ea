"""Dates as lists of people write them, whole or in part."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tahqiq.language.dates import parse_date

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Day:
    """A date of which the day, or the month too, may be unknown (0); the year is 0 where all is.

    ``first`` and ``last`` are the days it may be, as ordinals of the proleptic Gregorian calendar.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    first: int = 0
    last: int = 0


def parse_day(text: str) -> Day:
    """Reads a date: ISO, of reduced precision too, or as people write it in either language.

    A date that does not exist says its month only; what is no date is unknown.

    >>> parse_day("2023-10-07") == parse_day("20231007"), parse_day("1990").last - parse_day("1990").first
    (True, 364)
    >>> parse_day("7/10/2023").day, parse_day("?").year
    (7, 0)
    """
    text = text.strip()
    match = _ISO.fullmatch(text) or _PLAIN.fullmatch(text)
    if match:
        year, month, day = (int(part or 0) for part in match.groups())
        return _day(year, month, day)
    return _written(text) if text else Day()


def _day(year: int, month: int, day: int) -> Day:
    if not 1800 <= year <= 2200:
        return Day()
    if not 1 <= month <= 12:
        return Day(year, 0, 0, date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return Day(year, month, 0, date(year, month, 1).toordinal(), date(year, month, last).toordinal())
    ordinal = date(year, month, day).toordinal()
    return Day(year, month, day, ordinal, ordinal)


def _written(text: str) -> Day:
    """A date in words, or with its day first."""
    mention = parse_date(text)
    if mention is None or mention.span is None or "" in mention.span.iso():
        return Day()
    first, last = (date.fromisoformat(each) for each in _ends(*mention.span.iso()))
    if first == last:
        return _day(first.year, first.month, first.day)
    month = first.month if (first.year, first.month) == (last.year, last.month) else 0
    return Day(first.year, month, 0, first.toordinal(), last.toordinal())


def _ends(first: str, last: str) -> tuple[str, str]:
    """The first and the last day of two ISO dates of reduced precision."""
    begins, ends = _ISO.fullmatch(first), _ISO.fullmatch(last)
    if begins is None or ends is None:
        raise AssertionError(f"not ISO dates: {first}, {last}")
    one, other = (_day(*(int(part or 0) for part in each.groups())) for each in (begins, ends))
    return date.fromordinal(one.first).isoformat(), date.fromordinal(other.last).isoformat()
