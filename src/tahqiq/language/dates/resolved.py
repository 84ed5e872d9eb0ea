"""The days that a date turned out to mean, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tahqiq.language.dates.atoms import Atom
from tahqiq.language.dates.mention import Precision
from tahqiq.vocab.dates import DateSpan

NO_REFERENCE = "no reference date"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of a date, how exact they are, and why they are unknown or uncertain."""

    span: DateSpan | None
    precision: Precision
    relative: bool = False
    ambiguous: bool = False
    note: str = ""


def also(note: str, more: str) -> str:
    """A note with another added to it."""
    return "; ".join(filter(None, (note, more)))


def unresolved(atom: Atom, precision: Precision, why: str, *, relative: bool = True) -> Resolved:
    """A date without days, and why it has none."""
    return Resolved(None, precision, relative, atom.ambiguous, also(atom.note, why))


def shifted(day: date, days: int) -> date | None:
    """A day so many days away, where the calendar reaches so far."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def days_from(day: date | None, days: int = 1) -> DateSpan | None:
    """The days from a day on."""
    end = None if day is None else shifted(day, days)
    return None if end is None else DateSpan(day, end)
