"""Probabilities, sizes and dates from the evidence, each building in the light of its surroundings.

How large changes are, how common, and how far damage keeps together is learnt from the buildings themselves,
without labels (empirical Bayes): shares of the sizes as in adaptive shrinkage (Stephens 2017, *Biostatistics*
18, 275-294), and for each building a probability beforehand that is the mean of its neighbours'
probabilities, within a distance that is chosen by the likelihood of each building given the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tahqiq.survey.buildings.evidence import Evidence
from tahqiq.survey.buildings.sizes import Shares, common_sizes, logsumexp, of_days, posterior

#: Distances over which damage may keep together, metres; infinite: not at all.
WIDTHS = (25.0, 50.0, 100.0, 200.0, float("inf"))
#: Near neighbours that the city as a whole counts for in a building's probability beforehand.
COMMON = 1.0
_ROUNDS, _NEAR, _LEAST = 12, 60, 1e-4


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Judged:
    """What is held of B buildings.

    Attributes:
        probability: that each changed; (B,).
        before: the same before its own images are looked at, from its surroundings; (B,).
        factor: log10 of the Bayes factor of its own images; (B,).
        gaps: given that it changed, the probability of each gap; (B, G).
        width: distance over which damage was found to keep together, metres.
        sizes: share of each size of change; (S,).
        evidence: what it rests on.
    """

    probability: Shares
    before: Shares
    factor: Shares
    gaps: Shares
    width: float
    sizes: Shares
    evidence: Evidence


def judge(evidence: Evidence, places: Shares, *, widths: Sequence[float] = WIDTHS) -> Judged:
    """Judges every building.

    Args:
        evidence: of their images.
        places: middle of each building, metres; (B, 2).
        widths: distances to choose from.
    """
    over = logsumexp(evidence.logs + np.log(of_days(evidence.days))[None, None, :], axis=2)
    share, sizes = common_sizes(over)
    factor = logsumexp(over + np.log(sizes), axis=1)
    width, beforehand = _surroundings(factor, places, share, widths)
    mixed = logsumexp(evidence.logs + np.log(sizes)[None, :, None], axis=1)
    mixed += np.log(of_days(evidence.days))
    return Judged(
        probability=posterior(factor, beforehand),
        before=beforehand,
        factor=factor / np.log(10),
        gaps=np.exp(mixed - logsumexp(mixed, axis=1)[:, None]),
        width=width,
        sizes=sizes,
        evidence=evidence,
    )


def _surroundings(
    factor: Shares, places: Shares, share: float, widths: Sequence[float]
) -> tuple[float, Shares]:
    """The distance under which buildings best foretell one another, and what they foretell."""
    best = (-np.inf, float("inf"), np.full(len(factor), share))
    for width in widths:
        foretold = _foretold(factor, places, share, width)
        fit = float(np.logaddexp(np.log1p(-foretold), np.log(foretold) + factor).sum())
        if fit > best[0]:
            best = (fit, width, foretold)
    return best[1], best[2]


def _foretold(factor: Shares, places: Shares, share: float, width: float) -> Shares:
    """Each building's probability from its neighbours', who have theirs from their images and neighbours."""
    from scipy.spatial import cKDTree

    flat = np.full(len(factor), share)
    if not np.isfinite(width) or len(factor) < 2:
        return flat
    near = min(_NEAR, len(factor) - 1) + 1
    apart, who = cKDTree(places).query(places, k=near, distance_upper_bound=3 * width)
    weights = np.where(np.isfinite(apart), np.exp(-0.5 * (apart / width) ** 2), 0.0)[:, 1:]
    who = np.where(who < len(factor), who, 0)[:, 1:]
    foretold = flat
    for _ in range(_ROUNDS):
        chance = posterior(factor, foretold)
        said = (weights * chance[who]).sum(axis=1) + COMMON * share
        renewed = np.clip(said / (weights.sum(axis=1) + COMMON), _LEAST, 1 - _LEAST)
        foretold = 0.5 * foretold + 0.5 * renewed
    return foretold
