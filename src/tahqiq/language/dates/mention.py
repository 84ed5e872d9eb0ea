"""What a text says of when: an interval of days, how exact it is, the time of day, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from tahqiq.vocab.dates import DateSpan


class Precision(StrEnum):
    """How much time a mention spans as it is worded."""

    TIME = "time"  # a time of day, no day said
    DAY = "day"
    NIGHT = "night"  # from one evening to the next morning: two days
    DAYS = "days"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    PART_OF_YEAR = "part_of_year"
    YEAR = "year"


class Calendar(StrEnum):
    """The calendar that a date is written in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class Bound(StrEnum):
    """A word that makes a date the beginning or the end of something (since June, until Sunday)."""

    FROM = "from"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A part of a day in local clock time, half-open; an end not after its start is on the next day.

    ``name`` is ``clock`` for a time on the clock (a minute long), otherwise a part of the day of
    ``tables/day_parts.toml``: a documented interval, not an astronomical one.
    """

    name: str
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, a time of day or a range of dates, as a text gives it.

    Attributes:
        quote: the words; always ``text[start:end]``.
        start: where they begin, in code points.
        end: where they end.
        span: the days meant, half-open; None where they cannot be told (no reference date, an
            impossible date, a time of day alone).
        precision: how much time the words span.
        time_of_day: the hour or part of the day; None where none is said. Of a range, from the time said
            of its first day to that of its last.
        calendar: in which the date is written; ``span`` is always Gregorian.
        relative: whether the days depend on the reference date.
        ambiguous: whether the words can be read in another way; the note says which.
        note: why a date is impossible, ambiguous or unresolved, and what was assumed; often empty.
        month: the month said, 1–12, for callers who resolve a missing year themselves.
        day: the day of the month said.
        bound: whether a word before makes it a beginning or an end.
    """

    quote: str
    start: int
    end: int
    span: DateSpan | None = None
    precision: Precision = Precision.DAY
    time_of_day: TimeOfDay | None = None
    calendar: Calendar = Calendar.GREGORIAN
    relative: bool = False
    ambiguous: bool = False
    note: str = ""
    month: int | None = None
    day: int | None = None
    bound: Bound | None = None
