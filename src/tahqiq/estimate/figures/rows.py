"""Estimates beside one another: models, lists left out, strata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tahqiq.estimate.figures.drawing import ACCENT, PALE, SOFT, Drawing, Scale
from tahqiq.estimate.figures.layout import MARGIN, WIDTH, axis, beside_labels, foreign, head, short
from tahqiq.estimate.findings import number
from tahqiq.vocab.estimates import Refit
from tahqiq.vocab.wording import Language, word

_ROW = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a figure that sets estimates beside one another.

    Attributes:
        label: what it is an estimate of, or by.
        documented: people on the lists, drawn as a bar of their own; None to leave it out.
        median, lo95, hi95: None where there is no figure.
        note: what to write in place of a figure, such as 'refused'.
    """

    label: str
    documented: int | None = None
    median: float | None = None
    lo95: float | None = None
    hi95: float | None = None
    note: str = ""

    @classmethod
    def of(cls, refit: Refit, language: Language, *, label: str = "") -> Row:
        """The row of a refit; a refused one says so."""
        return cls(
            label=label or refit.name,
            median=refit.median,
            lo95=refit.lo95,
            hi95=refit.hi95,
            note=word("refused", language) if refit.median is None else "",
        )


def draw_rows(
    rows: Sequence[Row],
    *,
    title: str,
    description: str,
    language: Language,
    reference: float | None = None,
) -> bytes:
    """Estimates one under the other: a dot for the median, a line for 95 %, a bar for the documented.

    Args:
        rows: from top to bottom.
        title, description: in the reader's language.
        language: of the words.
        reference: a figure to compare with, drawn as a line from top to bottom.
    """
    height = 100 + _ROW * len(rows) + 30
    drawing = Drawing(WIDTH, height, title, description, language)
    head(drawing, title, [description])
    top, bottom = 92.0, 92.0 + _ROW * len(rows)
    scale = beside_labels(drawing, _highest(rows, reference))
    axis(drawing, scale, top - 8, bottom)
    if reference is not None:
        drawing.line(scale(reference), top - 8, scale(reference), bottom, colour=PALE)
    for i, row in enumerate(rows):
        _row(drawing, scale, row, top + _ROW * (i + 0.5))
    return drawing.svg()


def _highest(rows: Sequence[Row], reference: float | None) -> float:
    """The largest number to show; an interval many times wider than the rest is cut off."""
    medians = [row.median for row in rows if row.median is not None] or [1.0]
    ends = [row.hi95 for row in rows if row.hi95 is not None] or [1.0]
    documented = [row.documented for row in rows if row.documented is not None] or [0]
    return max(min(max(ends), 3 * max(medians)), *medians, *documented, reference or 0.0, 1.0)


def _row(drawing: Drawing, scale: Scale, row: Row, y: float) -> None:
    x = WIDTH - MARGIN if drawing.mirrored else MARGIN
    drawing.text(x, y + 4, short(foreign(row.label, drawing.language)))
    if row.documented is not None:
        drawing.bar(scale.left, y - 4, scale(row.documented) - scale.left, 8, colour=SOFT)
    if row.median is None or row.lo95 is None or row.hi95 is None:
        drawing.text((scale.left + scale.right) / 2, y + 4, row.note, anchor="middle", colour=PALE)
        return
    drawing.line(scale(row.lo95), y, scale(row.hi95), y, colour=ACCENT, width=2)
    if row.hi95 > scale.high:
        drawing.figure(scale.right, y - 5, f"→ {number(round(row.hi95))}", anchor="end")
    drawing.dot(scale(row.median), y)
    drawing.figure(scale(row.median), y - 8, number(round(row.median)), size=11)
