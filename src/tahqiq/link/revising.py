"""The evidence of all pairs once people have judged some: learned, rivals weighed again, doubt measured."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tahqiq.link.collective.agreeing import RIVALS, with_rivals
from tahqiq.link.collective.beliefs import Field, competing
from tahqiq.link.judged import COMPARISON, as_evidence
from tahqiq.link.learning import lesson
from tahqiq.link.pairs import Pairs


@dataclass(frozen=True, slots=True, eq=False)
class Revised:
    """Pairs as judgements teach.

    Attributes:
        pairs: with their judgements and rivals as the last comparisons.
        probability: of each pair, after everything (n,).
        moderated: the same, held back by what is not known of the weights (n,); for questions alone.
    """

    pairs: Pairs
    probability: NDArray[np.float64]
    moderated: NDArray[np.float64]


def revised(
    pairs: Pairs,
    probability: NDArray[np.float64],
    said: NDArray[np.int8],
    field: Field | None,
    apart: NDArray[np.bool_] | None = None,
) -> Revised:
    """Learns from what people said, and weighs rivals again.

    Args:
        pairs: after families and rivals were weighed, with the judgements as a comparison.
        probability: of each pair then (n,); kept where nobody judged anything.
        said: what people said of each pair (n,), as ``judged`` gives it.
        field: the pairs as a graph of partners; None within one list, where nobody has rivals.
        apart: pairs that teach nothing of others, because they are of a kind that is left to people (n,).
    """
    own = without(pairs, COMPARISON, RIVALS)
    teaching = np.abs(said) == 1
    rows = np.flatnonzero(teaching if apart is None else teaching & ~apart)
    taught = lesson(own, rows, said[rows] > 0, _beside(own, field))
    if said.any():
        judged = as_evidence(taught.applied(own), said)
        rivals = np.where(said == 0, _beside(judged, field), 0.0)
        pairs = judged if field is None else with_rivals(judged, rivals)
        probability = pairs.probability()
    return Revised(pairs, probability, _moderated(probability, taught.spread(own)))


def without(pairs: Pairs, *names: str) -> Pairs:
    """The pairs without some of their comparisons."""
    kept = [place for place, name in enumerate(pairs.comparisons) if name not in names]
    return replace(
        pairs,
        comparisons=tuple(pairs.comparisons[place] for place in kept),
        levels=pairs.levels[:, kept],
        weights=pairs.weights[:, kept],
    )


def log_odds(probability: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Log2 odds, held within what a number of double precision can tell from certainty.

    >>> float(log_odds(0.5)), float(log_odds(1.0).round())
    (0.0, 40.0)
    """
    held = np.clip(probability, 1e-12, 1 - 1e-12)
    odds: NDArray[np.float64] = np.log2(held / (1 - held))
    return odds


def _beside(pairs: Pairs, field: Field | None) -> NDArray[np.float64]:
    """Bits that rivals take from each pair."""
    weight = pairs.weight()
    return np.zeros(len(pairs)) if field is None else log_odds(competing(field, weight)) - weight


def _moderated(probability: NDArray[np.float64], spread: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean probability over weights that may be off so far (MacKay 1992, equation 3.4)."""
    nats = spread * np.log(2.0)
    odds = log_odds(probability) / np.sqrt(1 + np.pi / 8 * nats**2)
    moderated: NDArray[np.float64] = 1 / (1 + np.exp2(-odds))
    return moderated
