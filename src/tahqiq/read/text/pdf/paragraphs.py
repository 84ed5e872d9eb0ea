"""Lines of columns → paragraphs: words divided at the end of a line are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tahqiq.read.text.pdf.columns import Column
from tahqiq.read.text.pdf.lines import CELL_GAP, Line
from tahqiq.read.text.pdf.order import logical

_ENDED = re.compile(r"""[.!?؟:؛…]["'”»’)\]]*$""")
_DIVIDED = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A gap between lines so much greater than most begins a paragraph; so does type so much larger or smaller.
_GAP, _OTHER_SIZE = 1.35, 0.12
#: A line that ends so far from the edge ends its paragraph, where it ends a sentence; an indent is so wide.
_SHORT, _INDENT = 0.1, 0.9
_POINT = re.compile(r"[•▪◦●○■–—*·-]\s|\(?\d{1,2}[.)]\s")


@dataclass(slots=True)
class Paragraph:
    """Lines that go on.

    Attributes:
        lines: their texts.
        open: whether the next column may go on with it: its last line is full and ends no sentence.
        size: of its type.
    """

    lines: list[str]
    open: bool
    size: float


def paragraphs_of(columns: Iterable[Column], *, mirrored: bool = True) -> list[Paragraph]:
    """The paragraphs of columns in reading order.

    Args:
        columns: of all pages, in reading order.
        mirrored: whether brackets in right-to-left lines are drawn as they look, not as they are named.
    """
    found = list[Paragraph]()
    for column in columns:
        first = len(found)
        for paragraph in _of_column(column, mirrored=mirrored):
            last = found[-1] if found else None
            if last is not None and len(found) == first and _goes_on(last, paragraph):
                last.lines += paragraph.lines
                last.open = paragraph.open
            else:
                found.append(paragraph)
    return found


def _goes_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a column goes on with the paragraph that another ended in."""
    start = paragraph.lines[0][:1]
    same = abs(last.size - paragraph.size) < _OTHER_SIZE * last.size
    return last.open and same and not start.isupper() and not _POINT.match(paragraph.lines[0])


def _of_column(column: Column, *, mirrored: bool) -> list[Paragraph]:
    """The paragraphs of one column."""
    leading = _leading(column.lines)
    found = list[Paragraph]()
    for at, line in enumerate(column.lines):
        text = text_of(line, right_to_left=column.right_to_left, mirrored=mirrored)
        before = column.lines[at - 1] if at else None
        if before is None or _begins(column, before, line, found[-1], text, leading):
            found.append(Paragraph([text], False, line.size))
        else:
            found[-1].lines.append(text)
        found[-1].open = _is_full(column, line) and not _ENDED.search(text)
    return found


def _leading(lines: tuple[Line, ...]) -> float:
    """The usual distance from line to line."""
    gaps = [before.base - after.base for before, after in pairwise(lines)]
    return median(gaps) if gaps else 0.0


def _begins(column: Column, before: Line, line: Line, last: Paragraph, text: str, leading: float) -> bool:
    """Whether a line begins a paragraph."""
    if before.base - line.base > _GAP * max(leading, 1.05 * line.size):
        return True
    if abs(before.size - line.size) > _OTHER_SIZE * before.size or "\t" in text or "\t" in last.lines[-1]:
        return True
    width = column.right - column.left
    if not _is_full(column, before) and (_ENDED.search(last.lines[-1]) or _is_short(column, before)):
        return True
    indent = column.right - line.right if column.right_to_left else line.left - column.left
    earlier = column.right - before.right if column.right_to_left else before.left - column.left
    indented = _INDENT * line.size < indent < 0.3 * width and earlier < 0.3 * line.size
    return indented or _POINT.match(text) is not None


def _is_full(column: Column, line: Line) -> bool:
    """Whether a line reaches the edge at which its column's lines end."""
    left = line.left - column.left if column.right_to_left else column.right - line.right
    return left < _SHORT * (column.right - column.left) + line.size


def _is_short(column: Column, line: Line) -> bool:
    """Whether a line ends long before its column does: headings, signatures, addresses."""
    left = line.left - column.left if column.right_to_left else column.right - line.right
    return left > 0.35 * (column.right - column.left)


def text_of(line: Line, *, right_to_left: bool, mirrored: bool = True) -> str:
    """A line as it is read; a tab where a gap is too wide for a space."""
    pieces, cell = list[str](), _cell_gap(line)
    for at, word in enumerate(line.words):
        if at:
            pieces.append("\t" if word.left - line.words[at - 1].right > cell else " ")
        pieces += word.pieces
    return logical(pieces, right_to_left=right_to_left, mirrored=mirrored)


def _cell_gap(line: Line) -> float:
    """The gap from which on two words are in two cells: far more than the spaces of a line set to a width."""
    gaps = [after.left - before.right for before, after in pairwise(line.words)]
    usual = min(gaps) if len(gaps) > 1 else CELL_GAP * line.size
    return min(max(CELL_GAP * line.size, 2 * usual), 2 * CELL_GAP * line.size)


def put_together(paragraphs: list[Paragraph]) -> str:
    """The text of paragraphs; rows of tables on lines of their own."""
    known = frozenset(word for each in paragraphs for line in each.lines for word in _WORD.findall(line))
    texts = [_one(each.lines, known) for each in paragraphs]
    pieces = list[str]()
    for at, text in enumerate(texts):
        if at:
            pieces.append("\n" if "\t" in text and "\t" in texts[at - 1] else "\n\n")
        pieces.append(text)
    return "".join(pieces)


def _one(lines: list[str], known: frozenset[str]) -> str:
    """The lines of a paragraph as one."""
    text = lines[0]
    for line in lines[1:]:
        divided = _DIVIDED.search(text)
        after = _WORD.match(line)
        if divided is None or after is None or not line[0].islower():
            text = f"{text.rstrip(chr(0xAD))} {line}"
            continue
        whole, hyphened = divided[1] + after[0], f"{divided[1]}-{after[0]}"
        kept = hyphened in known and whole not in known
        text = f"{text[: divided.end(1)]}{'-' if kept else ''}{line}"
    return text.replace("\u00ad", "")
