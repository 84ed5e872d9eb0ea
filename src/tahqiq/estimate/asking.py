"""What is asked of an estimate, and what is answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.judgement import Declared
from tahqiq.vocab.estimates import Assessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is wanted.

    Attributes:
        method: one of `methods.METHODS`.
        seed: every fit grows its own from this, its stratum and its purpose.
        effort: how many times the usual number of draws.
        force: compute although refused, and say so.
        declared: what the user holds of the lists.
        full: check priors, lists one by one, and other models.
        compare: ask other models even where not all is checked.
        delta: what the prior of decomposable graphs adds to every cell; None for the usual.
        effective: effective draws of each main fit, before ``effort``; None for the usual number.
    """

    method: str = "latent"
    seed: int = 1
    effort: int = 1
    force: bool = False
    declared: Declared = field(default_factory=Declared)
    full: bool = True
    compare: bool = False
    delta: float | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """An estimate with the draws it was made of; None where it was refused."""

    estimate: Assessed
    draws: NDArray[np.float64] | None = None


def seed_of(seed: int, *purpose: str) -> int:
    """A seed of its own for each stratum and purpose, whatever else is estimated beside it.

    >>> seed_of(1, "2017-06", "fit") == seed_of(1, "2017-06", "fit") != seed_of(1, "2017-07", "fit")
    True
    """
    text = "\x1f".join((str(seed), *purpose))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7])
