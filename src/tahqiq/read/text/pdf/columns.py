"""Lines of a page in the order in which they are read: columns one after another, tables row by row.

A page is cut like newspapers are set (the recursive X–Y cut of Nagy and Seth, 1984, cutting only where
a gutter runs through at least three lines): a heading over two columns, the columns, what follows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from tahqiq.read.text.pdf.lines import Line
from tahqiq.read.text.pdf.order import is_right_to_left

#: A gutter is so wide at least, in sizes of type, and runs through so many lines.
_GUTTER, _LINES = 0.75, 3
#: A column takes so much of the page at least; most of its lines fill so much of it, with so many letters.
_NARROWEST, _FILLED, _LETTERS = 0.15, 0.55, 14
#: Points looked at in a printer's point.
_FINE = 2
#: How many strips are looked at; how often a page is cut in a cut.
_TRIED = 12
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """Lines one below the other.

    Attributes:
        lines: from top to bottom.
        right_to_left: whether most of its letters run so.
    """

    lines: tuple[Line, ...]
    right_to_left: bool

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(line.right for line in self.lines)


def columns_of(lines: list[Line]) -> list[Column]:
    """The columns of a page in reading order; a page without columns is one."""
    right_to_left = is_right_to_left("".join(line.letters for line in lines))
    return [
        Column(tuple(part), is_right_to_left("".join(line.letters for line in part)))
        for part in _cut(lines, right_to_left, _DEEPEST)
    ]


def _cut(lines: list[Line], right_to_left: bool, deeper: int) -> list[list[Line]]:
    """The parts of a region in reading order."""
    found = _gutter(lines, deeper)
    if found is None:
        return [lines] if lines else []
    first, end, edge = found
    sides = [_side(lines[first:end], edge, before=before) for before in (True, False)]
    if right_to_left:
        sides.reverse()
    parts = _cut(lines[:first], right_to_left, deeper - 1)
    for side in sides:
        parts += _cut(side, right_to_left, deeper - 1)
    return parts + _cut(lines[end:], right_to_left, deeper - 1)


def _side(lines: list[Line], edge: float, *, before: bool) -> list[Line]:
    """What of some lines stands on one side of a gutter."""
    return [part for line in lines if (part := line.part(edge, before=before)) is not None]


def _gutter(lines: list[Line], deeper: int) -> tuple[int, int, float] | None:
    """The gutter through most lines: the first, the line after the last, and its place."""
    if not deeper or len(lines) < _LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = int(_FINE * min(right - left, 5000)) + 1
    size = median(line.size for line in lines)
    covered = _covered(lines, left, width, size)
    margin = int(_NARROWEST * width)
    free = (
        _longest_free(covered)[margin : width - margin] if width > 2 * margin else np.zeros((0, 3), np.int64)
    )
    for at, first, end in _widest_strips(free):
        edge = left + (margin + at + 0.5) / _FINE
        if _is_gutter(lines[first:end], edge, deeper):
            return _tight(lines, first, end, edge)
    return None


def _widest_strips(free: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """The white strips through most lines: the middle of each, its first line, the one after its last."""
    strips = list[tuple[int, int, int, int, int]]()
    edges = [0, *(np.flatnonzero(np.any(free[1:] != free[:-1], axis=1)) + 1).tolist(), len(free)]
    for start, stop in pairwise(edges):
        count, first, end = (int(each) for each in free[start]) if stop > start else (0, 0, 0)
        if count >= _LINES:
            strips.append((-count, start - stop, (start + stop - 1) // 2, first, end))
    return [(middle, first, end) for _, _, middle, first, end in sorted(strips)[:_TRIED]]


def _covered(lines: list[Line], left: float, width: int, size: float) -> NDArray[np.bool_]:
    """For each line and point of the region's width whether words are there, or as near as half a gutter."""
    covered = np.zeros((len(lines), width), np.bool_)
    for at, line in enumerate(lines):
        reach = _GUTTER * max(line.size, size) / 2
        for word in line.words:
            first = max(0, int(_FINE * (word.left - left - reach)))
            covered[at, first : max(first, int(_FINE * (word.right - left + reach)) + 1)] = True
    return covered


def _longest_free(covered: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each point the longest run of lines that do not cover it: how many, the first, the one after."""
    lines, width = covered.shape
    begun = np.zeros(width, np.int64)
    best = np.zeros((width, 3), np.int64)
    for at in range(lines + 1):
        now = covered[at] if at < lines else np.ones(width, np.bool_)
        longer = now & (at - begun > best[:, 0])
        best[longer, 0], best[longer, 1], best[longer, 2] = at - begun[longer], begun[longer], at
        begun[now] = at + 1
    return best


def _is_gutter(lines: list[Line], edge: float, deeper: int) -> bool:
    """Whether columns of running text stand on both sides, beside one another."""
    sides = [_side(lines, edge, before=before) for before in (True, False)]
    if any(len(side) < _LINES or not _is_text(side, deeper) for side in sides):
        return False
    tops = [max(line.base for line in side) for side in sides]
    bottoms = [min(line.base for line in side) for side in sides]
    together = min(tops) - max(bottoms)
    return together > 0.4 * max(1.0, min(tops[0] - bottoms[0], tops[1] - bottoms[1]))


def _is_text(side: list[Line], deeper: int) -> bool:
    """Whether most lines fill a column, as those of a table's cells do not, or it is columns again."""
    left, right = min(line.left for line in side), max(line.right for line in side)
    if median(len(line.letters) for line in side) < _LETTERS:
        return False
    filled = median(sum(word.right - word.left for word in line.words) for line in side)
    return filled > _FILLED * (right - left) or _gutter(side, min(deeper - 1, 1)) is not None


def _tight(lines: list[Line], first: int, end: int, edge: float) -> tuple[int, int, float]:
    """The lines from the first that has words on both sides of a gutter, or beside one that does, on.

    A heading on one side that stands above both columns belongs to what comes before them.
    """
    sides = [
        [line.part(edge, before=before) is not None for before in (True, False)] for line in lines[first:end]
    ]
    start = next(
        at
        for at in range(len(sides))
        if all(any(each[side] for each in sides[at : at + 2]) for side in (0, 1))
    )
    return first + start, end, edge
