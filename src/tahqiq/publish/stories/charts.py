"""Drawings of a story's figures, without a script: the same marks as those of 'who says how many'."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tahqiq.publish import labels
from tahqiq.publish.axis import Axis
from tahqiq.publish.edition import Edition
from tahqiq.publish.says import Mark, from_left, mark
from tahqiq.publish.stories.wording import Teller
from tahqiq.vocab.stories import ChartBlock, Shown

#: Of these every figure is a count of its own kind, drawn as a bar from nothing.
_BARS = {"answers", "damage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """One figure.

    Attributes:
        mark: None for words without a number, which have no place on the axis.
        figure: a link to its trail. ``href``: where that is, below the language's folder.
    """

    label: str
    figure: Markup
    href: str
    mark: Mark | None
    said: Markup | str
    bound: Markup | str
    basis: Markup | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A chart, and all that its table tells.

    Attributes:
        ticks: position in percent and text. ``bars``: drawn from nothing to the figure.
    """

    shown: tuple[ShownView, ...]
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool
    bars: bool
    said: bool
    basis: bool


def chart_view(edition: Edition, teller: Teller, block: ChartBlock) -> ChartView:
    """How a chart is drawn."""
    counts = [count for each in block.shown for count in (each.min, each.max) if count is not None]
    bars = block.of in _BARS
    axis = Axis.over([0, *counts] if bars else counts)
    shown = tuple(_shown(edition, teller, each, axis, bars) for each in block.shown)
    ticks = ((from_left(edition, axis.at(tick)), edition.tongue.count(tick)) for tick in axis.ticks)
    return ChartView(
        shown=shown,
        ticks=tuple(ticks) if any(each.mark is not None for each in shown) else (),
        logarithmic=axis.logarithmic,
        bars=bars,
        said=any(each.said for each in shown),
        basis=any(each.basis for each in shown),
    )


def _shown(edition: Edition, teller: Teller, shown: Shown, axis: Axis, bars: bool) -> ShownView:
    tongue = edition.tongue
    said = tongue.date(shown.said_from, shown.said_to) if shown.said_from or shown.said_to else ""
    return ShownView(
        label=shown.label,
        figure=teller.value(shown.value, shown.text),
        href=teller.href(shown.value),
        mark=_bar(edition, shown, axis) if bars else mark(edition, shown, axis),
        said=said,
        bound=tongue.label(labels.BOUNDS, shown.hedge) if shown.hedge else "",
        basis=tongue.said(shown.basis),
    )


def _bar(edition: Edition, shown: Shown, axis: Axis) -> Mark | None:
    most = shown.max if shown.max is not None else shown.min
    if most is None:
        return None
    return Mark(shape="range", start=from_left(edition, axis.at(0)), end=from_left(edition, axis.at(most)))
