"""What share of the buildings of a neighbourhood is damaged, with an interval to test a claim against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Draws of the number of damaged buildings.
_DRAWS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The damaged share of one neighbourhood.

    Attributes:
        name: of the neighbourhood; '' for all buildings.
        buildings: how many.
        share: the expected share; ``lo95`` and ``hi95``: ends of the interval that holds it with 95 %.
    """

    name: str
    buildings: int
    share: float
    lo95: float
    hi95: float

    def exceeds(self, claimed: float) -> str:
        """Whether a claim such as 'over 80 percent' stands: 'yes', 'no', or 'cannot be told'."""
        return "yes" if self.lo95 > claimed else "no" if self.hi95 < claimed else "cannot be told"


def share_of(name: str, probability: NDArray[np.float64], *, doubt: float = 0.25, seed: int = 1) -> Share:
    """The share among buildings of known probabilities.

    Buildings are drawn damaged or not, each by its probability, with an error of the probabilities' level (on
    the scale of log odds) that all buildings of a neighbourhood share: an unsupervised survey knows its own
    calibration no better.

    Args:
        name: of the neighbourhood. ``probability``: of its buildings; (n,).
        doubt: standard deviation of the common error.
        seed: of the draws.

    >>> share_of("a", np.full(100, 0.5)).share
    0.5
    """
    chance = np.random.default_rng(seed)
    odds = np.log(probability.clip(1e-6, 1 - 1e-6)) - np.log1p(-probability.clip(1e-6, 1 - 1e-6))
    drawn = np.empty(_DRAWS)
    for at, error in enumerate(chance.normal(0, doubt, _DRAWS)):
        moved = 1 / (1 + np.exp(-(odds + error)))
        spread = np.sqrt((moved * (1 - moved)).sum())
        drawn[at] = moved.sum() + spread * chance.standard_normal()
    low, high = np.quantile(drawn / len(probability), [0.025, 0.975]).clip(0, 1)
    return Share(
        name=name,
        buildings=len(probability),
        share=float(probability.mean()),
        lo95=float(low),
        hi95=float(high),
    )


def shares_of(names: Sequence[str], probability: NDArray[np.float64], *, seed: int = 1) -> list[Share]:
    """The share of each neighbourhood, in the order of their names, and of all; none for no name."""
    found = [share_of("", probability, seed=seed)]
    places = np.array(names)
    for name in sorted(set(names) - {""}):
        found.append(share_of(name, probability[places == name], seed=seed))
    return found
