"""From one cell's text to a value: whole numbers, yes and no, dates, degrees.

Each parser takes the verbatim text and returns a value or raises ``ValueError`` with
the reason in plain words. An empty cell is nobody's business here: unknown is not zero.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.places import Point

_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,20})?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "نعم": True, "لا": False}


@lru_cache(maxsize=1024)
def whole(text: str) -> int:
    """A count of people; '4.0' is four, as spreadsheets write it; any script's digits.

    Raises:
        ValueError: negative, fractional, not a number, or beyond nine digits.
    """
    match = _WHOLE.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a whole number of people")
    return int(match[1])


def yes(text: str) -> bool:
    """Yes or no, in English or Arabic.

    Raises:
        ValueError: neither.
    """
    answer = _YES_NO.get(text.strip().lower())
    if answer is None:
        raise ValueError("neither yes nor no")
    return answer


@lru_cache(maxsize=1024)
def span(first: str, last: str | None = None) -> DateSpan:
    """ISO dates of reduced precision, both ends inclusive; one alone is its own span.

    Raises:
        ValueError: no date, or the last before the first.
    """
    return DateSpan.parse(first.strip(), last.strip() if last else None)


@lru_cache(maxsize=1024)
def run_together(text: str) -> DateSpan:
    """A day written '20200822', or '20200822.0' as spreadsheets make of it.

    Raises:
        ValueError: not such a day.
    """
    match = _RUN_TOGETHER.fullmatch(text.strip())
    if match is None:
        raise ValueError("not a day written YYYYMMDD")
    return DateSpan.parse("-".join(match.groups()))


@lru_cache(maxsize=1024)
def day_as(text: str, pattern: str) -> str:
    """A day in a declared ``strptime`` pattern, as ISO.

    Raises:
        ValueError: not a day in that pattern.
    """
    try:
        return datetime.strptime(text.strip(), pattern).date().isoformat()
    except (ValueError, re.error):
        raise ValueError(f"not a date like {pattern}") from None


def latitude(text: str) -> float:
    """Degrees north.

    Raises:
        ValueError: not a number, or beyond the poles.
    """
    return Point(_number(text), 0.0).lat


def longitude(text: str) -> float:
    """Degrees east.

    Raises:
        ValueError: not a number, or beyond ±180.
    """
    return Point(0.0, _number(text)).lon


def _number(text: str) -> float:
    """A plain decimal number."""
    if _NUMBER.fullmatch(text.strip()) is None:
        raise ValueError("not a number of degrees")
    return float(text)
