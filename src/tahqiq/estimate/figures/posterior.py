"""One estimate: how plausible each total is, with the documented number apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.figures.drawing import ACCENT, INK, Drawing, Scale
from tahqiq.estimate.figures.layout import MARGIN, WIDTH, axis, head, in_title
from tahqiq.estimate.findings import number
from tahqiq.vocab.estimates import Assessed
from tahqiq.vocab.wording import Language, isolate, word

_BINS = 240


def draw_posterior(estimate: Assessed, draws: NDArray[np.float64], *, name: str, language: Language) -> bytes:
    """How plausible each total is, with its 50, 80 and 95 % intervals and the documented number apart.

    Args:
        estimate: with figures.
        draws: equally weighted draws of the total.
        name: what the figure is about, in the reader's language.
        language: of the words.
    """
    title = word("{name}: documented and estimated", language).format(name=in_title(name, language))
    said = _spoken(estimate, language)
    drawing = Drawing(WIDTH, 400, title, " ".join(said), language)
    head(drawing, title, said, forced=estimate.forced)
    low, high = _reach(estimate, draws)
    scale = Scale(low, high, MARGIN, WIDTH - MARGIN)
    bottom = 300.0
    axis(drawing, scale, 110, bottom)
    drawing.area(_outline(draws, scale, bottom, 160.0))
    _documented_line(drawing, scale(estimate.documented), bottom)
    _bars(drawing, scale, estimate, bottom + 34)
    return drawing.svg()


def _spoken(estimate: Assessed, language: Language) -> list[str]:
    """Documented, undocumented and all together, each in a line of its own."""
    unseen = estimate.undocumented
    if unseen is None or estimate.median is None or estimate.lo95 is None or estimate.hi95 is None:
        return [estimate.refused]
    lines = (
        (word("Documented: {n}", language), (estimate.documented,)),
        (
            word("Undocumented, estimated: {n} (95 %: {range})", language),
            (unseen.median, unseen.lo95, unseen.hi95),
        ),
        (
            word("In all, estimated: {n} (95 %: {range})", language),
            (estimate.median, estimate.lo95, estimate.hi95),
        ),
    )
    return [
        text.format(
            n=isolate(number(round(values[0])), language),
            range=isolate(f"{number(round(values[-2]))}–{number(round(values[-1]))}", language)
            if len(values) == 3
            else "",
        )
        for text, values in lines
    ]


def _reach(estimate: Assessed, draws: NDArray[np.float64]) -> tuple[float, float]:
    """The numbers a posterior is drawn over: from the documented to nearly the largest draw."""
    high = float(np.quantile(draws, 0.995))
    low = float(min(estimate.documented, np.quantile(draws, 0.001)))
    return low - 0.04 * (high - low), high


def _outline(
    draws: NDArray[np.float64], scale: Scale, bottom: float, height: float
) -> list[tuple[float, float]]:
    """The density of draws (normal kernel, Silverman's width) as an outline standing on a line."""
    counts, edges = np.histogram(draws, bins=_BINS, range=(scale.low, scale.high))
    quartiles = np.quantile(draws, [0.25, 0.75])
    width = 0.9 * max(float(quartiles[1] - quartiles[0]) / 1.34, 1e-9) * len(draws) ** -0.2
    bins = max(width / (edges[1] - edges[0]), 0.8)
    reach = np.arange(1 - _BINS // 2, _BINS // 2)
    kernel = np.exp(-0.5 * (reach / bins) ** 2)
    smooth = np.convolve(counts, kernel, mode="same")
    middles = (edges[:-1] + edges[1:]) / 2
    smooth[middles < draws.min()] = 0.0  # smoothing may not reach below the documented
    top = float(smooth.max()) or 1.0
    line = [(scale(float(x)), bottom - height * float(y) / top) for x, y in zip(middles, smooth, strict=True)]
    return [(line[0][0], bottom), *line, (line[-1][0], bottom)]


def _documented_line(drawing: Drawing, x: float, bottom: float) -> None:
    drawing.line(x, 126, x, bottom, width=2)
    said = word("documented", drawing.language)
    drawing.text(x + 6, 134, said, anchor="end" if drawing.mirrored else "start", size=12)


def _bars(drawing: Drawing, scale: Scale, estimate: Assessed, top: float) -> None:
    """The three intervals, the surest thinnest."""
    ends = (
        ("50 %", estimate.lo50, estimate.hi50),
        ("80 %", estimate.lo80, estimate.hi80),
        ("95 %", estimate.lo95, estimate.hi95),
    )
    for i, (said, low, high) in enumerate(ends):
        if low is None or high is None:
            continue
        y, thick = top + 18 * i, 9.0 - 3 * i
        drawing.bar(scale(low), y - thick / 2, scale(high) - scale(low), thick, colour=ACCENT)
        drawing.figure(scale(high) + 6, y + 4, said, anchor="start")
    if estimate.median is not None:
        drawing.dot(scale(estimate.median), top, radius=5, colour=INK)
