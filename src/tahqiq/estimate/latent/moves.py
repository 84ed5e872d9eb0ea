"""Steps of the Markov chain: along the slope, swapping labels, and drawing N.

- ``glide``: a Hamiltonian trajectory (Neal 2011) over all presence and stick parameters at once. The classes
  of the people are summed out, so the chain moves along the ridge where a hidden class grows at the cost of
  the documented ones, which a Gibbs sampler climbs in tiny steps.
- ``relabel``: swaps the shares and the presence of two classes, which leaves every history's probability as
  it is; accepted by the prior of the sticks alone (Papaspiliopoulos & Roberts 2008).
- ``rescale``: multiplies the hazards of all sticks by one number, accepted by likelihood and prior.
- ``total``: N given everything else is exact: n plus a negative binomial number of unseen people.
"""

from __future__ import annotations

import math

import numpy as np

from tahqiq.compiled import compiled
from tahqiq.estimate.latent.posterior import (
    Floats,
    Observed,
    Scratch,
    documented_share,
    log_likelihood,
    log_prior,
    logit_of_hazard,
    slope,
    softplus,
    spread,
    stick_coordinate,
    stick_logit,
)

#: Mean length of a trajectory on the logit scale, where the prior of a presence has standard deviation 1.8.
LENGTH = 1.4
#: Standard deviation of the logarithm by which ``rescale`` multiplies.
LEAP = 3.0
#: Steps of the longest trajectory.
MOST_STEPS = 400


@compiled
def glide(
    rng: np.random.Generator,
    position: Floats,
    table: Observed,
    hyper: Floats,
    heat: float,
    step: float,
    work: Scratch,
) -> float:
    """One Hamiltonian trajectory with a unit metric, from ``position`` to wherever it is accepted.

    Returns:
        The probability with which its end was accepted.
    """
    lists, classes = position.shape[0] - 1, position.shape[1]
    gradient, place = np.empty_like(position), position.copy()
    momentum = np.empty_like(position)
    for row in range(lists + 1):
        for h in range(classes):
            momentum[row, h] = rng.standard_normal()
    momentum[lists, classes - 1] = 0.0
    size = step * (0.8 + 0.4 * rng.random())
    steps = min(1 + int(2.0 * LENGTH * rng.random() / size), MOST_STEPS)
    spread(place, work)
    before = heat * log_likelihood(table, work) + log_prior(place, hyper) - 0.5 * (momentum**2).sum()
    slope(table, hyper, heat, work, gradient)
    for done in range(1, steps + 1):
        for row in range(lists + 1):
            for h in range(classes):
                momentum[row, h] += 0.5 * size * gradient[row, h]
                place[row, h] += size * momentum[row, h]
        spread(place, work)
        after = 0.0
        if done == steps:
            after = heat * log_likelihood(table, work) + log_prior(place, hyper)
        slope(table, hyper, heat, work, gradient)
        for row in range(lists + 1):
            for h in range(classes):
                momentum[row, h] += 0.5 * size * gradient[row, h]
    gain = after - 0.5 * (momentum**2).sum() - before
    if math.isnan(gain):  # the trajectory left what numbers can hold
        return 0.0
    accepted = math.exp(min(0.0, gain))
    if rng.random() < accepted:
        position[:] = place
    return accepted


@compiled
def relabel(rng: np.random.Generator, position: Floats, hyper: Floats, times: int) -> None:
    """Proposes to swap two classes, half the time neighbours, ``times`` times."""
    lists, classes = position.shape[0] - 1, position.shape[1]
    log_share, log_left = np.empty(classes), np.empty(classes)
    for _ in range(times):
        first = int(rng.random() * (classes - 1))
        second = first + 1
        if rng.random() < 0.5:
            second = int(rng.random() * classes)
        if first == second:
            continue
        left = 0.0
        for h in range(classes - 1):
            logit = stick_logit(position[lists, h])
            log_share[h] = left - softplus(-logit)
            left -= softplus(logit)
        log_share[classes - 1] = left
        before = _log_prior_of_shares(log_share, hyper, log_left)
        log_share[first], log_share[second] = log_share[second], log_share[first]
        after = _log_prior_of_shares(log_share, hyper, log_left)
        if rng.random() < math.exp(min(0.0, after - before)):
            for h in range(classes - 1):
                position[lists, h] = stick_coordinate(log_share[h] - log_left[h])
            for j in range(lists):
                position[j, first], position[j, second] = position[j, second], position[j, first]


@compiled
def rescale(
    rng: np.random.Generator, position: Floats, table: Observed, hyper: Floats, work: Scratch, times: int
) -> None:
    """Proposes to multiply all t_h by one number, often a very large or small one, ``times`` times.

    Σ t_h has a tail so heavy that a chain walks about in it for ages, all people in one class, unless it can
    leap out again.
    """
    lists, classes = position.shape[0] - 1, position.shape[1]
    place = position.copy()
    spread(position, work)
    fit = log_likelihood(table, work)
    for _ in range(times):
        log_factor = LEAP * rng.standard_normal()
        factor, hazard, scaled = math.exp(log_factor), hyper[1], hyper[1]
        for h in range(classes - 1):
            t = softplus(stick_logit(position[lists, h]))
            hazard += t
            scaled += factor * t
            place[lists, h] = stick_coordinate(logit_of_hazard(factor * t))
        spread(place, work)
        proposed = log_likelihood(table, work)
        gain = proposed - fit + (classes - 1.0) * log_factor
        gain -= (hyper[0] + classes - 1.0) * math.log(scaled / hazard)
        if rng.random() < math.exp(min(0.0, gain)):
            position[lists] = place[lists]
            fit = proposed


@compiled
def _log_prior_of_shares(log_share: Floats, hyper: Floats, log_left: Floats) -> float:
    """Of the shares π as a point of the simplex; fills ``log_left``, what classes after h hold together."""
    classes = log_share.size
    left, total = log_share[classes - 1], 0.0
    hazard = hyper[1] - log_share[classes - 1]
    for h in range(classes - 2, -1, -1):
        log_left[h] = left
        total -= left
        left = max(left, log_share[h]) + math.log1p(math.exp(-abs(left - log_share[h])))
    return float(total - (hyper[0] + classes - 1.0) * math.log(hazard))


@compiled
def total(rng: np.random.Generator, table: Observed, work: Scratch) -> float:
    """N given the histories' probabilities; ``work.cells`` is filled.

    n + NegBin(n, 1 − q), where q is the probability of the unseen history among those that are possible:
    a Poisson number whose mean is gamma distributed.
    """
    odds = work.cells[0] / documented_share(work.cells, table.seen)
    mean = rng.standard_gamma(table.documented) * odds
    if mean > 1e15:  # beyond it the Poisson noise is below a float's precision
        return float(table.documented + mean)
    return float(table.documented + rng.poisson(mean))
