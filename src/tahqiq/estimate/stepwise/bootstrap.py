"""The bias-corrected and accelerated bootstrap, with the model chosen anew in every sample.

DiCiccio & Efron (1996), 'Bootstrap confidence intervals', *Statistical Science* 11, 189-228, section 2;
for capture tables Chan, Silverman & Vincent (2021), section 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.histories import CaptureTable
from tahqiq.estimate.stepwise.choosing import choose_each

#: Resampled tables are made dense so many cells at a time.
_CELLS_AT_ONCE = 1 << 22


def bootstrapped(table: CaptureTable, seed: int, bootstraps: int, threshold: float) -> NDArray[np.float64]:
    """(b,) the expected unseen of tables of as many people, drawn with replacement from those there are.

    A table without an estimate gives inf.
    """
    held, possible = np.flatnonzero(table.dense()), table.possible()
    drawn = np.random.default_rng([seed, 0]).multinomial(
        table.documented, table.counts / table.documented, size=bootstraps
    )
    unseen = []
    for rows in np.array_split(drawn, -(-bootstraps * 2**table.k // _CELLS_AT_ONCE)):
        samples = np.zeros((len(rows), 2**table.k))
        samples[:, held] = rows
        unseen.append(choose_each(samples, possible, threshold))
    return np.concatenate(unseen)


@dataclass(frozen=True, slots=True)
class Correction:
    """Bias and acceleration of a BCa interval (DiCiccio & Efron 1996, equations 2.3 and 2.8)."""

    bias: float
    acceleration: float

    def levels(self, normal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Which quantile of the bootstrap stands for each standard normal quantile."""
        moved = self.bias + normal
        adjusted = self.bias + moved / (1.0 - self.acceleration * moved)
        return np.array([NormalDist().cdf(each) for each in adjusted])

    def totals(self, replicates: NDArray[np.float64], normal: NDArray[np.float64]) -> NDArray[np.float64]:
        """The BCa quantiles at rising standard normal scores."""
        levels = np.maximum.accumulate(self.levels(normal)).clip(0.0, 1.0)
        quantiles: NDArray[np.float64] = np.quantile(replicates, levels, method="median_unbiased")
        return quantiles


def correction_of(
    table: CaptureTable, replicates: NDArray[np.float64], estimate: float, threshold: float
) -> Correction:
    """The correction that the replicates and a jackknife of the table call for."""
    share = float(np.mean(replicates < estimate))
    edge = 0.5 / len(replicates)
    bias = NormalDist().inv_cdf(min(max(share, edge), 1.0 - edge))
    return Correction(bias, _acceleration(table, threshold))


def _acceleration(table: CaptureTable, threshold: float) -> float:
    """From the jackknife: one person of each history left out, weighted by how many have it."""
    full = table.dense().astype(np.float64)
    held = np.flatnonzero(full)
    samples = np.repeat(full[None, :], len(held), axis=0)
    samples[np.arange(len(held)), held] -= 1.0
    left_out = choose_each(samples, table.possible(), threshold)
    known = np.isfinite(left_out)
    if not known.any():
        return 0.0
    weights, values = table.counts[known], left_out[known]
    away = np.average(values, weights=weights) - values
    spread = float((weights * away**2).sum())
    return float((weights * away**3).sum()) / (6.0 * spread**1.5) if spread > 0.0 else 0.0
