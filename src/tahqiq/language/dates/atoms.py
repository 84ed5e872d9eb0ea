"""One date or time as worded, before it is joined with its neighbours and resolved."""

from __future__ import annotations

from typing import NamedTuple

from tahqiq.language.dates.mention import Calendar, TimeOfDay


class Atom(NamedTuple):
    """The parts of a date that a few words give; what they do not give is None.

    Attributes:
        first: its first token.
        end: the token after it.
        start: where it begins in the text.
        year: in its calendar.
        month: 1–12.
        day: of the month.
        weekday: ISO, Monday is 1.
        days: days from the reference day (yesterday is -1).
        night: the night that begins on the day.
        unit: of a relative span: hour, day, week, month or year.
        length: how many units ago, or of the span that ends with the reference day.
        ago: a point ``length`` units before the reference, rather than a span up to it.
        part: of a month or year (early, mid, late, a half, a season).
        direction: past, this or next.
        time: of day.
        beside: a part of the day that is none unless a day stands beside it.
        calendar: of year, month and day.
        joined: a particle joins it to what is before (وتشرين).
        ambiguous: it can be read in another way.
        note: what a reader should know.
        until: the other end of a range.
        same_month: the month is that of the date before.
        apart: days other than the reference are meant (two days before the truce).
    """

    first: int
    end: int
    start: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days: int | None = None
    night: bool = False
    unit: str | None = None
    length: int | None = None
    ago: bool = False
    part: str | None = None
    direction: str | None = None
    time: TimeOfDay | None = None
    beside: bool = False
    calendar: Calendar = Calendar.GREGORIAN
    joined: bool = False
    ambiguous: bool = False
    note: str = ""
    until: Atom | None = None
    same_month: bool = False
    apart: bool = False

    @property
    def dated(self) -> bool:
        """Whether it says which day."""
        return self.day is not None or self.weekday is not None or self.days is not None

    @property
    def timed_only(self) -> bool:
        """Whether it says nothing but a time of day."""
        return self.time is not None and not self.dated and self.month is None and self.year is None
