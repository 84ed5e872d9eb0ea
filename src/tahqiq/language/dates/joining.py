"""Neighbouring parts of one date put together: weekday and date, day and hour, both ends of a range."""

from __future__ import annotations

from collections.abc import Iterator

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.clock import TWO_READINGS, within
from tahqiq.language.dates.lexicon import DateWords
from tahqiq.language.dates.mention import Calendar, TimeOfDay
from tahqiq.language.tokens import Tokens


def joined(tokens: Tokens, atoms: list[Atom], words: DateWords) -> list[Atom]:
    """The dates of a text, each in one piece, in the order of the text."""
    merged = _merged(tokens, list(_with_months(atoms)), words)
    ranged = _ranges(tokens, merged, words)
    return [atom for atom in ranged if not (atom.beside and atom.timed_only)]


def _with_months(atoms: list[Atom]) -> Iterator[Atom]:
    """'The same month' as the month of the date before; without one, no date."""
    last: Atom | None = None
    for atom in atoms:
        if atom.same_month:
            if last is None:
                continue
            atom = atom._replace(year=last.year, month=last.month, calendar=last.calendar)
        if atom.month is not None:
            last = atom
        yield atom


def _merged(tokens: Tokens, atoms: list[Atom], words: DateWords) -> list[Atom]:
    """Parts that complete each other, made one."""
    made: list[Atom] = []
    for atom in atoms:
        while made and (both := _both(tokens, made[-1], atom, words)) is not None:
            made.pop()
            atom = both
        made.append(atom)
    return made


def _both(tokens: Tokens, first: Atom, second: Atom, words: DateWords) -> Atom | None:
    """Two neighbours as one date, where neither says what the other says."""
    if not tokens.near(second.first) or second.first - first.end > _LONGEST_GAP or second.joined:
        return None
    gap = tuple(tokens.words[first.end : second.first])
    if gap in words.same_date and _two_calendars(first, second):
        return _one_of_two_calendars(first, second)
    if gap not in words.between_parts or not _complete(first, second):
        return None
    end = second.end + ("(" in gap and tokens.word(second.end) == ")")
    return _united(first._replace(end=end), second)


_LONGEST_GAP = 4


def _two_calendars(first: Atom, second: Atom) -> bool:
    """Whether two dates of the same exactness are of the two calendars."""
    if first.calendar is second.calendar:
        return False
    return (first.day is None) is (second.day is None) and (first.month is None) is (second.month is None)


def _one_of_two_calendars(first: Atom, second: Atom) -> Atom:
    """The Gregorian of two dates for one day, over both."""
    exact = first if first.calendar is Calendar.GREGORIAN else second
    return exact._replace(first=first.first, end=second.end, start=first.start)


def _complete(first: Atom, second: Atom) -> bool:
    """Whether two parts belong to one date."""
    if first.until is not None or second.until is not None:
        return False
    if first.time is not None and second.time is not None and not _same_night(first, second):
        return False
    if first.timed_only or second.timed_only:
        return (second if first.timed_only else first).dated
    clash = (
        (first.weekday and second.weekday) or (first.month and second.month) or (first.year and second.year)
    )
    if clash or (first.days is not None and second.days is not None) or first.unit or second.unit:
        return False
    return first.dated and second.dated


def _same_night(first: Atom, second: Atom) -> bool:
    """Whether a clock time and a named part of the day are one time (at 3 a.m. last night)."""
    return (
        first.time is not None
        and second.time is not None
        and "clock" in {first.time.name, second.time.name}
        and (first.time.name != second.time.name)
        and (first.dated is not second.dated)
    )


def _united(first: Atom, second: Atom) -> Atom:
    """Everything that either part says."""
    time, settled = _time(first, second)
    notes = [
        each.note for each in (first, second) if each.note and not (settled and each.note == TWO_READINGS)
    ]
    return Atom(
        first.first,
        second.end if second.end > first.end else first.end,
        first.start,
        year=_either(first.year, second.year),
        month=_either(first.month, second.month),
        day=_either(first.day, second.day),
        weekday=_either(first.weekday, second.weekday),
        days=_either(first.days, second.days),
        night=first.night or second.night or _is_night(first) or _is_night(second),
        direction=first.direction or second.direction,
        time=time,
        calendar=first.calendar if first.day is not None else second.calendar,
        joined=first.joined,
        ambiguous=any(
            each.ambiguous and not (settled and each.note == TWO_READINGS) for each in (first, second)
        ),
        note="; ".join(notes),
    )


def _is_night(atom: Atom) -> bool:
    return atom.timed_only and atom.time is not None and atom.time.name == "night"


def _either(first: int | None, second: int | None) -> int | None:
    return second if first is None else first


def _time(first: Atom, second: Atom) -> tuple[TimeOfDay | None, bool]:
    """The time of either part, and whether a part of the day settles which half of it the clock means."""
    times = [each.time for each in (first, second) if each.time is not None]
    if len(times) < 2:
        return (times[0] if times else None), False
    clock, part = sorted(times, key=lambda each: each.name != "clock")
    if clock.start.hour > 12:
        return clock, True
    return within(clock.start.hour, clock.start.minute, part), True


def _ranges(tokens: Tokens, atoms: list[Atom], words: DateWords) -> list[Atom]:
    """Two dates linked as the ends of a range, made one."""
    made: list[Atom] = []
    for atom in atoms:
        whole = _range(tokens, made[-1], atom, words) if made else None
        if whole is None:
            made.append(atom)
        else:
            made[-1] = whole
    return made


def _range(tokens: Tokens, first: Atom, second: Atom, words: DateWords) -> Atom | None:
    """A range of two dates: *6 June to 17 October*, بين الأحد والثلاثاء."""
    if first.until is not None or second.until is not None or not tokens.near(second.first):
        return None
    gap = tuple(tokens.words[first.end : second.first])
    before = words.range_from.before(tokens, first.first)
    between = before is not None and before[2] == "between"
    linked = gap in words.range_to or (between and (gap in words.range_and or (not gap and second.joined)))
    if not linked or not _comparable(first, second):
        return None
    if before is None:
        return _whole(first, second)._replace(start=first.start)
    return _whole(first, second)._replace(first=before[0], start=tokens.inside(before[0], before[1]))


def _comparable(first: Atom, second: Atom) -> bool:
    """Whether two dates can be the ends of one range."""
    if first.timed_only or second.timed_only:
        return first.timed_only and second.timed_only and not first.beside and not second.beside
    if first.unit or second.unit:
        return False
    if first.month is None and second.month is None and not (first.dated and second.dated):
        return first.year is not None and second.year is not None
    days = first.dated and second.dated
    return days or (first.month is not None and second.month is not None)


def _whole(first: Atom, second: Atom) -> Atom:
    """The range, each end completed by the other: the year, the month, the night said once."""
    if first.time is not None and second.time is not None:
        first = first._replace(time=TimeOfDay(first.time.name, first.time.start, second.time.end))
    if first.timed_only:
        return first._replace(end=second.end)
    if first.year is None and second.year is not None and first.days is None:
        first = first._replace(year=second.year, calendar=second.calendar)
    if second.year is None and first.year is not None and second.days is None:
        second = second._replace(year=first.year, calendar=first.calendar)
    return first._replace(end=second.end, until=second, ambiguous=first.ambiguous or second.ambiguous)
