"""Spans told from the reference day: last week, two weeks ago, the past 24 hours."""

from __future__ import annotations

from datetime import date

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.calendars import span_of
from tahqiq.language.dates.mention import Calendar, Precision
from tahqiq.language.dates.resolved import NO_REFERENCE, Resolved, days_from, shifted, unresolved
from tahqiq.vocab.dates import DateSpan

_UNIT_PRECISION = {
    "minute": Precision.DAY, "hour": Precision.DAY, "day": Precision.DAY, "night": Precision.NIGHT,
    "week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR,
}  # fmt: skip


_DAYS_IN = {"minute": 0, "day": 1, "night": 1, "week": 7, "month": 31, "year": 366}


_CALENDAR_UNITS = frozenset({"week", "month", "year"})


def told(atom: Atom, reference: date | None) -> Resolved:
    """A span told from the reference day: last week, two weeks ago, the past 24 hours."""
    precision = _UNIT_PRECISION[atom.unit or ""]
    if atom.apart or (atom.length is None and (atom.ago or atom.unit in {"hour", "minute"})):
        return Resolved(None, precision, True, atom.ambiguous, atom.note)
    if reference is None:
        return unresolved(atom, precision, NO_REFERENCE)
    if atom.ago:
        return _ago(atom, reference, precision)
    if atom.length == 1 and atom.unit in _CALENDAR_UNITS and atom.direction != "rolling":
        return _calendar_unit(atom, reference, precision)
    if atom.length is None:
        return unresolved(atom, Precision.DAYS, "its length is not said")
    days = -(-atom.length // 24) if atom.unit == "hour" else atom.length * _DAYS_IN.get(atom.unit or "", 1)
    if atom.direction == "next":
        return Resolved(days_from(reference, days + 1), Precision.DAYS, True, atom.ambiguous, atom.note)
    return Resolved(
        days_from(shifted(reference, -days), days + 1), Precision.DAYS, True, atom.ambiguous, atom.note
    )


def _ago(atom: Atom, reference: date, precision: Precision) -> Resolved:
    """A point so many units ago, as exact as its unit."""
    count, unit = atom.length or 0, atom.unit
    span: DateSpan | None
    if unit in {"hour", "minute"}:
        days = -(-count // 24) if unit == "hour" else 1
        span = days_from(shifted(reference, -days), 2)
    elif unit == "week":
        span = days_from(shifted(reference, -7 * count - 3), 7)
    elif unit == "month":
        months = reference.year * 12 + reference.month - 1 - count
        span = span_of(Calendar.GREGORIAN, months // 12, months % 12 + 1, None)
    elif unit == "year":
        span = span_of(Calendar.GREGORIAN, reference.year - count, None, None)
    else:
        span = days_from(shifted(reference, -count), 2 if unit == "night" else 1)
    return Resolved(span, precision, True, atom.ambiguous, atom.note)


def _calendar_unit(atom: Atom, reference: date, precision: Precision) -> Resolved:
    """The week, month or year before, of, or after the reference day.

    Weeks begin on Saturday, Sunday or Monday, by country: a week is all days that are in it by any
    of the three.
    """
    step = {"past": -1, "next": 1}.get(atom.direction or "", 0)
    if atom.unit == "week":
        since = [(reference.isoweekday() - first) % 7 for first in (6, 7, 1)]
        first = shifted(reference, 7 * step - max(since))
        return Resolved(
            days_from(first, 7 + max(since) - min(since)), precision, True, atom.ambiguous, atom.note
        )
    if atom.unit == "month":
        months = reference.year * 12 + reference.month - 1 + step
        span = span_of(Calendar.GREGORIAN, months // 12, months % 12 + 1, None)
    else:
        span = span_of(Calendar.GREGORIAN, reference.year + step, None, None)
    return Resolved(span, precision, True, atom.ambiguous, atom.note)
