"""Cues as authors type them: a line for each, its times and its words.

``0:05 0:09.5 The bridge was down.`` is said from five seconds to nine and a half. What WebVTT writes
(``00:05.000 --> 00:09.500``, the words below) is read as well, so that a file made elsewhere can be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.stories import CueRef

_TIME = r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)"
_CUE = re.compile(rf"^{_TIME}\s*(?:-->|[-–]|\s)\s*{_TIME}(?:\s+(.*))?$")


def cues(text: str) -> tuple[CueRef, ...]:
    """Reads what was typed.

    >>> cues("0:00 0:04.5 It was morning.")
    (CueRef(start=0.0, end=4.5, words='It was morning.'),)

    Raises:
        BadInput: a line has no times, or they run backwards; it names the line.
    """
    found: list[CueRef] = []
    for number, start, end, words in _lines(text):
        if end <= start or (found and start < found[-1].end):
            raise BadInput(f"line {number}: the times run backwards")
        found.append(CueRef(start=start, end=end, words=words))
    return tuple(found)


def typed(said: tuple[CueRef, ...]) -> str:
    """The same as one would type it."""
    return "\n".join(f"{_clock(each.start)} {_clock(each.end)} {each.words}" for each in said)


def _lines(text: str) -> Iterator[tuple[int, float, float, str]]:
    """Number of the line, times and words of each cue."""
    waiting: tuple[int, float, float, list[str]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        match = _CUE.match(stripped)
        if match is not None:
            if waiting is not None:
                yield _whole(waiting)
            words = [match[7]] if match[7] else []
            waiting = (number, _seconds(match, 1), _seconds(match, 4), words)
        elif waiting is not None and stripped and not waiting[3]:
            waiting[3].append(stripped)
        elif stripped and stripped != "WEBVTT" and not stripped.isdecimal():
            raise BadInput(f"line {number}: it does not begin with two times, such as 0:05 0:09.5")
    if waiting is not None:
        yield _whole(waiting)


def _whole(waiting: tuple[int, float, float, list[str]]) -> tuple[int, float, float, str]:
    number, start, end, words = waiting
    return number, start, end, " ".join(words)


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds = match[first], match[first + 1], match[first + 2].replace(",", ".")
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:06.3f}".rstrip("0").rstrip(".")
