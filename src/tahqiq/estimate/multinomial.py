"""Penalised multinomial logistic regression: how likely each of a few outcomes is, given covariates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 100
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Multinomial:
    """A fitted model: ``coefficients`` (1 + p, c), an intercept row first, a column an outcome."""

    coefficients: NDArray[np.float64]

    def probabilities(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, c) probability of each outcome for each row of an (n, p) matrix."""
        return _softmax(_times(_with_intercept(matrix), self.coefficients))


def fit_multinomial(
    matrix: NDArray[np.float64], outcomes: NDArray[np.int64], *, classes: int, penalty: float = 1.0
) -> Multinomial:
    """Maximises the log-likelihood less ``penalty / 2`` times the squared coefficients.

    The symmetric form: each outcome has its own coefficients, and the penalty (a normal prior of
    variance 1 / penalty on standardised covariates) makes them unique. Intercepts are all but free, so
    that rare outcomes keep their frequency. Newton's method with halved steps (Hastie, Tibshirani and
    Friedman 2009, section 4.4); sums are taken in a fixed order, whatever the number of cores.

    Args:
        matrix: (n, p) standardised covariates.
        outcomes: (n,) each from 0 to classes - 1.
        classes: how many outcomes there are; one that never happens stays possible, barely.
        penalty: how strongly coefficients are drawn to 0.
    """
    rows = _with_intercept(matrix)
    hits = np.eye(classes)[outcomes]
    weights = np.full((rows.shape[1], classes), penalty)
    weights[0] = 1e-3
    now = np.zeros((rows.shape[1], classes))
    worth = _worth(rows, hits, now, weights)
    for _ in range(_STEPS):
        step = _newton(rows, hits, now, weights)
        scale = 1.0
        while (better := _worth(rows, hits, now + scale * step, weights)) < worth and scale > _CLOSE:
            scale /= 2
        now, gain, worth = now + scale * step, better - worth, better
        if gain < _CLOSE:
            break
    return Multinomial(now)


def _newton(
    rows: NDArray[np.float64],
    hits: NDArray[np.float64],
    now: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    p, c = now.shape
    chance = _softmax(_times(rows, now))
    slope = np.einsum("np,nc->pc", rows, hits - chance) - weights * now
    curve = np.zeros((p, c, p, c))
    for one in range(c):
        for other in range(one, c):
            share = chance[:, one] * (float(one == other) - chance[:, other])
            block = np.einsum("np,n,nq->pq", rows, share, rows)
            curve[:, one, :, other] = block
            curve[:, other, :, one] = block.T
    flat = curve.reshape(p * c, p * c) + np.diag(weights.reshape(-1))
    solved: NDArray[np.float64] = np.linalg.solve(flat, slope.reshape(-1)).reshape(p, c)
    return solved


def _worth(
    rows: NDArray[np.float64],
    hits: NDArray[np.float64],
    now: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> float:
    scores = _times(rows, now)
    top = scores.max(axis=1)
    totals = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return float((hits * scores).sum() - totals.sum() - 0.5 * (weights * now**2).sum())


def _with_intercept(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.ones(len(matrix)), matrix])


def _times(rows: NDArray[np.float64], coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
    product: NDArray[np.float64] = np.einsum("np,pc->nc", rows, coefficients)
    return product


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares
