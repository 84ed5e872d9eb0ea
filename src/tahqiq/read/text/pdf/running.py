"""Heads and feet that run through the pages of a document, and the numbers of pages."""

from __future__ import annotations

import re
from collections import Counter

from tahqiq.read.text.pdf.lines import Line

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:page|صفحة|ص|ةحفص)?\W*\d{1,4}\W*(?:(?:of|من|نم|/)?\W*\d{1,4})?\W*", re.I)
#: Lines looked at from the top and from the bottom of each page; on how much of the pages they stand.
_LOOKED_AT, _SHARE, _FEWEST = 3, 0.5, 2


def without_running(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """The lines of pages without what runs through them, and how many were left out."""
    seen = Counter(key for lines in pages for key in {_key(lines[at]) for at in _edges(lines)})
    most = max(_FEWEST, _SHARE * sum(bool(lines) for lines in pages))
    kept = list[list[Line]]()
    for lines in pages:
        edges = _edges(lines)
        outer = {0, len(lines) - 1}
        running = {
            at for at in edges
            if seen[_key(lines[at])] >= most or (at in outer and _NUMBER.fullmatch(_said(lines[at])))
        }  # fmt: skip
        kept.append([line for at, line in enumerate(lines) if at not in running])
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edges(lines: list[Line]) -> list[int]:
    """The places of the first and last lines; of a short page fewer, so that some text is left."""
    count = min(_LOOKED_AT, len(lines) // 3)
    first = max(1, count) if len(lines) > 1 else 0
    return sorted({*range(first), *range(len(lines) - first, len(lines))})


def _said(line: Line) -> str:
    """The words of a line as they stand."""
    return " ".join("".join(word.pieces) for word in line.words)


def _key(line: Line) -> str:
    """A line without its numbers, and where it stands to within a few points."""
    return f"{_DIGITS.sub('#', _said(line))} {round(line.base / 6)}"
