"""When: dates of reduced precision, half-open in memory, inclusive ISO in files."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tahqiq.vocab.wording import Language, isolate, word

_REDUCED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A half-open interval of days [start, end); either end may be unknown (None).

    Raises:
        ValueError: the interval is empty or runs backwards.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"the span ends ({self.end}) before it begins ({self.start})")

    @classmethod
    def day(cls, day: date) -> DateSpan:
        """The span of one day."""
        return cls(day, day + timedelta(days=1))

    @classmethod
    def parse(cls, first: str, last: str | None = None) -> DateSpan:
        """Reads ISO dates of any reduced precision, both ends inclusive; '' is unknown.

        >>> DateSpan.parse("2018-10").end
        datetime.date(2018, 11, 1)

        Raises:
            ValueError: not an ISO date ('2018', '2018-10', '2018-10-05'), or backwards.
        """
        start = _reduced(first)[0] if first else None
        closing = first if last is None else last
        return cls(start, _reduced(closing)[1] if closing else None)

    @property
    def unknown(self) -> bool:
        """Neither end is known."""
        return self.start is None and self.end is None

    def overlaps(self, other: DateSpan) -> bool:
        """Whether some day may lie in both; an unknown end reaches without limit."""
        starts_before = self.start is None or other.end is None or self.start < other.end
        ends_after = self.end is None or other.start is None or other.start < self.end
        return starts_before and ends_after

    def iso(self) -> tuple[str, str]:
        """First and last day inclusive, at the coarsest precision that is exact; '' where unknown.

        >>> DateSpan.parse("2018-10").iso()
        ('2018-10', '2018-10')
        """
        if self.start is not None and self.end is not None:
            last = self.end - timedelta(days=1)
            for width in (4, 7):
                first, closing = self.start.isoformat()[:width], last.isoformat()[:width]
                if DateSpan.parse(first, closing) == self:
                    return first, closing
            return self.start.isoformat(), last.isoformat()
        start = self.start.isoformat() if self.start is not None else ""
        return start, (self.end - timedelta(days=1)).isoformat() if self.end is not None else ""

    def text(self, language: Language = "en") -> str:
        """What a reader sees.

        >>> DateSpan.parse("2017-06-06", "2017-10-17").text()
        '6 June 2017 – 17 October 2017'
        """
        first, last = (_spoken(part, language) if part else "" for part in self.iso())
        if first == last:
            return first or word("Unknown", language)
        if not first:
            return word("until {date}", language).format(date=last)
        if not last:
            return word("from {date}", language).format(date=first)
        return word("{first} – {last}", language).format(first=first, last=last)


def _reduced(text: str) -> tuple[date, date]:
    """The half-open interval of one reduced ISO date; the year 9999 has no day after its last."""
    match = _REDUCED.fullmatch(text)
    if match is None or text.startswith("9999"):
        raise ValueError(f"not an ISO date: {text!r}")
    year, month, day = match.groups()
    if month is None:
        return date(int(year), 1, 1), date(int(year) + 1, 1, 1)
    if day is not None:
        only = date(int(year), int(month), int(day))
        return only, only + timedelta(days=1)
    first = date(int(year), int(month), 1)
    return first, first + timedelta(days=calendar.monthrange(first.year, first.month)[1])


def _spoken(iso: str, language: Language) -> str:
    """One reduced ISO date in words."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    parts = [isolate(str(int(day)), language)] if day else []
    parts += [word(_MONTHS[int(month) - 1], language)] if month else []
    return " ".join([*parts, isolate(year, language)])
