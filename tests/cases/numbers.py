"""Every number and date a text holds, in digits or in words, so that none can be smuggled in."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_COUNTED = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WORDS = {word: number for number, word in enumerate(_COUNTED, start=2)}
_VAGUE = re.compile(
    r"\b(several|dozens?|hundreds?|thousands?|millions?|half|third|most|many|all)\b", re.IGNORECASE
)
_SPAN = re.compile(rf"(?:(\d{{1,2}}) to )?(?:\b(\d{{1,2}}) )?\b({'|'.join(_MONTHS)})\b(?: (\d{{4}}))?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DIGITS = re.compile(r"\d+(?:,\d{3})*")


class Dated(NamedTuple):
    """A date as far as the words give it."""

    year: int | None
    month: int
    day: int | None

    def fits(self, other: Dated) -> bool:
        """Whether everything said here is what the other says, or the other leaves it open."""
        return self.month == other.month and all(
            mine is None or mine == theirs
            for mine, theirs in ((self.year, other.year), (self.day, other.day))
        )


def dates(text: str) -> set[Dated]:
    """The dates a text names: '17 October 2017', 'June 2019', '14 to 15 October', '2017-09-05'."""
    found = {Dated(int(y), int(m), int(d) if d else None) for y, m, d in _ISO.findall(text)}
    for first, day, month, year in _SPAN.findall(text):
        for each in (first, day) if first else (day,):
            number = _MONTHS.index(month) + 1
            found.add(Dated(int(year) if year else None, number, int(each) if each else None))
    return found


def undated(text: str) -> str:
    """The text without its dates."""
    return _SPAN.sub(" ", _ISO.sub(" ", text))


def digits(text: str) -> set[int]:
    """The numbers written in digits; '1,600' is one number, '200-300' two."""
    return {int(number.replace(",", "")) for number in _DIGITS.findall(text)}


def numbers(text: str) -> set[int]:
    """The numbers of a text without its dates, in digits and in words; 'one' is mostly a pronoun."""
    plain = undated(text)
    words = {_WORDS[word] for word in re.findall(r"[a-z]+", plain.lower()) if word in _WORDS}
    return digits(plain) | words


def vague(text: str) -> set[str]:
    """The words that say an amount without a number."""
    return {word.lower() for word in _VAGUE.findall(text)}
