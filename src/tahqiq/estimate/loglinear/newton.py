"""Poisson maximum likelihood of one hierarchical model, by Newton's method over the cells."""

from __future__ import annotations

import math

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.estimate.loglinear.subsets import Floats, Ints, Mask, add_subsets, add_supersets

_MOST_STEPS = 100
_CONVERGED = 1e-9


@compiled
def log_means(terms: Ints, parameters: Floats, size: int) -> Floats:
    """(size,) log expected count of every history: the sum of the parameters within it."""
    means = np.zeros(size)
    for place in range(terms.shape[0]):
        means[terms[place]] = parameters[place]
    add_subsets(means)
    return means


@compiled
def factor(sums: Floats, terms: Ints) -> Floats:
    """The Cholesky factor of the information matrix, whose entry for two terms is the sum over their union.

    A matrix that is not positive definite gives nan.
    """
    p = terms.shape[0]
    lower = np.zeros((p, p))
    for row in range(p):
        for column in range(row + 1):
            total = sums[terms[row] | terms[column]]
            for place in range(column):
                total -= lower[row, place] * lower[column, place]
            if row == column:
                lower[row, row] = math.sqrt(total) if total > 0.0 else np.nan
            else:
                lower[row, column] = total / lower[column, column]
    return lower


@compiled
def solve(lower: Floats, right: Floats) -> Floats:
    """Solves with a Cholesky factor."""
    p = right.shape[0]
    found = right.copy()
    for row in range(p):
        for place in range(row):
            found[row] -= lower[row, place] * found[place]
        found[row] /= lower[row, row]
    for row in range(p - 1, -1, -1):
        for place in range(row + 1, p):
            found[row] -= lower[place, row] * found[place]
        found[row] /= lower[row, row]
    return found


@compiled
def likelihood(counts: Floats, allowed: Mask, log_mean: Floats) -> float:
    """The Poisson log-likelihood without its constant: the sum of n·log μ - μ."""
    total = 0.0
    for index in range(counts.shape[0]):
        if allowed[index]:
            total += counts[index] * log_mean[index] - math.exp(log_mean[index])
    return total


@compiled
def first_guess(counts: Floats, allowed: Mask, terms: Ints) -> Floats:
    """Weighted least squares on log(n + 0.1), from which McCullagh & Nelder (1989, 2.5) start."""
    weights, responses = np.zeros(counts.shape[0]), np.zeros(counts.shape[0])
    for index in range(counts.shape[0]):
        if allowed[index]:
            weights[index] = counts[index] + 0.1
            responses[index] = weights[index] * math.log(weights[index])
    add_supersets(weights)
    add_supersets(responses)
    return solve(factor(weights, terms), responses[terms])


@compiled
def maximise(counts: Floats, allowed: Mask, terms: Ints, parameters: Floats) -> tuple[float, float, int]:
    """Climbs from ``parameters`` to the maximum, in place.

    Args:
        counts: (2**k,) observed counts.
        allowed: (2**k,) the histories that belong to the likelihood.
        terms: (p,) the terms of the model, the empty set (the intercept) last.
        parameters: (p,) where to start.

    Returns:
        The log-likelihood (without its constant), the variance of the intercept, and the steps taken;
        -1 steps where it did not converge.
    """
    size = counts.shape[0]
    log_mean = log_means(terms, parameters, size)
    now = likelihood(counts, allowed, log_mean)
    residuals, means = np.empty(size), np.empty(size)
    for step in range(_MOST_STEPS):
        for index in range(size):
            means[index] = math.exp(log_mean[index]) if allowed[index] else 0.0
            residuals[index] = counts[index] - means[index] if allowed[index] else 0.0
        add_supersets(residuals)
        add_supersets(means)
        lower = factor(means, terms)
        slope = residuals[terms]
        direction = solve(lower, slope)
        gain = np.dot(slope, direction)
        if not gain >= 0.0:
            return now, np.nan, -1
        length = 1.0
        while True:
            log_mean = log_means(terms, parameters + length * direction, size)
            reached = likelihood(counts, allowed, log_mean)
            if reached >= now - 1e-9 * (1.0 + abs(now)) or length < 1e-10:
                break
            length *= 0.5
        parameters += length * direction
        now = reached
        if gain < _CONVERGED:
            return now, 1.0 / lower[-1, -1] ** 2, step + 1
    return now, np.nan, -1
