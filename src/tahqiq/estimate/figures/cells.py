"""Combinations of lists: as observed, and as the model would produce them."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.estimate.figures.drawing import ACCENT, INK, LINE, PALE, Drawing, Scale
from tahqiq.estimate.figures.layout import MARGIN, WIDTH, beside_labels, foreign, head, in_title, short
from tahqiq.estimate.findings import number
from tahqiq.vocab.estimates import CellCheck, Predicted
from tahqiq.vocab.wording import Language, isolate, word

_ROW = 22
_MOST = 40


def draw_cells(predicted: Predicted, lists: Sequence[str], *, name: str, language: Language) -> bytes:
    """Every history: observed (a dot) and what the model would produce (95 % of replicates, a line).

    The scale is that of square roots, on which chance is about as wide for a large count as for a small.
    """
    cells = sorted(predicted.cells, key=lambda cell: -cell.observed)[:_MOST]
    title = word("{name}: what the model reproduces", language).format(name=in_title(name, language))
    said = word(
        "Dots: people observed on exactly these lists; lines: 95 % of what the model would produce "
        "(p = {p}).",
        language,
    ).format(p=isolate(number(predicted.p), language))
    top = 92.0 + 12 * len(lists)
    drawing = Drawing(WIDTH, top + _ROW * len(cells) + 40, title, said, language)
    head(drawing, title, [said])
    _list_names(drawing, lists, top)
    scale = beside_labels(drawing, max((max(cell.hi95, cell.observed) for cell in cells), default=1) ** 0.5)
    bottom = top + _ROW * len(cells)
    for tick in _squares(scale):
        drawing.line(scale(tick**0.5), top - 8, scale(tick**0.5), bottom, colour=LINE)
        drawing.figure(scale(tick**0.5), bottom + 18, f"{tick:,}")
    for i, cell in enumerate(cells):
        _cell(drawing, scale, cell, top + _ROW * (i + 0.5))
    return drawing.svg()


def _list_names(drawing: Drawing, lists: Sequence[str], top: float) -> None:
    """The lists' names above the columns of marks, stepped so that none runs into the next."""
    for i, each in enumerate(lists):
        x, y = _mark(drawing, i), top - 12 * (len(lists) - i)
        drawing.line(x, y + 4, x, top, colour=LINE)
        drawing.text(x, y, short(foreign(each, drawing.language), 22), size=11, anchor="start")


def _mark(drawing: Drawing, i: int) -> float:
    offset = MARGIN + 8 + 18 * i
    return WIDTH - offset if drawing.mirrored else offset


def _cell(drawing: Drawing, scale: Scale, cell: CellCheck, y: float) -> None:
    for i, held in enumerate(cell.history):
        drawing.dot(_mark(drawing, i), y, hollow=held == "0", colour=INK if held == "1" else LINE)
    colour = ACCENT if cell.flagged else PALE
    left, right = scale(max(cell.lo95, 0) ** 0.5), scale(cell.hi95**0.5)
    drawing.line(left, y, max(right, left + 1), y, colour=colour, width=5 if cell.flagged else 3)
    drawing.dot(scale(cell.observed**0.5), y, radius=3.5)


def _squares(scale: Scale) -> list[int]:
    """Round counts at about even distances on a scale of square roots."""
    highest = scale.high**2
    steps = [value for power in range(8) for value in (10**power, 2 * 10**power, 5 * 10**power)]
    fitting = [value for value in steps if value <= highest]
    return [0, *fitting[-5:]]
