"""What the latent-class model holds likely before it has seen a table."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.estimate.histories import CaptureTable
from tahqiq.vocab.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentPriors:
    """Priors of the nonparametric latent-class model; the defaults are those of the R package LCMCR.

    Classes get their shares by breaking a stick: class h takes a part V_h ~ Beta(1, α) of what the classes
    before it left, and the last takes the rest. A person of class h stands on list j with probability
    λ_jh, whatever other lists hold the person. The total N has p(N) ∝ 1/N.

    Attributes:
        classes: K, where the stick is cut; more than the data need do no harm. LCMCR's own default is 5, its
            Kosovo example uses 10.
        concentration: shape and rate of the gamma prior of α; small α means few large classes.
        presence: the two parameters of the beta prior of every λ_jh.

    Raises:
        BadInput: fewer than two classes, or a parameter that is not above zero and finite.

    Source: Manrique-Vallier, D. (2016), Bayesian population size estimation using Dirichlet process
    mixtures, Biometrics 72, 1246–1254.
    """

    classes: int = 10
    concentration: tuple[float, float] = (0.25, 0.25)
    presence: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        if not 2 <= self.classes <= 100:
            raise BadInput(f"{self.classes} latent classes", remedy="give 2 to 100")
        if not all(0 < value < math.inf for value in (*self.concentration, *self.presence)):
            raise BadInput("a prior parameter is not a number above zero")

    @property
    def hyper(self) -> NDArray[np.float64]:
        """(4,) shape and rate of α, the two parameters of λ: what the compiled functions take."""
        return np.array([*self.concentration, *self.presence])

    def as_detail(self) -> dict[str, object]:
        """The priors ready for JSON."""
        return {**asdict(self), "total": "1/N"}


def prior_documented_share(
    table: CaptureTable, *, priors: LatentPriors | None = None, seed: int, size: int = 20_000
) -> NDArray[np.float64]:
    """What share of the whole the model holds documented, before it has seen a count.

    One over it, times the documented, is the total that the priors alone would give: a posterior that looks
    like this has learnt nothing from the table.

    Args:
        table: gives the number of lists and the structural zeros; its counts are not used.
        priors: the model's priors.
        seed: of the draws.
        size: how many draws.

    Returns:
        (size,) draws of P(a person stands on a list).

    >>> pair = CaptureTable.from_counts("AB", [[0, 1], [1, 0]], [3, 5])
    >>> share = prior_documented_share(pair, seed=1, size=50_000)
    >>> 0.7 < float(share.mean()) < 0.8  # 1 − (1/2)² where classes are many or few
    True
    """
    priors = priors or LatentPriors()
    rng = np.random.Generator(np.random.SFC64(seed))
    shares, presence = draw_from_prior(rng, table.k, priors, size)
    unseen = (shares * (1 - presence).prod(axis=2)).sum(axis=1)
    barred = np.zeros(size)
    for history in table.impossible.astype(bool):
        barred += (shares * np.where(history, presence, 1 - presence).prod(axis=2)).sum(axis=1)
    documented: NDArray[np.float64] = (1 - unseen - barred) / (1 - barred)
    return documented


def draw_from_prior(
    rng: np.random.Generator, lists: int, priors: LatentPriors, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draws of the classes: their shares (size, K) and their presence on each list (size, K, lists)."""
    alpha = rng.gamma(priors.concentration[0], size=(size, 1)) / priors.concentration[1]
    alpha = np.maximum(alpha, 1e-290)  # smaller ones are one class as well, and overflow
    hazards = rng.standard_exponential((size, priors.classes - 1)) / alpha
    left = np.exp(-np.cumsum(hazards, axis=1))
    before = np.concatenate([np.ones((size, 1)), left], axis=1)
    after = np.concatenate([left, np.zeros((size, 1))], axis=1)
    return before - after, rng.beta(*priors.presence, size=(size, priors.classes, lists))
