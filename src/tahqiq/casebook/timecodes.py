"""Times written into a transcript: [12:34], 1:02:03, and the cue lines of WebVTT and SubRip."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Hours only where there are two colons; a fraction as WebVTT (.) and SubRip (,) write it. What stands in
#: running words ('at 12:34 the house …') is no time of the recording.
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_MARK = re.compile(rf"^[ \t]*[\[(]?{_TIME}[\])]?(?:[ \t]+-->[ \t]+{_TIME})?|[\[(]{_TIME}[\])]", re.MULTILINE)
_PARTS = 4


def marks(words: str) -> Iterator[tuple[int, int, int | None]]:
    """Where a time stands in a transcript, the time, and for a cue when it ends; in milliseconds.

    >>> list(marks("[00:05] one [1:00] two")), list(marks("at 12:34 they came"))
    ([(0, 5000, None), (12, 60000, None)], [])
    >>> list(marks("00:00:01.500 --> 00:00:04,000"))
    [(0, 1500, 4000)]
    """
    for found in _MARK.finditer(words):
        groups = found.groups()
        first = _milliseconds(groups[:_PARTS])
        within = _milliseconds(groups[2 * _PARTS :])
        begins = first if first is not None else within
        if begins is not None:
            yield found.start(), begins, _milliseconds(groups[_PARTS : 2 * _PARTS])


def times_around(words: str, start: int, end: int) -> tuple[int, int] | None:
    """When a stretch was said: from the last time before it, to the end of its last cue or the next time.

    Args:
        start, end: code points [start, end) of the transcript.

    >>> times_around("[00:05] one [01:00] two", 8, 11), times_around("one", 0, 3)
    ((5000, 60000), None)
    """
    begins, ends = None, None
    for at, time, until in marks(words):
        if at <= start:
            begins, ends = time, until
        elif at < end:
            ends = until
        else:
            ends = time if ends is None else ends
            break
    if begins is None:
        return None
    return begins, max(begins, ends if ends is not None else begins)


def _milliseconds(parts: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, fraction = parts
    if minutes is None or seconds is None:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def timecode(milliseconds: int) -> str:
    """A time as a person finds it again: '01:02', '1:02:03'.

    >>> timecode(62_000), timecode(3_723_000)
    ('01:02', '1:02:03')
    """
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
