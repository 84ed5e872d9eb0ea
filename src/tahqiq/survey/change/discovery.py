"""Where to draw the line when millions of pixels are tested at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.stack import Raster


def p_values(scores: Raster) -> NDArray[np.float64]:
    """Chance of a score as high or higher where nothing changed; NaN stays NaN.

    >>> p_values(np.array([[1.6448536]], np.float32)).round(3).tolist()
    [[0.05]]
    """
    from scipy.special import ndtr

    found: NDArray[np.float64] = ndtr(-scores.astype(np.float64))
    return found


def discovered(scores: Raster, *, rate: float = 0.05) -> NDArray[np.bool_]:
    """Pixels called changed so that of these a share of ``rate`` at most is expected to be none.

    Benjamini and Hochberg (1995, *Journal of the Royal Statistical Society B* 57, 289-300); it holds for the
    scores of neighbouring pixels, which are positively dependent (Benjamini and Yekutieli 2001).

    Args:
        scores: normal scores, NaN where there is none.
        rate: false-discovery rate.
    """
    return np.asarray(scores >= threshold(scores, rate=rate))


def threshold(scores: Raster, *, rate: float = 0.05) -> float:
    """The least score that ``discovered`` calls changed; infinite where none is."""
    from scipy.special import ndtr

    ordered = np.sort(scores[~np.isnan(scores)].astype(np.float64))[::-1]
    allowed = rate * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    held = np.flatnonzero(ndtr(-ordered) <= allowed)
    return float(ordered[held[-1]]) if len(held) else float("inf")


#: Scores from and to which they are counted, and how finely.
_LOW, _HIGH, _STEP = -8.0, 48.0, 1 / 512


@dataclass(slots=True, eq=False)
class Tally:
    """Counts scores as they come, so that a line can be drawn through more of them than memory holds.

    Attributes:
        counts: of scores in each step; in whatever order they came, the same.
    """

    counts: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(int((_HIGH - _LOW) / _STEP) + 1, np.int64)
    )

    def add(self, scores: Raster) -> None:
        """Counts some more; NaN is none."""
        told = scores[~np.isnan(scores)]
        steps = np.clip((told - _LOW) / _STEP, 0, len(self.counts) - 1).astype(np.int64)
        self.counts += np.bincount(steps, minlength=len(self.counts))

    def line(self, *, rate: float = 0.05) -> Line:
        """The threshold of Benjamini and Hochberg, to a step of the counting, never below it.

        Args:
            rate: false-discovery rate.
        """
        from scipy.special import ndtr

        above = self.counts[::-1].cumsum()[::-1]
        many = int(above[0])
        edges = _LOW + _STEP * np.arange(len(self.counts))
        held = np.flatnonzero((above > 0) & (ndtr(-edges) * many <= rate * above))
        if not len(held):
            return Line(rate=rate, threshold=None, pixels=many, changed=0)
        at = int(held[0])
        return Line(rate=rate, threshold=float(edges[at]), pixels=many, changed=int(above[at]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where a line was drawn.

    Attributes:
        rate: of false discoveries. ``threshold``: the least score called changed; None where none is.
        pixels: that have a score. ``changed``: of these, called changed.
    """

    rate: float
    threshold: float | None
    pixels: int
    changed: int
