"""WhatsApp's exported chats: a line 'date, time - author: words' for each message, in the phone's own format.

The order of day and month is the phone's: it is told by the whole chat (a 13 can be no month; times do
not run back), day first where nothing tells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tahqiq.read.text.cleaning import cleaned
from tahqiq.read.text.decoding import decoded
from tahqiq.read.text.exchange.gathered import Gathered, Said, gathered

VERSION = "1"
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE = re.compile(
    r"^\[?(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})[,،]?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*"
    r"([AaPp]\.?\s?[Mm]\.?|صباح\S{0,3}|مساء\S{0,2}|ص|م)?\s*(?:\]|\s[-–])\s*(.*)$"
)
_AUTHOR = re.compile(r"([^:\n]{1,80}?):\s(.*)", re.S)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ATTACHED = re.compile(r"([\w .()-]{1,120}\.\w{2,5})")
_SPACES = re.compile("[\u00a0\u202f\u2009]")


@dataclass(slots=True)
class _Entry:
    """A message as it stands in the file: three numbers of the date, the clock, and the lines."""

    day: tuple[int, int, int]
    clock: tuple[int, int, int]
    lines: list[str]


def read_chat(content: bytes, *, file: str) -> Gathered:
    """The messages of an exported chat; what the program itself says has no author.

    Raises:
        BadInput: more messages or text than may be.
    """
    source = decoded(content)
    entries = _entries(cleaned(source.text))
    order = _order([each.day for each in entries])
    found = gathered((_said(each, order) for each in entries), file=file)
    found.problems += [source.problem] if source.problem else []
    found.attachments = [name for message in found.messages for name in message.attachments]
    return found


def _entries(text: str) -> list[_Entry]:
    """The messages in order; lines without a date go on with the message before."""
    entries = list[_Entry]()
    for line in text.split("\n"):
        plain = _SPACES.sub(" ", _MARKS.sub("", line[:200])).translate(_DIGITS).strip()
        found = _LINE.match(plain) if plain[:1].isdigit() or plain[:1] == "[" else None
        clock = _clock(found) if found else None
        if found is None or clock is None:
            if entries:
                entries[-1].lines.append(line)
            continue
        rest = found[8] if len(line) <= 200 else _rest(line, found[8])
        entries.append(_Entry((int(found[1]), int(found[2]), int(found[3])), clock, [_verbatim(line, rest)]))
    return entries


def _rest(line: str, beginning: str) -> str:
    """The words of a long line, of which only the beginning was looked at."""
    return beginning + _SPACES.sub(" ", _MARKS.sub("", line[200:]))


def _verbatim(line: str, rest: str) -> str:
    """The words as written, their own digits kept."""
    plain = _SPACES.sub(" ", _MARKS.sub("", line)).rstrip()
    return plain[len(plain) - len(rest.rstrip()) :]


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    """What chat programs write by themselves."""
    return tomllib.loads(files("tahqiq.read.text").joinpath("tables", "chats.toml").read_text("utf-8"))


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    """The time of day, 24 hours; None for no time."""
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    half = (found[7] or "").lower().replace(" ", "")
    words = _words()["clock"]
    if half in words["after_noon"] and hour < 12:
        hour += 12
    elif half in words["before_noon"] and hour == 12:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _order(days: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Which of three numbers are year, month and day, for the whole chat."""
    if days and all(first > 31 for first, _, _ in days):
        return (0, 1, 2)
    day_first = any(first > 12 for first, _, _ in days)
    month_first = any(second > 12 for _, second, _ in days)
    if day_first is month_first:
        backwards = [sum(_runs_back(days, order)) for order in ((2, 1, 0), (2, 0, 1))]
        return (2, 0, 1) if backwards[1] < backwards[0] else (2, 1, 0)
    return (2, 1, 0) if day_first else (2, 0, 1)


def _runs_back(days: list[tuple[int, int, int]], order: tuple[int, int, int]) -> list[bool]:
    """For each message whether its day is before that of the one before it."""
    dated = [tuple(each[place] for place in order) for each in days]
    return [after < before for before, after in pairwise(dated)]


def _said(entry: _Entry, order: tuple[int, int, int]) -> Said:
    """A message with its author, time and attachments."""
    whole = "\n".join(entry.lines)
    named = _AUTHOR.match(whole)
    author, body = (named[1].strip(" ~"), named[2]) if named else ("", whole)
    body, attachments = _without_notes(body)
    return Said(body, author, _time(entry, order), attachments=attachments)


def _time(entry: _Entry, order: tuple[int, int, int]) -> datetime | None:
    """When it was sent by the phone's clock; None for an impossible date."""
    year, month, day = (entry.day[place] for place in order)
    try:
        return datetime(year + 2000 if year < 100 else year, month, day, *entry.clock)
    except ValueError:
        return None


def _without_notes(body: str) -> tuple[str, tuple[str, ...]]:
    """The words without what the program wrote in place of files, and the files' names."""
    table, kept, names = _words()["omitted"], list[str](), list[str]()
    for line in body.split("\n"):
        plain = _MARKS.sub("", line).strip()
        if plain.lower() in table["whole"]:
            continue
        if any(each in plain.lower() for each in table["attached"]):
            names += [name[1].strip() for name in _ATTACHED.finditer(plain)][:1]
            continue
        for note in table["edited"]:
            at = plain.lower().find(note)
            line = plain[:at].rstrip() if at >= 0 else line
        kept.append(line)
    return "\n".join(kept), tuple(names)
