"""The plain Gibbs sampler over cells, as published: the yardstick of the faster one, and a check of it.

The people of each history are allotted to classes by a multinomial draw, the unseen by a negative binomial
and another, then presence, sticks and α are drawn from their conditionals (Manrique-Vallier 2016, section 4).
Histories that nobody can have are filled with imagined people in the same way (Manrique-Vallier & Hu 2018,
J. R. Stat. Soc. A 181), who count for the classes and not for N.
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
    softplus,
    spread,
    stick_coordinate,
    stick_logit,
)


@compiled
def sweep(rng: np.random.Generator, position: Floats, table: Observed, hyper: Floats, work: Scratch) -> None:
    """One scan over all that is unknown, ``position`` changed in place."""
    lists, classes = position.shape[0] - 1, position.shape[1]
    people = np.zeros(classes)
    present = np.zeros((lists, classes))
    hazard = 0.0
    for h in range(classes - 1):
        hazard += softplus(stick_logit(position[lists, h]))
    alpha = rng.standard_gamma(hyper[0] + classes - 1.0) / (hyper[1] + hazard)
    spread(position, work)
    _allot(rng, table, work, people, present)
    for j in range(lists):
        for h in range(classes):
            on, off = present[j, h], people[h] - present[j, h]
            position[j, h] = log_gamma_draw(rng, hyper[2] + on) - log_gamma_draw(rng, hyper[3] + off)
    later = people.sum()
    for h in range(classes - 1):
        later -= people[h]
        odds = log_gamma_draw(rng, 1.0 + people[h]) - log_gamma_draw(rng, alpha + later)
        position[lists, h] = stick_coordinate(odds)


@compiled
def log_gamma_draw(rng: np.random.Generator, shape: float) -> float:
    """The logarithm of a gamma draw, finite where the draw itself is too small for a float."""
    if shape >= 1.0:
        return math.log(rng.standard_gamma(shape))
    return math.log(rng.standard_gamma(shape + 1.0)) - rng.standard_exponential() / shape


@compiled
def _allot(rng: np.random.Generator, table: Observed, work: Scratch, people: Floats, present: Floats) -> None:
    """Adds up the people of each class, and those of them on each list, imagined people included."""
    lists, classes = work.presence.shape
    rate = rng.standard_gamma(table.documented) / documented_share(work.cells, table.seen)
    for c in range(work.cells.size):
        left = int(table.counts[c])
        if not table.seen[c]:
            left = rng.poisson(rate * work.cells[c])
        mass = work.cells[c]
        for h in range(classes):
            if left == 0:
                break
            own = left
            if work.masses[c, h] < mass and h < classes - 1:
                own = rng.binomial(left, work.masses[c, h] / mass)
            mass -= work.masses[c, h]
            left -= own
            people[h] += own
            for j in range(lists):
                if (c >> (lists - 1 - j)) & 1:
                    present[j, h] += own
