"""Glyphs → the words of each line drawn."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median

from tahqiq.read.text.pdf.glyphs import Glyph

#: Parts of the size of type: base lines so near are one line, a gap so wide parts words, a smaller one
#: where PDFium would set a space, the smallest where one is drawn.
_ONE_LINE, _WORD_GAP, _HINTED_GAP, _DRAWN_GAP = 0.35, 0.22, 0.18, 0.12
#: A mark stands so far from the line of its letter at most.
_REACH = 0.7
#: So many lines above and below a mark are looked at.
_ROWS = 4
#: What of a letter may be hidden beside the mark that stands for it.
_HIDDEN = 0.12
#: A gap so wide is no space between words but one between cells or columns.
CELL_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Word:
    """What is drawn without a gap: letters from left to right, each with its marks."""

    pieces: tuple[str, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: tuple[Word, ...]
    base: float
    size: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(word.right for word in self.words)

    @property
    def letters(self) -> str:
        """Everything drawn, in no reader's order."""
        return "".join(piece for word in self.words for piece in word.pieces)

    def part(self, edge: float, *, before: bool) -> Line | None:
        """Its words before or after a place on the page; None without any."""
        words = tuple(word for word in self.words if ((word.left + word.right) / 2 < edge) is before)
        return Line(words, self.base, self.size) if words else None


@dataclass(frozen=True, slots=True)
class _Row:
    """Letters on one base line, from left to right, and the middles of them."""

    letters: list[Glyph]
    middles: list[float]
    base: float
    size: float

    def nearest(self, middle: float) -> int:
        """The place of the letter whose middle is nearest."""
        at = bisect_left(self.middles, middle)
        if at == len(self.middles) or (at and middle - self.middles[at - 1] <= self.middles[at] - middle):
            return at - 1
        return at

    def distance(self, glyph: Glyph) -> float:
        """How far a glyph stands from the nearest letter; 0 over or under it."""
        letter = self.letters[self.nearest(glyph.middle)]
        return max(letter.left - glyph.right, glyph.left - letter.right, 0.0)


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """The lines of a page from top to bottom."""
    rows = [_row(each) for each in _on_one_base([each for each in glyphs if not _is_beside(each)])]
    beside = [list[Glyph]() for _ in rows]
    tops = [-row.base for row in rows]
    for glyph in glyphs:
        if _is_beside(glyph) and (at := _row_of(glyph, rows, tops)) is not None:
            beside[at].append(glyph)
    return [_line(row, near) for row, near in zip(rows, beside, strict=True)]


def _is_beside(glyph: Glyph) -> bool:
    """Whether a glyph makes no line by itself: a mark, a space, a letter known by its mark alone."""
    return glyph.mark or glyph.raised or glyph.text.isspace()


def _on_one_base(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one base line together, from top to bottom."""
    rows = list[list[Glyph]]()
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        if rows and rows[-1][0].base - glyph.base < _ONE_LINE * max(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _row(glyphs: list[Glyph]) -> _Row:
    """A row of letters; its base line is that of the highest."""
    letters = sorted(glyphs, key=lambda each: (each.middle, each.left))
    size = max(each.size for each in glyphs)
    return _Row(letters, [each.middle for each in letters], glyphs[0].base, size)


def _row_of(glyph: Glyph, rows: list[_Row], tops: list[float]) -> int | None:
    """The row a glyph belongs to that may stand above its line: the one with a letter nearest to it."""
    at = bisect_left(tops, -glyph.base)
    near = [
        (rows[place].distance(glyph), off, place)
        for place in range(max(0, at - _ROWS), min(at + _ROWS, len(rows)))
        if (off := abs(rows[place].base - glyph.base)) < _REACH * max(glyph.size, rows[place].size)
    ]
    return min(near)[2] if near else None


def _line(row: _Row, beside: list[Glyph]) -> Line:
    """One line of letters, with the spaces, marks and raised letters near it."""
    raised = [each for each in beside if each.raised]
    full = _row([*row.letters, *raised]) if raised else row
    drawn, over = full.letters, _over(full, [each for each in beside if each.mark])
    spaces = sorted((each.middle, each.right > each.left) for each in beside if each.text.isspace())
    size = median(each.size for each in drawn)
    words, first = list[Word](), 0
    for at in range(1, len(drawn) + 1):
        if at == len(drawn) or _parted(drawn[at - 1], drawn[at], size, spaces):
            letters = drawn[first:at]
            pieces = tuple(each.text + over.get(first + place, "") for place, each in enumerate(letters))
            words.append(Word(pieces, letters[0].left, max(each.right for each in letters)))
            first = at
    return Line(tuple(words), median(each.base for each in drawn), size)


def _over(row: _Row, marks: list[Glyph]) -> dict[int, str]:
    """For the place of each letter the marks drawn over it."""
    over = dict[int, str]()
    for mark in marks:
        at = row.nearest(mark.middle)
        if abs(row.middles[at] - mark.middle) < row.letters[at].size:
            over[at] = over.get(at, "") + mark.text
    return over


def _parted(before: Glyph, after: Glyph, size: float, spaces: list[tuple[float, bool]]) -> bool:
    """Whether a space stands between two glyphs: a wide gap, or a narrow one with a space drawn in it."""
    gap = after.left - before.right - (_HIDDEN * size if before.raised or after.raised else 0)
    if gap > _WORD_GAP * size:
        return True
    slack = _DRAWN_GAP * size
    first = bisect_left(spaces, (max(before.middle, before.right - slack), False))
    end = bisect_left(spaces, (min(after.middle, after.left + slack), False))
    return any(gap > (slack if drawn else _HINTED_GAP * size) for _, drawn in spaces[first:end])
