"""What an office file holds, before it is a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tahqiq.vocab.dates import DateSpan

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


@dataclass(slots=True)
class Found:
    """Text, and what the file says of itself."""

    text: str
    title: str = ""
    byline: str = ""
    date: DateSpan | None = None
    attachments: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def day_of(said: str) -> DateSpan | None:
    """The day of an ISO time; None for anything else.

    >>> day_of("2031-06-06T10:00:00Z").iso(), day_of("June")
    (('2031-06-06', '2031-06-06'), None)
    """
    found = _DAY.match(said.strip())
    try:
        return DateSpan.parse(found[1]) if found else None
    except ValueError:
        return None
