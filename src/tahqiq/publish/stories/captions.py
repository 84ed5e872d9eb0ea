"""What is said in sound and film, timed: captions as files (WebVTT), and how long something lasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tahqiq.publish.shelves import Shelves
from tahqiq.publish.slugs import slug
from tahqiq.publish.straight import shown
from tahqiq.vocab.stories import AudioBlock, ChapterRow, Cue, VideoBlock

#: A blank line would end a cue, and an arrow would begin one (WebVTT, 4.1).
_BREAKS = re.compile(r"\s*\n\s*")


def captions_path(row: ChapterRow, block: str) -> str:
    """Where the captions of a block lie, below the site."""
    return f"{row.language}/story/{slug(row.story)}/{slug(row.slug)}-{block}.vtt"


def write_captions(shelves: Shelves, site: Path) -> None:
    """Writes the captions of every recording and film, beside the pages."""
    for held in shelves.each(ChapterRow):
        for block in held.row.blocks:
            if isinstance(block, AudioBlock | VideoBlock) and block.files and block.cues:
                (site / captions_path(held.row, block.id)).write_text(webvtt(block.cues), "utf-8")


def webvtt(cues: Sequence[Cue]) -> str:
    """Cues as a file of captions.

    >>> print(webvtt([Cue(start=0, end=2.5, text="Here.")]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:02.500
    Here.
    <BLANKLINE>
    """
    return "WEBVTT\n" + "".join(_cue(each) for each in cues)


def _cue(cue: Cue) -> str:
    words = _BREAKS.sub(" ", cue.text).replace("-->", "→").strip()
    return f"\n{_instant(cue.start)} --> {_instant(cue.end)}\n{shown(words)}\n"


def _instant(seconds: float) -> str:
    milliseconds = round(max(seconds, 0.0) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def clock(seconds: float) -> str:
    """A time as players show it.

    >>> clock(7), clock(75.6), clock(3601)
    ('0:07', '1:15', '1:00:01')
    """
    whole = int(max(seconds, 0.0))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def wave(peaks: Iterable[int]) -> str:
    """Loudness over time as the course of one path, a bar each, in a box 40 units high.

    >>> wave([0, 50, 100])
    'M0.5,19v2M1.5,10.5v19M2.5,2v36'
    """
    return "".join(_bars(peaks))


def _bars(peaks: Iterable[int]) -> Iterator[str]:
    for number, peak in enumerate(peaks):
        half = 1 + 17 * min(max(peak, 0), 100) / 100
        yield f"M{number + 0.5:g},{20 - half:g}v{2 * half:g}"
