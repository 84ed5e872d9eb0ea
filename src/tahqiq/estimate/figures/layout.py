"""What every figure shares: its head, its axis, room for labels, and names that fit."""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.estimate.figures.drawing import ACCENT, LINE, PALE, Drawing, Scale
from tahqiq.vocab.wording import Language, isolate_foreign, word

WIDTH = 720.0
MARGIN, LABELS = 24.0, 190.0
#: Letters of a name in a title, and in a label, that have room.
IN_TITLE, IN_LABEL = 34, 26


def head(drawing: Drawing, title: str, lines: Sequence[str], *, forced: bool = False) -> None:
    """Title, the lines under it, and a stamp where a figure was computed by force."""
    x = WIDTH - MARGIN if drawing.mirrored else MARGIN
    drawing.text(x, 30, title, size=17, strong=True)
    for i, line in enumerate(lines):
        drawing.text(x, 52 + 19 * i, line, colour=PALE)
    if forced:
        away = MARGIN if drawing.mirrored else WIDTH - MARGIN
        said = word("refused; computed by force", drawing.language)
        drawing.text(away, 30, said, anchor="end", colour=ACCENT, strong=True)


def axis(drawing: Drawing, scale: Scale, top: float, bottom: float) -> None:
    """Round numbers, with lines through the picture from top to bottom."""
    for tick in scale.ticks():
        x = scale(tick)
        drawing.line(x, top, x, bottom, colour=LINE, width=0.6)
        drawing.figure(x, bottom + 18, f"{tick:,.0f}")
    drawing.line(scale.left, bottom, scale.right, bottom, colour=PALE)


def beside_labels(drawing: Drawing, highest: float) -> Scale:
    """A scale from 0 that leaves room for labels: on the left, or on the right in Arabic."""
    if drawing.mirrored:
        return Scale(0, highest * 1.04, MARGIN, WIDTH - MARGIN - LABELS)
    return Scale(0, highest * 1.04, MARGIN + LABELS, WIDTH - MARGIN)


def short(label: str, most: int = IN_LABEL) -> str:
    """A name cut where it has no more room.

    >>> short("Deir ez-Zor", 6)
    'Deir …'
    """
    return label if len(label) <= most else f"{label[: most - 1]}…"


def foreign(name: str, language: Language) -> str:
    """A name of unknown direction, kept from disturbing Arabic text."""
    return isolate_foreign(name) if language == "ar" else name


def in_title(name: str, language: Language) -> str:
    """A name as a title has room for it, kept from disturbing an Arabic one."""
    return foreign(short(name, IN_TITLE), language)
