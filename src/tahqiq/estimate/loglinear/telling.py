"""What a reader is told of log-linear models beside the figure, ready for JSON."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import EXISTS, EXTENDED, NO_ESTIMATE, NOT_IDENTIFIED
from tahqiq.estimate.loglinear.models import members, name_of, terms_of
from tahqiq.estimate.loglinear.profile import Profile
from tahqiq.estimate.loglinear.search import Criterion, Search

INTERVALS = "multinomial profile likelihood (Cormack 1992)"
STANDINGS = {
    EXISTS: "estimate exists",
    EXTENDED: "extended estimate: terms without a person at minus infinity",
    NO_ESTIMATE: "no estimate: the likelihood has no maximum",
    NOT_IDENTIFIED: "not identified: many estimates fit equally well",
}
_SHOWN = 10


def standard_error(unseen: float, log_variance: float) -> float:
    """Of the total under one model: √(e^β₀ + e^2β₀·var β₀).

    >>> round(standard_error(100.0, 0.04), 2)
    22.36
    """
    return math.sqrt(unseen + unseen**2 * log_variance)


def search_told(
    table: CaptureTable, models: NDArray[np.int64], found: Search, criterion: Criterion
) -> dict[str, object]:
    """How many models were tried, how many could answer, and the best of them."""
    weights = found.weights(criterion)
    order = np.argsort(found.criterion(criterion), kind="stable")[:_SHOWN]
    best = [place for place in order if found.usable[place]]
    return {
        "models_tried": len(models),
        "models_by_standing": {
            text: int(np.count_nonzero(found.standings == standing)) for standing, text in STANDINGS.items()
        },
        "best_models": [
            {
                "model": name_of(terms_of(models[place]), table.lists),
                "total": table.documented + float(found.unseen[place]),
                "standard_error": standard_error(
                    float(found.unseen[place]), float(found.log_variances[place])
                ),
                "aic": float(found.aic[place]),
                "bic": float(found.bic[place]),
                "weight": float(weights[place]),
                "standing": STANDINGS[int(found.standings[place])],
            }
            for place in best
        ],
    }


def interval_told(curve: Profile) -> dict[str, object]:
    """Where the intervals and the draws of one model come from."""
    return {
        "intervals": INTERVALS,
        "multinomial_maximum": curve.maximum,
        "open_above": curve.open_above,
        "draws": "confidence distribution of the profile likelihood, an approximation",
    }


def deviance(table: CaptureTable, fitted: NDArray[np.float64]) -> float:
    """Twice the sum of n·log(n/μ) - (n - μ) over the histories that can be (McCullagh & Nelder 1989, 2.3)."""
    counts, possible = table.dense().astype(np.float64), table.possible()
    held = possible & (counts > 0.0)
    ratio = float((counts[held] * np.log(counts[held] / fitted[held])).sum())
    return 2.0 * (ratio - float((counts - fitted)[possible].sum()))


def without_people(table: CaptureTable, terms: NDArray[np.int64]) -> list[str]:
    """The terms nobody is an example of, short of those that contain another such term."""
    index = np.flatnonzero(table.dense())
    empty = [int(term) for term in terms if not ((index & term) == term).any()]
    lowest = [term for term in empty if not any(other != term and term & other == other for other in empty)]
    return ["·".join(members(term, table.lists)) for term in sorted(lowest, reverse=True)]
