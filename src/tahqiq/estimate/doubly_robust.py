"""The doubly robust estimate from two lists that are independent among people alike in what is known of them.

Das, Kennedy and Jewell, 'Doubly robust capture-recapture methods for estimating population size', Journal
of the American Statistical Association 118 (2023); the R package drpop does the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from tahqiq.estimate.covariates import Design
from tahqiq.estimate.fits import Fit
from tahqiq.estimate.multinomial import fit_multinomial
from tahqiq.vocab.errors import BadInput

#: Parts the people are divided into; each part is judged by models fitted to the others.
FOLDS = 5
#: No estimated probability of standing on both lists goes below this (drpop's ``eps``).
LEAST_CHANCE = 0.005
#: Draws from the normal approximation, for adding strata up.
DRAWS = 4000


@dataclass(frozen=True, slots=True, eq=False)
class OneStep:
    """The estimate of one pair of lists.

    Attributes:
        inverse: 1 / ψ, by how much the documented must be multiplied.
        spread: ς, standard deviation of the influence function of ``inverse``.
        clipped: how many people's probabilities had to be kept from 0.
    """

    inverse: float
    spread: float
    clipped: int

    def total(self, documented: int) -> float:
        """N, documented and unseen together."""
        return documented * self.inverse

    def deviation(self, documented: int) -> float:
        """Standard error of N (Das, Kennedy and Jewell 2023, theorem 4): estimation and sampling."""
        return float(np.sqrt(documented * self.spread**2 + documented * self.inverse * (self.inverse - 1.0)))


def fit_doubly_robust(
    marks: NDArray[np.uint8],
    covariates: Design,
    *,
    lists: tuple[str, ...],
    seed: int,
    pair: tuple[str, str] | None = None,
) -> Fit:
    """Estimates the total from the pair of lists that shares most people.

    Given more than two lists, everybody documented counts, but independence is asked only of the pair;
    estimates of all other pairs stand in ``detail`` and show how much hangs on the choice. Nuisance
    probabilities come from penalised multinomial regression, cross-fitted in five folds; the one-step
    estimator corrects their bias, so the error of the estimate is of the order of the *product* of theirs.

    Args:
        marks: (n, k) zeros and ones, a row a documented person, none all zero.
        covariates: what is known of the same n people.
        lists: names of the k lists.
        seed: of the division into folds.
        pair: the two lists held independent given the covariates; default: those with most people on both.

    Raises:
        BadInput: fewer than two lists, or the pair shares nobody.
    """
    shared = _shared(marks, lists)
    chosen = pair if pair is not None else max(shared, key=lambda each: shared[each])
    if shared.get(chosen, 0) == 0:
        raise BadInput(f"nobody stands on both {chosen[0]} and {chosen[1]}")
    parts = _folds(len(marks), seed)
    steps = {
        each: one_step(marks[:, [lists.index(name) for name in each]], covariates.matrix, parts)
        for each, overlap in shared.items()
        if overlap
    }
    return _as_fit(len(marks), chosen, steps, covariates, seed)


def _shared(marks: NDArray[np.uint8], lists: tuple[str, ...]) -> dict[tuple[str, str], int]:
    if len(lists) < 2:
        raise BadInput("doubly robust estimation needs two lists")
    return {
        (lists[i], lists[j]): int((marks[:, i] & marks[:, j]).sum())
        for i, j in combinations(range(len(lists)), 2)
    }


def one_step(marks: NDArray[np.uint8], matrix: NDArray[np.float64], parts: NDArray[np.int64]) -> OneStep:
    """The cross-fitted one-step estimator (Das, Kennedy and Jewell 2023, section 4.1).

    With q₁, q₂, q₁₂ the probabilities, given the covariates and being documented, of standing on the first
    list, the second, both, the inverse capture probability is the mean of
    q₁q₂/q₁₂ · (Y₁/q₁ + Y₂/q₂ − Y₁Y₂/q₁₂), never below 1.

    Args:
        marks: (n, 2) zeros and ones; people on neither (but on a third list) stay in.
        matrix: (n, p) standardised covariates.
        parts: (n,) the fold of each person.
    """
    first, second = marks[:, 0].astype(np.float64), marks[:, 1].astype(np.float64)
    outcomes = marks[:, 0].astype(np.int64) * 2 + marks[:, 1]
    chance = np.empty((len(marks), 4))
    for part in np.unique(parts):
        held = parts == part
        model = fit_multinomial(matrix[~held], outcomes[~held], classes=4)
        chance[held] = model.probabilities(matrix[held])
    both = np.maximum(chance[:, 3], LEAST_CHANCE)
    one, two = np.minimum(chance[:, 2] + both, 1.0), np.minimum(chance[:, 1] + both, 1.0)
    terms = one * two / both * (first / one + second / two - first * second / both)
    inverse = max(float(terms.mean()), 1.0)
    return OneStep(inverse, float(terms.std(ddof=1)), int((chance[:, 3] < LEAST_CHANCE).sum()))


def _folds(n: int, seed: int) -> NDArray[np.int64]:
    parts = np.arange(n) % min(FOLDS, n)
    return np.random.default_rng(seed).permutation(parts)


def _as_fit(
    documented: int,
    chosen: tuple[str, str],
    steps: dict[tuple[str, str], OneStep],
    covariates: Design,
    seed: int,
) -> Fit:
    step = steps[chosen]
    total, deviation = step.total(documented), step.deviation(documented)

    def end(share: float) -> float:
        return max(float(total + norm.ppf(share) * deviation), float(documented))

    normal = np.random.default_rng([seed, 1]).normal(total, deviation, DRAWS)
    return Fit(
        method="doubly_robust",
        documented=documented,
        median=total,
        mean=total,
        lo50=end(0.25),
        hi50=end(0.75),
        lo80=end(0.1),
        hi80=end(0.9),
        lo95=end(0.025),
        hi95=end(0.975),
        draws=np.maximum(normal, documented),
        detail={
            "pair": list(chosen),
            "covariates": list(covariates.covariates),
            "columns": list(covariates.names),
            "folds": FOLDS,
            "standard_error": deviation,
            "capture_probability": 1.0 / step.inverse,
            "kept_from_zero": step.clipped,
            "draws": "normal approximation, none below the documented",
            "pairs": [
                {
                    "lists": list(pair),
                    "estimate": each.total(documented),
                    "standard_error": each.deviation(documented),
                }
                for pair, each in steps.items()
            ],
        },
    )
