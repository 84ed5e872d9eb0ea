"""WhatsApp's exported chats: each message under the line it begins in, its bytes as they stand.

A message begins with a date and a time in the phone's own format. The order of day and month is told by
the whole chat (a 13 can be no month; days do not run back), day first where nothing tells. The words
themselves are read elsewhere (``tahqiq read``): here they are only found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from tahqiq.seal.arrivals.parts import Part, window
from tahqiq.seal.layout import printable

_LINE = 1 << 20
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_STARTS = re.compile(
    r"\[?(\d{1,4})[/.\-] ?(\d{1,2})[/.\-] ?(\d{2,4})\.?[,،]?\s+(?:\w{1,4}\s)?"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
    r"\s*([^\W\d_][^\W\d_.\s]{0,9}\.?\s?(?:[^\W\d_]\.)?)?\s*(?:\]|\s[-–])\s*(.*)",
    re.S,
)
_AUTHOR = re.compile(r"\s*~?\s*([^:\n]{1,80}?):\s")
_FILE = re.compile(r"([\w .()\-]{1,120}\.\w{2,5})")
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that begins a message: its numbers, and what follows them."""

    number: int
    start: int
    day: tuple[int, int, int]
    clock: tuple[int, int, int]
    rest: str


@dataclass(slots=True)
class Order:
    """What a chat's dates tell of the order of day and month, gathered one by one."""

    year_first: bool = True
    day_first: bool = False
    month_first: bool = False
    back: list[int] = field(default_factory=lambda: [0, 0])
    before: tuple[int, int, int] | None = None

    def learn(self, day: tuple[int, int, int]) -> None:
        """Takes one more date into account."""
        self.year_first &= day[0] > 31
        self.day_first |= day[0] > 12
        self.month_first |= day[1] > 12
        if self.before is not None:
            for at, order in enumerate(_ORDERS):
                self.back[at] += _sorted(day, order) < _sorted(self.before, order)
        self.before = day

    def told(self) -> tuple[int, int, int]:
        """Where year, month and day stand.

        >>> order = Order()
        >>> for day in [(5, 6, 31), (5, 17, 31)]:
        ...     order.learn(day)
        >>> order.told()
        (2, 0, 1)
        """
        if self.year_first:
            return (0, 1, 2)
        if self.day_first is self.month_first:
            return _ORDERS[self.back[1] < self.back[0]]
        return _ORDERS[self.month_first]


_ORDERS = ((2, 1, 0), (2, 0, 1))


def parts(stream: BinaryIO, *, file: str) -> Iterator[Part]:
    """The messages, those of the program itself without a sender.

    The time is the phone's and names no zone. Media that a message came with is the part's title.
    """
    order = Order()
    for line, _ in _lines(stream):
        order.learn(line.day)
    told = order.told()
    for line, end in _lines(stream):
        yield _part(stream, line, end, told)


def starts_a_message(text: str) -> bool:
    """Whether a line begins as WhatsApp's messages do.

    >>> starts_a_message("05/06/2031, 09:12 - أمل: وصلنا"), starts_a_message("[٥/٦/٢٠٣١، ٩:١٢:٠١ ص] أمل: نعم")
    (True, True)
    >>> starts_a_message("5 June 2031: nothing")
    False
    """
    return _begun(text) is not None


def _lines(stream: BinaryIO) -> Iterator[tuple[Line, int]]:
    """Each line that begins a message, with the byte at which the next one begins."""
    stream.seek(0)
    place, number, waiting = 0, 0, None
    while content := stream.readline(_LINE):
        number += 1
        begun = _begun(content[:_LOOKED_AT].decode("utf-8", "replace"))
        if begun is not None:
            if waiting is not None:
                yield waiting, place
            waiting = Line(number, place, *begun)
        place += len(content)
        stream.seek(place)
    if waiting is not None:
        yield waiting, place


def _begun(text: str) -> tuple[tuple[int, int, int], tuple[int, int, int], str] | None:
    """The date, the clock and the rest of a line that begins a message; None for any other."""
    plain = _SPACES.sub(" ", _MARKS.sub("", text))
    if not (plain[:1].isdigit() or plain[:1] == "["):
        return None
    found = _STARTS.match(plain.translate(_DIGITS))
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return None
    return (int(found[1]), int(found[2]), int(found[3])), clock, plain[found.start(8) :]


@cache
def _words() -> dict[str, list[str]]:
    """What phones write in their own languages."""
    return tomllib.loads(files("tahqiq.seal.arrivals").joinpath("tables", "chats.toml").read_text("utf-8"))


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    """The time of day, 24 hours; None for no time."""
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    half = re.sub(r"[.\s]", "", found[7] or "").lower()
    if half in _words()["after_noon"] and hour < 12:
        hour += 12
    elif half in _words()["before_noon"] and hour == 12:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _sorted(day: tuple[int, int, int], order: tuple[int, int, int]) -> tuple[int, int, int]:
    return day[order[0]], day[order[1]], day[order[2]]


def _part(stream: BinaryIO, line: Line, end: int, order: tuple[int, int, int]) -> Part:
    named = _AUTHOR.match(line.rest)
    return Part(
        address=f"chat:line/{line.number}",
        media_type="text/plain",
        title=_attached(line.rest),
        at=_time(line, order),
        size=end - line.start,
        sender=printable(named[1].strip()) if named else "",
        opener=lambda: window(stream, line.start, end - line.start),
    )


def _time(line: Line, order: tuple[int, int, int]) -> str:
    """When it was sent, by the phone's clock; '' for an impossible date."""
    year, month, day = _sorted(line.day, order)
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, *line.clock).isoformat()
    except ValueError:
        return ""


def _attached(rest: str) -> str:
    """The name of the file that was sent; '' for words alone."""
    plain = rest.lower()
    if not any(each in plain for each in _words()["attached"]):
        return ""
    named = _AUTHOR.match(rest)
    found = _FILE.search(rest, named.end() if named else 0)
    return printable(found[1].strip()) if found else ""
