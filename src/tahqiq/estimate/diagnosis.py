"""Checks of a finished fit: does it fit, do the models agree, does one list or the prior decide?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.findings import finding, number
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.histories import CaptureTable, histories
from tahqiq.vocab.estimates import CellCheck, Finding, Predicted, Refit

#: Replicated tables of a predictive check; fewer where a table has very many cells.
REPLICATES, REPLICATES_OF_MANY, MANY_CELLS = 1000, 200, 1024
#: A predictive p below this is worth a warning.
POOR = 0.05
#: The share of false flags among flagged cells.
FALSE_FLAGS = 0.05
#: Pearson's statistic a cell above which the counts are called overdispersed.
OVERDISPERSED = 2.0
#: Middle estimates of two models whose ratio exceeds this are said to disagree.
DISAGREE = 1.25
#: So are they where one lies outside the other's interval and further away than this.
OUTSIDE = 0.05
#: An interval whose upper end is more than this many times its lower end is called wide.
WIDE = 2.0
#: Fewer people than this on several lists are few.
FEW = 10


def predicted(table: CaptureTable, fit: Fit, *, seed: int) -> Predicted | None:
    """The posterior predictive check of every cell (Gelman, Meng and Stern 1996).

    Tables of as many documented people are drawn, each from one posterior draw of the expected counts
    (or from the fitted ones, where the method gives no draws), and compared with the observed table.

    Args:
        table: the observed table.
        fit: a fit of it; None is returned where it gives no expected counts.
        seed: of the replicates.
    """
    chances = _chances(table, fit)
    if chances is None:
        return None
    replicates = REPLICATES if chances.shape[1] <= MANY_CELLS else REPLICATES_OF_MANY
    rows = np.arange(replicates) % len(chances)
    made = np.random.default_rng(seed).multinomial(table.documented, chances[rows])
    expected = table.documented * chances[rows]
    observed = table.dense()[table.possible()]
    p = _mid_p(_distance(made, expected), _distance(observed[None, :], expected))
    mean = expected.mean(axis=0)
    pearson = float((((observed - mean) ** 2) / np.maximum(mean, 0.5)).mean())
    return Predicted(p=p, dispersion=pearson, cells=_cells(table, observed, made))


def _chances(table: CaptureTable, fit: Fit) -> NDArray[np.float64] | None:
    """(s, c) chance of each possible documented history in each draw; None where the fit has none."""
    if fit.cell_draws is not None and len(fit.cell_draws):
        counts = fit.cell_draws
    elif fit.fitted is not None:
        counts = fit.fitted[None, :]
    else:
        return None
    held = np.maximum(counts[:, table.possible()].astype(np.float64), 0.0)
    shares: NDArray[np.float64] = held / held.sum(axis=1, keepdims=True)
    return shares


def _distance(counts: NDArray[np.int64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Freeman and Tukey's distance, which zero cells do not break."""
    gaps: NDArray[np.float64] = ((np.sqrt(counts) - np.sqrt(expected)) ** 2).sum(axis=1)
    return gaps


def _mid_p(made: NDArray[np.float64], observed: NDArray[np.float64]) -> float:
    above, tied = (made > observed).sum(), (made == observed).sum()
    return float((above + 0.5 * tied + 0.5) / (len(made) + 1))


def _cells(
    table: CaptureTable, observed: NDArray[np.int64], made: NDArray[np.int64]
) -> tuple[CellCheck, ...]:
    """Cells that somebody has, or that the model expects somebody to have."""
    chance = ((made > observed).sum(axis=0) + 0.5 * (made == observed).sum(axis=0) + 0.5) / (len(made) + 1)
    flagged = _discoveries(2 * np.minimum(chance, 1 - chance))
    lows, highs = np.quantile(made, [0.025, 0.975], axis=0)
    means = made.mean(axis=0)
    marks = histories(table.k)[table.possible()]
    return tuple(
        CellCheck(
            history="".join(str(int(mark)) for mark in marks[i]),
            observed=int(observed[i]),
            expected=float(means[i]),
            lo95=float(lows[i]),
            hi95=float(highs[i]),
            p=float(chance[i]),
            flagged=bool(flagged[i]),
        )
        for i in np.flatnonzero((observed > 0) | (means >= 0.5) | flagged)
    )


def _discoveries(p: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which two-sided p count as found, at a false discovery rate of 5 % (Benjamini and Hochberg 1995).

    >>> _discoveries(np.array([0.001, 0.04, 0.5])).tolist()
    [True, False, False]
    """
    order = np.argsort(p, kind="stable")
    small = p[order] <= FALSE_FLAGS * np.arange(1, len(p) + 1) / len(p)
    found = np.zeros(len(p), dtype=np.bool_)
    if small.any():
        found[order[: int(np.flatnonzero(small)[-1]) + 1]] = True
    return found


def refit(name: str, fit: Fit) -> Refit:
    """A fit as one line of a comparison."""
    return Refit(name=name, documented=fit.documented, median=fit.median, lo95=fit.lo95, hi95=fit.hi95)


def warn_of_fit(table: CaptureTable, fit: Fit, check: Predicted | None) -> list[Finding]:
    """What a reader must weigh of one fit alone: width, few recaptured, and how well it reproduces."""
    found: list[Finding] = []
    several = int(table.counts[table.cells.sum(axis=1) > 1].sum())
    if several < FEW:
        found.append(finding("few_recaptured", n=several))
    if fit.hi95 > WIDE * fit.lo95:
        found.append(finding("wide", times=fit.hi95 / fit.lo95))
    if check is None:
        return found
    if check.p < POOR:
        found.append(finding("poor_fit", p=check.p))
    if off := [cell.history for cell in check.cells if cell.flagged]:
        found.append(finding("cells_off", cells=shortened([_members(table, each) for each in off])))
    if check.dispersion > OVERDISPERSED:
        found.append(finding("overdispersed", times=check.dispersion))
    return found


def _members(table: CaptureTable, history: str) -> str:
    """The lists of a history: ``A + C``."""
    return " + ".join(name for name, mark in zip(table.lists, history, strict=True) if mark == "1")


def shortened(names: Sequence[str], most: int = 5) -> list[str]:
    """At most a few names, and that there are more.

    >>> shortened(["a", "b", "c"], 2)
    ['a', 'b', '… (3)']
    """
    return list(names) if len(names) <= most else [*names[:most], f"… ({number(len(names))})"]


def warn_of_lists(fit: Fit, without: Sequence[Refit]) -> list[Finding]:
    """Lists whose absence moves the middle estimate out of the interval of all lists together."""
    return [
        finding("one_list_decides", list=each.name, median=each.median)
        for each in without
        if each.median is not None and not fit.lo95 <= each.median <= fit.hi95
    ]


def warn_of_models(own: Refit, others: Sequence[Refit]) -> list[Finding]:
    """Whether methods asked the same question give clearly different answers.

    They do where two middle estimates differ by a factor above 1.25, or one lies outside the 95 % interval
    of the method that was asked and over 5 % away.

    >>> one = Refit(name="latent", documented=60, median=100.0, lo95=90.0, hi95=120.0)
    >>> other = Refit(name="loglinear", documented=60, median=122.0, lo95=110.0, hi95=130.0)
    >>> [each.code for each in warn_of_models(one, [other])]
    ['models_disagree']
    """
    medians = {each.name: each.median for each in (own, *others) if each.median is not None}
    if own.median is None or own.lo95 is None or own.hi95 is None or len(medians) < 2:
        return []
    low, high = min(medians, key=lambda each: medians[each]), max(medians, key=lambda each: medians[each])
    outside = any(
        not own.lo95 <= median <= own.hi95 and abs(median / own.median - 1.0) > OUTSIDE
        for median in medians.values()
    )
    if not outside and medians[high] <= DISAGREE * medians[low]:
        return []
    return [
        finding("models_disagree", low=medians[low], low_method=low, high=medians[high], high_method=high)
    ]


def unseen_range(fit: Fit, priors: Sequence[Refit]) -> tuple[float, float]:
    """The lowest and highest middle estimate of people on no list, under all priors tried."""
    unseen = [each.median - each.documented for each in priors if each.median is not None]
    unseen.append(fit.unseen)
    return min(unseen), max(unseen)
