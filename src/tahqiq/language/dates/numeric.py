"""Dates in digits: 2017-06-12, 12/6/2017, 12.06.2017, 20170612, 6/2017, 1438/9/17, ISO date-times.

Day before month, as the region writes; month before day only where the first cannot be a month of
such a date (6/25/2017). Where both readings are dates, the mention says that it is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.calendars import exists
from tahqiq.language.dates.mention import Calendar, TimeOfDay
from tahqiq.language.tokens import UNSEEN, Tokens

_GAP = rf"[ {UNSEEN}]{{0,2}}"
_FULL = re.compile(
    rf"([0-9](?<![\w.,/:-].)[0-9]{{0,3}}){_GAP}([-/.]){_GAP}([0-9]{{1,2}}){_GAP}\2{_GAP}"
    r"([0-9]{4}|[0-9]{1,2})(?![0-9]|[./-][0-9])"
    r"(?:(?:t| )([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?"
    r"(z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9:]))?"
)
_YEAR_MONTH = re.compile(
    r"[0-9](?<![\w.,/:-].)(?:(?:(?<=1)9|(?<=2)0)[0-9]{2}[-/](?:0[1-9]|1[0-2])|[0-2]?/(?:19|20)[0-9]{2})(?![0-9:]|[./-][0-9])"
)
_COMPACT = re.compile(
    r"([12](?<![\w.,/:-].)(?:(?<=1)9|(?<=2)0)[0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])(?![\w.,/:-])"
)
#: Years of the Hijri calendar that reports may hold (1861–2077), and of the Gregorian one.
HIJRI_YEARS, YEARS = range(1278, 1501), range(1800, 2200)
#: Two digits of a year from here on are of the century before.
_CENTURY_TURNS = 70
_YEAR_DIGITS = 4


def numeric(tokens: Tokens, *, day_first: bool) -> Iterator[Atom]:
    """Every date in digits of a text.

    >>> from tahqiq.language.tokens import cut
    >>> [(each.year, each.month, each.day) for each in numeric(cut("on 12/6/2017"), day_first=True)]
    [(2017, 6, 12)]
    """
    folded = tokens.folded
    for found in _FULL.finditer(folded):
        atom = _full(tokens, found, day_first=day_first)
        if atom is not None:
            yield atom
    for found in _YEAR_MONTH.finditer(folded):
        yield from _year_month(tokens, found)
    for found in _COMPACT.finditer(folded):
        year, month, day = map(int, found.groups())
        if exists(Calendar.GREGORIAN, year, month, day):
            yield _atom(tokens, found.start(), found.end(), year=year, month=month, day=day)


def _year_month(tokens: Tokens, found: re.Match[str]) -> Iterator[Atom]:
    """2017-06 or 6/2017; 2010-12 may also be three years."""
    first, last = re.split("[-/]", found[0])
    if len(last) == _YEAR_DIGITS:
        first, last = last, first
    if not 1 <= int(last) <= 12:
        return
    doubt = "-" in found[0] and int(last) > int(first) % 100
    note = f"or the years {first} to {first[:2]}{last}" if doubt else ""
    yield _atom(
        tokens, found.start(), found.end(), year=int(first), month=int(last), ambiguous=doubt, note=note
    )


def _full(tokens: Tokens, found: re.Match[str], *, day_first: bool) -> Atom | None:
    """A date of three numbers, in the order that their size tells."""
    one, two, three = found[1], found[3], found[4]
    if len(one) == 3 or ((len(one) > 2) is (len(three) > 2) and not _short(found, one, two, three)):
        return None
    if len(one) == 4:
        return _placed(tokens, found, int(one), int(two), int(three))
    year = _century(int(three)) if len(three) < 3 else int(three)
    calendar = _calendar(year)
    if calendar is None:
        return None
    first, second = int(one), int(two)
    day, month = (first, second) if day_first else (second, first)
    swapped = not exists(calendar, year, month, day) and exists(calendar, year, day, month)
    if swapped:
        day, month = month, day
    doubt = (
        not swapped
        and day != month
        and exists(calendar, year, month, day)
        and exists(calendar, year, day, month)
    )
    notes = [f"or day {month} of month {day}"] if doubt else []
    if len(three) < 3:
        notes.append(f"'{three}' read as {year}")
    return _placed(tokens, found, year, month, day, ambiguous=doubt or len(three) < 3, note="; ".join(notes))


def _short(found: re.Match[str], one: str, two: str, three: str) -> bool:
    """Whether three short numbers are a date with a year of two digits: 12/6/17, 12.06.17."""
    if found[2] == "-" or not (len(one) <= 2 and len(three) == 2):
        return False
    return max(int(one), int(two)) <= 31 and min(int(one), int(two)) <= 12 and int(one) * int(two) > 0


def _calendar(year: int) -> Calendar | None:
    """The calendar in which a year of four digits is one of ours."""
    if year in YEARS:
        return Calendar.GREGORIAN
    return Calendar.HIJRI if year in HIJRI_YEARS else None


def _century(year: int) -> int:
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _placed(
    tokens: Tokens,
    found: re.Match[str],
    year: int,
    month: int,
    day: int,
    *,
    ambiguous: bool = False,
    note: str = "",
) -> Atom | None:
    """The date, with the time of day that follows it in ISO 8601."""
    calendar = _calendar(year)
    if calendar is None:
        return None
    clock = None
    if found[5]:
        clock = minute(int(found[5]), int(found[6]))
        if found[7]:
            note = "; ".join(
                filter(None, [note, f"the time is given in UTC{'' if found[7] == 'z' else found[7]}"])
            )
    return _atom(
        tokens, found.start(), found.end(), year=year, month=month, day=day, calendar=calendar,
        time=clock, ambiguous=ambiguous, note=note,
    )  # fmt: skip


def minute(hours: int, minutes: int) -> TimeOfDay:
    """One minute on the clock.

    >>> minute(23, 59).end
    datetime.time(0, 0)
    """
    following = (hours * 60 + minutes + 1) % 1440
    return TimeOfDay("clock", time(hours, minutes), time(following // 60, following % 60))


def _atom(
    tokens: Tokens,
    start: int,
    end: int,
    *,
    year: int,
    month: int,
    day: int | None = None,
    calendar: Calendar = Calendar.GREGORIAN,
    time: TimeOfDay | None = None,
    ambiguous: bool = False,
    note: str = "",
) -> Atom:
    """An atom over a place of the text."""
    return Atom(
        tokens.at(start), tokens.at(end), start, year=year, month=month, day=day, calendar=calendar,
        time=time, ambiguous=ambiguous, note=note,
    )  # fmt: skip
