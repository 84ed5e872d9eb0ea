"""Whole stretches of a chain as machine code: warming up, and drawing."""

from __future__ import annotations

import math

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.estimate.latent.gibbs import sweep
from tahqiq.estimate.latent.moves import glide, relabel, rescale, total
from tahqiq.estimate.latent.posterior import Floats, Observed, Scratch, log_likelihood, spread

#: The acceptance to which the step of trajectories is tuned.
ACCEPTANCE = 0.7
#: Label swaps proposed after every trajectory.
SWAPS = 2
#: Leaps of all sticks together proposed after every trajectory.
LEAPS = 1
#: A sweep of the Gibbs sampler after every so many trajectories.
SWEEP_EVERY = 8
#: Where annealing begins: the likelihood counts this much of itself.
COOLEST = 0.01


@compiled
def warm_up(
    rng: np.random.Generator, position: Floats, table: Observed, hyper: Floats, rounds: int, work: Scratch
) -> float:
    """Moves a chain from anywhere to where the posterior is, and finds the step of its trajectories.

    In the first half the likelihood is let in slowly (annealing), so that chains are not caught on the first
    hill they meet. The step is tuned by stochastic approximation all the way and averaged over the last
    third.

    Returns:
        The step.
    """
    log_step, average, averaged = math.log(0.1), 0.0, 0
    for done in range(rounds):
        heat = min(1.0, COOLEST ** (1.0 - 2.0 * done / rounds))
        accepted = glide(rng, position, table, hyper, heat, math.exp(log_step), work)
        relabel(rng, position, hyper, SWAPS)
        log_step += (accepted - ACCEPTANCE) * 2.0 / math.sqrt(10.0 + done)
        if 3 * done >= 2 * rounds:
            average += log_step
            averaged += 1
    return math.exp(average / averaged)


@compiled
def draw(
    rng: np.random.Generator,
    position: Floats,
    table: Observed,
    hyper: Floats,
    step: float,
    work: Scratch,
    totals: Floats,
    fits: Floats,
    every: int,
    cells: Floats,
) -> float:
    """Fills ``totals`` with draws of N, ``fits`` with log likelihoods, ``cells`` with every so many p_c.

    Returns:
        The mean acceptance of the trajectories.
    """
    accepted = 0.0
    for i in range(totals.size):
        accepted += glide(rng, position, table, hyper, 1.0, step, work)
        relabel(rng, position, hyper, SWAPS)
        rescale(rng, position, table, hyper, work, LEAPS)
        if i % SWEEP_EVERY == 0:
            sweep(rng, position, table, hyper, work)
        spread(position, work)
        totals[i] = total(rng, table, work)
        fits[i] = log_likelihood(table, work)
        if i % every == 0:
            cells[i // every] = work.cells
    return accepted / totals.size


@compiled
def draw_by_sweeps(
    rng: np.random.Generator,
    position: Floats,
    table: Observed,
    hyper: Floats,
    work: Scratch,
    totals: Floats,
    fits: Floats,
    every: int,
    cells: Floats,
) -> None:
    """The same by the plain Gibbs sampler."""
    for i in range(totals.size):
        sweep(rng, position, table, hyper, work)
        spread(position, work)
        totals[i] = total(rng, table, work)
        fits[i] = log_likelihood(table, work)
        if i % every == 0:
            cells[i // every] = work.cells
