"""Every model of a set fitted to one table, with the criteria that choose between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tahqiq.compiled import compiled
from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.loglinear.existence import EXTENDED, reduce_model, standing
from tahqiq.estimate.loglinear.newton import first_guess, log_means, maximise
from tahqiq.estimate.loglinear.subsets import Floats, Ints, Mask

Criterion = Literal["bic", "aic"]


@compiled
def fit_terms(counts: Floats, possible: Mask, terms: Ints) -> tuple[int, float, float, float, Floats]:
    """Checks and fits one model.

    Returns:
        Its standing (``existence``), the expected unseen, the variance of their logarithm, the
        log-likelihood without its constant, and (2**k,) expected counts, the unseen first. Where there
        is no estimate: nan.
    """
    size = counts.shape[0]
    allowed, kept = reduce_model(counts, possible, terms)
    found = standing(counts, allowed, kept, terms)
    fitted = np.full(size, np.nan)
    if found > EXTENDED:
        return found, np.nan, np.nan, np.nan, fitted
    held = terms[kept]
    parameters = first_guess(counts, allowed, held)
    reached, variance, steps = maximise(counts, allowed, held, parameters)
    if steps < 0:
        return found, np.nan, np.nan, np.nan, fitted
    log_mean = log_means(held, parameters, size)
    for index in range(size):
        fitted[index] = math.exp(log_mean[index]) if allowed[index] or index == 0 else 0.0
    return found, fitted[0], variance, reached, fitted


@compiled
def fit_models(counts: Floats, possible: Mask, models: Ints) -> tuple[Ints, Floats]:
    """Fits many models, each a number whose bit t says that it holds term t.

    Returns:
        (m, 2) standing and number of terms, and (m, 3) expected unseen, variance of their logarithm and
        log-likelihood.
    """
    notes, figures = np.empty((models.shape[0], 2), dtype=np.int64), np.empty((models.shape[0], 3))
    for place in range(models.shape[0]):
        terms = np.empty(counts.shape[0], dtype=np.int64)
        p = 0
        for term in range(counts.shape[0] - 1, -1, -1):
            if models[place] >> term & 1:
                terms[p] = term
                p += 1
        found, unseen, variance, reached, _ = fit_terms(counts, possible, terms[:p])
        notes[place] = found, p
        figures[place] = unseen, variance, reached
    return notes, figures


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """Models fitted to one table, in the order given.

    Attributes:
        standings: (m,) one of ``existence``'s four.
        sizes: (m,) how many terms each model has, those at minus infinity counted in.
        unseen: (m,) expected people on no list.
        log_variances: (m,) variance of the logarithm of ``unseen``.
        likelihoods: (m,) full Poisson log-likelihood.
        aic, bic: (m,) -2 log L + 2p, and -2 log L + p·log(documented), as Rcapture defines them (Rivest &
            Baillargeon, closedpMS); inf where there is no estimate.
    """

    standings: NDArray[np.int64]
    sizes: NDArray[np.int64]
    unseen: NDArray[np.float64]
    log_variances: NDArray[np.float64]
    likelihoods: NDArray[np.float64]
    aic: NDArray[np.float64]
    bic: NDArray[np.float64]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Which models have an estimate, be it an extended one, and one only."""
        fitted: NDArray[np.bool_] = np.isfinite(self.unseen) & np.isfinite(self.log_variances)
        standing: NDArray[np.bool_] = self.standings <= EXTENDED
        return fitted & standing

    def criterion(self, name: Criterion) -> NDArray[np.float64]:
        """(m,) the chosen criterion; inf for models that may not be chosen."""
        return self.bic if name == "bic" else self.aic

    def weights(self, name: Criterion) -> NDArray[np.float64]:
        """(m,) weights exp(-½Δ) that add to 1 (Burnham & Anderson 2002, 2.9; Kass & Raftery 1995, 4.1)."""
        values = self.criterion(name)
        raw = np.exp(-0.5 * (values - values.min()))
        weights: NDArray[np.float64] = raw / raw.sum()
        return weights


def search(table: CaptureTable, models: NDArray[np.int64]) -> Search:
    """Fits every model; see ``models.every_model`` for how they are written."""
    counts = table.dense().astype(np.float64)
    notes, figures = fit_models(counts, table.possible(), models)
    return assess(table, notes[:, 0], notes[:, 1], figures)


def assess(
    table: CaptureTable, standings: NDArray[np.int64], sizes: NDArray[np.int64], figures: NDArray[np.float64]
) -> Search:
    """Adds the criteria to what was fitted."""
    constant = sum(math.lgamma(count + 1.0) for count in table.counts.tolist())
    likelihoods = figures[:, 2] - constant
    usable = np.isfinite(figures).all(axis=1)
    badness = np.where(usable, -2.0 * likelihoods, np.inf)
    return Search(
        standings=standings,
        sizes=sizes,
        unseen=figures[:, 0],
        log_variances=figures[:, 1],
        likelihoods=likelihoods,
        aic=badness + 2.0 * sizes,
        bic=badness + math.log(max(table.documented, 1)) * sizes,
    )
