"""What short forms ask: words, days, numbers and records of the case, each refused in one line."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict

from tahqiq.casebook.findings import latin_digits
from tahqiq.casebook.models import Case, Place
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

E = TypeVar("E", bound=StrEnum)
#: Code points of a line, and of a longer field.
LINE, LONG = 200, 4000


def line(posted: QueryDict, name: str, longest: int = LINE) -> str:
    """A field's words, without what is too long or only space."""
    return posted.get(name, "").strip()[:longest]


def one_of(kind: type[E], word: str) -> E | None:
    """The value of a vocabulary; None for ''.

    Raises:
        BadInput: the vocabulary has no such word.
    """
    try:
        return kind(word) if word else None
    except ValueError as error:
        raise BadInput("choose one of the words offered") from error


def days(posted: QueryDict, first: str = "from_date", last: str = "to_date") -> DateSpan:
    """The days of two fields, reduced precision allowed; unknown where both are empty.

    Raises:
        BadInput: they are no days, or run backwards.
    """
    begins, ends = line(posted, first), line(posted, last)
    if not begins and not ends:
        return DateSpan()
    try:
        return DateSpan.parse(begins or ends, ends or None)
    except ValueError as error:
        raise BadInput("write days as 2017-10-05, 2017-10 or 2017, the first before the last") from error


def day(posted: QueryDict, name: str) -> date | None:
    """The day of a field; None where it is empty.

    Raises:
        BadInput: it is no day.
    """
    said = line(posted, name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise BadInput("write a day as 2017-10-05") from error


def written_day(said: str, *, column: str = "on") -> date:
    """A day that has to be given, in either script's digits.

    Raises:
        BadInput: it is no day.
    """
    try:
        return date.fromisoformat(latin_digits(said))
    except ValueError:
        raise BadInput("a day is written as 2031-05-02", column=column) from None


def number(posted: QueryDict, name: str) -> int | None:
    """The whole number of a field; None where it is empty.

    Raises:
        BadInput: it is none.
    """
    said = line(posted, name)
    if said and not (said.isdecimal() and len(said) <= 9):
        raise BadInput("write a whole number")
    return int(said) if said else None


def milliseconds(said: str) -> int | None:
    """A time in a recording, 'mm:ss' or 'hh:mm:ss', as milliseconds; None for ''.

    >>> milliseconds("1:02"), milliseconds("01:00:01"), milliseconds("")
    (62000, 3601000, None)

    Raises:
        BadInput: it is no time.
    """
    if not said:
        return None
    parts = said.split(":")
    if len(parts) not in (2, 3) or not all(part.isdecimal() and len(part) <= 3 for part in parts):
        raise BadInput("write a time in the recording as 12:34 or 1:12:34")
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return total * 1000


def key(posted: QueryDict, name: str) -> UUID | None:
    """The id that a field holds; None where it is empty.

    Raises:
        BadInput: it is no id.
    """
    said = line(posted, name)
    try:
        return UUID(said) if said else None
    except ValueError as error:
        raise BadInput("choose one of those offered") from error


def place(case: Case, posted: QueryDict, name: str = "place") -> Place | None:
    """The place of the case that a field names; None where it is empty.

    Raises:
        BadInput: the case has no such place.
    """
    wanted = key(posted, name)
    found = Place.objects.filter(case=case, pk=wanted).first() if wanted is not None else None
    if wanted is not None and found is None:
        raise BadInput("the case has no such place")
    return found
