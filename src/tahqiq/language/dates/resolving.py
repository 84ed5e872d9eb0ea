"""From the words of a date to days, with a reference date or without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.calendars import HIJRI_COMPUTED, WIDENED, impossible, span_of, year_of
from tahqiq.language.dates.lexicon import month_parts, year_parts
from tahqiq.language.dates.mention import Calendar, Precision
from tahqiq.language.dates.numeric import HIJRI_YEARS
from tahqiq.language.dates.resolved import NO_REFERENCE, Resolved, also, days_from, shifted, unresolved
from tahqiq.language.dates.told import told
from tahqiq.vocab.dates import DateSpan

_DAY = timedelta(days=1)


_NOT_COMPUTED = f"Hijri years are computed for {HIJRI_COMPUTED[0]}–{HIJRI_COMPUTED[-1]} only"
NO_YEAR = "the year is not said and there is no reference date"


def resolve(atom: Atom, reference: date | None) -> Resolved:
    """The days that a date means.

    Args:
        atom: the date as worded.
        reference: the day on which it was said; None where unknown.
    """
    first = _one(atom, reference)
    if atom.until is None:
        return first
    last = _one(atom.until, reference)
    return _between(first, last, atom)


def _between(first: Resolved, last: Resolved, atom: Atom) -> Resolved:
    """The range from one date to another."""
    notes = "; ".join(dict.fromkeys(filter(None, (first.note, last.note))))
    precision = first.precision if first.precision is last.precision else Precision.DAYS
    precision = Precision.DAYS if precision in {Precision.DAY, Precision.NIGHT} else precision
    relative, ambiguous = first.relative or last.relative, first.ambiguous or last.ambiguous
    begin, end = first.span, last.span
    if begin is None or end is None or begin.start is None or end.end is None:
        return Resolved(None, precision, relative, ambiguous, notes)
    if (
        begin.start >= end.end
        and first.relative
        and atom.year is None
        and atom.calendar is Calendar.GREGORIAN
    ):
        begin = _year_earlier(begin)
    if begin is None or begin.start is None or begin.start >= end.end:
        return Resolved(None, precision, relative, ambiguous, also(notes, "the range ends before it begins"))
    return Resolved(DateSpan(begin.start, end.end), precision, relative, ambiguous, notes)


def _year_earlier(span: DateSpan) -> DateSpan | None:
    """A span of a week or less, seven days earlier: from Friday to Monday crosses a week."""
    if span.start is None or span.end is None:
        return None
    return DateSpan(span.start - 7 * _DAY, span.end - 7 * _DAY) if span.start > date.min + 7 * _DAY else None


def _one(atom: Atom, reference: date | None) -> Resolved:
    """One date without its other end."""
    if atom.timed_only:
        return Resolved(None, Precision.TIME, ambiguous=atom.ambiguous, note=atom.note)
    if atom.unit is not None:
        return told(atom, reference)
    if atom.days is not None and atom.day is None:
        return _checked_weekday(_told_day(atom, reference), atom)
    if atom.month is not None or atom.year is not None:
        return _checked_weekday(_calendar_date(atom, reference), atom)
    return _weekday(atom, reference)


def _nights(atom: Atom) -> tuple[Precision, int]:
    """A night is two days: its evening, and the morning after it."""
    return (Precision.NIGHT, 2) if atom.night else (Precision.DAY, 1)


def _told_day(atom: Atom, reference: date | None) -> Resolved:
    """Yesterday, tonight."""
    precision, length = _nights(atom)
    if reference is None:
        return unresolved(atom, precision, NO_REFERENCE)
    day = shifted(reference, atom.days or 0)
    return Resolved(
        days_from(day, length), precision, relative=True, ambiguous=atom.ambiguous, note=atom.note
    )


def _weekday(atom: Atom, reference: date | None) -> Resolved:
    """The nearest such day up to the reference day, unless the words say before or after it."""
    precision, length = _nights(atom)
    if reference is None:
        return unresolved(atom, precision, NO_REFERENCE)
    back = (reference.isoweekday() - (atom.weekday or 0)) % 7
    if atom.direction in {"past", "rolling"} and back == 0:
        back = 7
    if atom.direction == "next":
        back = back - 7
    return Resolved(days_from(shifted(reference, -back), length), precision, True, atom.ambiguous, atom.note)


def _checked_weekday(resolved: Resolved, atom: Atom) -> Resolved:
    """A date beside a weekday is doubtful where the two disagree."""
    span = resolved.span
    if atom.weekday is None or span is None or span.start is None or span.end is None:
        return resolved
    days = (span.end - span.start).days
    if any((span.start + n * _DAY).isoweekday() == atom.weekday for n in range(days)):
        return resolved
    return replace(resolved, ambiguous=True, note=also(resolved.note, "the weekday is that of another day"))


def _calendar_date(atom: Atom, reference: date | None) -> Resolved:
    """A date of a year, or of the nearest past year that has it."""
    precision = _precision(atom)
    why = impossible(atom.calendar, atom.year, atom.month, atom.day)
    if why:
        return unresolved(atom, precision, why, relative=False)
    if atom.year is not None and atom.calendar is Calendar.HIJRI and atom.year not in HIJRI_YEARS:
        return _in_gregorian_year(atom, atom.year)
    if atom.year is not None:
        return _in_year(atom, atom.year, relative=False)
    if reference is None:
        return unresolved(atom, precision, NO_YEAR)
    return _nearest_past(atom, reference)


def _precision(atom: Atom) -> Precision:
    """How exact a date is as worded."""
    if atom.day is not None:
        return Precision.NIGHT if atom.night else Precision.DAY
    if atom.month is not None:
        return Precision.PART_OF_MONTH if atom.part else Precision.MONTH
    return Precision.PART_OF_YEAR if atom.part else Precision.YEAR


def _nearest_past(atom: Atom, reference: date) -> Resolved:
    """The last such date that had begun on the reference day, or by the words the next one."""
    year = year_of(atom.calendar, reference)
    if year is None:
        return unresolved(atom, _precision(atom), "the reference day is outside the computed Hijri calendar")
    if atom.direction == "this":
        why = impossible(atom.calendar, year, atom.month, atom.day)
        return unresolved(atom, _precision(atom), why) if why else _in_year(atom, year, relative=True)
    ahead = atom.direction == "next"
    for candidate in range(year + 1, year + 10) if ahead else range(year, year - 9, -1):
        if impossible(atom.calendar, candidate, atom.month, atom.day):
            continue
        found = _in_year(atom, candidate, relative=True)
        if found.span is None or found.span.start is None or found.span.end is None:
            return found
        if ahead or found.span.start <= reference:
            return _earlier(atom, found, reference) if atom.direction == "past" else found
    return unresolved(atom, _precision(atom), "no such date near the reference day")


def _earlier(atom: Atom, found: Resolved, reference: date) -> Resolved:
    """'Last June' said in June is that of the year before."""
    if found.span is None or found.span.end is None or found.span.end <= reference or atom.day is not None:
        return found
    year = year_of(atom.calendar, reference)
    return found if year is None else _in_year(atom, year - 1, relative=True)


def _in_year(atom: Atom, year: int, *, relative: bool) -> Resolved:
    """A date of a known year."""
    precision = _precision(atom)
    span = _part(atom, year) if atom.part else span_of(atom.calendar, year, atom.month, atom.day)
    note = atom.note
    if span is None:
        return unresolved(atom, precision, _NOT_COMPUTED, relative=relative)
    if atom.calendar is Calendar.HIJRI:
        note = also(note, WIDENED)
    if atom.night and span.end is not None:
        span = DateSpan(span.start, shifted(span.end, 1))
    return Resolved(span, precision, relative, atom.ambiguous, note)


def _in_gregorian_year(atom: Atom, year: int) -> Resolved:
    """A Hijri month or day beside a Gregorian year (رمضان 2017): that which by computation begins in it."""
    first = year_of(atom.calendar, date(year, 1, 1))
    if first is None:
        return unresolved(atom, _precision(atom), _NOT_COMPUTED, relative=False)
    found = [_in_year(atom, candidate, relative=False) for candidate in (first, first + 1)]
    begun = [
        each for each in found if each.span and each.span.start and (each.span.start + _DAY).year == year
    ]
    if not begun:
        return unresolved(atom, _precision(atom), f"it does not begin in {year}", relative=False)
    if len(begun) == 1:
        return begun[0]
    return replace(begun[0], ambiguous=True, note=also(begun[0].note, f"it begins twice in {year}"))


def _part(atom: Atom, year: int) -> DateSpan | None:
    """A part of a month or year: its documented days or months."""
    if atom.month is not None:
        whole = span_of(atom.calendar, year, atom.month, None)
        first, last = month_parts().get(atom.part or "", (1, 31))
        if whole is None or whole.start is None or whole.end is None:
            return None
        widened = 2 if atom.calendar is Calendar.HIJRI else 0
        return DateSpan(
            whole.start + (first - 1) * _DAY,
            whole.end if last == 31 else whole.start + (last + widened) * _DAY,
        )
    first, last = year_parts()[atom.part or ""]
    begin, end = span_of(atom.calendar, year, first, None), span_of(atom.calendar, year, last, None)
    return None if begin is None or end is None else DateSpan(begin.start, end.end)
